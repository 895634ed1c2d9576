"""A fair price as JSON: whole fen, parts per million, each line with its source."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pricing.canonical import canonical_json
from pricing.valuation.headings import HEADING_LABELS
from pricing.valuation.quantiles import Range
from pricing.valuation.quantities import QUANTITIES, Said
from pricing.valuation.report import lines_of
from pricing.valuation.report_line import UNIT_LABELS, ReportLine, Value
from pricing.valuation.starting_terms import StartingTerms
from pricing.valuation.suggestion import METHOD, Answer, FairPrice
from pricing.valuation.uncertain import Uncertain

__all__ = ["as_json"]

# A line's amounts are whole fen and its shares parts per million.
EXACT_UNITS = {"yuan": "fen", "yuan_a_year": "fen a year", "share": "ppm"}


def as_json(fair: FairPrice) -> dict[str, Any]:
    """Return a fair price as a JSON object.

    Parameters
    ----------
    fair : FairPrice
        The answer.

    Returns
    -------
    dict
        Ranges as ``{"p10", "p50", "p90"}`` in whole fen or parts per million, the
        five headings, the terms to start from as JSON of the terms language, the
        findings, and all lines.
    """
    asked = fair.asked
    return {
        "method": _said(METHOD),
        "on": asked.on.isoformat(),
        "ends_on": asked.ends_on.isoformat(),
        "months": asked.months,
        "lane": asked.lane,
        "readiness": asked.readiness,
        "draws": fair.draws,
        "inputs": {key: _input(fair, key) for key in QUANTITIES},
        "headings": [_heading(one) for one in fair.answers],
        "factor_ppm": _range(fair.factor_ppm),
        "yearly_fee_fen": _range(fair.yearly_fen),
        "one_off_fen": _range(fair.one_off_fen),
        "royalty_ppm": _range(fair.rate_ppm),
        "worth_to_licensee_fen": _range(fair.worth_fen),
        "paying_ppm": fair.paying_ppm,
        "office_income_fen": _range(fair.income_fen),
        "is_cut_by_law": fair.is_cut,
        "findings": [asdict(found) for found in fair.findings],
        "starting_terms": [_starting(one) for one in fair.starting_terms],
        "lines": [_line(line) for line in lines_of(fair)],
    }


def _input(fair: FairPrice, key: str) -> dict[str, Any]:
    uncertain = fair.asked.quantity(key)
    return {
        "stated": key in fair.asked.stated,
        "value": None if uncertain is None else uncertain.text,
        "shape": None if uncertain is None else uncertain.shape,
        "unit": QUANTITIES[key].unit,
    }


def _heading(one: Answer) -> dict[str, Any]:
    return {
        "key": one.key,
        "label": _said(HEADING_LABELS[one.key]),
        "state": one.state,
        "weight": one.weight,
        "yearly_fee_fen": _range(one.yearly_fen),
        "royalty_ppm": _range(one.rate_ppm),
        "reasons": [_said(told) for told in one.reasons],
    }


def _starting(one: StartingTerms) -> dict[str, Any]:
    terms = None if one.terms is None else json.loads(canonical_json(one.terms))
    return {"form": one.form, "terms": terms, "reason": _said(one.reason)}


def _line(line: ReportLine) -> dict[str, Any]:
    is_stated = isinstance(line.value, Uncertain)
    unit = line.unit if is_stated else EXACT_UNITS.get(line.unit, line.unit)
    return {
        "section": line.section,
        "key": line.key,
        "label": _said(line.label),
        "value": _value(line.value),
        "shown": {"zh": line.shown("zh"), "en": line.shown("en")},
        "unit": UNIT_LABELS[line.unit].en if is_stated else unit,
        "inputs": list(line.inputs),
        "source": _said(line.source),
    }


def _value(value: Value) -> Any:  # noqa: ANN401  # whatever JSON takes
    match value:
        case Range():
            return _range(value)
        case Uncertain():
            return value.text
        case Said():
            return _said(value)
        case _:
            return value


def _range(found: Range | None) -> dict[str, int] | None:
    return None if found is None else found._asdict()


def _said(told: Said) -> dict[str, str]:
    return told._asdict()
