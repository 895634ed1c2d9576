import re
from dataclasses import replace
from datetime import date

import pytest

from pricing.errors import FactImpossible, PricingError
from pricing.law.inventors import inventor_share
from pricing.valuation.belief import LIMITS
from pricing.valuation.ladder_assumptions import Assumptions, assumptions_at, beliefs
from pricing.valuation.readiness import READINESS

PLAIN = Assumptions()
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("key", beliefs(PLAIN))
def test_every_figure_has_a_range_around_it_a_unit_words_and_a_source(key):
    belief = beliefs(PLAIN)[key]

    assert belief.low <= getattr(PLAIN, key) <= belief.high
    assert belief.low < belief.high
    assert belief.unit in LIMITS
    assert belief.zh
    assert belief.en
    assert HAN.search(belief.source.zh)
    assert "ASSUMPTION" not in belief.source.zh
    assert not HAN.search(belief.source.en)


@pytest.mark.parametrize("level", READINESS)
def test_chances_and_their_ranges_follow_the_readiness(level):
    found = assumptions_at(level)

    assert found.outside == ()
    assert beliefs(found)["trial_success"].low <= found.trial_success
    months = (found.trial_months, found.pilot_months, found.launch_months)
    assert months == READINESS[level].months


def test_a_better_known_figure_takes_the_place_of_a_default():
    found = assumptions_at("lab", margin=0.3, trial_months=4)

    assert (found.margin, found.trial_months) == (0.3, 4)
    assert found.outside == ("margin",)


def test_the_price_of_a_unit_may_be_stated():
    assert assumptions_at("lab", unit_price_fen=100).unit_price_fen == 100
    assert assumptions_at("lab").unit_price_fen is None


def test_inventors_have_the_least_share_of_the_law():
    law = inventor_share(None, day=date(2027, 1, 1))

    assert round(PLAIN.inventors_share * 1_000_000) == law.floor_ppm


def test_rivals_cannot_take_more_than_all():
    assert replace(PLAIN, rivals=7, leakage_per_rival=0.5).leakage == 1


@pytest.mark.parametrize(
    "figures",
    [
        {"trial_success": 1.2},
        {"margin": -0.1},
        {"margin": float("nan")},
        {"volatility": 2.15},
        {"firm_rate": float("inf")},
        {"trial_months": 0},
        {"trial_months": 6.5},
        {"trial_cost_fen": -1},
        {"trial_cost_fen": 10.5},
        {"help_start_fen": 10**14},
        {"uptake": 0},
        {"uptake": 0.9, "extra_uptake": 0.5},
        {"prospects": 0},
        {"unknown": 1},
    ],
)
def test_what_cannot_be_is_refused_in_both_languages(figures):
    with pytest.raises(FactImpossible) as refused:
        assumptions_at("prototype", **figures)

    assert refused.value.message_zh != refused.value.message_en


def test_an_unknown_readiness_is_refused():
    with pytest.raises(PricingError):
        assumptions_at("perfect")
    with pytest.raises(PricingError):
        Assumptions(readiness="perfect")
