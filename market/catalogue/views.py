"""The office's pages of patents: list, one patent, a new one."""

from __future__ import annotations

from dataclasses import replace

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from market import clock, submissions
from market.accounts.policies import OFFICE, acting, acting_organisation, policy
from market.catalogue import history_words, portfolio_export, queries, wording
from market.catalogue.by_hand import NumberTaken, add_patent, change_patent
from market.catalogue.forms import FactsForm, facts_data
from market.catalogue.models import Patent, PatentKind, PatentStatus
from market.catalogue.record_forms import NewPatentForm, RecordForm
from market.catalogue.selection import LACK_NAMES, SORT_NAMES, Wanted
from market.catalogue.writing import SUBJECT
from market.codes import applications, industries
from market.codes.concordance import FieldsOfUse, facts_of_use
from market.db import MarketSession, session, transaction
from market.errors import NotFound
from market.history import Author, entries_of
from market.i18n import locale
from market.licensing.models import OfferState
from pricing.law.patent_bars import open_licence_bars

bp = Blueprint("catalogue", __name__)
wording.register(bp)

# Larger numbers are no ids of ours, and a database would refuse to look for them.
LARGEST_ID = 2**63 - 1
PATENT = f"/office/patents/<int(max={LARGEST_ID}):patent_id>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/office/patents")
@policy(OFFICE)
def patents() -> ResponseReturnValue:
    """Show the office's patents, a page at a time."""
    wanted = Wanted.from_args(request.args)
    found = queries.office_patents(
        session(),
        acting_organisation().id,
        wanted,
        page=request.args.get("page", 1, type=int),
        day=clock.today(),
    )
    return render_template(
        "catalogue/patents.html",
        found=found,
        wanted=wanted,
        statuses=list(PatentStatus),
        kinds=list(PatentKind),
        states=list(OfferState),
        lacks=LACK_NAMES,
        sorts=SORT_NAMES,
        is_sample=any(listed.patent.is_sample for listed in found.patents),
    )


@bp.get("/office/patents/export.<kind>")
@policy(OFFICE)
def export(kind: str) -> ResponseReturnValue:
    """Give the whole portfolio as a file that imports again without a change."""
    if kind not in ("csv", "xlsx"):
        raise NotFound(
            "只能导出 CSV 或 XLSX。请从专利列表页导出。",
            "A portfolio is exported as CSV or XLSX. Do it from the list of patents.",
        )
    office, words = acting_organisation(), locale()
    name = f"{office.code or 'patents'}-{clock.today().isoformat()}.{kind}"
    if kind == "csv":
        pieces = portfolio_export.csv_pieces(session(), office.id, words)
        return _download(b"".join(pieces), name, "text/csv; charset=utf-8")
    return _download(portfolio_export.workbook(session(), office.id, words), name, XLSX)


@bp.route("/office/patents/new", methods=["GET", "POST"])
@policy(OFFICE)
def new_patent() -> ResponseReturnValue:
    """Add one patent by hand."""
    form = NewPatentForm()
    if not form.validate_on_submit():
        return _new_page(form)
    try:
        return redirect(_added(form), 303)
    except NumberTaken as taken:
        form.number.errors = [taken.message(locale())]
        return _new_page(form)


@bp.route(PATENT, methods=["GET", "POST"])
@policy(OFFICE)
def patent(patent_id: int) -> ResponseReturnValue:
    """Show a patent and record its legal state."""
    found = _own(patent_id)
    form = FactsForm(data=facts_data(found), today=clock.today())
    if form.validate_on_submit():
        _change(patent_id, form)
        flash(_("The legal status is recorded."), "success")
        return redirect(url_for("catalogue.patent", patent_id=patent_id), 303)
    facts = queries.facts_of(found)
    page = render_template(
        "catalogue/patent.html",
        patent=found,
        form=form,
        findings=list(open_licence_bars(facts, clock.today())),
        offer=queries.newest_offer(session(), patent_id),
        use=_use(found),
        lines=history_words.lines(entries_of(session(), SUBJECT, patent_id)),
        is_sample=found.is_sample,
    )
    return page, _answer_status(form)


@bp.route(f"{PATENT}/edit", methods=["GET", "POST"])
@policy(OFFICE)
def edit_patent(patent_id: int) -> ResponseReturnValue:
    """Change what a patent's record says of it."""
    found = _own(patent_id)
    form = RecordForm(obj=found)
    if form.validate_on_submit():
        _change(patent_id, form)
        flash(_("The record is saved."), "success")
        return redirect(url_for("catalogue.patent", patent_id=patent_id), 303)
    page = render_template(
        "catalogue/edit.html", patent=found, form=form, is_sample=found.is_sample
    )
    return page, _answer_status(form)


def _download(content: bytes, name: str, content_type: str) -> Response:
    disposition = f'attachment; filename="{name}"'
    return Response(
        content,
        content_type=content_type,
        headers={"Content-Disposition": disposition},
    )


def _use(patent: Patent) -> FieldsOfUse:
    """Return the names of what a patent is good for, in the reader's language."""
    found, words = facts_of_use(patent), locale()
    return replace(
        found,
        industries=tuple(industries.name(code, words) for code in found.industries),
        applications=tuple(applications.name(c, words) for c in found.applications),
    )


def _own(patent_id: int) -> Patent:
    return queries.by_id(session(), acting_organisation().id, patent_id)


def _author() -> Author:
    return Author(
        happened_at=clock.now_utc(),
        organisation_id=acting_organisation().id,
        user_id=acting().user.id,
        address=request.remote_addr or "",
    )


def _change(patent_id: int, form: FactsForm | RecordForm) -> None:
    values, author = form.values(), _author()
    with transaction() as writing:
        patent = queries.by_id(writing, acting_organisation().id, patent_id)
        change_patent(writing, patent, values, author=author)


def _added(form: NewPatentForm) -> str:
    organisation_id, values, author = acting_organisation().id, form.values(), _author()

    def effect(writing: MarketSession) -> str:
        patent_id = add_patent(writing, organisation_id, values, author=author)
        flash(_("The patent is added. Now state its legal status."), "success")
        return url_for("catalogue.patent", patent_id=patent_id)

    return submissions.once(
        effect,
        nonce=request.form.get("nonce", ""),
        user_id=acting().user.id,
        submitted_at=author.happened_at,
    )


def _new_page(form: NewPatentForm) -> ResponseReturnValue:
    nonce = request.form.get("nonce") or submissions.new_nonce()
    page = render_template("catalogue/new.html", form=form, nonce=nonce)
    return page, _answer_status(form)


def _answer_status(form: FactsForm | RecordForm) -> int:
    return 422 if form.is_submitted() else 200
