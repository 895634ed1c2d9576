"""Pages of bulk actions: choose, rehearse, confirm, watch, read the report."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _

from market import clock, submissions
from market.accounts.policies import OFFICE, acting_organisation, policy
from market.bulk import operations, queries, selecting
from market.bulk.actions import ACTIONS
from market.bulk.forms import BulkForm
from market.bulk.models import BulkAction, BulkResult
from market.bulk.operations import Asked
from market.catalogue.exports import csv_bytes
from market.catalogue.spreadsheet import xlsx_bytes
from market.db import MarketSession, session, transaction
from market.errors import MarketError, NotFound, Refused, Unacceptable
from market.i18n import locale
from market.jobs import JobState
from market.licensing.pages import act, sent_once

bp = Blueprint("bulk", __name__, url_prefix="/office/bulk")


@bp.app_template_global("bulk_actions")
def _bulk_actions() -> list[tuple[str, LazyString]]:
    return [(name, each.title) for name, each in ACTIONS.items()]


FILES = {
    "csv": ("text/csv; charset=utf-8", csv_bytes),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        xlsx_bytes,
    ),
}


@bp.get("/")
@policy(OFFICE)
def home() -> ResponseReturnValue:
    """List the office's bulk actions."""
    return render_template(
        "bulk/list.html",
        actions=queries.actions_of(session(), acting_organisation().id),
        titles={name: each.title for name, each in ACTIONS.items()},
    )


@bp.get("/new")
@policy(OFFICE)
def new() -> ResponseReturnValue:
    """Show what is to be typed once for the patents chosen."""
    name = _name(request.args.get("action", ""))
    chosen = selecting.from_args(session(), acting_organisation().id, request.args)
    return _new_page(name, ACTIONS[name].form(formdata=None), chosen)


@bp.post("/new")
@policy(OFFICE)
def ask() -> ResponseReturnValue:
    """Let the worker rehearse the action."""
    name = _name(request.form.get("action", ""))
    chosen = selecting.from_text(request.form.get("patents", ""))
    form = ACTIONS[name].form()
    form.office_id = acting_organisation().id
    if not form.validate():
        return _new_page(name, form, chosen), 422
    doing = act()
    asked = Asked(action=name, argument=_argument(form), patent_ids=chosen)

    def effect(writing: MarketSession) -> str:
        found = operations.rehearse(writing, doing, asked)
        return url_for(".show", token=found.token)

    try:
        return redirect(sent_once(effect), 303)
    except (Refused, Unacceptable, NotFound) as refused:
        return _new_page(name, form, chosen, refused), refused.status


@bp.get("/<token>")
@policy(OFFICE)
def show(token: str) -> ResponseReturnValue:
    """Show how far an action is, or what became of each patent."""
    found = _action(token)
    if found.job.state in operations.AT_WORK:
        return render_template("bulk/waiting.html", **_shown(found))
    done, refused = queries.counts_of(session(), found.id)
    page = request.args.get("page", 1, type=int)
    pages = max(1, -(-(done + refused) // queries.PAGE_SIZE))
    page = min(max(page, 1), pages)
    return render_template(
        "bulk/report.html",
        done=done,
        refused=refused,
        page=page,
        pages=pages,
        reasons=queries.reasons_of(session(), found.id),
        results=queries.results_of(session(), found.id, page=page),
        is_stopped=found.job.state != JobState.DONE,
        said=_said,
        locale=locale(),
        nonce=submissions.new_nonce(),
        **_shown(found),
    )


@bp.get("/<token>/progress")
@policy(OFFICE)
def progress(token: str) -> ResponseReturnValue:
    """Answer a waiting page: the bar, or the order to load the report."""
    found = _action(token)
    if found.job.state in operations.AT_WORK:
        return render_template("bulk/_progress.html", **_shown(found))
    return Response(headers={"HX-Refresh": "true"})


@bp.post("/<token>/confirm")
@policy(OFFICE)
def confirm(token: str) -> ResponseReturnValue:
    """Let the worker do what was rehearsed; sent twice, it is done once."""
    _action(token)
    doing = act()

    def effect(writing: MarketSession) -> str:
        rehearsed = _locked(writing, token)
        found = operations.confirm(writing, doing, rehearsed)
        return url_for(".show", token=found.token)

    return redirect(sent_once(effect), 303)


@bp.post("/<token>/cancel")
@policy(OFFICE)
def cancel(token: str) -> ResponseReturnValue:
    """Stop an action; what is done stays."""
    with transaction() as writing:
        found = _locked(writing, token)
        operations.cancel(writing, found, cancelled_at=clock.now_utc())
    return redirect(url_for(".show", token=token), 303)


@bp.post("/<token>/again")
@policy(OFFICE)
def again(token: str) -> ResponseReturnValue:
    """Go on with an action that was stopped."""
    with transaction() as writing:
        found = _locked(writing, token)
        operations.go_on(writing, found, asked_at=clock.now_utc())
    return redirect(url_for(".show", token=token), 303)


@bp.get("/<token>/report.<kind>")
@policy(OFFICE)
def report(token: str, kind: str) -> ResponseReturnValue:
    """Give the report on each patent as a table."""
    found = _action(token)
    if kind not in FILES:
        raise NotFound(
            "只能下载 CSV 或 XLSX。", "A report is downloaded as CSV or XLSX."
        )
    media_type, write = FILES[kind]
    header = [_("Patent number"), _("Title"), _("Result"), _("Reason"), _("Offer")]
    return Response(
        write(header, _rows(found)),
        content_type=media_type,
        headers={"Content-Disposition": f"attachment; filename=bulk-{found.id}.{kind}"},
    )


def _rows(found: BulkAction) -> Iterator[list[object]]:
    for result in queries.results_of(session(), found.id):
        outcome = _("Done") if result.is_done else _("Not done")
        if found.is_rehearsal and result.is_done:
            outcome = _("Would be done")
        patent, offer_id = result.patent, result.offer_id
        address = url_for("offer_life.show", offer_id=offer_id) if offer_id else ""
        yield [patent.number, patent.title, outcome, _said(result), address]


def _said(result: BulkResult) -> str:
    return result.message_zh if locale() == "zh" else result.message_en


def _argument(form: BulkForm) -> dict[str, object]:
    """Return what was typed, and where approvers look for their work."""
    return form.argument() | {"page": url_for("deciding.worklist", _external=True)}


def _name(typed: str) -> str:
    return typed if typed in ACTIONS else next(iter(ACTIONS))


def _new_page(
    name: str, form: BulkForm, chosen: list[int], refused: MarketError | None = None
) -> str:
    if refused is not None:
        form.form_errors = [refused.message(locale())]
    return render_template(
        "bulk/new.html",
        name=name,
        action=ACTIONS[name],
        form=form,
        fields=[each for each in form if each.type != "CSRFTokenField"],
        chosen=chosen,
        patents=selecting.as_text(chosen),
        nonce=submissions.new_nonce(),
    )


def _shown(found: BulkAction) -> dict[str, object]:
    return {"found": found, "job": found.job, "title": ACTIONS[found.action].title}


def _action(token: str) -> BulkAction:
    return queries.action_of(session(), acting_organisation().id, token)


def _locked(writing: MarketSession, token: str) -> BulkAction:
    return queries.action_of(writing, acting_organisation().id, token, locked=True)
