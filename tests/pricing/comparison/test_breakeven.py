import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricing.comparison.breakeven import Contender, breakevens
from pricing.licensee import Licensee
from pricing.plan import plan_of, royalty_base
from pricing.quote import quote
from pricing.terms import read_terms
from tests.pricing.licensing import fixed, royalty, stage, terms_with
from tests.pricing.random_terms import random_terms

LARGE = Licensee("large")
YEAR = 100_000_000
SLOW = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def contender(name, terms):
    return Contender(name, terms, terms.starts_on, None)


def offer(name, *fees):
    return contender(name, terms_with(stage("only", *fees)))


def between(one, other, highest_year=YEAR):
    (found,) = breakevens([one, other], LARGE, highest_year=highest_year)
    return found


def total(one, yearly):
    sales = (yearly,) * plan_of(one.terms).years
    return quote(one.terms, licensee=LARGE, sales_fen=sales).total_fen


def cheaper(one, other, yearly):
    mine, theirs = total(one, yearly), total(other, yearly)
    if mine == theirs:
        return (one.name, other.name)
    return (one.name,) if mine < theirs else (other.name,)


def test_a_royalty_is_cheaper_than_a_lump_sum_until_sales_reach_it():
    lump, royal = (
        offer("lump", fixed("40000.00")),
        offer("r", royalty({"rate": "0.01"})),
    )

    found = between(lump, royal)

    first, second = found.stretches
    assert first == (0, ("r",))
    assert second.cheaper == ("lump",)
    assert total(royal, second.from_sales - 1) < 4_000_000
    assert total(royal, second.from_sales) >= 4_000_000
    assert found.searched_to == 10 * YEAR


def test_offers_that_cost_the_same_share_a_stretch():
    capped = offer("capped", royalty({"rate": "0.01"}, cap_per_year="5000.00"))

    found = between(offer("r", royalty({"rate": "0.01"})), capped)

    assert found.stretches[0] == (0, ("r", "capped"))
    assert found.stretches[-1].cheaper == ("capped",)
    assert found.stretches[-1].from_sales == 50_000_050


def test_a_lower_rate_of_a_higher_volume_changes_places_at_the_limit_itself():
    bands = ({"up_to": "500000.00", "rate": "0.03"}, {"rate": "0.02"})
    volume = offer("volume", royalty(*bands, mode="volume"))
    flat = offer("flat", royalty({"rate": "0.025"}))

    found = between(volume, flat)

    assert (50_000_001, ("volume",)) in found.stretches


@pytest.mark.parametrize("lump", ["59999.60", "20000.40"])
def test_a_stretch_beside_a_band_limit_is_found_however_narrow(lump):
    bands = ({"up_to": "500000.00", "rate": "0.03"}, {"rate": "0.01"})
    volume = offer("volume", royalty(*bands, mode="volume"))

    found = between(volume, offer("lump", fixed(lump)))

    assert [each.cheaper for each in found.stretches] == [
        ("volume",),
        ("lump",),
        ("volume",),
        ("lump",),
    ]
    assert found.stretches[2].from_sales == 50_000_001


def test_offers_that_never_change_places_have_one_stretch():
    found = between(offer("a", fixed("1.00")), offer("b", royalty({"rate": "0.01"})), 1)

    assert len(found.stretches) == 1


@pytest.mark.parametrize("highest_year", [0, -5])
def test_without_sales_there_is_nothing_to_search(highest_year):
    royal = offer("r", royalty({"rate": "0.01"}))

    assert breakevens([royal, royal], LARGE, highest_year=highest_year) == ()


def test_without_a_royalty_no_sales_could_change_places():
    assert breakevens([offer("a"), offer("b")], LARGE, highest_year=YEAR) == ()


def test_the_search_stays_where_arithmetic_is_exact():
    dear = offer("dear", royalty({"per_unit": "1000000"}, base="units"))
    lump = offer("lump", fixed("1.00"))

    assert between(dear, lump, 50_000).searched_to == 50_000
    assert breakevens([dear, lump], LARGE, highest_year=900_000_000) == ()


def random_offer(seed):
    generator = np.random.default_rng(seed)

    def pick(low, high):
        return int(generator.integers(low, high + 1))

    return read_terms(json.dumps(random_terms(pick)))


@SLOW
@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_each_stretch_begins_where_the_cheaper_one_changes(seed, other_seed):
    one = contender("one", random_offer(seed))
    other = contender("other", random_offer(other_seed))
    bases = {royalty_base(each.terms) for each in (one, other)} - {None}
    if len(bases) != 1:
        return

    found = between(one, other, 10**8)

    for before, after in pairwise(found.stretches):
        at = after.from_sales
        assert cheaper(one, other, at - 1) == before.cheaper
        assert cheaper(one, other, at) != before.cheaper
    assert cheaper(one, other, 0) == found.stretches[0].cheaper
    last = cheaper(one, other, found.searched_to)
    assert last == found.stretches[-1].cheaper
