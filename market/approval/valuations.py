"""A fair price as plain JSON: what a dossier keeps of it, with day and inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from market.fair_price.queries import Given
from pricing.valuation.comparable_table import Table, TableRow
from pricing.valuation.comparables import Comparable, Subject, likeness
from pricing.valuation.quantiles import Range
from pricing.valuation.quantities import Said
from pricing.valuation.report import lines_of
from pricing.valuation.report_line import ReportLine, Value
from pricing.valuation.suggestion import METHOD, FairPrice
from pricing.valuation.uncertain import Uncertain

__all__ = ["comparables_as_json", "valuation_as_json"]

# A table may have thousands of rows; a dossier shows those that a person reads.
MOST_ROWS = 500


def valuation_as_json(
    fair: FairPrice, typed: Mapping[str, str], *, day: date
) -> dict[str, Any]:
    """Return every line of the report on a fair price, and what it was asked with.

    Parameters
    ----------
    fair : FairPrice
        The answer.
    typed : mapping of str to str
        What was typed, by the key of its box.
    day : date
        When it was worked out.
    """
    return {
        "on": day.isoformat(),
        "draws": fair.draws,
        "method": _said(METHOD),
        "typed": {key: text for key, text in typed.items() if text},
        "lines": [_line(line) for line in lines_of(fair)],
    }


def comparables_as_json(
    table: Table | None, given: Given, subject: Subject
) -> list[dict[str, Any]]:
    """Return each licence that was compared: used or refused, and why.

    Parameters
    ----------
    table : Table or None
        The rows of a loaded file.
    given : Given
        Licences of this market, without names.
    subject : Subject
        What they were compared with.
    """
    rows: Sequence[TableRow] = table.rows[:MOST_ROWS] if table else ()
    return [
        *(_row(row, subject) for row in rows),
        *(_licence(one, subject) for one in given.rows[:MOST_ROWS]),
    ]


def _row(row: TableRow, subject: Subject) -> dict[str, Any]:
    told = {"row": row.row, "used": row.comparable is not None}
    if row.comparable is not None:
        told |= _figures(row.comparable, subject)
    return told | {"reason": _said(row.reason)}


def _licence(one: Comparable, subject: Subject) -> dict[str, Any]:
    reason = Said("本平台已给出的许可", "a licence given on this platform")
    return {"row": None, "used": True, "reason": _said(reason)} | _figures(one, subject)


def _figures(one: Comparable, subject: Subject) -> dict[str, Any]:
    return {
        "where": _said(one.where),
        "year": one.year,
        "yearly_fen": one.yearly_fen,
        "rate_ppm": one.rate_ppm,
        "weight": f"{likeness(one, subject).weight:.2f}",
    }


def _line(line: ReportLine) -> dict[str, Any]:
    return {
        "section": line.section,
        "key": line.key,
        "label": _said(line.label),
        "value": _value(line.value),
        "unit": line.unit,
        "shown": {"zh": line.shown("zh"), "en": line.shown("en")},
        "source": _said(line.source),
    }


def _value(value: Value) -> Any:  # noqa: ANN401  # whatever JSON holds
    match value:
        case Range():
            return {"p10": value.p10, "p50": value.p50, "p90": value.p90}
        case Uncertain():
            return value.text
        case Said():
            return _said(value)
        case _:
            return value


def _said(told: Said) -> dict[str, str]:
    return {"zh": told.zh, "en": told.en}
