from datetime import date

import pytest

from pricing.licensee import Licensee
from pricing.patterns import PATTERNS, pattern
from pricing.terms import read_tree
from pricing.valuation.market_rows import market_row

DAY = date(2026, 11, 23)
DATES = {"starts_on": date(2027, 1, 1), "ends_on": date(2031, 12, 31)}


def terms(name, **changed):
    tree = pattern(name, lane="ordinary", **DATES).model_dump(
        mode="json", by_alias=True
    )
    return read_tree(tree | changed)


def row(given, size="large", **how):
    return market_row(given, Licensee(size), **{"scope": "industry", "day": DAY} | how)


def test_a_one_off_fee_is_spread_over_the_days_of_its_term():
    found = row(terms("one_off"))

    # 100,000.00 over 1,826 days, as 365 of them.
    assert found.yearly_fen == round(10_000_000 * 365 / 1826)
    assert (found.rate_ppm, found.year, found.scope) == (0, 2026, "industry")


def test_a_royalty_is_its_first_rate():
    found = row(terms("royalty"))

    assert (found.yearly_fen, found.rate_ppm, found.base) == (0, 30_000, "net_sales")


def test_a_smaller_firm_is_priced_by_its_tier():
    small, large = (row(terms("size_tiered"), size) for size in ("small", "large"))

    assert small.rate_ppm == large.rate_ppm // 2 == 15_000
    assert small.yearly_fen * 2 == pytest.approx(large.yearly_fen, abs=1)


def test_a_free_licence_is_none():
    assert row(terms("free")) is None


@pytest.mark.parametrize("name", PATTERNS)
def test_no_row_names_anybody(name):
    found = row(terms(name), scope="own", licensees=3, ipc="C02F")

    if found is not None:
        assert found.where.en == "a licence of this market"
        assert found.source == "this market"
        assert (found.licensees, found.ipc) == (3, "C02F")
