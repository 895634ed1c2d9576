from dataclasses import replace
from datetime import date
from math import log1p

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.errors import FactMissing
from pricing.licensee import Licensee
from pricing.quote import quote
from pricing.valuation.compound_option import Asset, Gate, staged_call
from pricing.valuation.courses import Account
from pricing.valuation.staged_licence import licence_worth, staged_licence
from tests.pricing.valuation.ladders import (
    PILOT_FEN,
    PRODUCTION_FEN,
    SALES,
    TRIAL_FEN,
    case,
    fixed,
    ladder,
    lump_sum,
    project,
    royalty,
)


def net_present_value(fees, sales, *, rate=0.1, margin=0.1):
    """Fees by day and sales by (middle day, amount), with no tree and no engine."""
    profit = sum(margin * fen / (1 + rate) ** (day / 365) for day, fen in sales)
    return profit - sum(fen / (1 + rate) ** (day / 365) for day, fen in fees)


def days(year, month=1, day=1):
    return (date(year, month, day) - date(2027, 1, 1)).days


def test_without_any_risk_the_tree_is_the_plain_net_present_value():
    fees = [(0, TRIAL_FEN), (days(2028), PILOT_FEN), (days(2029), PRODUCTION_FEN)]
    middles = [(days(year) + days(year + 1)) / 2 for year in (2029, 2030, 2031)]
    by_hand = net_present_value(fees, list(zip(middles, SALES, strict=True)))

    worth = licence_worth(case(ladder(), project()))

    assert worth.firm_fen == round(by_hand)
    assert worth.conversion == 1


def test_costs_of_development_are_paid_when_each_phase_begins():
    dear = project(costs=(30_000_00, 40_000_00))

    less = (
        licence_worth(case(ladder(), project())).firm_fen
        - licence_worth(case(ladder(), dear)).firm_fen
    )

    assert less == pytest.approx(30_000_00 + 40_000_00 / 1.1, abs=1)


def test_the_fees_of_a_firm_that_produces_are_those_of_the_quote():
    terms = ladder(
        fixed("50000.00"),
        royalty({"rate": "0.03", "up_to": "1500000"}, {"rate": "0.02"}),
    )
    under = quote(
        terms,
        licensee=Licensee("large"),
        sales_fen=[0, 0, *SALES],
        first_sale_on=date(2029, 1, 1),
        discount_ppm=100_000,
    )

    worth = licence_worth(case(terms, project()))

    assert worth.expected[Account.FEES] == pytest.approx(under.present_value_fen, abs=1)


def test_a_tier_by_size_lowers_the_fees_of_its_class_only():
    terms = ladder(size_tiers={"small": "0.5"})

    large = licence_worth(case(terms, project())).expected[Account.FEES]
    small = licence_worth(case(terms, project(), "small")).expected[Account.FEES]

    assert small == pytest.approx(large / 2)


def test_a_firm_pays_a_stage_only_if_the_phase_before_it_succeeded():
    worth = licence_worth(case(ladder(), project(chances=(0.5, 0.4))))
    pilot, production = 1.05 ** -(days(2028) / 365), 1.05 ** -(days(2029) / 365)

    office = TRIAL_FEN + 0.5 * PILOT_FEN * pilot + 0.2 * PRODUCTION_FEN * production
    assert worth.office_fen == round(office)
    assert worth.conversion == pytest.approx(0.2)


def test_a_lump_sum_is_sunk_whatever_is_learnt():
    risky = project(chances=(0.5, 0.4))

    worth = licence_worth(case(lump_sum(), risky))

    assert worth.office_fen == 100_000_00
    assert worth.conversion == 1


def test_a_firm_leaves_where_the_next_stage_costs_more_than_it_brings():
    poor = project(sales_fen=(100_000_00,))

    worth = licence_worth(case(ladder(), poor))

    assert worth.firm_fen == -TRIAL_FEN
    assert worth.conversion == 0


def test_a_firm_held_to_every_stage_pays_them_all():
    poor = project(sales_fen=(100_000_00,))
    held = staged_licence(case(ladder(), poor)).worth(may_stop=False)

    assert held.expected[Account.FEES] == pytest.approx(
        TRIAL_FEN
        + PILOT_FEN / 1.1 ** (days(2028) / 365)
        + PRODUCTION_FEN / 1.1 ** (days(2029) / 365)
    )


