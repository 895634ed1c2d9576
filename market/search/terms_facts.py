"""What a search asks of terms: forms of price, a free trial, cost by size of firm.

Reckoned once for each text of terms and kept in the database, since a market has many
times more listings than prices.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from market.licensing.models import OfferVersion
from market.quotes.costs import base_of, example, filled, licence_years
from market.search.models import TermsFacts
from market.search.price_forms import has_free_trial, price_forms
from pricing.errors import PricingError
from pricing.licences import Licences
from pricing.plan import plan_of
from pricing.schedule import blocks
from pricing.terms import SIZES, Terms, read_terms

# Another word after every change of the reckoning, of the standard forecast or of
# `price_forms`: what was kept under the old one is reckoned anew.
RULES = "2026-11"
# Stands for a cost that exact arithmetic does not reach, above all that it does [fen].
BEYOND_FEN = 2**62
# SQLite takes 32,766 values in a statement [rows].
ASKED_AT_ONCE = 500


class Facts(NamedTuple):
    """What is kept of one text of terms; costs stand in the order of `SIZES` [fen]."""

    costs_fen: tuple[int, ...]
    price_forms: tuple[str, ...]
    has_free_trial: bool


def facts_of(terms: Terms) -> Facts:
    """Reckon what a search asks of terms."""
    return Facts(standard_costs(terms), price_forms(terms), has_free_trial(terms))


def standard_costs(terms: Terms) -> tuple[int, ...]:
    """Return what terms cost a firm of each of `SIZES` to their end [fen].

    ASSUMPTION: the standard forecast is the example that pages show before a firm
    types its own (`market.quotes.costs`), the same in every licence year, by a firm
    of no quality class and no regional tier that begins on the terms' first day and
    enters all stages. Terms beyond exact arithmetic cost more than any others.
    """
    plan, base = plan_of(terms), base_of(terms)
    years = licence_years(terms, terms.starts_on)
    sales = [filled((example(base, size),), years) for size in SIZES]
    licences = Licences(
        starts_on=np.full(len(SIZES), terms.starts_on, "datetime64[D]"),
        size=np.arange(len(SIZES), dtype=np.int8),
        sales_fen=np.array(sales, np.int64),
        stages_entered=np.full(len(SIZES), len(terms.stages), np.int8),
    )
    try:
        sums = [block.amounts.sum(axis=0) for _first, block in blocks(plan, licences)]
    except PricingError:
        return (BEYOND_FEN,) * len(SIZES)
    return tuple(int(total) for part in sums for total in part)


def known(session: Session, shas: Collection[str]) -> dict[str, Facts]:
    """Return the facts that are kept, by the digest of their terms."""
    found: dict[str, Facts] = {}
    for part in _parts(sorted(shas)):
        rows = session.execute(
            sa.select(*_COLUMNS).where(
                TermsFacts.terms_sha256.in_(part), TermsFacts.rules == RULES
            )
        )
        for sha, forms, trial, *costs in rows:
            found[sha] = Facts(tuple(costs), tuple(forms), trial)
    return found


def reckoned(session: Session, versions: Mapping[str, int]) -> dict[str, Facts]:
    """Reckon the facts of terms, given the id of a version with each digest."""
    found: dict[str, Facts] = {}
    for part in _parts(sorted(versions.values())):
        rows = session.execute(
            sa.select(OfferVersion.terms_sha256, OfferVersion.terms_json).where(
                OfferVersion.id.in_(part)
            )
        )
        for sha, text in rows:
            found[sha] = facts_of(read_terms(text))
    return found


def keep(session: Session, facts: Mapping[str, Facts]) -> None:
    """Keep facts, in the place of those of older rules."""
    if not facts:
        return
    kind = session.get_bind().dialect.name
    insert = sqlite_insert if kind == "sqlite" else postgresql_insert
    statement = insert(TermsFacts)
    new = {name: statement.excluded[name] for name in _ROW if name != "terms_sha256"}
    session.execute(
        statement.on_conflict_do_update(index_elements=["terms_sha256"], set_=new),
        [_row(sha, each) for sha, each in sorted(facts.items())],
    )


_COSTS = tuple(getattr(TermsFacts, f"{size}_fen") for size in SIZES)
_COLUMNS = (
    TermsFacts.terms_sha256,
    TermsFacts.price_forms,
    TermsFacts.has_free_trial,
    *_COSTS,
)
_ROW = tuple(column.name for column in TermsFacts.__table__.columns)


def _row(sha: str, facts: Facts) -> dict[str, Any]:
    costs = {
        f"{size}_fen": cost for size, cost in zip(SIZES, facts.costs_fen, strict=True)
    }
    return costs | {
        "terms_sha256": sha,
        "rules": RULES,
        "price_forms": list(facts.price_forms),
        "has_free_trial": facts.has_free_trial,
    }


def _parts(values: Sequence[Any]) -> Iterator[list[Any]]:
    remaining = iter(values)
    while part := list(islice(remaining, ASKED_AT_ONCE)):
        yield part
