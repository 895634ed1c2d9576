import pytest

from pricing.valuation.readiness import READINESS
from pricing.valuation.staging import NoLadder, staged_beside_one_off
from tests.pricing.valuation.questions import price

FIRM = {"sales": "20000000", "own_cost": "50000", "launch_years": "0.5"}


def test_income_and_decision_tree_agree_on_what_a_licence_is_worth():
    fair = price(stated=FIRM)

    walk_away = staged_beside_one_off(fair).value("walk_away_price")

    # One averages over uncertain inputs, the other takes the middle of each.
    assert walk_away == pytest.approx(fair.worth_fen.p50, rel=0.25)


def test_the_firm_would_sign_at_the_suggested_price():
    for readiness in ("pilot", "proven"):
        report = staged_beside_one_off(price(stated=FIRM, readiness=readiness))

        assert report.value("firm_value_alternative") > 0
        assert report.value("firm_value_ladder") > 0


@pytest.mark.parametrize("readiness", READINESS)
def test_both_models_rest_on_the_same_figures(readiness):
    report = staged_beside_one_off(
        price(stated=FIRM | {"licensees": "3"}, readiness=readiness, months=120)
    )
    told = report.assumptions

    assert told.readiness == readiness
    assert told.rivals == 2
    assert (told.trial_cost_fen, told.pilot_cost_fen) == (1_000_000, 4_000_000)
    assert told.launch_cost_years == 0.5
    months = (told.trial_months, told.pilot_months, told.launch_months)
    assert months == READINESS[readiness].months


def test_a_single_licensee_has_no_rivals():
    report = staged_beside_one_off(price(stated=FIRM | {"licensees": "1"}))

    assert report.assumptions.rivals == 0


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"stated": {}}, "State the yearly sales"),
        ({"stated": FIRM, "months": 9}, "no heading of the estimate gives"),
        ({"stated": {"sales": "200000"}}, "eats the added profit"),
    ],
)
def test_without_sales_or_stages_it_says_why_nothing_is_compared(given, why):
    with pytest.raises(NoLadder, match="no staged terms") as refused:
        staged_beside_one_off(price(**given))

    assert why in refused.value.mend_en
