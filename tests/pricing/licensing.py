"""Short ways to price one licence under terms given as JSON."""

import json

import numpy as np

from pricing.schedule import KINDS, SIZES, Licences, payments
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


def one(terms, *, start=None, size="large", base=(), entered=None, last_day=None):
    return Licences(
        starts_on=np.array([start or terms.starts_on], "datetime64[D]"),
        size=np.array([SIZES.index(size)], np.int8),
        sales_fen=np.array([base], np.int64),
        stages_entered=np.array([entered or len(terms.stages)], np.int8),
        stopped_on=None if last_day is None else np.array([last_day], "datetime64[D]"),
    )


def paid(terms, **licence):
    """Payments of one licence as (day, kind, fen)."""
    table = payments(terms, one(terms, **licence))
    kinds = [KINDS[kind] for kind in table.kind]
    days = [str(day) for day in table.on]
    return list(zip(days, kinds, table.amount_fen.tolist(), strict=True))
