"""The days of a Chinese patent's life, and its patent years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pricing.dates import plus_months
from pricing.errors import FactImpossible, FactMissing
from pricing.law.figures import figure

__all__ = ["KINDS", "KIND_NAMES", "PatentLife", "patent_life", "patent_year_of"]

KINDS = ("invention", "utility_model", "design")
KIND_NAMES = {
    "invention": ("发明专利", "an invention"),
    "utility_model": ("实用新型专利", "a utility model"),
    "design": ("外观设计专利", "a design"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PatentLife:
    """The days of a patent's life; made by `patent_life`, which checks them.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    filed_on, granted_on : date
        Day of filing (申请日) and of the announcement of the grant.
    term_ends_on : date
        First day after the statutory term.
    ends_on : date
        First day after the patent's life: later where the term is compensated,
        earlier where it ended before.
    """

    kind: str
    filed_on: date
    granted_on: date
    term_ends_on: date
    ends_on: date

    @property
    def grant_year(self) -> int:
        """Return the patent year in which the patent was granted."""
        return patent_year_of(self.filed_on, self.granted_on)


def patent_life(
    kind: str | None,
    *,
    filed_on: date | None,
    granted_on: date | None,
    ends_on: date | None = None,
) -> PatentLife:
    """Return the checked days of a patent's life.

    Parameters
    ----------
    kind : str or None
        One of `KINDS`; None where not known.
    filed_on, granted_on : date or None
        Day of filing and of the grant; None where not known.
    ends_on : date or None
        First day after the patent's life; None for the whole statutory term.

    Returns
    -------
    PatentLife
        Days in order, the kind known.

    Raises
    ------
    FactMissing
        Naming each fact that is not known.
    FactImpossible
        For an unknown kind, or days that contradict one another.
    FigureNotFound
        For a filing before the law's present terms.

    Notes
    -----
    Patent Law, art. 42.

    Examples
    --------
    >>> patent_life("utility_model", filed_on=date(2021, 3, 1),
    ...     granted_on=date(2021, 12, 3)).term_ends_on
    datetime.date(2031, 3, 1)
    """
    if kind is None or filed_on is None or granted_on is None:
        raise _missing(kind, filed_on, granted_on)
    if kind not in KINDS:
        raise _unknown_kind(kind)
    years = int(figure(f"term_{kind}").on(filed_on))
    term_ends_on = plus_months(filed_on, 12 * years)
    life = PatentLife(
        kind=kind,
        filed_on=filed_on,
        granted_on=granted_on,
        term_ends_on=term_ends_on,
        ends_on=ends_on or term_ends_on,
    )
    _refuse_disorder(life)
    return life


def _unknown_kind(kind: str) -> FactImpossible:
    return FactImpossible(
        f'There is no kind of patent "{kind}".',
        f"没有专利类型“{kind}”。",
        mend_en=f"Use one of {', '.join(KINDS)}.",
        mend_zh=f"请使用 {'、'.join(KINDS)} 之一。",
    )


def patent_year_of(filed_on: date, day: date) -> int:
    """Return the number of the patent year in which a day lies.

    Parameters
    ----------
    filed_on : date
        Day of filing.
    day : date
        Any day from then on.

    Returns
    -------
    int
        From 1 [year].

    Notes
    -----
    Guidelines for Patent Examination 2023, Part V ch. 9, s. 4.2.1.1: patent
    years count from the filing, not from priority or grant.

    Examples
    --------
    >>> patent_year_of(date(1999, 6, 1), date(2000, 5, 31))
    1
    >>> patent_year_of(date(1999, 6, 1), date(2000, 6, 1))
    2
    """
    years = day.year - filed_on.year
    return years + (plus_months(filed_on, 12 * years) <= day)


def _missing(
    kind: str | None, filed_on: date | None, granted_on: date | None
) -> FactMissing:
    facts = (
        (kind, "专利类型", "the kind of patent"),
        (filed_on, "申请日", "the day of filing"),
        (granted_on, "授权公告日", "the day of the grant"),
    )
    zh = [name for fact, name, _ in facts if fact is None]
    en = [name for fact, _, name in facts if fact is None]
    return FactMissing(
        f"Annual fees cannot be told: {' and '.join(en)} "
        f"{'is' if len(en) == 1 else 'are'} not known.",
        f"无法计算年费：{'、'.join(zh)}未知。",
        mend_en="Record it with the patent.",
        mend_zh="请先补充专利信息。",
    )


def _refuse_disorder(life: PatentLife) -> None:
    if life.granted_on < life.filed_on:
        raise _disorder("授权公告日早于申请日", "The grant lies before the filing")
    if life.granted_on >= min(life.term_ends_on, life.ends_on):
        raise _disorder("授权公告日不在专利期限内", "The grant lies after the term")
    if life.kind != "invention" and life.ends_on > life.term_ends_on:
        raise _disorder(
            f"{KIND_NAMES[life.kind][0]}的期限最迟到 {life.term_ends_on}",
            f"The term of {KIND_NAMES[life.kind][1]} ends by {life.term_ends_on}",
        )


def _disorder(zh: str, en: str) -> FactImpossible:
    return FactImpossible(
        f"{en}.",
        f"{zh}。",
        mend_en="Compare the days of filing, grant and expiry.",
        mend_zh="请核对申请日、授权公告日和届满日。",
    )
