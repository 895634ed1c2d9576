"""How fast the search answers, builds and learns, beside SQLite and PostgreSQL.

Every question goes through the product's own function, which gives the capped total
and twenty offers out of the database with all that a page shows of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeAlias

import numpy as np
from flask import Flask
from numpy.typing import NDArray

from benchmarks import Figure, Scale, at_least, at_most
from benchmarks.search_market import (
    found_after_s,
    index_bytes,
    market,
    rebuild_s,
    searched_texts,
    worker,
)
from benchmarks.search_peers import PEERS, Find
from benchmarks.search_questions import CLASSES, Draw, broad_words, three_filters
from market.db import session
from market.search.asked import Asked, Sort
from market.search.facets import facets
from market.search.filters import Filters
from market.search.queries import MOST_COUNTED, find

SIZES = {"small": (2_000,), "full": (100_000, 1_000_000)}
COMPARED = {"small": 2_000, "full": 100_000}
BUILT_FROM, ANSWERED_FROM = 100_000, 1_000_000
REBUILD_PER_S, INDEX_BYTES = 2_000.0, 1.5 * 1024
QUERY_MS, FACETS_MS, DELAY_S = 50.0, 150.0, 2.0
TIMES_FASTER = 5.0
BROAD_WORDS, FACET_QUESTIONS, CHANGES = 100, 60, 10
SEED = 20_270_410

Questions: TypeAlias = list[Asked]


def figures(scale: Scale) -> Iterator[Figure]:
    """Yield the figures of the search at each size, and of its peers at one."""
    for count in SIZES[scale]:
        with TemporaryDirectory() as folder, market(Path(folder), count) as app:
            yield from of_market(app, count)
            if count == COMPARED[scale]:
                yield from _of_peers(app, Path(folder), count)


def of_market(app: Flask, count: int) -> Iterator[Figure]:
    """Yield the figures of one market."""
    yield from _of_building(app, count)
    yield from _of_questions(app, count)
    yield from _of_delay(app, count)


def _of_building(app: Flask, count: int) -> Iterator[Figure]:
    per_s, each = count / rebuild_s(app), index_bytes(app) / count
    is_judged = count >= BUILT_FROM
    bounds = (REBUILD_PER_S, INDEX_BYTES) if is_judged else (None, None)
    yield at_least(_name(count, "rebuild"), per_s, "listings/s", bounds[0])
    yield at_most(_name(count, "index"), each, "bytes/listing", bounds[1])


def _of_questions(app: Flask, count: int) -> Iterator[Figure]:
    bound = QUERY_MS if count >= ANSWERED_FROM else None
    for name, questions in _all_questions():
        half = len(questions) // 2
        _taken_ms(app, _find, questions[:half])
        taken = _taken_ms(app, _find, questions[half:])
        yield Figure(_name(count, f"{name}, p50"), _centile(taken, 50), "ms")
        yield at_most(_name(count, f"{name}, p95"), _centile(taken, 95), "ms", bound)
    bound = FACETS_MS if count >= ANSWERED_FROM else None
    for name, asked in _facet_questions():
        taken = _taken_ms(app, _facets, asked)
        yield Figure(_name(count, f"{name}, p50"), _centile(taken, 50), "ms")
        yield at_most(_name(count, f"{name}, p95"), _centile(taken, 95), "ms", bound)


def _all_questions() -> Iterator[tuple[str, Questions]]:
    """Yield each class with its questions, first as many to warm it."""
    for name, draw in CLASSES.items():
        yield name, _questions(draw)
        yield f"{name}, three filters", _questions(draw, is_filtered=True)
    by_cost = _questions(CLASSES["2 characters"])
    yield "2 characters by cost", [replace(one, sort=Sort.COST) for one in by_cost]
    filtered = _questions(CLASSES["2 characters"], is_filtered=True)
    yield "three filters alone", [replace(one, text="") for one in filtered]


def _facet_questions() -> Iterator[tuple[str, Questions]]:
    """Yield the questions whose filters are counted, of all classes alike."""
    for said, is_filtered in (("", False), (", three filters", True)):
        drawn = [_questions(draw, is_filtered=is_filtered) for draw in CLASSES.values()]
        mixed = [one for four in zip(*drawn, strict=True) for one in four]
        yield f"filter counts{said}", mixed[:FACET_QUESTIONS]


def _questions(draw: Draw, *, is_filtered: bool = False) -> Questions:
    """Return twice as many questions as are measured: the first half only warms."""
    chance = np.random.default_rng(SEED)
    return [
        Asked(text=text, filters=three_filters(chance) if is_filtered else Filters())
        for text in (*draw(chance), *draw(chance))
    ]


def _find(asked: Asked) -> object:
    return find(session(), asked)


def _facets(asked: Asked) -> object:
    return facets(asked)


def _taken_ms(
    app: Flask, ask: Callable[[Asked], object], questions: Questions
) -> NDArray[np.float64]:
    """Return what each question took, in a session of its own as requests are [ms]."""
    taken = np.empty(len(questions))
    for place, asked in enumerate(questions):
        with app.app_context():
            begun = perf_counter()
            ask(asked)
            taken[place] = 1_000 * (perf_counter() - begun)
    return taken


def _of_delay(app: Flask, count: int) -> Iterator[Figure]:
    """Yield the longest time from a commit to its being found, while a worker runs."""
    with worker(app):
        found_after_s(app, 1, "begun")  # The worker needs some seconds to begin.
        delays_s = [
            found_after_s(app, number, f"changed{number}")
            for number in range(2, CHANGES + 2)
        ]
    bound = DELAY_S if count >= BUILT_FROM else None
    name = _name(count, f"longest of {CHANGES} delays")
    yield at_most(name, max(delays_s), "s", bound)


def _of_peers(app: Flask, folder: Path, count: int) -> Iterator[Figure]:
    """Yield how much slower others answer the same broad words of two characters."""
    words = broad_words(BROAD_WORDS)
    asked = [Asked(text=word) for word in words]
    _taken_ms(app, _find, asked)
    ours_ms = _centile(_taken_ms(app, _find, asked), 95)
    yield Figure(_name(count, "broad words, p95"), ours_ms, "ms")
    bound = TIMES_FASTER if count >= BUILT_FROM else None
    for name, peer in PEERS.items():
        with peer(folder, searched_texts(app), most=MOST_COUNTED) as ask:
            theirs_ms = _peer_p95_ms(ask, words)
        yield Figure(_name(count, f"broad words by {name}, p95"), theirs_ms, "ms")
        yield at_least(_name(count, f"{name} v ours"), theirs_ms / ours_ms, "x", bound)


def _peer_p95_ms(ask: Find, words: Sequence[str]) -> float:
    taken = []
    for word in (*words, *words):
        begun = perf_counter()
        ask(word)
        taken.append(1_000 * (perf_counter() - begun))
    return _centile(np.array(taken[len(words) :]), 95)


def _centile(taken: NDArray[np.float64], percent: int) -> float:
    return float(np.percentile(taken, percent))


def _name(count: int, what: str) -> str:
    return f"search {count:,}: {what}"