@pytest.mark.parametrize("volatility", [0.2, 0.4, 0.6])
def test_with_market_risk_alone_the_tree_is_the_compound_option(volatility):
    terms = ladder()
    firm = project(volatility=volatility, sales_fen=(900_000_00,) * 3)
    calm = staged_licence(case(terms, replace(firm, volatility=0.0))).courses
    produced, rate = calm.produced[0], log1p(0.1)
    gates = [
        Gate(1.0, PILOT_FEN / 1.1 ** ((days(2028) / 365) - 1)),
        Gate(2.0, PRODUCTION_FEN / 1.1 ** ((days(2029) / 365) - 2)),
    ]
    asset = Asset(produced[Account.PROFIT], rate, volatility)

    tree = licence_worth(case(terms, firm), points=101).firm_fen

    assert tree + TRIAL_FEN == pytest.approx(staged_call(asset, gates), rel=1e-3)


chances = st.floats(0.05, 1)
some_projects = st.builds(
    lambda first, second, volatility, leakage, sales: project(
        chances=(first, second),
        costs=(5_000_00, 20_000_00),
        volatility=volatility,
        leakage=leakage,
        sales_fen=(sales, 2 * sales),
    ),
    chances,
    chances,
    st.sampled_from([0.0, 0.2, 0.6]),
    st.floats(0, 0.2),
    st.integers(0, 5_000_000_00),
)
some_terms = st.sampled_from(
    [
        ladder(),
        lump_sum(),
        ladder(royalty({"rate": "0.03"}, minimum_per_year="10000.00")),
        ladder(fixed("50000.00", instalments=5, every_months=12, if_stopped="owed")),
        ladder(months=(6, 18)),
    ]
)


@settings(deadline=None, max_examples=60)
@given(some_terms, some_projects)
def test_the_option_to_stop_is_never_worth_less_than_nothing(terms, firm):
    licence = staged_licence(case(terms, firm), points=3)

    free, held = licence.worth(), licence.worth(may_stop=False)

    assert free.firm_fen >= held.firm_fen
    assert licence.worth(with_fees=False).firm_fen >= free.firm_fen


@settings(deadline=None, max_examples=60)
@given(some_terms, some_projects)
def test_the_accounts_of_a_licence_add_up(terms, firm):
    worth = licence_worth(case(terms, firm), points=3)
    got = worth.expected

    assert got[Account.FIRM] == pytest.approx(
        got[Account.PROFIT] - got[Account.COSTS] - got[Account.FEES], abs=1e-3
    )
    assert 0 <= worth.conversion <= 1 + 1e-12
    assert got[Account.ROYALTIES] <= got[Account.FEES] + 1e-6
    in_part = worth.if_converted[Account.CONVERTED]
    assert in_part == pytest.approx(worth.conversion)
    # Production is entered only after all stages, as their gates are those of phases.
    assert (worth.if_converted[Account.PROFIT] <= got[Account.PROFIT] + 1e-6).all()


@settings(deadline=None, max_examples=40)
@given(some_projects, st.floats(0.05, 0.3))
def test_more_sales_and_surer_phases_are_worth_more_and_leakage_less(firm, more):
    terms = ladder()
    better = replace(firm, sales_fen=tuple(int(x * (1 + more)) for x in firm.sales_fen))
    surer = replace(
        firm,
        phases=tuple(
            replace(one, success=min(1, one.success * (1 + more)))
            for one in firm.phases
        ),
    )
    leaky = replace(firm, leakage=firm.leakage + more)

    def worth(one):
        return licence_worth(case(terms, one), points=3).firm_fen

    assert worth(better) >= worth(firm)
    assert worth(leaky) <= worth(firm)
    # A phase that is surer is also begun in poor markets, never at a loss.
    assert worth(surer) >= worth(firm) - 1


@pytest.mark.parametrize("calm", [0.0, 0.2, 0.4])
def test_a_wilder_market_is_worth_more_to_who_may_stop(calm):
    firm = project(sales_fen=(320_000_00,) * 3)

    quiet = licence_worth(case(ladder(), replace(firm, volatility=calm)), points=41)
    wild = licence_worth(
        case(ladder(), replace(firm, volatility=calm + 0.2)), points=41
    )

    assert wild.firm_fen > quiet.firm_fen


def test_royalties_on_profit_and_on_units_take_their_own_base():
    on_sales = ladder(royalty({"rate": "0.03"}))
    on_profit = ladder(royalty({"rate": "0.3"}, base="profit"))
    on_units = ladder(royalty({"per_unit": "3.00"}, base="units"))
    firm = project(unit_price_fen=100_00)

    fees = [
        licence_worth(case(terms, firm)).expected[Account.ROYALTIES]
        for terms in (on_sales, on_profit, on_units)
    ]

    assert fees == pytest.approx([fees[0]] * 3, rel=1e-6)
    with pytest.raises(FactMissing):
        licence_worth(case(on_units, project()))


def test_nothing_is_sold_after_the_licence_has_ended():
    short = ladder().model_copy(update={"ends_on": date(2028, 6, 30)})

    worth = licence_worth(case(short, project()))

    assert worth.expected[Account.PROFIT] == 0
    assert worth.conversion == 0
