"""What licensees report and what finance matches."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.models import Organisation
from market.approval.queries import has_approved
from market.errors import Forbidden, NotFound, Refused
from market.licences.models import Licence
from market.licences.operations import take_effect
from market.licensing.models import OfferVersion
from market.payments import ledger
from market.payments.models import BankLine, Due, TransferReport
from market.payments.names import comparable


class Unapplied(enum.StrEnum):
    """Why money that came is not taken as payment."""

    ALREADY_PAID = "already_paid"
    OTHER_AMOUNT = "other_amount"
    OTHER_PAYER = "other_payer"
    TERMS_OVER = "terms_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A line of the payee's bank statement, as finance reads it [fen]."""

    due_id: int
    organisation_id: int
    user_id: int
    bank: str
    statement_number: str
    value_on: date
    amount_fen: int
    payer_name: str


def report_transfer(
    session: Session,
    due_id: int,
    *,
    licensee_id: int,
    report: TransferReport,
) -> Due:
    """Record the licensee's word that it has paid; it is no payment yet.

    Raises
    ------
    NotFound
        For a due of another organisation.
    Refused
        For a due that is paid.
    """
    due = _locked_due(session, due_id)
    if due is None or due.licence.licensee_id != licensee_id:
        raise _no_such_due()
    if due.paid_on is not None:
        raise Refused(
            "这笔应付款已经核对到账，无需再报。",
            "This due has been matched and is paid; there is nothing to report.",
        )
    due.reports.append(report)
    session.flush()  # A report that cannot stand must fail here.
    return due


def record_transfer(
    session: Session, transfer: Transfer, *, entered_at: datetime
) -> BankLine:
    """Enter a bank line once, and apply it where amount and payer are right.

    The line, its journal, the due, the licence's beginning and its further dues are
    one effect. Money that does not fit is booked as unapplied, with the reason.

    Raises
    ------
    NotFound
        For a due of another organisation.
    Forbidden
        For a person who drafted or opened the offer.
    Refused
        For a bank line that was entered with other figures, or is still to come.
    """
    due = _locked_due(session, transfer.due_id)
    if due is None or due.licence.licensor_id != transfer.organisation_id:
        raise _no_such_due()
    refuse_own_offer(session, due.licence, user_id=transfer.user_id)
    # The lines of one office are entered one after another: none counts twice.
    session.get_one(
        Organisation, transfer.organisation_id, with_for_update={"key_share": True}
    )
    earlier = line_entered(session, transfer)
    if earlier is not None:
        return _same(earlier, transfer)
    reason = misfit(due, transfer)
    line = _enter(session, transfer, reason, entered_at=entered_at)
    if reason is None:
        _apply(session, line, due)
    else:
        ledger.post_unapplied(session, line)
    return line


def misfit(due: Due, transfer: Transfer) -> Unapplied | None:
    """Return why a transfer does not pay a due, or None where it does."""
    licence = due.licence
    if due.paid_on is not None:
        return Unapplied.ALREADY_PAID
    if transfer.amount_fen != due.amount_fen:
        return Unapplied.OTHER_AMOUNT
    if comparable(transfer.payer_name) != comparable(licence.licensee.name_zh):
        return Unapplied.OTHER_PAYER
    if due.is_entry and transfer.value_on > licence.terms.ends_on:
        return Unapplied.TERMS_OVER
    return None


def refuse_own_offer(session: Session, licence: Licence, *, user_id: int) -> None:
    """Refuse a person who confirms money on an offer of its own hand.

    Raises
    ------
    Forbidden
        For who drafted or approved any version of the offer, or opened it.
    """
    drafted = session.scalar(
        sa.select(OfferVersion.id)
        .where(
            OfferVersion.offer_id == licence.offer_id,
            OfferVersion.drafted_by_id == user_id,
        )
        .limit(1)
    )
    if drafted is not None or licence.offer.opened_by_id == user_id:
        raise Forbidden(
            "您起草或发布过这个许可方案，不能核对它的款项。请由本单位其他财务人员核对。",
            "You drafted or opened this offer, so you may not confirm money on it. "
            "Ask another finance member.",
        )
    if has_approved(session, licence.offer_id, user_id=user_id):
        raise Forbidden(
            "您审批过这个许可方案，不能核对它的款项。请由本单位其他财务人员核对。",
            "You approved this offer, so you may not confirm money on it. Ask another "
            "finance member.",
        )


def line_entered(session: Session, transfer: Transfer) -> BankLine | None:
    """Return the line of the same bank, however its name is typed, and number."""
    numbered = session.scalars(
        sa.select(BankLine).where(
            BankLine.organisation_id == transfer.organisation_id,
            BankLine.statement_number == transfer.statement_number,
        )
    )
    bank = comparable(transfer.bank)
    return next((line for line in numbered if comparable(line.bank) == bank), None)


def _locked_due(session: Session, due_id: int) -> Due | None:
    due = session.get(Due, due_id)
    if due is None:
        return None
    # Every effect on one licence waits here, and then reads the due anew.
    session.get_one(Licence, due.licence_id, with_for_update=True)
    session.refresh(due)
    return due


def _no_such_due() -> NotFound:
    return NotFound("没有这笔应付款。", "There is no such due.")


def _same(earlier: BankLine, transfer: Transfer) -> BankLine:
    """Return the line entered before, where it is the same in every figure."""
    figures = (earlier.due_id, earlier.amount_fen, earlier.value_on)
    told = (transfer.due_id, transfer.amount_fen, transfer.value_on)
    payers = (comparable(earlier.payer_name), comparable(transfer.payer_name))
    if figures == told and payers[0] == payers[1]:
        return earlier
    raise Refused(
        f"{transfer.bank}流水号 {transfer.statement_number} 已经登记过，且内容不同。"
        "一笔流水只能登记一次，请核对流水号。",
        f"Statement number {transfer.statement_number} of {transfer.bank} was entered "
        "before with other figures. A bank line counts once: check the number.",
    )


def _enter(
    session: Session,
    transfer: Transfer,
    reason: Unapplied | None,
    *,
    entered_at: datetime,
) -> BankLine:
    line = BankLine(
        organisation_id=transfer.organisation_id,
        bank=transfer.bank,
        statement_number=transfer.statement_number,
        value_on=transfer.value_on,
        amount_fen=transfer.amount_fen,
        payer_name=transfer.payer_name,
        due_id=transfer.due_id,
        is_applied=reason is None,
        unapplied_reason=reason,
        entered_by_id=transfer.user_id,
        entered_at=entered_at,
    )
    _refuse_to_come(line)
    session.add(line)
    session.flush()  # A line entered meanwhile must fail here.
    return line


def _refuse_to_come(line: BankLine) -> None:
    # The value date makes the licence begin, so it must have come.
    if line.value_on > line.entered_on:
        raise Refused(
            f"起息日 {line.value_on:%Y-%m-%d} 尚未到来，请核对银行流水上的日期。",
            f"The value date {line.value_on:%Y-%m-%d} is still to come. Check the "
            "date on the bank statement.",
        )


def _apply(session: Session, line: BankLine, due: Due) -> None:
    due.paid_on = line.value_on
    ledger.post_payment(session, line, due)
    licence = due.licence
    if not licence.is_in_force and not _open_entry_dues(session, licence):
        take_effect(session, licence, recorded_at=line.entered_at)


def _open_entry_dues(session: Session, licence: Licence) -> bool:
    query = (
        sa.select(Due.id)
        .where(Due.licence_id == licence.id, Due.is_entry, Due.paid_on.is_(None))
        .limit(1)
    )
    return session.scalar(query) is not None
