"""The first page, the offers that a query finds, the filters with their counts."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from market.accounts.models import Organisation
from market.accounts.policies import ANYONE, actor, policy
from market.codes.ipc import TITLES, title
from market.db import session
from market.formats import current_locale
from market.quotes.firm import asked_size
from market.quotes.selection import KEY, Selection, selection
from market.search import panel
from market.search.asked import Asked, Sort, address_of, asked_of
from market.search.browse import By, shelves
from market.search.cards import card
from market.search.facet_words import TITLES as FILTER_TITLES
from market.search.facets import facets
from market.search.index import SearchNotReady
from market.search.no_hits import Help, help_for
from market.search.numbers import Numbered, patent_asked_for
from market.search.queries import Results, find
from market.search.typed import LONGEST_QUERY

bp = Blueprint("search", __name__)
bp.add_app_template_filter(panel.count_words)
bp.add_app_template_filter(lambda code: title(code, current_locale()), "ipc_title")
# In the address of a page of results: show the filters with their counts at once.
OPEN = "filters"


@bp.get("/")
@policy(ANYONE)
def home() -> ResponseReturnValue:
    """Show the search box and the three doors."""
    size = asked_size({}, _reader())
    return render_template("search/home.html", size=size, longest=LONGEST_QUERY)


@bp.get("/offers")
@policy(ANYONE)
def results() -> ResponseReturnValue:
    """Show the offers that a query finds; the number of a patent leads to its own."""
    reader = _reader()
    asked = asked_of(request.args, asked_size(request.args, reader))
    chosen = _chosen(reader)
    numbered = patent_asked_for(session(), asked.typed.text)
    if numbered and len(numbered.offer_ids) == 1:
        return redirect(_listing(numbered.offer_ids[0], asked, chosen), 303)
    try:
        return _page(asked, find(session(), asked), chosen, numbered)
    except SearchNotReady:
        return _page(asked, None, chosen, numbered)


@bp.get("/offers/filters")
@policy(ANYONE)
def filters() -> ResponseReturnValue:
    """Give the filters with their counts, which a page of results asks for later."""
    reader = _reader()
    asked = asked_of(request.args, asked_size(request.args, reader))
    return render_template(
        "search/_filters.html",
        asked=asked,
        groups=_groups(asked),
        chosen=_chosen(reader),
        is_open=False,
    )


@bp.get("/browse")
@policy(ANYONE)
def browse() -> ResponseReturnValue:
    """Show industries, fields of application or patent classes, with their offers."""
    typed, under = request.args.get("by", ""), request.args.get("under", "")
    by = By(typed) if typed in list(By) else By.INDUSTRY
    under = under if by is By.IPC and under in TITLES and len(under) < 4 else ""
    try:
        found = shelves(by, under=under, locale=current_locale())
    except SearchNotReady:
        found = None
    return render_template(
        "search/browse.html",
        by=by,
        under=under,
        above=[under[:length] for length in (1, 3) if length <= len(under)],
        shelves=found,
    )


def _page(
    asked: Asked,
    found: Results | None,
    chosen: Selection,
    numbered: Numbered | None,
) -> str:
    """Return the page of results; `found` is None while there is no index."""
    shown = found or Results(offers=[], total=0)
    reader = _reader()
    return render_template(
        "search/results.html",
        asked=asked,
        text=asked.typed.text,
        longest=LONGEST_QUERY,
        size=asked.size,
        here=address_of(asked) | {"page": shown.page if shown.page > 1 else None},
        found=shown,
        is_ready=found is not None,
        cards=[
            card(offer, size=asked.size, reader=reader, needles=shown.needles)
            for offer in shown.offers
        ],
        chips=panel.chips(session(), asked, chosen.ids),
        sorts=[(sort, panel.sorted_url(asked, sort, chosen.ids)) for sort in Sort],
        groups=_groups(asked) if found and OPEN in request.args else None,
        help=_help(asked) if found and not found.total else None,
        filter_titles=FILTER_TITLES,
        page_url=panel.page_url,
        numbered=numbered,
        chosen=chosen,
        is_sample=any(offer.is_sample for offer in shown.offers),
        all_sample=all(offer.is_sample for offer in shown.offers),
    )


def _groups(asked: Asked) -> list[panel.Group]:
    try:
        return panel.groups(session(), asked, facets(asked))
    except SearchNotReady:
        return []


def _help(asked: Asked) -> Help | None:
    is_narrow = asked.typed.text or asked.filters.names
    return help_for(session(), asked) if is_narrow else None


def _listing(offer_id: int, asked: Asked, chosen: Selection) -> str:
    return url_for(
        "licensing.listing", offer_id=offer_id, size=asked.size, offer=chosen.ids
    )


def _chosen(reader: Organisation | None) -> Selection:
    reader_id = reader.id if reader else None
    return selection(session(), request.args.getlist(KEY), reader_id=reader_id)


def _reader() -> Organisation | None:
    who = actor()
    return who.organisation if who else None
