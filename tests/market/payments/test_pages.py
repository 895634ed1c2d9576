from datetime import date

import pytest
import sqlalchemy as sa

from market.payments.models import BankLine, Due, TransferReport
from market.payments.verify import first_broken
from tests.market.deals import ENTERED_AT
from tests.market.licensing.browser_form import Form


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: ENTERED_AT)


@pytest.fixture
def due(deal):
    return deal.dues(deal.licence())[0]


@pytest.fixture
def match(deal, due, sign_in):
    """Enter a line as finance; return the answer."""
    client = sign_in(deal.finance)
    page = f"/finance/dues/{due.id}"

    def match(again=None, **typed):
        form = again or Form(client.get(page).text).fields | {
            "statement_number": "202611250001",
            "value_on": "2026-11-25",
            "amount": "500.00",
            "payer_name": deal.firm_name(),
        }
        match.sent = form | typed
        return client.post(page, data=match.sent)

    return match


@pytest.fixture
def report(deal, due, sign_in):
    """Report a transfer as a member of the firm; return the answer."""
    client = sign_in(deal.member)

    def report(again=None, **typed):
        page = client.get(f"/dues/{due.id}")
        form = again or Form(page.text).fields | {"transferred_on": "2026-11-25"}
        report.sent = form | typed
        return client.post(f"/dues/{due.id}/report", data=report.sent)

    return report


def test_the_payment_request_says_where_to_pay_and_that_it_is_no_invoice(
    deal, due, sign_in, session
):
    page = sign_in(deal.member, "zh").get(f"/dues/{due.id}")

    assert "人民币伍佰元整" in page.text
    assert session.get(Due, due.id).remittance_code in page.text
    assert "本单据不是发票，不作税前扣除凭证" in page.text
    assert "6200" in page.text


def test_a_reported_transfer_waits_for_finance(deal, due, report, session):
    answer = report(bank_reference="回单 7788")

    assert answer.status_code == 303
    told = session.scalars(sa.select(TransferReport)).one()
    assert (told.transferred_on, told.bank_reference) == (
        date(2026, 11, 25),
        "回单 7788",
    )
    assert deal.dues(1)[0].paid_on is None


def test_a_report_sent_twice_counts_once(report, session):
    assert report().location == report(again=report.sent).location
    assert _count(session, TransferReport) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"transferred_on": ""},
        {"transferred_on": "2026-11-28"},
        {"transferred_on": "2025-11-25"},
        {"transferred_on": "yesterday"},
        {"transferred_on": "2026-02-30"},
        {"bank_reference": "7" * 101},
    ],
)
def test_a_wrong_report_is_shown_again_as_typed(report, session, wrong):
    answer = report(**{"bank_reference": "7788"} | wrong)

    assert answer.status_code == 422
    again = Form(answer.text).fields
    kept = {"bank_reference": "7788"} | wrong
    assert {name: again[name] for name in kept} == kept
    assert _count(session, TransferReport) == 0


def test_a_matched_line_brings_the_licence_into_force(deal, match, session):
    answer = match()

    assert (answer.status_code, answer.location) == (303, "/finance/transfers")
    assert deal.state(1) == ("in_force", date(2026, 11, 25))
    assert first_broken(session) is None


def test_a_line_sent_twice_counts_once(match, session):
    assert match().location == match(again=match.sent).location
    assert _count(session, BankLine) == 1


def test_a_line_entered_from_a_second_window_counts_once(match, session):
    assert match().status_code == match().status_code == 303
    assert _count(session, BankLine) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"bank": ""},
        {"bank": "行" * 101},
        {"statement_number": ""},
        {"statement_number": "1.23457E+17"},
        {"statement_number": "流水一号"},
        {"statement_number": "1" * 65},
        {"value_on": ""},
        {"value_on": "2026-11-28"},
        {"value_on": "25.11.2026"},
        {"amount": ""},
        {"amount": "0"},
        {"amount": "-500"},
        {"amount": "500.001"},
        {"amount": "5e2"},
        {"amount": "9" * 30},
        {"amount": "NaN"},
        {"payer_name": ""},
        {"payer_name": "某" * 201},
    ],
)
def test_a_wrong_line_is_shown_again_as_typed(deal, match, session, wrong):
    answer = match(**wrong)

    assert answer.status_code == 422
    again = Form(answer.text).fields
    assert {name: again[name] for name in wrong} == wrong
    assert again["bank"] == wrong.get("bank", "示例银行")
    assert _count(session, BankLine) == 0
    assert deal.state(1) == ("noticed", None)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"amount": "499.99"}, "The amount is not that of the due"),
        ({"payer_name": "别家有限公司"}, "The payer is not the licensee"),
    ],
)
def test_a_line_that_does_not_fit_is_booked_only_when_finance_insists(
    deal, match, session, wrong, told
):
    answer = match(**wrong)
    assert answer.status_code == 422
    assert told in answer.text
    assert _count(session, BankLine) == 0

    again = Form(answer.text).fields
    assert match(again, as_unapplied="y").status_code == 303
    line = session.scalars(sa.select(BankLine)).one()
    assert not line.is_applied
    assert deal.state(1) == ("noticed", None)
    assert first_broken(session) is None


def test_a_line_entered_before_with_other_figures_is_refused(match, session):
    match()

    answer = match(amount="400.00", as_unapplied="y")

    assert answer.status_code == 409
    assert Form(answer.text).fields["amount"] == "400.00"
    assert _count(session, BankLine) == 1


def test_who_drafted_the_offer_does_not_match_its_money(deal, due, sign_in, session):
    client = sign_in(deal.drafter)

    assert client.get(f"/finance/dues/{due.id}").status_code == 403
    assert client.post(f"/finance/dues/{due.id}").status_code == 403
    assert _count(session, BankLine) == 0


def test_finance_of_another_office_finds_nothing(deal, due, make, sign_in, session):
    stranger = sign_in(make.user(make.office(), "finance"))

    assert stranger.get(f"/finance/dues/{due.id}").status_code == 404
    assert stranger.post(f"/finance/dues/{due.id}").status_code == 404
    assert stranger.get(f"/dues/{due.id}").status_code == 404
    assert f"/finance/dues/{due.id}" not in stranger.get("/finance/transfers").text
    assert (
        f"/finance/dues/{due.id}"
        in sign_in(deal.finance).get("/finance/transfers").text
    )


def test_another_firm_finds_no_due_and_reports_nothing(due, make, sign_in, session):
    stranger = sign_in(make.user(make.firm(), "licensee_admin"))

    assert stranger.get(f"/dues/{due.id}").status_code == 404
    assert stranger.post(f"/dues/{due.id}/report").status_code == 404
    assert _count(session, TransferReport) == 0


@pytest.mark.parametrize("user", ["admin", "member", "drafter", "finance"])
def test_a_due_that_is_not_there_is_not_found(deal, sign_in, user):
    client = sign_in(getattr(deal, user))

    assert client.get(f"/dues/{2**63 - 1}").status_code == 404
    assert client.get(f"/dues/{2**63}").status_code == 404


def _count(session, model):
    return session.scalar(sa.select(sa.func.count(model.id)))
