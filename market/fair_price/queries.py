"""The market's own licences as comparables: without a name, and never too few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from market.licences.models import Licence, LicenceState
from pricing.terms import Terms, read_terms
from pricing.valuation.comparables import Comparable
from pricing.valuation.market_rows import FEWEST_GIVEN, market_row

__all__ = ["Given", "licences_given"]

# The newest say most; older ones hardly count.
MOST_LICENCES = 300
KEPT_TERMS = 512


@dataclass(frozen=True, slots=True)
class Given:
    """Licences of this market as comparables.

    Attributes
    ----------
    rows : tuple of Comparable
        Those with a price.
    free_count : int
        Those without a fee, or paid by the unit.
    withheld : int
        Those of other patents that are too few to be used without a name.
    """

    rows: tuple[Comparable, ...] = ()
    free_count: int = 0
    withheld: int = 0


def licences_given(session: Session, patent_id: int | None) -> Given:
    """Return licences in force as comparables.

    Parameters
    ----------
    session : Session
        Reads.
    patent_id : int or None
        The patent that is valued; its own licences count as fees already charged.
    """
    licences = _newest(session)
    held = Counter(licence.patent_id for licence in licences)
    own = [one for one in licences if one.patent_id == patent_id]
    others = [one for one in licences if one.patent_id != patent_id]
    used = others if len(others) >= FEWEST_GIVEN else []
    rows = [_row(one, held, is_own=one.patent_id == patent_id) for one in own + used]
    priced = tuple(row for row in rows if row is not None)
    return Given(priced, len(rows) - len(priced), len(others) - len(used))


def _newest(session: Session) -> Sequence[Licence]:
    wanted = (
        sa.select(Licence)
        .where(Licence.state == LicenceState.IN_FORCE)
        .order_by(Licence.id.desc())
        .limit(MOST_LICENCES)
        .options(joinedload(Licence.patent))
    )
    return session.scalars(wanted).all()


def _row(one: Licence, held: Counter[int], *, is_own: bool) -> Comparable | None:
    return market_row(
        _terms(one.terms_sha256, one.terms_json),
        one.priced_for,
        scope="own" if is_own else "industry",
        day=one.noticed_on,
        licensees=held[one.patent_id],
        ipc=one.patent.ipc or "",
    )


@lru_cache(maxsize=KEPT_TERMS)
def _terms(_sha256: str, text: str) -> Terms:
    return read_terms(text)
