import json
from dataclasses import fields, replace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricing import schedule
from pricing.charge import YearToDate, charge_period
from pricing.plan import plan_of
from pricing.schedule import KINDS, blocks, payments
from pricing.terms import QUALITIES, SIZES, FixedFee, read_terms
from tests.pricing.licensing import at_year
from tests.pricing.random_terms import random_case, random_terms
from tests.pricing.test_schedule_oracle import licences_of

EVERYWHERE = {
    "name": "everywhere",
    "label_zh": "全国",
    "label_en": "Everywhere",
    "provinces": ["11"],
    "factor": "0",
}
SEEDS = st.integers(0, 2**32)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def random_licences(seed, count=20):
    generator = np.random.default_rng(seed)

    def pick(low, high):
        return int(generator.integers(low, high + 1))

    terms = random_terms(pick)
    cases = [random_case(pick, terms) for _ in range(count)]
    return terms, licences_of(terms, cases)


def columns_of(table):
    return {column.name: getattr(table, column.name) for column in fields(table)}


@SLOW
@given(SEEDS)
def test_many_licences_together_cost_what_each_costs_alone(seed):
    tree, licences = random_licences(seed)
    terms = read_terms(json.dumps(tree))

    together = columns_of(payments(terms, licences))

    for number in range(len(licences)):
        mine = together["licence"] == number
        alone = columns_of(payments(terms, licences.part(slice(number, number + 1))))
        for name, column in alone.items():
            expected = column + number if name == "licence" else column
            np.testing.assert_array_equal(together[name][mine], expected)


@SLOW
@given(SEEDS)
def test_the_size_of_a_block_changes_nothing(seed):
    tree, licences = random_licences(seed)
    terms = read_terms(json.dumps(tree))
    whole = columns_of(payments(terms, licences))

    usual, schedule._BLOCK_PERIODS = schedule._BLOCK_PERIODS, 1
    try:
        apart = columns_of(payments(terms, licences))
    finally:
        schedule._BLOCK_PERIODS = usual

    for name, column in whole.items():
        np.testing.assert_array_equal(column, apart[name])


@SLOW
@given(SEEDS)
def test_reporting_more_often_never_changes_what_a_royalty_costs(seed):
    tree, licences = random_licences(seed)
    totals = []

    for period in ("year", "half_year", "quarter", "month"):
        reporting = tree["reporting"] | {"period": period}
        terms = read_terms(json.dumps(tree | {"reporting": reporting}))
        table = payments(terms, licences)
        is_royalty = np.isin(table.kind, [KINDS.index(kind) for kind in KINDS[1:3]])
        place = table.licence * 1_000 + table.stage * 30 + table.fee
        sums = np.zeros(len(licences) * 1_000, np.int64)
        np.add.at(sums, place[is_royalty], table.amount_fen[is_royalty])
        totals.append(sums)

    for sums in totals[1:]:
        np.testing.assert_array_equal(sums, totals[0])


@SLOW
@given(SEEDS, st.sampled_from(["size_tiers", "quality_tiers", "regional_tiers"]))
def test_any_tier_of_nothing_makes_any_licence_free(seed, tiers):
    tree, licences = random_licences(seed)
    free = {"size_tiers": SIZES, "quality_tiers": QUALITIES}
    if tiers == "regional_tiers":
        tree["regional_tiers"] = [EVERYWHERE]
        licences = replace(licences, region=np.ones_like(licences.size))
    else:
        tree[tiers] = dict.fromkeys(free[tiers], "0")

    assert len(payments(read_terms(json.dumps(tree)), licences)) == 0


@SLOW
@given(SEEDS)
def test_credits_and_caps_hold_for_any_terms(seed):
    tree, licences = random_licences(seed)
    terms = read_terms(json.dumps(tree))
    table = payments(terms, licences)
    is_credit = table.kind == KINDS.index("credit")

    assert (table.amount_fen[is_credit] < 0).all()
    assert (sums(table, table.kind >= 0, len(licences)) >= 0).all()
    for stage, number in places_of(terms):
        fee = terms.stages[stage].fees[number]
        mine = (table.stage == stage) & (table.fee == number) & ~is_credit
        if not isinstance(fee, FixedFee) and fee.cap_total_fen is not None:
            assert sums(table, mine, len(licences)).max() <= fee.cap_total_fen


def sums(table, chosen, count):
    totals = np.zeros(count, np.int64)
    np.add.at(totals, table.licence[chosen], table.amount_fen[chosen])
    return totals


def places_of(terms):
    for stage, one in enumerate(terms.stages):
        for number in range(len(one.fees)):
            yield stage, number


@SLOW
@given(SEEDS)
def test_payments_stand_by_licence_date_stage_and_kind(seed):
    tree, licences = random_licences(seed)
    table = payments(read_terms(json.dumps(tree)), licences)

    keys = list(
        zip(
            table.licence.tolist(),
            table.on.tolist(),
            table.stage.tolist(),
            table.kind.tolist(),
            strict=True,
        )
    )

    assert keys == sorted(keys)
    assert (table.amount_fen != 0).all()


@SLOW
@given(SEEDS)
def test_the_schedule_charges_each_period_as_charge_period_does(seed):
    tree, licences = random_licences(seed, count=5)
    plan = plan_of(read_terms(json.dumps(tree)))
    ((_, block),) = blocks(plan, licences)

    for index, charged in enumerate(block.royalties):
        again = period_by_period(plan, index, block, charged)
        np.testing.assert_array_equal(charged.amounts, again)


def period_by_period(plan, index, block, charged):
    """Charge one period after the other, as bills do."""
    royalty = plan.royalties[index]
    stage_end = np.minimum(block.when.stage_starts[royalty.stage + 1], block.when.ends)
    amounts = np.zeros_like(charged.amounts)
    earlier = np.zeros(len(block.when), np.int64)
    for year in range(plan.years):
        paid = np.zeros_like(earlier)
        for period in range(plan.periods):
            closes = block.when.period_ends[year, period] >= stage_end
            charge = charge_period(
                at_year(royalty.rule, year),
                to_date(charged.year, year, period),
                earlier_fen=earlier,
                charged_fen=paid,
                closes=closes | (period == plan.periods - 1),
            )
            amounts[year, period] = charge.amount
            paid = paid + charge.amount
        earlier = earlier + paid
    return amounts


def to_date(years, year, period):
    return YearToDate(
        base=years.base[year, period],
        factor_ppm=years.factor_ppm,
        days=years.days[year, period],
        year_days=years.year_days[year, 0],
        holiday=None if years.holiday is None else years.holiday[year, period],
        earlier=None if years.earlier is None else years.earlier[year, 0],
    )
