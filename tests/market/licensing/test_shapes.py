"""Offers are told apart by the shape of their prices and the first of them."""

from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel

from market.licensing.shapes import first_price, shape_name
from pricing.patterns import PATTERN_LABELS, PATTERNS, pattern

TERM = {"starts_on": date(2027, 1, 1), "ends_on": date(2032, 12, 31)}


@pytest.fixture(autouse=True)
def _english():
    app = Flask("market")
    Babel(app, default_locale="en")
    with app.test_request_context():
        yield


def terms(name):
    return pattern(name, lane="ordinary", **TERM)


@pytest.mark.parametrize("name", [one for one in PATTERNS if one != "size_tiered"])
def test_a_pattern_is_known_by_its_prices(name):
    assert shape_name(terms(name)) == PATTERN_LABELS[name][1]


def test_prices_by_class_are_said_beside_the_shape():
    assert shape_name(terms("size_tiered")) == "Entry fee and royalty, by class of firm"


FIRST = [
    ("one_off", "CN¥100,000"),
    ("staged", "CN¥1,000"),
    ("royalty", "3% of net sales"),
    ("entry_royalty", "CN¥20,000 + 3% of net sales up to 5,000,000 yuan"),
    ("free", "Free"),
]


@pytest.mark.parametrize(("name", "price"), FIRST)
def test_the_first_price_is_the_one_of_the_first_stage_that_costs(name, price):
    assert first_price(terms(name)) == price


def test_a_long_list_of_fees_is_cut():
    tariff = terms("entry_royalty")
    stage = tariff.stages[0]
    fees = (stage.fees[0], stage.fees[0], stage.fees[0])
    longer = stage.model_copy(update={"fees": fees})

    price = first_price(tariff.model_copy(update={"stages": (longer,)}))

    assert price == "CN¥20,000 + CN¥20,000 + …"
