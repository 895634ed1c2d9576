"""Terms by the thousand: the patterns of the pricing library with other amounts.

A market of a million listings has not a million prices, nor one: `TERMS` different
texts keep a cache of what terms cost honest.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import cycle
from typing import Literal, TypeAlias

import numpy as np
from numpy.random import Generator
from pydantic import JsonValue

from pricing.canonical import canonical_json, terms_sha256
from pricing.patterns import PATTERNS, pattern
from pricing.terms import Terms, read_terms

LaneName: TypeAlias = Literal["open", "ordinary"]

SEED = 20_270_403
TERMS = 3_000
OPEN_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class MadeTerms:
    """One text of terms as a version of an offer stores it."""

    terms_json: str
    terms_sha256: str
    lane: str
    ends_on: date


@cache
def all_terms() -> tuple[MadeTerms, ...]:
    """Return `TERMS` different terms, of each pattern about as many."""
    chance = np.random.default_rng(SEED)
    found: dict[str, MadeTerms] = {}
    for name in cycle(PATTERNS):
        made = _made(_random_terms(chance, name))
        found[made.terms_sha256] = made
        if len(found) == TERMS:
            break
    return tuple(found.values())


def _made(terms: Terms) -> MadeTerms:
    return MadeTerms(
        canonical_json(terms), terms_sha256(terms), terms.lane, terms.ends_on
    )


def _random_terms(chance: Generator, name: str) -> Terms:
    # All run already and none has run out, so that each offer is to be found.
    first = date(2026, 1, 1) + timedelta(days=int(chance.integers(300)))
    last = date(2029, 1, 1) + timedelta(days=int(chance.integers(2_000)))
    lane: LaneName = "open" if chance.random() < OPEN_SHARE else "ordinary"
    terms = pattern(name, lane=lane, starts_on=first, ends_on=last)
    tree = json.loads(canonical_json(terms))
    return read_terms(json.dumps(_scaled(tree, float(chance.lognormal()))))


def _scaled(tree: JsonValue, factor: float) -> JsonValue:
    """Return terms with every fixed amount times a factor, in whole yuan."""
    if isinstance(tree, list):
        return [_scaled(part, factor) for part in tree]
    if not isinstance(tree, dict):
        return tree
    changed = {key: _scaled(part, factor) for key, part in tree.items()}
    if tree.get("kind") == "fixed":
        yuan = max(1, round(float(str(tree["amount"])) * factor))
        changed["amount"] = f"{yuan}.00"
    return changed
