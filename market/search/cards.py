"""One offer among the results: its words with what was found in them, its price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from market.accounts.models import Organisation
from market.catalogue.models import Patent
from market.formats import current_locale
from market.licensing.models import Offer
from market.licensing.queries import terms_of
from market.licensing.wording import first_sentence, purpose, title
from market.quotes.classes import asks_province, asks_quality
from market.quotes.firm import usual_licensee
from market.search.highlights import extract, marked, places
from pricing.ladder import Ladder, ladder


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One offer as the results show it.

    `ladder` is made for the size that was asked for and the reader's classes, of
    which the two flags say whether the terms price by them.
    """

    offer: Offer
    title: Markup
    sentence: Markup
    ladder: Ladder
    asks_quality: bool
    asks_province: bool


def card(
    offer: Offer, *, size: str, reader: Organisation | None, needles: Sequence[str]
) -> Card:
    """Return an offer as the results show it.

    Parameters
    ----------
    offer : Offer
        With its patent, organisation and versions.
    size : str
        The size class that was asked for.
    reader : Organisation or None
        Whose classes count.
    needles : sequence of str
        What was sought.
    """
    terms = terms_of(offer.version)
    return Card(
        offer=offer,
        title=marked(title(offer.patent), needles),
        sentence=marked(_sentence(offer, needles), needles),
        ladder=ladder(terms, usual_licensee(size, reader)),
        asks_quality=asks_quality(terms),
        asks_province=asks_province(terms),
    )


def _sentence(offer: Offer, needles: Sequence[str]) -> str:
    """Return the sentence with the hit, else the first of what the patent is for."""
    for text in _texts(offer) if needles else ():
        found = extract(text, needles)
        if places(found, needles):
            return found
    return first_sentence(purpose(offer.patent))


def _texts(offer: Offer) -> Iterator[str]:
    """Yield the texts in which a hit may stand, the reader's language first."""
    patent: Patent = offer.patent
    pairs = (
        (patent.summary_zh, patent.summary_en),
        (offer.listing_text_zh, offer.listing_text_en),
    )
    is_chinese = current_locale() == "zh"
    mine, other = (0, 1) if is_chinese else (1, 0)
    yield from (pair[mine] for pair in pairs)
    yield patent.abstract
    yield from (pair[other] for pair in pairs)
    yield (patent.title, patent.title_en)[other]
