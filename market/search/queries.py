"""Find offers: every word of the query stands somewhere in the offer's texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, selectinload
from sqlalchemy.sql.elements import ColumnElement

from market.accounts.models import Organisation
from market.catalogue.models import Patent, PatentStatus
from market.catalogue.numbers import read_number
from market.licensing.models import Offer, OfferState, OfferVersion

LONGEST_QUERY = 200
PAGE_LENGTH = 20
# Half-width ASCII from "!" to "~" stands at this distance from its full-width twin.
FULL_WIDTH = 0xFEE0

SEARCHED = (
    Patent.title,
    Patent.title_en,
    Patent.summary_zh,
    Patent.summary_en,
    Patent.abstract,
    Patent.ipc,
    Patent.number,
    Patent.patentee,
    Organisation.name_zh,
    Organisation.name_en,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of offers.

    Attributes
    ----------
    offers : sequence of Offer
        At most `PAGE_LENGTH`, the newest first.
    total : int
        How many there are on all pages.
    page, pages : int
        Which page this is, from 1, and how many there are, at least 1.
    """

    offers: Sequence[Offer]
    total: int
    page: int
    pages: int


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a query: half-width, no control characters, no repeats.

    Examples
    --------
    >>> words_of("ＬＥＤ  灯 LED")
    ('LED', '灯')
    """
    half = unicodedata.normalize("NFKC", text[:LONGEST_QUERY])
    readable = "".join(c if c.isprintable() else " " for c in half)
    return tuple(dict.fromkeys(readable.split()))


def find_offers(session: Session, text: str, *, day: date, page: int = 1) -> Results:
    """Return the open offers that hold every word of a query.

    Parameters
    ----------
    session : Session
        Reads.
    text : str
        Words in Chinese or English, parted by blanks; no words find every offer.
    day : date
        Offers whose patent or term is over by this day are left out.
    page : int
        Which page, from 1; one too far gives the last.
    """
    wanted = _available(day).where(_matches(text))
    total = session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery()))
    pages = max(1, -(-(total or 0) // PAGE_LENGTH))
    page = min(max(page, 1), pages)
    newest = (
        wanted.order_by(Offer.opened_at.desc(), Offer.id.desc())
        .offset((page - 1) * PAGE_LENGTH)
        .limit(PAGE_LENGTH)
    )
    found = session.scalars(
        sa.select(Offer)
        .join(Offer.patent)
        .join(Offer.organisation)
        .where(Offer.id.in_(newest))
        .options(
            contains_eager(Offer.patent),
            contains_eager(Offer.organisation),
            selectinload(Offer.versions),
        )
        .order_by(Offer.opened_at.desc(), Offer.id.desc())
    )
    return Results(offers=found.all(), total=total or 0, page=page, pages=pages)


def _available(day: date) -> sa.Select[int]:
    """Select the ids of offers that a firm can take up on a day."""
    newest = (
        sa.select(sa.func.max(OfferVersion.number))
        .where(OfferVersion.offer_id == Offer.id)
        .correlate(Offer)
        .scalar_subquery()
    )
    return (
        sa.select(Offer.id)
        .join(Offer.patent)
        .join(Offer.organisation)
        .join(Offer.versions)
        .where(
            Offer.state == OfferState.OPEN,
            OfferVersion.number == newest,
            OfferVersion.ends_on >= day,
            Patent.status == PatentStatus.GRANTED,
            Patent.is_invalidated.is_not(True),
            sa.or_(Patent.expires_on.is_(None), Patent.expires_on >= day),
        )
    )


def _matches(text: str) -> ColumnElement[bool]:
    """Say that every word stands somewhere, or that the text is the number."""
    words = words_of(text)
    all_words = sa.and_(sa.true(), *map(_holds, words))
    number = read_number(" ".join(words)).normalised if words else None
    return sa.or_(all_words, Patent.number == number) if number else all_words


def _holds(word: str) -> ColumnElement[bool]:
    """Say that a word stands in one of the texts, in either width."""
    spellings = {word, _full_width(word.lower()), _full_width(word.upper())}
    return sa.or_(
        *(
            column.icontains(spelling, autoescape=True)
            for column in SEARCHED
            for spelling in sorted(spellings)
        )
    )


def _full_width(word: str) -> str:
    return "".join(chr(ord(c) + FULL_WIDTH) if "!" <= c <= "~" else c for c in word)
