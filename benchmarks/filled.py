"""A migrated database full of made-up listings, by bulk inserts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import sqlalchemy as sa
from alembic import command
from numpy.random import Generator

from benchmarks.listings import NOON, OFFICES, PROVINCES, SEED, Row, offers, patents
from benchmarks.made_terms import MadeTerms, all_terms
from market.accounts.models import Organisation, OrganisationKind, User
from market.catalogue.models import Patent
from market.db import make_engine
from market.licensing.models import Offer, OfferVersion
from market.migrate import configuration
from market.search.models import SearchChange

BLOCK = 5_000


def fill(url: str, count: int) -> None:
    """Migrate an empty database and put open listings into it, block by block.

    Parameters
    ----------
    url : str
        Address of the database.
    count : int
        How many listings; their offers and patents are numbered from 1 [1].
    """
    engine = make_engine(url)
    command.upgrade(configuration(engine), "head")
    chance = np.random.default_rng(SEED)
    with engine.begin() as connection:
        insert_offices(connection)
    for first in range(1, count + 1, BLOCK):
        listed = patents(chance, first, min(BLOCK, count + 1 - first))
        with engine.begin() as connection:
            insert_listings(connection, chance, listed, all_terms())
    engine.dispose()


def insert_listings(
    connection: sa.Connection,
    chance: Generator,
    listed: Sequence[Row],
    terms: Sequence[MadeTerms],
) -> None:
    """Insert patents with an open offer on each; nothing waits for the index."""
    posted, versions = offers(chance, listed, terms)
    connection.execute(sa.insert(Patent), listed)
    connection.execute(sa.insert(Offer), posted)
    connection.execute(sa.insert(OfferVersion), versions)
    # A market that begins is indexed as a whole.
    connection.execute(sa.delete(SearchChange))


def insert_offices(connection: sa.Connection) -> None:
    """Insert the offices of all listings, and who drafts their terms."""
    offices = [
        {
            "id": number,
            "kind": OrganisationKind.INSTITUTION,
            "code": f"OFFICE{number}",
            "name_zh": f"第{number}大学",
            "name_en": f"University {number}",
            "province": PROVINCES[number % len(PROVINCES)],
            "created_at": NOON,
        }
        for number in range(1, OFFICES + 1)
    ]
    drafter = {
        "id": 1,
        "email": "office@example.com",
        "active": True,
        "fs_uniquifier": "listings",
        "created_at": NOON,
    }
    connection.execute(sa.insert(Organisation), offices)
    connection.execute(sa.insert(User), drafter)
