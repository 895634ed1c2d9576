"""Made-up bilingual listings, as many as one asks for.

About 400 characters each: title and abstract in Chinese, title and summary in English,
in words by Zipf's law, over all provinces, kinds, lanes and IPC subclasses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numpy.random import Generator

from benchmarks import words
from benchmarks.made_terms import MadeTerms
from market.catalogue.chinese_numbers import KIND_OF_DIGIT, check_digit
from market.catalogue.models import PatentStatus
from market.licensing.models import Lane, OfferState

Row: TypeAlias = dict[str, Any]

SEED = 20_270_401
NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
OPENED_WITHIN_S = 300 * 86_400
FIRST_FILING = date(2008, 1, 1)
FILING_DAYS = 5_800
# None has ended yet, so that each listing is to be found.
FIRST_EXPIRY = date(2029, 1, 1)
# Two digits of GB/T 2260, as organisations carry them.
_PROVINCES = """
11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62
63 64 65 71 81 82
"""
PROVINCES = _PROVINCES.split()
OFFICES = 3 * len(PROVINCES)
_SUBCLASSES = """
A01B A01C A01D A01G A01H A01K A01N A23B A23F A23K A23L A41D A47B A47J A47L A61B A61C
A61F A61G A61H A61K A61L A61M A61N A61P A62C A63B B01D B01F B01J B02C B03C B05B B05C
B05D B07C B08B B21D B22F B23K B23P B23Q B24B B25B B25J B26D B28B B29C B32B B33Y B41F
B60K B60L B60R B60S B60W B61L B62D B63B B64C B64D B65B B65D B65G B66C B66F B82Y C01B
C01G C02F C03C C04B C05F C05G C07C C07D C07K C08F C08G C08J C08K C08L C09D C09J C09K
C10L C11D C12M C12N C12P C12Q C21D C22B C22C C23C C25B C25D D01F D03D D06M D21H E01C
E01D E02D E04B E04G E21B E21D F01D F03D F04B F04D F15B F16F F16H F16K F16L F21V F23G
F24F F24S F25B F25D F26B F28D G01B G01C G01D G01J G01K G01L G01M G01N G01R G01S G02B
G05B G05D G06F G06K G06N G06Q G06T G06V G08B G08G G09B G10L G16H H01B H01F H01H H01L
H01M H01Q H01R H02B H02G H02H H02J H02K H02M H02S H03K H03M H04B H04L H04N H04R H04W
H05B H05K H10K
"""
IPC = _SUBCLASSES.split()
KIND_SHARES = {"1": 0.55, "2": 0.40, "3": 0.05}
TERM_YEARS = {"1": 20, "2": 10, "3": 15}
# Words in the title and the text of one listing [1].
LENGTHS = {"title": 6, "abstract": 102, "title_en": 5, "summary_en": 9}
PHRASE = 9


@cache
def chinese() -> words.Stock:
    """Return the Chinese words that all listings are made of."""
    return words.chinese(np.random.default_rng(SEED))


@cache
def english() -> words.Stock:
    """Return the English words that all listings are made of."""
    return words.english(np.random.default_rng(SEED + 1))


def texts(chance: Generator, count: int) -> list[dict[str, str]]:
    """Return the texts of listings.

    Parameters
    ----------
    chance : Generator
        Where the words come from.
    count : int
        How many listings [1].

    Returns
    -------
    list of dict
        `title`, `abstract`, `title_en`, `summary_en`.
    """
    return [
        {
            "title": f"一种{title}",
            "abstract": abstract,
            "title_en": title_en,
            "summary_en": summary_en,
        }
        for title, abstract, title_en, summary_en in zip(
            _phrases(chance, chinese(), count, LENGTHS["title"]),
            _sentences(chance, chinese(), count, LENGTHS["abstract"]),
            _phrases(chance, english(), count, LENGTHS["title_en"], " "),
            _phrases(chance, english(), count, LENGTHS["summary_en"], " "),
            strict=True,
        )
    ]


def _phrases(
    chance: Generator, stock: words.Stock, count: int, length: int, blank: str = ""
) -> Iterator[str]:
    drawn = stock.draw(chance, count * length).reshape(count, length).tolist()
    for row in drawn:
        yield blank.join([stock.words[rank] for rank in row])


def _sentences(
    chance: Generator, stock: words.Stock, count: int, length: int
) -> Iterator[str]:
    drawn = stock.draw(chance, count * length).reshape(count, length).tolist()
    for row in drawn:
        said = [stock.words[rank] for rank in row]
        said[PHRASE::PHRASE] = [f"，{word}" for word in said[PHRASE::PHRASE]]
        yield f"{''.join(said)}。"


def patents(chance: Generator, first: int, count: int) -> list[Row]:
    """Return the columns of patents, whose ids begin with `first`."""
    digits = chance.choice(
        list(KIND_SHARES), size=count, p=list(KIND_SHARES.values())
    ).tolist()
    days = chance.integers(0, FILING_DAYS, count).tolist()
    offices = chance.integers(1, OFFICES + 1, count).tolist()
    # Subclasses are as unlike in use as words.
    classes = (chance.beta(1, 2.5, (count, 2)) * len(IPC)).astype(int).tolist()
    ready = chance.integers(1, 10, count).tolist()
    return [
        {
            "id": first + place,
            "organisation_id": offices[place],
            "ipc": "; ".join(dict.fromkeys(IPC[one] for one in classes[place])),
            "readiness": ready[place] if ready[place] < 8 else None,
            **_facts(digits[place], FIRST_FILING + timedelta(days=days[place])),
            "number": _number(first + place, digits[place], days[place]),
            **text,
        }
        for place, text in enumerate(texts(chance, count))
    ]


def _facts(digit: str, filed_on: date) -> Row:
    last_year = filed_on.year + TERM_YEARS[digit]
    expires_on = date(last_year, filed_on.month, min(filed_on.day, 28))
    return {
        "jurisdiction": "CN",
        "kind": KIND_OF_DIGIT[digit],
        "status": PatentStatus.GRANTED,
        "filed_on": filed_on,
        "granted_on": filed_on + timedelta(days=700),
        "expires_on": max(expires_on, FIRST_EXPIRY),
        "expiry_is_computed": True,
        "patentee": "示例大学",
        "annual_fee_paid": True,
        "is_invalidated": False,
        "created_at": NOON,
        "updated_at": NOON,
    }


def _number(patent_id: int, digit: str, days: int) -> str:
    year = (FIRST_FILING + timedelta(days=days)).year
    digits = f"{year}{digit}{patent_id:07d}"
    return f"ZL{digits}.{check_digit(digits)}"


def offers(
    chance: Generator, listed: Sequence[Row], terms: Sequence[MadeTerms]
) -> tuple[list[Row], list[Row]]:
    """Return the columns of one open offer for each patent, and of its version."""
    chosen = [terms[which] for which in chance.integers(0, len(terms), len(listed))]
    ages_s = chance.integers(0, OPENED_WITHIN_S, len(listed)).tolist()
    posted = [
        _offer(patent, made, NOON - timedelta(seconds=age_s))
        for patent, made, age_s in zip(listed, chosen, ages_s, strict=True)
    ]
    versions = [
        _version(patent, made) for patent, made in zip(listed, chosen, strict=True)
    ]
    return posted, versions


def _offer(patent: Row, made: MadeTerms, opened_at: datetime) -> Row:
    return {
        "id": patent["id"],
        "organisation_id": patent["organisation_id"],
        "patent_id": patent["id"],
        "lane": Lane(made.lane),
        "state": OfferState.OPEN,
        "checked_version": 1,
        "approved_version": 1,
        "opened_at": opened_at,
        "created_at": NOON,
    }


def _version(patent: Row, made: MadeTerms) -> Row:
    return {
        "offer_id": patent["id"],
        "number": 1,
        "terms_json": made.terms_json,
        "terms_sha256": made.terms_sha256,
        "ends_on": made.ends_on,
        "drafted_by_id": 1,
        "created_at": NOON,
    }
