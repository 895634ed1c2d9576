"""What the page of a fair price shows: ranges with their drawing, rows, terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from market.fair_price.bars import Bar, bar_between
from market.formats import current_locale
from pricing.canonical import canonical_json
from pricing.valuation.comparable_table import Table, TableRow
from pricing.valuation.comparables import Subject, likeness
from pricing.valuation.headings import HEADING_LABELS
from pricing.valuation.quantiles import Range
from pricing.valuation.quantities import Said
from pricing.valuation.report import lines_of
from pricing.valuation.report_line import ReportLine, Unit, rough
from pricing.valuation.starting_terms import FORM_LABELS
from pricing.valuation.suggestion import METHOD, FairPrice

__all__ = ["Start", "Told", "View", "row_list", "said", "view_of"]


@dataclass(frozen=True, slots=True)
class Told:
    """One heading, or all of them together, as a row of the table.

    Attributes
    ----------
    label, fee, rate, weight, why : str
        As the page writes them.
    fee_bar, rate_bar : Bar or None
        None where there is no range.
    """

    label: str
    fee: str
    rate: str
    weight: str
    why: tuple[str, ...]
    fee_bar: Bar | None
    rate_bar: Bar | None


@dataclass(frozen=True, slots=True)
class Start:
    """One form of terms to start from."""

    form: str
    label: str
    amount: str
    reason: str
    terms_json: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The whole answer, ready to be written."""

    method: str
    headline: tuple[tuple[str, str, str], ...]
    together: Told
    headings: tuple[Told, ...]
    sides: tuple[tuple[str, str], ...]
    starts: tuple[Start, ...]
    inputs: tuple[tuple[str, str, str], ...]


def said(told: Said) -> str:
    """Return a text in the reader's language."""
    return told.zh if current_locale() == "zh" else told.en


def view_of(fair: FairPrice) -> View:
    """Lay an answer out in the reader's language."""
    lines = {line.key: line for line in lines_of(fair)}
    return View(
        method=said(METHOD),
        headline=_headline(fair),
        together=_together(fair),
        headings=_headings(fair),
        sides=tuple(_pair(lines[key]) for key in ("worth", "paying", "office_income")),
        starts=_starts(fair, lines),
        inputs=tuple(
            (*_pair(line), said(line.source))
            for line in lines.values()
            if line.section == "inputs"
        ),
    )


def _pair(line: ReportLine) -> tuple[str, str]:
    return said(line.label), line.shown(current_locale())


def _headline(fair: FairPrice) -> tuple[tuple[str, str, str], ...]:
    """Return label, range and middle of the three prices: a range comes first."""
    yearly: Unit = "yuan_a_year"
    return (
        (_("Mean yearly fee, yuan"), *_span(fair.yearly_fen, yearly)),
        (_("One-off price of the whole term, yuan"), *_span(fair.one_off_fen, "yuan")),
        (_("Royalty on net sales"), *_span(fair.rate_ppm, "share")),
    )


def _span(found: Range | None, unit: Unit) -> tuple[str, str]:
    if found is None:
        return _("no data"), ""
    low, middle, high = (rough(value, unit) for value in found)
    return f"{low} – {high}", _("P10 to P90; middle %(middle)s", middle=middle)


def _headings(fair: FairPrice) -> tuple[Told, ...]:
    fee_top, rate_top = _tops(fair)
    return tuple(
        Told(
            label=said(HEADING_LABELS[one.key]),
            fee=_text(one.yearly_fen, "yuan_a_year"),
            rate=_text(one.rate_ppm, "share"),
            weight=str(one.weight),
            why=tuple(said(told) for told in one.reasons),
            fee_bar=_bar(one.yearly_fen, fee_top),
            rate_bar=_bar(one.rate_ppm, rate_top),
        )
        for one in fair.answers
    )


def _together(fair: FairPrice) -> Told:
    fee_top, rate_top = _tops(fair)
    return Told(
        label=_("Together"),
        fee=_text(fair.yearly_fen, "yuan_a_year"),
        rate=_text(fair.rate_ppm, "share"),
        weight="",
        why=(_("Cut at what the law generally allows."),) if fair.is_cut else (),
        fee_bar=_bar(fair.yearly_fen, fee_top),
        rate_bar=_bar(fair.rate_ppm, rate_top),
    )


def _text(found: Range | None, unit: Unit) -> str:
    if found is None:
        return "—"
    low, middle, high = (rough(value, unit) for value in found)
    return f"{low} · {middle} · {high}"


def _tops(fair: FairPrice) -> tuple[int, int]:
    return (
        _top([fair.yearly_fen, *(one.yearly_fen for one in fair.answers)]),
        _top([fair.rate_ppm, *(one.rate_ppm for one in fair.answers)]),
    )


def _top(ranges: Iterable[Range | None]) -> int:
    return max((found.p90 for found in ranges if found is not None), default=0)


def _bar(found: Range | None, top: int) -> Bar | None:
    if found is None:
        return None
    return bar_between((found.p10, found.p90, found.p50), (0, top))


def _starts(fair: FairPrice, lines: dict[str, ReportLine]) -> tuple[Start, ...]:
    return tuple(
        Start(
            form=one.form,
            label=said(FORM_LABELS[one.form]),
            amount=lines[f"terms.{one.form}"].shown(current_locale()),
            reason=said(one.reason),
            terms_json=None if one.terms is None else canonical_json(one.terms),
        )
        for one in fair.starting_terms
    )


def row_list(table: Table, subject: Subject) -> Sequence[tuple[int, str, str]]:
    """Return number, weight and reason of each row of a loaded table."""
    return [(row.row, _weight(row, subject), said(row.reason)) for row in table.rows]


def _weight(row: TableRow, subject: Subject) -> str:
    if row.comparable is None:
        return "0"
    return f"{likeness(row.comparable, subject).weight:.2f}"
