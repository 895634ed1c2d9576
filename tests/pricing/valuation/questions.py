"""Questions for a fair price, as the tests ask them."""

from datetime import date

import numpy as np

from pricing.valuation.asked import Asked
from pricing.valuation.comparables import Comparable, Subject
from pricing.valuation.quantities import QUANTITIES, Said
from pricing.valuation.suggestion import suggest

DAY = date(2026, 11, 23)
SALES = "3000000..5000000..9000000"
# Every quantity certain, so that an answer can be worked out by hand.
CERTAIN = {
    "sales": "5000000",
    "margin": "0.1",
    "patent_share": "0.5",
    "licensor_share": "0.4",
    "own_cost": "0",
    "launch_years": "0",
    "growth": "0",
    "erosion": "0",
    "discount": "0",
    "licensees": "4",
    "elasticity": "0.5",
}


def asked(*comparables, stated=None, **given):
    texts = {"sales": SALES} if stated is None else stated
    return Asked(
        **{
            "on": DAY,
            "months": 60,
            "subject": Subject(year=DAY.year),
            "comparables": comparables,
            "stated": {key: QUANTITIES[key].read(text) for key, text in texts.items()},
        }
        | given
    )


def price(*comparables, seed=7, count=20_000, **given):
    rng = np.random.default_rng(seed)
    return suggest(asked(*comparables, **given), rng, count=count)


def row(**given):
    values = {"where": Said("第 2 行", "row 2"), "scope": "industry", "year": DAY.year}
    return Comparable(**values | {"yearly_fen": 2_000_000} | given)


def answer(fair, key):
    return next(one for one in fair.answers if one.key == key)
