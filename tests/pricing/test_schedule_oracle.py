import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricing.plan import plan_of
from pricing.schedule import KINDS, SIZES, Licences, payments
from pricing.terms import read_terms
from pricing.tiers import QUALITIES
from tests.pricing.oracle import Licence, payments_of
from tests.pricing.random_terms import random_case, random_terms


def licences_of(terms, cases):
    plan = plan_of(read_terms(json.dumps(terms)))
    years = max(len(case.base) for case in cases)
    base = [[*case.base, *[0] * (years - len(case.base))] for case in cases]
    last_days = [case.last_day or "NaT" for case in cases]
    first_sales = [case.first_sale or "NaT" for case in cases]
    return Licences(
        starts_on=np.array([case.start for case in cases], "datetime64[D]"),
        size=np.array([SIZES.index(case.size) for case in cases], np.int8),
        sales_fen=np.array(base, np.int64).reshape(len(cases), years),
        stages_entered=np.array([case.entered for case in cases], np.int8),
        stopped_on=np.array(last_days, "datetime64[D]"),
        quality=np.array([QUALITIES.index(case.quality) for case in cases], np.int8),
        region=np.array([plan.region_of(case.province) for case in cases], np.int8),
        first_sale_on=np.array(first_sales, "datetime64[D]"),
    )


def by_library(terms, cases):
    table = payments(read_terms(json.dumps(terms)), licences_of(terms, cases))
    found = [[] for _ in cases]
    columns = (table.licence, table.on.tolist(), table.stage, table.kind)
    for licence, on, stage, kind, amount in zip(
        *columns, table.amount_fen.tolist(), strict=True
    ):
        found[licence].append((on, int(stage), KINDS[kind], amount))
    return found


def by_oracle(terms, case):
    licence = Licence(
        terms,
        start=case.start,
        size=case.size,
        base=case.base,
        entered=case.entered,
        last_day=case.last_day,
        quality=case.quality,
        province=case.province,
        first_sale=case.first_sale,
    )
    return payments_of(licence)


def sorted_rows(rows):
    return sorted(rows, key=lambda row: (row[0], row[1], KINDS.index(row[2]), row[3]))


def compare(pick, count):
    terms = random_terms(pick)
    cases = [random_case(pick, terms) for _ in range(count)]
    for case, found in zip(cases, by_library(terms, cases), strict=True):
        assert sorted_rows(found) == by_oracle(terms, case), (terms, case)


@pytest.mark.parametrize("seed", range(8))
def test_random_licences_cost_to_the_fen_what_the_oracle_says(seed):
    generator = np.random.default_rng(seed)

    for _ in range(25):
        compare(lambda low, high: int(generator.integers(low, high + 1)), 100)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_licence_costs_to_the_fen_what_the_oracle_says(data):
    compare(lambda low, high: data.draw(st.integers(low, high)), 2)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1000, 1100))
def test_a_million_random_licences_cost_what_the_oracle_says(seed):
    generator = np.random.default_rng(seed)

    for _ in range(100):
        compare(lambda low, high: int(generator.integers(low, high + 1)), 100)
