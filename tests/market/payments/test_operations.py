from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from market.db import session
from market.errors import Forbidden, NotFound, Refused
from market.licences.billing import owed
from market.licences.models import Licence
from market.payments import ledger
from market.payments.models import AccountKind, BankLine, Journal, TransferReport
from pricing.licensee import Licensee
from tests.market.deals import PAID_ON, STAGED, Deal

LATER = datetime(2033, 1, 5, 2, 0, tzinfo=UTC)


def test_a_licence_begins_on_the_value_date_of_its_first_due(deal):
    licence_id = deal.licence()
    entry = deal.dues(licence_id)[0]

    assert deal.pay(entry.id) == "applied"

    assert deal.state(licence_id) == ("in_force", PAID_ON)


def test_a_licence_paid_before_its_notice_begins_with_the_notice(deal):
    licence_id = deal.licence()

    deal.pay(deal.dues(licence_id)[0].id, value_on=date(2026, 11, 20))

    assert deal.state(licence_id) == ("in_force", date(2026, 11, 23))


def test_the_dues_are_the_payments_of_the_pricing_to_the_fen(deal):
    licence_id = deal.licence()
    deal.pay(deal.dues(licence_id)[0].id)

    with deal.app.app_context():
        terms = session().get_one(Licence, licence_id).terms
    expected = owed(terms, licensee=Licensee("small"), starts_on=PAID_ON)
    found = [(due.due_on, due.amount_fen) for due in deal.dues(licence_id)]
    assert found == [(row.on, row.amount_fen) for row in expected]
    assert found == [
        (date(2026, 11, 25), 50_000),
        (date(2027, 2, 25), 10_001),
        (date(2027, 3, 25), 10_000),
        (date(2027, 4, 25), 10_000),
    ]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"amount_fen": 49_999}, "other_amount"),
        ({"amount_fen": 50_001}, "other_amount"),
        ({"payer_name": "别家有限公司"}, "other_payer"),
        ({"value_on": date(2033, 1, 1), "entered_at": LATER}, "terms_over"),
    ],
)
def test_money_that_does_not_fit_is_booked_but_pays_nothing(deal, wrong, reason):
    licence_id = deal.licence()
    due = deal.dues(licence_id)[0]

    assert deal.pay(due.id, **wrong) == reason

    assert deal.state(licence_id) == ("noticed", None)
    assert deal.dues(licence_id)[0].paid_on is None
    booked = wrong.get("amount_fen", 50_000)
    assert _balance(deal, AccountKind.UNAPPLIED) == -booked
    assert _balance(deal, AccountKind.BANK) == booked


def test_a_payer_is_known_in_spite_of_width_blanks_and_brackets(deal):
    licence_id = deal.licence()
    spaced = " ".join(deal.firm_name()).replace("0", "0")

    assert deal.pay(deal.dues(licence_id)[0].id, payer_name=spaced) == "applied"


def test_a_second_transfer_for_a_paid_due_waits_for_a_human(deal):
    licence_id = deal.licence()
    due = deal.dues(licence_id)[0]
    deal.pay(due.id)

    assert deal.pay(due.id, statement_number="202611260002") == "already_paid"

    assert _balance(deal, AccountKind.UNAPPLIED) == -50_000


def test_a_bank_line_counts_once(deal):
    licence_id = deal.licence()
    due = deal.dues(licence_id)[0]

    assert deal.pay(due.id) == deal.pay(due.id) == "applied"

    assert _count(deal, BankLine) == 1
    assert _balance(deal, AccountKind.BANK) == 50_000


def test_a_bank_line_is_not_entered_again_with_other_figures(deal):
    licence_id = deal.licence()
    due = deal.dues(licence_id)[0]
    deal.pay(due.id)

    with pytest.raises(Refused, match="other figures"):
        deal.pay(due.id, amount_fen=50_001)


def test_a_bank_line_counts_once_however_the_bank_is_typed(deal):
    due = deal.dues(deal.licence())[0]

    deal.pay(due.id)
    assert deal.pay(due.id, bank=" 示例  银行") == "applied"

    assert _count(deal, BankLine) == 1


def test_the_same_number_at_another_bank_is_another_line(deal):
    due = deal.dues(deal.licence())[0]

    deal.pay(due.id)
    assert deal.pay(due.id, bank="另一银行") == "already_paid"

    assert _count(deal, BankLine) == 2


def test_a_bank_line_of_one_due_does_not_pay_another(deal, make):
    other = make.firm()
    first = deal.dues(deal.licence())[0]
    second = deal.dues(deal.licence(licensee_id=other))[0]
    deal.pay(first.id)

    with pytest.raises(Refused, match="other figures"):
        deal.pay(second.id)


def test_a_value_date_to_come_is_refused(deal):
    due = deal.dues(deal.licence())[0]

    with pytest.raises(Refused, match="2026-11-28 is still to come"):
        deal.pay(due.id, value_on=date(2026, 11, 28))
    assert _count(deal, BankLine) == 0


def test_nobody_confirms_money_on_an_offer_of_their_own(deal):
    licence_id = deal.licence()
    due = deal.dues(licence_id)[0]
    drafter = deal.make.user_id(deal.drafter)

    with pytest.raises(Forbidden, match="drafted or opened"):
        deal.pay(due.id, user_id=drafter)
    assert deal.state(licence_id) == ("noticed", None)


def test_nobody_confirms_money_on_an_offer_that_they_opened(app, make):
    deal = Deal(app, make, STAGED, opened_by="finance")
    due = deal.dues(deal.licence())[0]

    with pytest.raises(Forbidden, match="drafted or opened"):
        deal.pay(due.id)


def test_a_due_of_another_office_is_not_there(deal, make):
    due = deal.dues(deal.licence())[0]

    with pytest.raises(NotFound):
        deal.pay(due.id, organisation_id=make.office())


def test_a_failure_leaves_neither_line_nor_payment(deal, monkeypatch):
    licence_id = deal.licence()
    due = deal.dues(licence_id)[0]
    monkeypatch.setattr("market.payments.operations.take_effect", _fail)

    with pytest.raises(ZeroDivisionError):
        deal.pay(due.id)

    assert _count(deal, BankLine) == 0
    assert _count(deal, Journal) == 1
    assert deal.dues(licence_id)[0].paid_on is None


def test_a_report_is_no_payment(deal):
    licence_id = deal.licence()
    due = deal.dues(licence_id)[0]

    deal.report(due.id)

    assert deal.state(licence_id) == ("noticed", None)
    assert _count(deal, TransferReport) == 1


def test_a_paid_due_takes_no_report(deal):
    due = deal.dues(deal.licence())[0]
    deal.pay(due.id)

    with pytest.raises(Refused, match="matched"):
        deal.report(due.id)


def test_the_receivable_is_what_the_dues_say_less_what_is_paid(deal):
    licence_id = deal.licence()
    deal.pay(deal.dues(licence_id)[0].id)

    with deal.app.app_context():
        licence = session().get_one(Licence, licence_id)
        owes = ledger.balance(session(), ledger.receivable(licence))
    assert owes == 30_001
    assert _balance(deal, AccountKind.INCOME) == -80_001


def _fail(*_args, **_kwargs):
    raise ZeroDivisionError


def _balance(deal, kind):
    with deal.app.app_context():
        return ledger.balance(session(), ledger.of_office(kind, deal.office))


def _count(deal, model):
    with deal.app.app_context():
        return session().scalar(sa.select(sa.func.count(model.id)))
