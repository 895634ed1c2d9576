"""Pages of money: the payment request, the report of a transfer, finance's work."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from market import clock, submissions
from market.accounts.models import Organisation
from market.accounts.policies import (
    FINANCE,
    LICENSEE,
    Policy,
    acting,
    acting_organisation,
    policy,
)
from market.db import MarketSession, session
from market.errors import Refused
from market.i18n import locale
from market.licences.account import account
from market.licences.capitals import in_capitals
from market.licences.notice_page import LARGEST_ID
from market.licences.views import PARTIES
from market.payments import operations, queries
from market.payments.forms import ReportForm, TransferForm
from market.payments.models import Due, TransferReport
from market.payments.operations import Transfer, Unapplied
from market.payments.reasons import reason

bp = Blueprint("payments", __name__)

DUE = f"<int(max={LARGEST_ID}):due_id>"
LINES_SHOWN = 20


@bp.get(f"/dues/{DUE}")
@policy(PARTIES)
def due(due_id: int) -> ResponseReturnValue:
    """Show the payment request of a due (付款通知书)."""
    found = queries.due_of_party(session(), due_id, acting_organisation().id)
    return _due_page(found, ReportForm(formdata=None))


@bp.post(f"/dues/{DUE}/report")
@policy(LICENSEE)
def report(due_id: int) -> ResponseReturnValue:
    """Report a transfer; it counts as payment when finance has matched it."""
    licensee = acting_organisation()
    found = queries.due_of_party(session(), due_id, licensee.id)
    form = ReportForm()
    if not form.validate():
        return _due_page(found, form), 422
    told = TransferReport(
        transferred_on=form.transferred_on.data,
        bank_reference=form.bank_reference.data or "",
        reported_by_id=acting().user.id,
        reported_at=clock.now_utc(),
    )
    licensee_id, licence_id = licensee.id, found.licence_id

    def effect(writing: MarketSession) -> str:
        operations.report_transfer(
            writing, due_id, licensee_id=licensee_id, report=told
        )
        return url_for("licences.licence", licence_id=licence_id)

    location = _once(effect, form.nonce.data)
    flash(_("Reported. Finance of the licensor will match the transfer."), "success")
    return redirect(location, 303)


@bp.get("/finance/transfers")
@policy(FINANCE)
def transfers() -> ResponseReturnValue:
    """Show what finance waits for, and money that pays nothing yet."""
    office = acting_organisation()
    return render_template(
        "payments/transfers.html",
        dues=queries.open_dues(session(), office.id),
        unapplied=queries.unapplied_lines(session(), office.id),
        applied=queries.applied_lines(session(), office.id, most=LINES_SHOWN),
        reason=reason,
        today=clock.today(),
    )


@bp.route(f"/finance/dues/{DUE}", methods=["GET", "POST"])
@policy(FINANCE)
def match(due_id: int) -> ResponseReturnValue:
    """Record the bank line that pays a due."""
    office = acting_organisation()
    found = queries.due_of_licensor(session(), due_id, office.id)
    operations.refuse_own_offer(session(), found.licence, user_id=acting().user.id)
    form = TransferForm()
    if not form.is_submitted():
        form.bank.data = office.payee_bank or ""
        return _match_page(found, form)
    if not form.validate():
        return _match_page(found, form), 422
    transfer = _transfer(form, found, office)
    wrong = operations.misfit(found, transfer)
    if _must_ask(form, transfer, wrong):
        return _match_page(found, form, wrong=wrong), 422
    return _record_or_tell(transfer, form)


def _record_or_tell(transfer: Transfer, form: TransferForm) -> ResponseReturnValue:
    """Record a line; where it cannot stand, show it again with the reason."""
    try:
        return redirect(_recorded(transfer, form.nonce.data), 303)
    except Refused as refusal:
        form.form_errors.append(refusal.message(locale()))
        office = acting_organisation()
        found = queries.due_of_licensor(session(), transfer.due_id, office.id)
        return _match_page(found, form), refusal.status


def _must_ask(form: TransferForm, transfer: Transfer, wrong: Unapplied | None) -> bool:
    """Say whether a line that does not fit is new and not yet confirmed as read."""
    if wrong is None or form.as_unapplied.data:
        return False
    return operations.line_entered(session(), transfer) is None


def _recorded(transfer: Transfer, nonce: str | None) -> str:
    def effect(writing: MarketSession) -> str:
        line = operations.record_transfer(writing, transfer, entered_at=clock.now_utc())
        if line.is_applied:
            flash(_("Matched: the due is paid."), "success")
        else:
            flash(_("Booked as not yet applied; the due is still open."), "warning")
        return url_for(".transfers")

    return _once(effect, nonce)


def _once(effect: submissions.Effect, nonce: str | None) -> str:
    return submissions.once(
        effect,
        nonce=nonce or "",
        user_id=acting().user.id,
        submitted_at=clock.now_utc(),
    )


def _transfer(form: TransferForm, found: Due, office: Organisation) -> Transfer:
    return Transfer(
        due_id=found.id,
        organisation_id=office.id,
        user_id=acting().user.id,
        bank=form.bank.data or "",
        statement_number=form.statement_number.data or "",
        value_on=form.value_on.data or clock.today(),
        amount_fen=form.amount.fen or 0,
        payer_name=form.payer_name.data or "",
    )


def _due_page(found: Due, form: ReportForm) -> str:
    form.nonce.data = submissions.new_nonce()
    licence = found.licence
    stage = next(one for one in licence.terms.stages if one.name == found.stage)
    return render_template(
        "payments/due.html",
        due=found,
        licence=licence,
        payee=account(licence),
        stage=stage.label_zh if locale() == "zh" else stage.label_en,
        capitals=in_capitals(found.amount_fen),
        form=form,
        may_report=found.paid_on is None and _acts_for(licence.licensee_id, LICENSEE),
        may_match=found.paid_on is None and _acts_for(licence.licensor_id, FINANCE),
        is_sample=licence.is_sample,
    )


def _acts_for(organisation_id: int, stated: Policy) -> bool:
    return acting_organisation().id == organisation_id and stated.allows(acting())


def _match_page(found: Due, form: TransferForm, wrong: Unapplied | None = None) -> str:
    form.nonce.data = submissions.new_nonce()
    return render_template(
        "payments/match.html",
        due=found,
        licence=found.licence,
        form=form,
        wrong=wrong and reason(wrong),
        is_sample=found.licence.is_sample,
    )
