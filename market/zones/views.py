"""The public pages of zones: the list, one zone with its offers, their table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from market import clock
from market.accounts.policies import ANYONE, actor, policy
from market.catalogue.exports import csv_bytes
from market.catalogue.spreadsheet import xlsx_bytes
from market.db import session
from market.quotes.firm import asked_size
from market.quotes.selection import KEY, selection
from market.search import facets as counting
from market.search import panel
from market.search.asked import Asked, Sort, address_of, asked_of
from market.search.cards import card
from market.search.index import SearchNotReady
from market.search.queries import Results, find
from market.search.typed import LONGEST_QUERY
from market.zones import placing, queries, tables, wording
from market.zones.models import Zone
from market.zones.queries import Phase

bp = Blueprint("zones", __name__, url_prefix="/zones")
wording.register(bp)
placing.register(bp)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a zone is counted by before anything narrows it.
COUNTED = ("industries", "provinces", "organisations")
FILTERS = tuple(name for name in counting.NAMES if name != "zones")
Writer = Callable[[Sequence[str], Iterable[Sequence[object]]], bytes]


@bp.get("")
@policy(ANYONE)
def every() -> ResponseReturnValue:
    """List the zones: those that run, those to come, those that are closed."""
    day = clock.today()
    found = queries.public_zones(session())
    by_phase = {
        phase: [zone for zone in found if queries.phase_of(zone, day) is phase]
        for phase in (Phase.RUNNING, Phase.COMING, Phase.CLOSED)
    }
    return render_template("zones/list.html", by_phase=by_phase, is_any=bool(found))


@bp.get("/<slug>")
@policy(ANYONE)
def show(slug: str) -> ResponseReturnValue:
    """Show a zone and a page of its offers."""
    zone = queries.public_zone(session(), slug)
    phase = queries.phase_of(zone, clock.today())
    asked = _asked(zone)
    try:
        found = None if phase is Phase.COMING else find(session(), asked)
        told = _counts(zone, asked) if found else {}
    except SearchNotReady:
        found, told = None, {}
    return _page(zone, phase, asked, found, told)


@bp.get("/<slug>/offers.xlsx")
@policy(ANYONE)
def as_xlsx(slug: str) -> ResponseReturnValue:
    """Give the offers of a zone as a workbook."""
    return _file(slug, xlsx_bytes, XLSX, "xlsx")


@bp.get("/<slug>/offers.csv")
@policy(ANYONE)
def as_csv(slug: str) -> ResponseReturnValue:
    """Give the offers of a zone as CSV."""
    return _file(slug, csv_bytes, "text/csv; charset=utf-8", "csv")


def _asked(zone: Zone) -> Asked:
    """Return what is asked within a zone, whatever zone the address names."""
    who = actor()
    size = asked_size(request.args, who.organisation if who else None)
    asked = asked_of(request.args, size)
    return replace(asked, filters=replace(asked.filters, zones=frozenset({zone.slug})))


def _counts(zone: Zone, asked: Asked) -> dict[str, Any]:
    """Return the filters with their counts, and those of the whole zone."""
    whole = Asked(filters=placing.only(zone), size=asked.size)
    return {
        "groups": panel.groups(session(), asked, counting.facets(asked, FILTERS)),
        "counts": panel.groups(session(), whole, counting.facets(whole, COUNTED)),
    }


def _page(
    zone: Zone,
    phase: Phase,
    asked: Asked,
    found: Results | None,
    told: dict[str, Any],
) -> str:
    who = actor()
    reader = who.organisation if who else None
    shown = found or Results(offers=[], total=0)
    within = replace(asked, filters=asked.filters.without("zones"))
    here = address_of(replace(within, page=1))
    return render_template(
        "zones/zone.html",
        zone=zone,
        phase=phase,
        entries=queries.shown_entries(session(), zone, clock.today())
        if phase is not Phase.COMING and _is_whole(within)
        else [],
        asked=within,
        size=asked.size,
        longest=LONGEST_QUERY,
        found=shown,
        is_ready=found is not None,
        cards=[
            card(offer, size=asked.size, reader=reader, needles=shown.needles)
            for offer in shown.offers
        ],
        here=here,
        in_search=address_of(replace(asked, page=1)),
        chips=_chips(zone, within),
        sorts=list(Sort),
        chosen=selection(
            session(),
            request.args.getlist(KEY),
            reader_id=reader.id if reader else None,
        ),
        is_sample=zone.is_sample,
        share_url=url_for("zones.show", slug=zone.slug, _external=True),
        **({"groups": [], "counts": []} | told),
    )


def _is_whole(within: Asked) -> bool:
    """Say whether the page shows the zone as it begins."""
    return not within.typed.text and not within.filters.names and within.page == 1


def _chips(zone: Zone, within: Asked) -> list[panel.Chip]:
    """Return what is set, each with the address of the zone without it."""
    chips = []
    for chip, (name, value) in zip(
        panel.chips(session(), within, ()),
        (
            (name, value)
            for name, values in within.filters.as_json().items()
            for value in values
        ),
        strict=True,
    ):
        rest = address_of(within.narrowed(within.filters.toggled(name, value)))
        url = url_for("zones.show", slug=zone.slug, **rest)  # type: ignore[arg-type]  # lists repeat
        chips.append(replace(chip, url=url))
    return chips


def _file(slug: str, write: Writer, kind: str, ending: str) -> Response:
    day = clock.today()
    zone = queries.public_zone(session(), slug)
    is_shown = queries.phase_of(zone, day) is not Phase.COMING
    rows = tables.rows(session(), slug, day=day) if is_shown else ()
    name = f"{slug}-{day}.{ending}"
    answer = Response(write(tables.HEADER, rows), mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
