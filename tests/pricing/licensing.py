"""Short ways to price one licence under terms given as JSON."""

import json
from dataclasses import replace

import numpy as np

from pricing.licences import licences_of
from pricing.licensee import Licensee
from pricing.plan import plan_of
from pricing.schedule import KINDS, payments
from pricing.terms import read_terms


def terms_with(*stages, **rest):
    tree = {
        "version": 1,
        "currency": "CNY",
        "lane": "ordinary",
        "starts_on": "2027-01-01",
        "ends_on": "2030-12-31",
        "tax": {"price_includes_vat": True, "treatment": "undetermined"},
        "stages": list(stages),
    }
    return read_terms(json.dumps(tree | rest))


def stage(name, *fees, **rest):
    labels = {"label_zh": name, "label_en": name}
    return {"name": name, **labels, "fees": list(fees)} | rest


def fixed(amount, **rest):
    return {"kind": "fixed", "amount": amount} | rest


def royalty(*bands, **rest):
    return {"kind": "royalty", "base": "net_sales", "bands": list(bands)} | rest


def one(terms, *, base=(), start=None, entered=None, last_day=None, **whose):
    """One licence; `whose` are size, quality, province, and first_sale_on."""
    first_sale = whose.pop("first_sale_on", None)
    licences = licences_of(
        plan_of(terms),
        Licensee(**{"size": "large"} | whose),
        starts_on=start or terms.starts_on,
        sales_fen=np.array(base, np.int64),
        stages_entered=[entered or len(terms.stages)],
        first_sale_on=first_sale,
    )
    stop = None if last_day is None else np.array([last_day], "datetime64[D]")
    return replace(licences, stopped_on=stop)


def paid(terms, **licence):
    """Payments of one licence as (day, kind, fen)."""
    table = payments(terms, one(terms, **licence))
    kinds = [KINDS[kind] for kind in table.kind]
    days = [str(day) for day in table.on]
    return list(zip(days, kinds, table.amount_fen.tolist(), strict=True))


def at_year(rule, year):
    """A royalty with the rates of one licence year."""
    rates = [rate if np.ndim(rate) == 0 else rate[year, 0] for rate in rule.bands.rates]
    return replace(rule, bands=replace(rule.bands, rates=tuple(rates)))
