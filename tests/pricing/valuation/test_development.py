import numpy as np
import pytest

from pricing.errors import FactImpossible, PricingError
from pricing.valuation.development import Phase, market_moves, phase_chances
from pricing.valuation.readiness import READINESS
from pricing.valuation.staged_licence import staged_licence
from tests.pricing.valuation.ladders import case, ladder, project


def test_a_first_sale_within_a_year_sells_for_the_rest_of_it():
    half = project(months=(6, 12), sales_fen=(1_000_000_00,))
    found = half.yearly_sales(4)

    assert found.tolist() == [0, 1_000_000_00, 500_000_00, 0]


def test_moves_of_the_market_keep_its_mean_and_nearly_its_spread():
    factors = market_moves(0.6, 2.5, points=101)

    assert factors.mean() == pytest.approx(1)
    assert np.log(factors).std() == pytest.approx(0.6 * np.sqrt(2.5), rel=0.01)


@pytest.mark.parametrize("level", READINESS)
def test_the_chances_of_all_phases_make_the_chance_of_their_level(level):
    likely = np.prod([chance.likely for chance in phase_chances(level)])
    stated = float(READINESS[level].success.split("..")[1].rstrip("%")) / 100

    assert likely == pytest.approx(stated, abs=0.01)
    assert all(low <= mid <= high for low, mid, high in phase_chances(level))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Phase(months=0, cost_fen=0, success=1),
        lambda: Phase(months=6, cost_fen=-1, success=1),
        lambda: Phase(months=6, cost_fen=0, success=1.1),
        lambda: Phase(months=6, cost_fen=0, success=float("nan")),
        lambda: project(sales_fen=(-1,)),
        lambda: project(margin=1.5),
        lambda: project(firm_rate=-0.1),
        lambda: project(leakage=-0.1),
        lambda: project(unit_price_fen=0),
        lambda: project(chances=(), months=(), costs=()),
        lambda: staged_licence(case(ladder(), project(volatility=0.4)), points=200),
    ],
)
def test_what_no_project_can_be_is_refused_in_both_languages(wrong):
    with pytest.raises(FactImpossible) as refused:
        wrong()

    assert refused.value.message_zh != refused.value.message_en


def test_the_spread_of_patent_values_is_refused_as_a_volatility():
    with pytest.raises(FactImpossible, match="spread of values"):
        project(volatility=2.15)


def test_an_unknown_readiness_is_refused():
    with pytest.raises(PricingError):
        phase_chances("ready")


def test_rivals_take_their_part_from_the_first_day_of_the_licence():
    found = project(sales_fen=(1_000_000_00, 1_000_000_00), leakage=0.1).yearly_sales(4)

    # Production in the third and fourth year, each counted in its middle.
    assert found[2:] == pytest.approx(1_000_000_00 * np.exp([-0.1 * 2.5, -0.1 * 3.5]))
