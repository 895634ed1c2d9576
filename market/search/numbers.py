"""A patent number in the search box: straight to the offer, where there is one."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.catalogue.models import Patent
from market.catalogue.number_forms import NumberForm, PatentNumber
from market.catalogue.numbers import read_number
from market.clock import today
from market.licensing.models import Offer
from market.licensing.queries import open_to, runs

# A year or a quantity is no patent number, though some office once gave it out.
FEWEST_DIGITS = 6
MOST_ASKED = 50


@dataclass(frozen=True, slots=True)
class Numbered:
    """A patent that was asked for by its number.

    Attributes
    ----------
    number : str
        Its one spelling.
    offer_ids : tuple of int
        The offers on it that a firm can take up today.
    """

    number: str
    offer_ids: tuple[int, ...]


def patent_asked_for(session: Session, text: str) -> Numbered | None:
    """Return the patent whose number a query is, in any spelling, if it is known."""
    number = read_number(text)
    keys = _keys(number)
    if not keys or sum(sign.isdigit() for sign in text) < FEWEST_DIGITS:
        return None
    patents = session.scalars(
        sa.select(Patent.id)
        .where(
            sa.or_(
                Patent.number.in_(keys),
                Patent.application_number.in_(keys),
                Patent.publication_number.in_(keys),
            )
        )
        .limit(MOST_ASKED)
    ).all()
    if not patents:
        return None
    wanted = sa.select(Offer).where(Offer.patent_id.in_(patents), open_to(None))
    open_ones = session.scalars(wanted.order_by(Offer.id)).all()
    ids = tuple(offer.id for offer in open_ones if runs(offer, today()))
    return Numbered(number.normalised or text, ids)


def _keys(number: PatentNumber) -> set[str]:
    """Return how a patent may be kept; of an application, the grant that it became."""
    keys = {each for each in (number.normalised, number.application_number) if each}
    if number.form is NumberForm.APPLICATION and number.jurisdiction == "CN":
        keys |= {f"ZL{key}" for key in keys}
    return keys
