import numpy as np
import pytest

from pricing.patterns import PATTERNS
from pricing.schedule import payments
from simulation.course import course_of, licences, start_days
from simulation.errors import ScenarioUnreadable
from simulation.scenario import load
from simulation.tariffs import BASE_GRID_FEN, fees_at_base, tariff

ROYALTY = """
extends = "free.toml"
[terms.posted]
json = '''
{"version": 1, "currency": "CNY", "lane": "open",
 "starts_on": "2027-01-01", "ends_on": "2037-12-31",
 "tax": {"price_includes_vat": true, "treatment": "undetermined"},
 "stages": [{"name": "licence", "label_zh": "许可", "label_en": "Licence",
   "fees": [{"kind": "royalty", "base": "BASE", "bands": [BAND]}]}]}
'''
"""


@pytest.fixture
def royalty(tmp_path):
    def make(base, band='{"rate": "0.03"}'):
        path = tmp_path / f"{base}.toml"
        text = ROYALTY.replace("BASE", base).replace("BAND", band)
        path.write_text(text, encoding="utf-8")
        return load(path)

    return make


def test_fees_of_an_open_licence_are_what_its_document_says():
    scenario = load("staged")
    prices = tariff(scenario.posted, course_of(scenario.parameters))
    table, middle = prices.table, -prices.lowest_step

    assert table.entry[middle].tolist() == [200_000] * 4
    assert table.early[middle].tolist() == [2_000_000] * 4
    assert table.stop_trial[middle] == pytest.approx([200_000] * 4)


def test_a_step_of_ten_is_ten_times_the_price():
    scenario = load("staged")
    prices = tariff(scenario.posted, course_of(scenario.parameters))
    table, middle = prices.table, -prices.lowest_step

    assert table.runs[middle + 10] == pytest.approx(10 * table.runs[middle])


def test_between_priced_levels_a_flat_royalty_is_exact(royalty):
    scenario = royalty("net_sales")
    course = course_of(scenario.parameters)
    prices = tariff(scenario.posted, course)
    sales = np.array([[3.7e7, 9.1e9]])

    found = fees_at_base(prices.table, np.array([20]), np.array([1]), sales)

    level = prices.table.runs[20, 1, -1] / BASE_GRID_FEN[-1]
    assert found[0] == pytest.approx(level * sales[0], rel=1e-4)


def test_a_royalty_on_profit_is_forecast_on_profit(royalty):
    on_sales, on_profit = (
        tariff(one.posted, course_of(one.parameters))
        for one in (royalty("net_sales"), royalty("profit"))
    )
    profit = np.array([1_000.0])

    assert on_sales.base_fen(profit, 0.1).tolist() == [10_000.0]
    assert on_profit.base_fen(profit, 0.1).tolist() == [1_000.0]


def test_a_royalty_on_units_is_refused(royalty):
    with pytest.raises(ScenarioUnreadable, match="counts units"):
        royalty("units", '{"per_unit": "1.00"}')


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_can_be_run(name, tmp_path, make_market):
    path = tmp_path / "mine.toml"
    path.write_text(
        f'extends = "staged"\n[terms.posted]\npattern = "{name}"\n', encoding="utf-8"
    )

    market, _ = make_market(path, firms=50)

    table = market.posted.table
    assert np.isfinite(table.runs).all()
    assert (table.runs >= 0).all()


def test_tables_agree_with_the_pricing_library_for_one_licence():
    scenario = load("pay_later")
    course = course_of(scenario.parameters)
    start = start_days(course, np.zeros(1, dtype=np.int64))
    asked = licences(
        course,
        len(scenario.posted.stages),
        starts=start,
        size=np.array([2]),
        first_year_fen=np.array([10**9]),
        stop_months=np.array([course.licence_months]),
    )

    paid = payments(scenario.posted, asked)

    (amount,), (on,) = paid.amount_fen, paid.on
    days = int((on - np.datetime64(course.starts_on)) / np.timedelta64(1, "D"))
    table = tariff(scenario.posted, course).table
    assert table.runs[20, 2, 0] == pytest.approx(amount * 1.08 ** (-days / 365))
