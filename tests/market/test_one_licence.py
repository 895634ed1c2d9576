# One licence through simulation, quote and bill: the fee is one function.

import json
from dataclasses import replace
from datetime import datetime, time

import numpy as np
import pytest

from market.accounts.models import SizeClass
from market.clock import BUSINESS_ZONE
from pricing.canonical import canonical_json
from pricing.dates import as_dates
from pricing.licensee import Licensee
from pricing.quote import quote
from pricing.terms import SIZES, read_terms
from simulation.charges import as_licences, by_terms, charge
from simulation.course import start_days
from simulation.draws import Draws
from simulation.lanes import Lane
from simulation.population import draw_firms, draw_patents
from simulation.prospects import Market
from simulation.reference import run
from simulation.scenario import load, sample_settings
from simulation.timetable import STEPS
from tests.market.deals import Deal

# Nothing depends on sales, so that the bill is whole on the day of the beginning.
TERMS = {
    "version": 1,
    "currency": "CNY",
    "lane": "open",
    "starts_on": "2027-01-01",
    "ends_on": "2037-12-31",
    "tax": {"price_includes_vat": True, "treatment": "undetermined"},
    "size_tiers": {"micro": "0.3333", "small": "0.5", "medium": "0.77", "large": "1"},
    "stages": [
        {
            "name": "use",
            "label_zh": "实施",
            "label_en": "Use",
            "fees": [
                {
                    "kind": "fixed",
                    "amount": "10000.01",
                    "instalments": 3,
                    "every_months": 7,
                },
                {"kind": "fixed", "amount": "777.77", "due": "yearly"},
                {
                    "kind": "fixed",
                    "amount": "3333.33",
                    "due": "after_months",
                    "months": 18,
                },
            ],
        }
    ],
}


@pytest.fixture(scope="module")
def simulated():
    """Run a market on the terms; return it, its ledger and what it charged."""
    whole = load("staged").parameters
    scenario = load("staged", sample_settings(whole, 800))
    scenario = replace(scenario, posted=read_terms(json.dumps(TERMS)))
    draws = Draws(1, 0)
    population = draw_firms(scenario.parameters, draws)
    market = Market(scenario, population, draw_patents(scenario.parameters, draws))
    ledger = run(market, draws, STEPS["week"]).ledger
    return market, ledger, charge(market, ledger)


@pytest.mark.parametrize("size", SIZES)
def test_simulation_quote_and_bill_agree_to_the_fen_and_to_the_day(
    app, make, simulated, size
):
    terms, row = _licence_of(simulated, size)
    market, ledger, _ = simulated
    asked = as_licences(market, ledger, terms, np.array([row]))
    starts_on = asked.starts_on[0].item()

    charged = _charged(simulated, row)
    quoted = quote(
        terms,
        licensee=Licensee(size),
        sales_fen=asked.sales_fen[0].tolist(),
        starts_on=starts_on,
    )
    billed = _billed(
        Deal(app, make, json.loads(canonical_json(terms))), size, starts_on
    )

    assert len(charged) > 10
    assert charged == [(payment.on, payment.amount_fen) for payment in quoted.payments]
    assert charged == billed


def _licence_of(simulated, size):
    """Return the terms and the row of a licence that nobody stops."""
    market, ledger, _ = simulated
    for terms, rows in by_terms(market, ledger):
        sizes = market.firms.size[ledger["firm"][rows]]
        runs_on = ledger["stopped_month"][rows] == market.course.licence_months
        is_open = ledger["lane"][rows] == Lane.OPEN
        found = rows[(sizes == SIZES.index(size)) & runs_on & is_open]
        if len(found):
            return terms, int(found[0])
    raise AssertionError(f"No {size} firm took a licence: simulate more firms.")


def _charged(simulated, row):
    market, _, charges = simulated
    first_day = start_days(market.course, np.zeros(1, dtype=np.int64))[0]
    mine = charges.row == row
    days = as_dates(charges.day[mine] + first_day).tolist()
    return list(zip(days, charges.amount_fen[mine].tolist(), strict=True))


def _billed(deal, size, starts_on):
    """Give notice and pay on one day; return the dues on the database."""
    noon = datetime.combine(starts_on, time(12), BUSINESS_ZONE)
    licence_id = deal.licence(size_class=SizeClass(size), given_at=noon)
    for due in deal.dues(licence_id):
        paid = deal.pay(
            due.id,
            statement_number=f"N{due.id}",
            amount_fen=due.amount_fen,
            value_on=starts_on,
            entered_at=noon,
        )
        assert paid == "applied"
    assert deal.state(licence_id) == ("in_force", starts_on)
    return [(due.due_on, due.amount_fen) for due in deal.dues(licence_id)]
