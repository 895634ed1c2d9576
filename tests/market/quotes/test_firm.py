"""Who asks what a licence costs."""

import json
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.accounts.models import SizeClass
from market.quotes.choices import choices_of
from market.quotes.firm import BOXES, firm
from pricing.canonical import canonical_json
from pricing.licensee import Licensee
from pricing.terms import read_terms
from tests.market.deals import STAGED, TIERS, terms_of

DAY = date(2026, 11, 23)
BY_SIZE, BY_ALL = terms_of(STAGED), terms_of(STAGED | TIERS)
OWN = SimpleNamespace(
    size_class=SizeClass.MICRO,
    industry="manufacturing",
    staff=350,
    revenue_fen=2_000_000_050,
    assets_fen=None,
    quality_class="srdi",
    province="51",
)


@pytest.fixture(autouse=True)
def _in_a_request(app):
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        yield


pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def asked(typed, own=None, terms=BY_ALL):
    return firm(typed, own, terms=(terms,), day=DAY)


def test_a_stranger_is_a_small_firm_without_classes():
    assert asked({}).licensee == Licensee("small")


def test_the_readers_own_classes_count_where_none_are_asked_for():
    found = asked({}, OWN)

    assert found.licensee == Licensee("micro", "srdi", "51")
    assert found.typed["revenue"] == "20000000.50"


def test_an_emptied_box_is_no_class():
    found = asked({"quality": "none", "province": ""}, OWN)

    assert found.licensee == Licensee("micro", "none", None)


def test_classes_count_only_where_the_terms_price_by_them():
    typed = {"size": "small", "quality": "srdi", "province": "51", "vat": "general"}

    assert asked(typed).licensee == Licensee("small", "srdi", "51", "general")
    plain = asked(typed, terms=BY_SIZE)
    assert plain.licensee == Licensee("small", vat_status="general")
    assert plain.errors == {}


def test_a_page_asks_only_for_what_the_price_depends_on():
    by_size = choices_of((BY_SIZE,), base=None, day=DAY)
    both = choices_of((BY_SIZE, BY_ALL), base=None, day=DAY)

    assert (by_size.qualities, by_size.provinces) == ({}, {})
    assert both.qualities["srdi"] == "SRDI SME"
    assert both.provinces["51"] == "Sichuan"


def test_a_tier_of_factor_one_asks_for_nothing():
    regions = [TIERS["regional_tiers"][0] | {"factor": "1"}]
    tree = json.loads(canonical_json(BY_SIZE)) | {"regional_tiers": regions}

    found = choices_of((read_terms(json.dumps(tree)),), base=None, day=DAY)

    assert found.provinces == {}


def test_the_size_is_derived_from_industry_and_figures():
    typed = {"size": "derived", "industry": "manufacturing"}

    found = asked(typed | {"staff": "３５０", "revenue": "2,000万"})

    assert (found.licensee.size, found.errors) == ("medium", {})
    assert "Industry" not in found.derived.reason
    assert "staff of 1,000" in found.derived.reason


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, {"industry"}),
        ({"industry": "magic"}, {"industry"}),
        ({"industry": "construction"}, {"revenue", "assets"}),
        ({"industry": "construction", "revenue": "5000万"}, {"assets"}),
        ({"industry": "software", "staff": "-3", "revenue": "1亿"}, {"staff"}),
        ({"industry": "software", "staff": "9" * 40, "revenue": "1亿"}, {"staff"}),
        ({"industry": "software", "staff": "50", "revenue": "lots"}, {"revenue"}),
    ],
)
def test_what_the_size_rests_on_is_asked_for_beside_its_box(typed, wrong):
    found = asked({"size": "derived"} | typed)

    assert set(found.errors) == wrong
    assert found.licensee.size == "small"


def test_a_figure_that_cannot_change_the_size_is_not_asked_for():
    found = asked({"size": "derived", "industry": "software", "staff": "9"})

    assert (found.licensee.size, found.errors) == ("micro", {})


@pytest.mark.parametrize("name", ["size", "quality", "province", "vat"])
def test_an_unknown_class_is_said(name):
    assert set(asked({name: "giant"}).errors) == {name}


@given(st.dictionaries(st.sampled_from(BOXES), st.text(max_size=50)))
def test_no_text_breaks_the_question(typed):
    found = asked({"size": "derived"} | typed)

    assert set(found.errors) <= set(BOXES)
    assert found.typed == dict.fromkeys(BOXES, "") | {
        name: text[:40] for name, text in typed.items()
    }
