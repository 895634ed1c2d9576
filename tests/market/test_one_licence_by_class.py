# Quality and regional tiers: arrays, quote, notice and bill ask for the same money.

from datetime import date, datetime, time
from itertools import product

import numpy as np
import pytest

from market.accounts.models import QualityClass, SizeClass
from market.clock import BUSINESS_ZONE
from pricing.licences import Licences
from pricing.licensee import Licensee
from pricing.plan import plan_of
from pricing.quote import quote
from pricing.schedule import payments
from pricing.terms import QUALITIES, SIZES
from tests.market.deals import TIERS, Deal, terms_of
from tests.market.licences.test_notice_page import filled
from tests.market.test_one_licence import TERMS

TREE = TERMS | TIERS
STARTS_ON = date(2027, 3, 31)
NOON = datetime.combine(STARTS_ON, time(12), BUSINESS_ZONE)
# A province in each tier, one in none, and none stated.
PROVINCES = ("52", "33", "11", None)
LICENSEES = [Licensee(*classes) for classes in product(SIZES, QUALITIES, PROVINCES)]
# As many as a test of both databases may open; each class comes up.
BILLED = [
    Licensee("small", "srdi", "52"),
    Licensee("micro", "little_giant", "33"),
    Licensee("medium", "innovative", None),
    Licensee("large", "none", "11"),
]


def charged():
    """Charge every licensee in one block, as a simulation does; list by licensee."""
    terms = terms_of(TREE)
    plan = plan_of(terms)
    rows = len(LICENSEES)
    licences = Licences(
        starts_on=np.full(rows, STARTS_ON, "datetime64[D]"),
        size=np.array([SIZES.index(one.size) for one in LICENSEES], np.int8),
        quality=np.array([QUALITIES.index(one.quality) for one in LICENSEES], np.int8),
        region=np.array([plan.region_of(one.province) for one in LICENSEES], np.int8),
        sales_fen=np.zeros((rows, 1), np.int64),
        stages_entered=np.ones(rows, np.int8),
    )
    paid = payments(terms, licences)
    found = [[] for _ in LICENSEES]
    for row, on, amount in zip(paid.licence, paid.on, paid.amount_fen, strict=True):
        found[row].append((on.item(), int(amount)))
    return dict(zip(LICENSEES, found, strict=True))


def quoted(licensee):
    found = quote(terms_of(TREE), licensee=licensee, sales_fen=(), starts_on=STARTS_ON)
    return [(payment.on, payment.amount_fen) for payment in found.payments]


def paid_off(deal, licence_id):
    """Pay what is due with the notice; return the dues on the database."""
    for due in deal.dues(licence_id):
        deal.pay(
            due.id,
            statement_number=f"N{due.id}",
            amount_fen=due.amount_fen,
            value_on=STARTS_ON,
            entered_at=NOON,
        )
    assert deal.state(licence_id) == ("in_force", STARTS_ON)
    return [(due.due_on, due.amount_fen) for due in deal.dues(licence_id)]


def test_arrays_and_quote_agree_for_every_class():
    found = charged()

    assert len({tuple(rows) for rows in found.values()}) > 30
    for licensee, rows in found.items():
        assert rows == quoted(licensee)


@pytest.mark.parametrize("licensee", BILLED, ids=str)
def test_bill_and_quote_agree_for_a_class(app, make, licensee):
    deal = Deal(app, make, TREE)

    licence_id = deal.licence(
        size_class=SizeClass(licensee.size),
        quality_class=QualityClass(licensee.quality),
        province=licensee.province,
        given_at=NOON,
    )

    assert paid_off(deal, licence_id) == quoted(licensee) == charged()[licensee]


def test_a_notice_from_the_page_is_billed_as_quoted(app, make, sign_in, monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: NOON)
    deal = Deal(app, make, TREE)
    client, address = sign_in(deal.admin), f"/offers/{deal.offer}/notice"
    stated = {"size_class": "micro", "quality_class": "srdi", "province": "33"}

    sent = client.post(address, data=filled(client.get(address), **stated))

    licence_id = int(sent.location.rsplit("/", 1)[1])
    assert paid_off(deal, licence_id) == quoted(Licensee("micro", "srdi", "33"))
