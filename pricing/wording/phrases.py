"""Amounts, days, counts and quotations as each language writes them.

A phrase is a pair of texts: Chinese, then English.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from pricing.money import format_millionths

__all__ = [
    "BLANK",
    "NOTHING",
    "Phrase",
    "blank",
    "counted",
    "joined",
    "listed",
    "money",
    "months",
    "percent",
    "quotation",
    "quoted",
    "same",
    "sentence",
    "written_day",
    "yuan",
]

Phrase: TypeAlias = tuple[str, str]

NOTHING: Phrase = ("", "")
# How every blank begins in Chinese.
BLANK = "〔待填："
_MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ENDS = "。！？!?.…"


def yuan(amount_fen: int) -> str:
    """Write an amount [fen] in yuan, with thousands parted and no needless places.

    Examples
    --------
    >>> yuan(2_000_000), yuan(1_050)
    ('20,000', '10.50')
    """
    whole, fen = divmod(amount_fen, 100)
    return f"{whole:,}.{fen:02d}" if fen else f"{whole:,}"


def percent(rate_ppm: int) -> str:
    """Write a rate [parts per million] as per cent.

    Examples
    --------
    >>> percent(25_000), percent(300), percent(0)
    ('2.5%', '0.03%', '0%')
    """
    return f"{format_millionths(rate_ppm * 100)}%"


def money(amount_fen: int) -> Phrase:
    """Write an amount [fen] with its unit.

    Examples
    --------
    >>> money(1_050)
    ('10.50 元', '10.50 yuan')
    """
    return f"{yuan(amount_fen)} 元", f"{yuan(amount_fen)} yuan"


def same(text: str) -> Phrase:
    """Return a text that is the same in both languages.

    Examples
    --------
    >>> same("CNY")
    ('CNY', 'CNY')
    """
    return text, text


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Write a number with its English noun, in the plural where it is not one.

    Parameters
    ----------
    number : int
        How many.
    noun, nouns : str
        Singular, and a plural of its own.

    Returns
    -------
    str
        As 2 half-years.

    Examples
    --------
    >>> counted(1, "month"), counted(0, "day"), counted(2, "half-year")
    ('1 month', '0 days', '2 half-years')
    """
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def months(number: int) -> Phrase:
    """Write a duration [months].

    Examples
    --------
    >>> months(6)
    ('6 个月', '6 months')
    """
    return f"{number} 个月", counted(number, "month")


def written_day(day: date) -> Phrase:
    """Write a calendar day.

    Examples
    --------
    >>> written_day(date(2027, 1, 31))
    ('2027年1月31日', '31 January 2027')
    """
    month = _MONTH_NAMES[day.month - 1]
    return f"{day.year}年{day.month}月{day.day}日", f"{day.day} {month} {day.year}"


def quoted(zh: str, en: str) -> Phrase:
    """Put a text of the terms in quotation marks, on one line.

    Where one language has no text, the other's stands in, and says so.

    Parameters
    ----------
    zh, en : str
        The text, Chinese and English; one may be blank.

    Returns
    -------
    Phrase
        Both within quotation marks.

    Examples
    --------
    >>> quoted("样品", "Sample")
    ('“样品”', '"Sample"')
    >>> quoted("样品", "")
    ('“样品”', '"样品" (stated in Chinese only)')
    """
    chinese, english = " ".join(zh.split()), " ".join(en.split())
    return (
        f"“{chinese}”" if chinese else f"“{english}”（仅有英文）",
        f'"{english}"' if english else f'"{chinese}" (stated in Chinese only)',
    )


def quotation(lead: Phrase, zh: str, en: str) -> Phrase:
    """Return a sentence that quotes a text of the terms; none where it is blank.

    Parameters
    ----------
    lead : Phrase
        What comes before the quotation.
    zh, en : str
        The text, Chinese and English.

    Returns
    -------
    Phrase
        The sentence, or nothing.

    Examples
    --------
    >>> quotation(("说明：", "Remark: "), "无偿。", "Free")
    ('说明：“无偿。”', 'Remark: "Free".')
    """
    if not (zh.strip() or en.strip()):
        return NOTHING
    chinese, english = (f"{a}{b}" for a, b in zip(lead, quoted(zh, en), strict=True))
    return _closed(chinese, "。"), _closed(english, ".")


def _closed(text: str, stop: str) -> str:
    """End a text that closes with a quotation, unless the quoted text has an end."""
    has_end = text[-1] in '”"' and text[-2] in _ENDS
    return text if has_end else text + stop


def listed(phrases: Sequence[Phrase], *, either: bool = False) -> Phrase:
    """Join phrases as a list, with "and" or with "or" before the last.

    Parameters
    ----------
    phrases : sequence of Phrase
        One at least.
    either : bool
        Whether any one of them will do.

    Returns
    -------
    Phrase
        The list.

    Examples
    --------
    >>> listed([("甲", "A"), ("乙", "B"), ("丙", "C")])
    ('甲、乙和丙', 'A, B and C')
    """
    link_zh, link_en = ("或", " or ") if either else ("和", " and ")
    chinese, english = zip(*phrases, strict=True)
    if len(phrases) == 1:
        return phrases[0]
    return (
        "、".join(chinese[:-1]) + link_zh + chinese[-1],
        ", ".join(english[:-1]) + link_en + english[-1],
    )


def joined(phrases: Sequence[Phrase], between: Phrase) -> Phrase:
    """Join phrases that say something.

    Parameters
    ----------
    phrases : sequence of Phrase
        Any, also empty ones.
    between : Phrase
        What stands between two.

    Returns
    -------
    Phrase
        One phrase.

    Examples
    --------
    >>> joined([("甲", "A"), NOTHING, ("乙", "B")], ("，", ", "))
    ('甲，乙', 'A, B')
    """
    told = [phrase for phrase in phrases if phrase != NOTHING]
    return (
        between[0].join(zh for zh, _ in told),
        between[1].join(en for _, en in told),
    )


def sentence(*clauses: Phrase) -> Phrase:
    """Make one sentence of clauses, parted by commas in Chinese as in English.

    Examples
    --------
    >>> sentence(("先付", "first pay"), ("后用", "then use"))
    ('先付，后用。', 'First pay, then use.')
    """
    chinese, english = joined(clauses, ("，", ", "))
    if not chinese:
        return NOTHING
    return chinese + "。", english[0].upper() + english[1:] + "."


def blank(zh: str, en: str) -> Phrase:
    """Return a visible blank for what somebody still has to fill in.

    Parameters
    ----------
    zh, en : str
        What is to be filled in, Chinese and English.

    Returns
    -------
    Phrase
        The blank.

    Examples
    --------
    >>> blank("专利号", "patent number")
    ('〔待填：专利号〕', '[to fill in: patent number]')
    """
    return f"{BLANK}{zh}〕", f"[to fill in: {en}]"
