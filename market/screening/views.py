"""The office's screening: the ranked worklist, a patent to mark, the weights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

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

from market import clock
from market.accounts.models import RoleName
from market.accounts.policies import (
    OFFICE,
    OFFICE_ADMIN,
    acting,
    acting_organisation,
    only,
    policy,
)
from market.catalogue import queries as catalogue
from market.catalogue.exports import csv_bytes
from market.catalogue.models import Patent, PatentStatus
from market.catalogue.spreadsheet import xlsx_bytes
from market.db import session, transaction
from market.errors import StaleVersion
from market.history import Author, entries_of
from market.i18n import locale
from market.screening import (
    history_words,
    operations,
    portfolio,
    queries,
    tables,
    wording,
)
from market.screening.forms import MarksForm, WeightsForm, marks_data
from market.screening.models import Criterion
from market.screening.queries import Narrowed
from market.screening.reasons import reason
from market.screening.scoring import Score, scores

bp = Blueprint("screening", __name__, url_prefix="/office/screening")
wording.register(bp)

READERS = only(RoleName.OFFICE_MEMBER, RoleName.OFFICE_ADMIN, RoleName.AUDITOR)
Writer = Callable[[Sequence[str], Iterable[Sequence[object]]], bytes]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/")
@policy(READERS)
def worklist() -> ResponseReturnValue:
    """Show the office's patents in the order in which to take them up."""
    wanted = _wanted()
    found = queries.worklist(
        session(),
        acting_organisation().id,
        wanted,
        page=request.args.get("page", 1, type=int),
        day=clock.today(),
    )
    return render_template(
        "screening/worklist.html",
        found=found,
        wanted=wanted,
        asked=_as_args(wanted),
        statuses=list(PatentStatus),
        criteria=list(Criterion),
        sentence=wording.sentence,
        may_write=_may_write(),
        is_admin=RoleName.OFFICE_ADMIN in acting().roles,
        is_sample=any(entry.patent.is_sample for entry in found.entries),
    )


@bp.get("/worklist.csv")
@policy(READERS)
def as_csv() -> ResponseReturnValue:
    """Give the worklist as CSV."""
    return _file(csv_bytes, "text/csv; charset=utf-8", "csv")


@bp.get("/worklist.xlsx")
@policy(READERS)
def as_xlsx() -> ResponseReturnValue:
    """Give the worklist as a workbook."""
    return _file(xlsx_bytes, XLSX, "xlsx")


@bp.get("/next")
@policy(READERS)
def next_unreviewed() -> ResponseReturnValue:
    """Lead to the next patent that nobody marked yet."""
    after_id = request.args.get("after", type=int)
    found = queries.next_unreviewed(
        session(), acting_organisation().id, after_id, day=clock.today()
    )
    if found is None:
        return redirect(url_for(".worklist"))
    return redirect(url_for(".patent", patent_id=found))


@bp.get("/<int:patent_id>")
@policy(READERS)
def patent(patent_id: int) -> ResponseReturnValue:
    """Show the evidence on a patent and the marks that it has."""
    found = _own(patent_id)
    form = MarksForm(data=marks_data(portfolio.marks_of(session(), patent_id)))
    return _patent_page(found, form)


@bp.post("/<int:patent_id>")
@policy(OFFICE)
def mark(patent_id: int) -> ResponseReturnValue:
    """Store a reviewer's marks."""
    found, form = _own(patent_id), MarksForm()
    if not form.validate():
        return _patent_page(found, form), 422
    try:
        changed = _marked(patent_id, form)
    except StaleVersion as stale:
        # What was typed stays; the next saving is of who saw the marks that stand.
        standing = portfolio.marks_of(session(), patent_id)
        form.seen.data = operations.seen_of(standing)
        form.form_errors.append(stale.message(locale()))
        return _patent_page(found, form), 409
    flash(
        _("The marks are saved.") if changed else _("Nothing was changed."), "success"
    )
    return redirect(url_for(".patent", patent_id=patent_id), 303)


@bp.route("/weights", methods=["GET", "POST"])
@policy(OFFICE_ADMIN)
def weights() -> ResponseReturnValue:
    """Set what each criterion counts for the office."""
    office_id = acting_organisation().id
    standing = portfolio.weights_of(session(), office_id)
    form = WeightsForm(data={str(each): standing[each] for each in Criterion})
    if form.validate_on_submit():
        author = _author()
        with transaction() as writing:
            operations.set_weights(writing, office_id, form.weights(), author=author)
        flash(_("The weights are saved; the order follows them."), "success")
        return redirect(url_for(".worklist"), 303)
    page = render_template(
        "screening/weights.html",
        form=form,
        standing=standing,
        criteria=list(Criterion),
        lines=history_words.of_weights(
            entries_of(session(), operations.WEIGHTS, office_id, limit=20)
        ),
    )
    return page, 422 if form.is_submitted() else 200


def _patent_page(found: Patent, form: MarksForm) -> str:
    office_id, day = acting_organisation().id, clock.today()
    its_weights = portfolio.weights_of(session(), office_id)
    marks = portfolio.marks_of(session(), found.id)
    score = _score(found, {each: mark.mark for each, mark in marks.items()})
    return render_template(
        "screening/patent.html",
        patent=found,
        form=form,
        score=score,
        marks=marks,
        weights=its_weights,
        criteria=list(Criterion),
        why=wording.sentence(score, reason(score, its_weights)),
        offer=portfolio.living_offers(session(), office_id).get(found.id),
        lines=history_words.of_marks(
            entries_of(session(), operations.MARKS, found.id, limit=50)
        ),
        may_write=_may_write(),
        day=day,
        is_sample=found.is_sample,
    )


def _score(found: Patent, marks: dict[Criterion, int]) -> Score:
    office_id = acting_organisation().id
    return scores(
        portfolio.record_of_office(session(), office_id, patent_id=found.id),
        {found.id: marks},
        portfolio.weights_of(session(), office_id),
        day=clock.today(),
    ).score(0)


def _own(patent_id: int) -> Patent:
    return catalogue.by_id(session(), acting_organisation().id, patent_id)


def _marked(patent_id: int, form: MarksForm) -> int:
    author = _author()
    with transaction() as writing:
        return operations.mark_patent(
            writing,
            catalogue.by_id(writing, acting_organisation().id, patent_id),
            form.given(),
            seen=form.seen.data or "",
            author=author,
        )


def _author() -> Author:
    return Author(
        happened_at=clock.now_utc(),
        organisation_id=acting_organisation().id,
        user_id=acting().user.id,
        address=request.remote_addr or "",
    )


def _may_write() -> bool:
    return OFFICE.allows(acting())


def _wanted() -> Narrowed:
    status = request.args.get("status", "")
    return Narrowed(
        status=PatentStatus(status) if status in set(PatentStatus) else None,
        is_unreviewed=request.args.get("unreviewed") == "1",
        is_without_offer=request.args.get("without_offer") == "1",
    )


def _as_args(wanted: Narrowed) -> dict[str, str]:
    args = {
        "status": str(wanted.status or ""),
        "unreviewed": "1" if wanted.is_unreviewed else "",
        "without_offer": "1" if wanted.is_without_offer else "",
    }
    return {name: value for name, value in args.items() if value}


def _file(write: Writer, media_type: str, ending: str) -> Response:
    found = queries.entries(
        session(), acting_organisation().id, _wanted(), day=clock.today()
    )
    name = f"screening-{clock.today()}.{ending}"
    return Response(
        write(tables.header(), tables.rows(found)),
        content_type=media_type,
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )
