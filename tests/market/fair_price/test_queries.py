"""The market's own licences as comparables."""

import pytest

from market.fair_price.queries import licences_given
from tests.market.deals import STAGED, Deal


@pytest.fixture
def given(app, make):
    """Give licences in force, each on a patent of its own; return their patents."""

    def made(count):
        deals = [Deal(app, make, STAGED) for _ in range(count)]
        for number, deal in enumerate(deals):
            first = deal.dues(deal.licence())[0].id
            assert deal.pay(first, statement_number=f"20261125000{number}") == "applied"
        return [deal.patent for deal in deals]

    return made


def test_licences_of_others_count_from_three_on(given, session):
    given(2)
    assert licences_given(session, None).rows == ()
    assert licences_given(session, None).withheld == 2

    given(1)
    found = licences_given(session, None)
    assert len(found.rows) == 3
    assert (found.withheld, found.free_count) == (0, 0)
    assert {row.scope for row in found.rows} == {"industry"}


def test_a_licence_of_the_patent_itself_counts_alone(given, session):
    (patent_id,) = given(1)

    (row,) = licences_given(session, patent_id).rows

    assert row.scope == "own"
    assert row.yearly_fen > 0
    assert row.licensees == 1


def test_no_row_says_whose_licence_it_is(given, session):
    given(3)

    for row in licences_given(session, None).rows:
        assert row.where.en == "a licence of this market"


def test_a_notice_that_was_not_paid_is_no_comparable(app, make, session):
    deals = [Deal(app, make, STAGED) for _ in range(3)]
    for deal in deals:
        deal.licence()

    assert licences_given(session, deals[0].patent).rows == ()
