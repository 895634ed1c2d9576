"""Pages of a curator: its zones, one zone to change, what is in it by hand."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from market import clock, submissions
from market.accounts.models import RoleName
from market.accounts.policies import acting, acting_organisation, only, policy
from market.db import MarketSession, session, transaction
from market.errors import MarketError, Refused, Unacceptable
from market.history import Author, entries_of
from market.i18n import locale
from market.search.index import SearchNotReady, searcher
from market.search.numbers import patent_asked_for
from market.zones import operations, preview, queries
from market.zones.forms import EntryForm, ZoneForm, form_of
from market.zones.models import Zone

bp = Blueprint("curator", __name__, url_prefix="/curate/zones")
CURATOR = only(RoleName.OFFICE_ADMIN, RoleName.OPERATOR)


@bp.get("")
@policy(CURATOR)
def mine() -> ResponseReturnValue:
    """List the zones of the reader's organisation."""
    found = queries.own_zones(session(), acting_organisation().id)
    return render_template("zones/mine.html", zones=found)


@bp.route("/new", methods=["GET", "POST"])
@policy(CURATOR)
def new() -> ResponseReturnValue:
    """Draft a zone."""
    if request.method == "GET":
        start = {"search": request.args.get("search", ""), "opens_on": clock.today()}
        return _edit_page(ZoneForm(data=start), None)
    form, author = ZoneForm(), _author()

    def effect(writing: MarketSession) -> str:
        zone = operations.create(writing, form.draft(), author)
        return url_for("curator.show", zone_id=zone.id)

    return _saved(form, effect, None)


@bp.get("/<int:zone_id>")
@policy(CURATOR)
def show(zone_id: int) -> ResponseReturnValue:
    """Show a zone as its curator sees it: what is in it, and what is next."""
    return _zone_page(_own(zone_id), EntryForm(data=_offered()))


@bp.route("/<int:zone_id>/edit", methods=["GET", "POST"])
@policy(CURATOR)
def edit(zone_id: int) -> ResponseReturnValue:
    """Change a zone."""
    zone = _own(zone_id)
    if request.method == "GET":
        return _edit_page(form_of(zone), zone)
    form, author = ZoneForm(), _author()

    def effect(writing: MarketSession) -> str:
        operations.change(writing, zone_id, form.draft(), author)
        return url_for("curator.show", zone_id=zone_id)

    return _saved(form, effect, zone)


@bp.post("/<int:zone_id>/opening")
@policy(CURATOR)
def open_(zone_id: int) -> ResponseReturnValue:
    """Make a draft public."""
    author, day = _author(), clock.today()
    return _done(
        zone_id,
        lambda writing: operations.open_zone(writing, zone_id, author, day=day),
        _("The zone is public."),
    )


@bp.post("/<int:zone_id>/closing")
@policy(CURATOR)
def close(zone_id: int) -> ResponseReturnValue:
    """Close a zone."""
    author = _author()
    return _done(
        zone_id,
        lambda writing: operations.close_zone(writing, zone_id, author),
        _("The zone is closed; it stays readable."),
    )


@bp.post("/<int:zone_id>/entries")
@policy(CURATOR)
def place(zone_id: int) -> ResponseReturnValue:
    """Put an offer in by hand, or leave it out."""
    zone, form, author = _own(zone_id), EntryForm(), _author()
    if not form.validate():
        return _zone_page(zone, form), 422
    found = patent_asked_for(session(), form.number.data or "")
    if found is None or not found.offer_ids:
        form.number.errors = [_no_offer(is_known=found is not None)]
        return _zone_page(zone, form), 422

    def effect(writing: MarketSession) -> str:
        for offer_id in found.offer_ids:
            operations.place(
                writing, zone_id, author, offer_id=offer_id, note=form.note()
            )
        return url_for("curator.show", zone_id=zone_id)

    try:
        return _once(form, effect)
    except MarketError as error:
        form.number.errors = [error.message(locale())]
        return _zone_page(_own(zone_id), form), error.status


@bp.post("/<int:zone_id>/entries/<int:entry_id>/removal")
@policy(CURATOR)
def remove(zone_id: int, entry_id: int) -> ResponseReturnValue:
    """Take away what was done by hand."""
    author = _author()
    return _done(
        zone_id,
        lambda writing: operations.remove(writing, zone_id, author, entry_id=entry_id),
        _("The entry is removed."),
    )


def _own(zone_id: int) -> Zone:
    return queries.own_zone(
        session(), zone_id, organisation_id=acting_organisation().id
    )


def _offered() -> dict[str, str]:
    """Return the number that a link from an offer's page brings along."""
    return {"number": request.args.get("number", "")}


def _no_offer(*, is_known: bool) -> str:
    if is_known:
        return str(_("This patent is known, but no open offer on it is public."))
    return str(_("No patent here has this number. Check it, in any spelling."))


def _saved(
    form: ZoneForm, effect: submissions.Effect, zone: Zone | None
) -> ResponseReturnValue:
    """Save a valid form, or show it again; the preview saves nothing."""
    if not form.validate():
        return _edit_page(form, zone), 422
    if "preview" in request.form:
        return _edit_page(form, zone, is_preview=True)
    try:
        return _once(form, effect)
    except Unacceptable as error:
        form.slug.errors = [error.message(locale())]
        return _edit_page(form, zone), error.status


def _once(
    form: ZoneForm | EntryForm, effect: submissions.Effect
) -> ResponseReturnValue:
    location = submissions.once(
        effect,
        nonce=form.nonce.data or "",
        user_id=acting().user.id,
        submitted_at=clock.now_utc(),
    )
    flash(_("Saved."), "success")
    return redirect(location, 303)


def _done(
    zone_id: int, act: Callable[[MarketSession], object], told: str
) -> ResponseReturnValue:
    """Do something to a zone, or show on its page why it was refused."""
    try:
        with transaction() as writing:
            act(writing)
    except Refused as refused:
        flash(refused.message(locale()), "danger")
        return _zone_page(_own(zone_id), EntryForm(formdata=None)), refused.status
    flash(told, "success")
    return redirect(url_for("curator.show", zone_id=zone_id), 303)


def _edit_page(form: ZoneForm, zone: Zone | None, *, is_preview: bool = False) -> str:
    form.nonce.data = form.nonce.data or submissions.new_nonce()
    try:
        seen = preview.of_rule(form.draft().rule, searcher()) if is_preview else None
    except SearchNotReady:
        seen = None
    return render_template(
        "zones/edit.html", form=form, zone=zone, seen=seen, is_preview=is_preview
    )


def _zone_page(zone: Zone, form: EntryForm) -> str:
    form.nonce.data = submissions.new_nonce()
    try:
        seen = preview.of_zone(zone, searcher())
    except SearchNotReady:
        seen = None
    return render_template(
        "zones/manage.html",
        zone=zone,
        form=form,
        seen=seen,
        entries=zone.entries,
        history=entries_of(session(), operations.SUBJECT, zone.id, limit=20),
        asked_rule=preview.rule_words(zone.rule),
    )


def _author() -> Author:
    return Author(
        happened_at=clock.now_utc(),
        organisation_id=acting_organisation().id,
        user_id=acting().user.id,
        address=request.remote_addr or "",
    )
