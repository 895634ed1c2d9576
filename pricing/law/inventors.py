"""The least share of licence income that the law leaves to inventors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pricing.errors import FactImpossible
from pricing.law.figures import Figure, figure
from pricing.law.finding import BETWEEN_LANGUAGES
from pricing.money import parse_ppm
from pricing.tiers import PROVINCES

__all__ = ["InventorShare", "inventor_share"]

NATIONAL = "national"


@dataclass(frozen=True, slots=True, kw_only=True)
class InventorShare:
    """What a public university or institute leaves to its inventors.

    Attributes
    ----------
    province : str or None
        The province whose rule this is; None for the national one.
    share_ppm : int
        Least share that the rule names [parts per million of `base`].
    floor_ppm : int
        Least share that binds: the same, or where the province only permits
        more, the national one [parts per million].
    is_binding : bool
        Whether the rule commands (应当) or only permits (可以) its share.
    article_zh, article_en : str
        Where the rule stands.
    base_zh, base_en : str
        What the share is taken of.
    confidence, source : str
        How sure the figure is, and where it was read.
    """

    province: str | None
    share_ppm: int
    floor_ppm: int
    is_binding: bool
    article_zh: str
    article_en: str
    base_zh: str
    base_en: str
    confidence: str
    source: str


def inventor_share(province: str | None, *, day: date) -> InventorShare:
    """Return the inventors' least share of net licence income on a day.

    A province without a recorded rule has the national one.

    Parameters
    ----------
    province : str or None
        Two digits of GB/T 2260; None where it is not known.
    day : date
        Day of the income.

    Returns
    -------
    InventorShare
        The share with its source.

    Raises
    ------
    FactImpossible
        For an unknown province.
    FigureNotFound
        Before the law's first day, 1 October 2015.

    Notes
    -----
    Law on Promoting the Transformation of Scientific and Technological
    Achievements, art. 45; regulations of Beijing, Shanghai, Zhejiang, Shandong
    and Henan.

    Examples
    --------
    >>> day = date(2026, 11, 23)
    >>> inventor_share("33", day=day).share_ppm, inventor_share("51", day=day).share_ppm
    (700000, 500000)
    >>> beijing = inventor_share("11", day=day)
    >>> beijing.share_ppm, beijing.is_binding, beijing.floor_ppm
    (700000, False, 500000)
    """
    if province is not None and province not in PROVINCES:
        raise FactImpossible(
            f'There is no province with the code "{province}".',
            f"没有代码为“{province}”的省份。",
            mend_en="Use the two digits of GB/T 2260, such as 33 for Zhejiang.",
            mend_zh="请使用 GB/T 2260 的两位代码，例如浙江为 33。",
        )
    shares = figure("inventor_share")
    table = shares.value_on(day)
    has_rule = isinstance(table, dict) and province in table
    return _share(shares, day, province if has_rule else None)


def _share(shares: Figure, day: date, province: str | None) -> InventorShare:
    rule = shares.entry_on(day, province or NATIONAL)
    national = shares.entry_on(day, NATIONAL)
    is_binding = rule["duty"] == "shall"
    article_zh, article_en = _in_both(rule["article"])
    return InventorShare(
        province=province,
        share_ppm=parse_ppm(rule["share"]),
        floor_ppm=parse_ppm(_binding(rule, national)["share"]),
        is_binding=is_binding,
        article_zh=article_zh,
        article_en=article_en,
        base_zh=rule["base_zh"],
        base_en=rule["base_en"],
        confidence=shares.confidence_on(day),
        source=rule["source"],
    )


def _binding(rule: Mapping[str, str], national: Mapping[str, str]) -> Mapping[str, str]:
    return rule if rule["duty"] == "shall" else national


def _in_both(article: str) -> tuple[str, str]:
    zh, en = article.split(BETWEEN_LANGUAGES)
    return zh, en
