from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa

from market.db import session
from market.errors import Refused, StaleVersion
from market.licences.models import Licence
from market.payments import ledger
from market.payments.models import AccountKind, BankLine, Due
from market.payments.verify import first_broken
from tests.market.deals import FREE

AT_ONCE = 8


def test_eight_notices_of_one_firm_at_once_make_one_licence(deal):
    found = at_once([deal.licence] * AT_ONCE)

    assert set(found) == {found[0]}
    assert _count(deal, Licence) == 1
    assert _count(deal, Due) == 1
    assert _broken(deal) is None


def test_eight_notices_at_once_that_cost_nothing_make_one_licence(free_deal):
    found = at_once([free_deal.licence] * AT_ONCE)

    assert set(found) == {found[0]}
    assert _count(free_deal, Licence) == 1
    assert _broken(free_deal) is None


def test_notices_of_several_firms_at_once_make_one_licence_each(deal, make):
    firms = [make.firm() for _ in range(4)]

    found = at_once(
        [lambda firm=firm: deal.licence(licensee_id=firm) for firm in firms * 2]
    )

    assert found[:4] == found[4:]
    assert len(set(found)) == _count(deal, Licence) == 4
    assert _broken(deal) is None


def test_eight_matches_of_one_bank_line_at_once_apply_once(deal):
    due = deal.dues(deal.licence())[0]

    found = at_once([lambda: deal.pay(due.id)] * AT_ONCE)

    assert found == ["applied"] * AT_ONCE
    assert _count(deal, BankLine) == 1
    assert _bank(deal) == 50_000
    assert _broken(deal) is None


def test_one_bank_line_matched_with_eight_dues_at_once_pays_one(deal, make):
    firms = [make.firm() for _ in range(AT_ONCE)]
    dues = [deal.dues(deal.licence(licensee_id=firm))[0].id for firm in firms]

    found = at_once([lambda due=due: deal.pay(due) for due in dues])

    refused = [answer for answer in found if isinstance(answer, Refused)]
    assert len(refused) == AT_ONCE - 1
    assert _count(deal, BankLine) == 1
    assert _broken(deal) is None


def test_eight_transfers_for_one_due_at_once_pay_it_once(deal):
    due = deal.dues(deal.licence())[0]

    found = at_once(
        [lambda n=n: deal.pay(due.id, statement_number=f"N{n}") for n in range(AT_ONCE)]
    )

    assert sorted(found) == ["already_paid"] * (AT_ONCE - 1) + ["applied"]
    assert _bank(deal) == 50_000 * AT_ONCE
    assert _broken(deal) is None


@pytest.mark.parametrize("notices", [1, 4])
def test_notices_beside_a_change_of_terms_take_the_terms_that_they_saw(deal, notices):
    changes = [lambda: deal.redraft(FREE)]

    *_, last = at_once([*changes, *[deal.licence] * notices])

    with deal.app.app_context():
        versions = session().scalars(sa.select(Licence.offer_version_id)).all()
    assert isinstance(last, StaleVersion) or versions == [1]
    assert _broken(deal) is None


def at_once(acts):
    """Run acts in threads that start together; return answers, or what they raised."""
    start = Barrier(len(acts))

    def run(act):
        start.wait(10)
        try:
            return act()
        except Refused as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def _count(deal, model):
    with deal.app.app_context():
        return session().scalar(sa.select(sa.func.count(model.id)))


def _bank(deal):
    with deal.app.app_context():
        return ledger.balance(
            session(), ledger.of_office(AccountKind.BANK, deal.office)
        )


def _broken(deal):
    with deal.app.app_context():
        return first_broken(session())
