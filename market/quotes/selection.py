"""The offers that a reader has put aside to compare; the address of a page keeps them.

Nothing is stored, so that a link shows the same comparison to anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from market.errors import NotFound
from market.licensing.models import Offer
from market.licensing.queries import open_offer

KEY = "offer"
FEWEST, MOST = 2, 4
LETTERS = "ABCD"
MOST_DIGITS = 18
# Of an address that names more, the rest is not looked up.
MOST_NAMED = 20
LONGEST_SHOWN = 20

TOO_MANY = lazy_gettext(
    "At most four offers stand side by side; the others are left out."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Offers put aside.

    Attributes
    ----------
    offers : tuple of Offer
        At most `MOST`, in the order of the address, each once.
    faults : tuple of str
        What of the address was left out and why, in the reader's language.
    """

    offers: tuple[Offer, ...]
    faults: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers of the offers."""
        return tuple(offer.id for offer in self.offers)

    @property
    def is_full(self) -> bool:
        """Whether no other offer can be added."""
        return len(self.offers) >= MOST

    @property
    def is_comparable(self) -> bool:
        """Whether there are enough to compare."""
        return len(self.offers) >= FEWEST

    def with_one(self, offer_id: int) -> list[int]:
        """Return the numbers with one more, where there is room."""
        if offer_id in self.ids or self.is_full:
            return list(self.ids)
        return [*self.ids, offer_id]

    def without(self, offer_id: int) -> list[int]:
        """Return the numbers but one."""
        return [each for each in self.ids if each != offer_id]


def selection(
    session: Session, typed: Sequence[str], *, reader_id: int | None = None
) -> Selection:
    """Return the offers that an address names.

    Parameters
    ----------
    session : Session
        Reads.
    typed : sequence of str
        Numbers of offers, as the address has them; only open offers are found.
    reader_id : int or None
        The reader's organisation, which alone sees what is reserved for it.
    """
    found: dict[int, Offer] = {}
    faults = []
    for text in list(dict.fromkeys(typed))[:MOST_NAMED]:
        offer = _offer(session, text, reader_id)
        if offer is None:
            faults.append(_no_offer(text))
        else:
            found[offer.id] = offer
    if len(found) > MOST:
        faults.insert(0, str(TOO_MANY))
    return Selection(offers=tuple(found.values())[:MOST], faults=tuple(faults[:MOST]))


def _offer(session: Session, text: str, reader_id: int | None) -> Offer | None:
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        return None
    try:
        return open_offer(session, int(text), reader_id=reader_id)
    except NotFound:
        return None


def _no_offer(text: str) -> str:
    shown = "".join(sign for sign in text[:LONGEST_SHOWN] if sign.isprintable())
    return str(
        _(
            "There is no open offer “%(number)s”, so it is left out.",
            number=shown or "?",
        )
    )
