"""Filters and their counts agree with a count over the database."""

from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from market.catalogue.models import PatentKind
from market.codes.concordance import facts_of_use
from market.codes.ipc import symbols
from market.db import session
from market.licensing.models import Lane
from market.licensing.queries import terms_of
from market.search import facets as facets_module
from market.search.asked import Asked
from market.search.facets import facets
from market.search.feed import feed_now
from market.search.filters import FEE_BANDS, READINESS, Filters
from market.search.queries import find, ids_of, offers_of
from market.search.terms_facts import facts_of
from pricing.terms import SIZES
from tests.market.factories import NOON

pytestmark = [
    pytest.mark.usefixtures("noon"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
TODAY = date(2026, 11, 23)
IPC = ("C02F 1/461; B01J 20/02", "C02F", "H01M 10/0525", "A01B", "")
TEXTS = ("", "废水", "电池", "filler -电池", "不存在")
VALUES = {
    "industries": ["N77", "C", "C38", "A01"],
    "applications": ["24", "1", "23"],
    "ipc": ["C", "C02", "C02F", "C02F1", "C02F1/461", "H01M"],
    "provinces": ["32", "51"],
    "kinds": ["invention", "utility_model"],
    "lanes": ["open", "ordinary"],
    "price_forms": ["staged", "free", "one_off"],
    "fee_bands": list(FEE_BANDS),
    "free_trial": ["1"],
    "readiness": list(READINESS),
    "expires_after": ["2030-01-01", "2035-06-30"],
    "organisations": ["1", "2"],
}
TREES = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)
        for name, values in VALUES.items()
    },
)


@pytest.fixture
def market(app, make):
    """Commit two dozen offers that differ in everything that filters ask for."""
    offices = [make.office(province=province) for province in ("32", "510000")]
    terms = ("staged", "free", "one_off", "pay_later")
    ids = []
    for n, (office, name, lane) in enumerate(product(offices, terms, Lane)):
        word = ("废水", "电池", "印刷")[n % 3]
        patent = make.patent(
            office,
            title=f"一种{word}处理装置{n}",
            title_en="Filler" if n % 2 else "Cell",
            ipc=IPC[n % len(IPC)],
            kind=(PatentKind.INVENTION, PatentKind.UTILITY_MODEL, None)[n % 3],
            readiness=(None, 2, 5, 9)[n % 4],
            expires_on=(None, date(2029, 5, 1), date(2033, 5, 1), date(2040, 1, 1))[
                n % 4
            ],
        )
        member = make.user(office, "office_member")
        ids.append(make.offer(patent, office, member, terms=name, lane=lane))
    with app.app_context():
        feed_now()
    return ids


def passes(offer, filters, size):
    """Say by the rows themselves whether an offer passes each filter."""
    patent, facts = offer.patent, facts_of(terms_of(offer.version))
    use = facts_of_use(patent)
    cost_fen = facts.costs_fen[SIZES.index(size)]
    written = [symbol.code.replace(" ", "") for symbol in symbols(patent.ipc)]
    above = {p for symbol in symbols(patent.ipc) for p in symbol.prefixes()}
    expires = patent.expires_on
    tests = {
        "industries": any(code in use.industries for code in filters.industries)
        or any(
            code[0] in {each for each in filters.industries if len(each) == 1}
            for code in use.industries
        ),
        "applications": bool(filters.applications & set(use.applications)),
        "ipc": bool(filters.ipc & {*written, *above}),
        "provinces": (offer.organisation.province or "")[:2] in filters.provinces,
        "organisations": str(offer.organisation_id) in filters.organisations,
        "kinds": patent.kind is not None and patent.kind.value in filters.kinds,
        "lanes": offer.lane.value in filters.lanes,
        "price_forms": bool(filters.price_forms & set(facts.price_forms)),
        "fee_bands": any(
            least <= cost_fen and (most is None or cost_fen <= most)
            for least, most in (FEE_BANDS[band] for band in filters.fee_bands)
        ),
        "free_trial": facts.has_free_trial,
        "readiness": patent.readiness is not None
        and any(
            READINESS[band][0] <= patent.readiness <= READINESS[band][1]
            for band in filters.readiness
        ),
        "expires_after": expires is not None
        and filters.expires_after is not None
        and expires >= filters.expires_after,
    }
    return all(tests[name] for name in filters.names)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TREES, st.sampled_from(SIZES), st.sampled_from(TEXTS))
def test_filters_let_through_what_the_rows_say(app, monkeypatch, tree, size, text):
    check(app, Filters.from_json(tree), size, text)


def check(app, filters, size, text):
    with app.app_context():
        without = ids_of(text, Filters(), limit=100)
        offers = offers_of(session(), without, day=TODAY)
        expected = {offer.id for offer in offers if passes(offer, filters, size)}
        asked = Asked(text=text, filters=filters, size=size)
        assert set(ids_of(text, filters, limit=100, size=size)) == expected
        assert find(session(), asked).total == len(expected)
        for facet in facets(asked):
            for value, count in facet.counts.items():
                chosen = Filters.from_json(
                    filters.without(facet.name).as_json() | {facet.name: [value]}
                )
                left = {offer.id for offer in offers if passes(offer, chosen, size)}
                assert (facet.name, value, count) == (facet.name, value, len(left))
            assert not facet.is_estimated


@pytest.fixture(autouse=True)
def _market(market):
    return market


def test_a_broad_result_is_estimated_and_says_so(app, monkeypatch):
    monkeypatch.setattr(facets_module, "MOST_EXACT", 4)
    monkeypatch.setattr(facets_module, "SAMPLE", 8)
    with app.app_context():
        found = {facet.name: facet for facet in facets(Asked())}

    assert found["industries"].is_estimated
    assert not found["lanes"].is_estimated
    assert found["lanes"].counts == {"open": 8, "ordinary": 8}


def test_the_size_decides_which_fee_band_is_meant(app):
    with app.app_context():
        for size in SIZES:
            (facet,) = facets(Asked(size=size), ["fee_bands"])
            assert sum(facet.counts.values()) == 16


def test_noon_is_the_day_from_which_years_are_counted(app):
    with app.app_context():
        (facet,) = facets(Asked(), ["expires_after"])

    assert next(iter(facet.counts)) == f"{NOON.year + 1}-11-01"
    assert list(facet.counts.values()) == sorted(facet.counts.values(), reverse=True)
