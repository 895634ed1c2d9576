"""How many offers each value of each filter would leave.

A filter is counted without itself: what it has chosen does not hide its other values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tantivy import FieldType, Query, Searcher

from market import clock
from market.db import session
from market.search import index, schema
from market.search.asked import Asked
from market.search.filters import FEE_BANDS, READINESS, Filters
from market.search.narrowing import FIELDS, narrowed
from market.search.queries import decided
from market.search.query_objects import all_of, silent
from market.search.synonyms import synonyms
from market.search.wanted import wanted
from market.search.zone_seam import zones

# Of more listings than this, what a listing may have several of is counted in a
# sample, drawn by the digest of the listing, which has nothing to do with what it is.
MOST_EXACT, SAMPLE = 400_000, 60_000
SEVERAL = ("industries", "applications", "ipc", "price_forms")
DIGESTS = 2**63
# Above the number of values of any filter.
MOST_VALUES = 3_000
# For how many years from today a patent is asked to run [years].
YEARS_LEFT = (1, 3, 5, 10)

# What each filter is counted by; a symbol of the classification by its subclass.
COUNTED = {name: field for name, field in FIELDS.items() if name != "fee_bands"} | {
    "ipc": schema.SUBCLASS,
    "free_trial": schema.TRIAL,
}
NAMES = (
    "applications",
    "industries",
    "ipc",
    "lanes",
    "price_forms",
    "fee_bands",
    "free_trial",
    "kinds",
    "readiness",
    "expires_after",
    "provinces",
    "organisations",
    "zones",
)

Counts = dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One filter with its values.

    Attributes
    ----------
    name : str
        As `Filters` calls it.
    counts : dict
        For each value how many offers it would leave, the most first; what is chosen
        is among them even where it leaves none.
    is_estimated : bool
        Whether the counts were drawn from a sample.
    """

    name: str
    counts: Counts
    is_estimated: bool = False


def facets(asked: Asked, names: Sequence[str] = NAMES) -> list[Facet]:
    """Return the filters of a question with their counts.

    Parameters
    ----------
    asked : Asked
        The question.
    names : sequence of str
        Which filters.

    Raises
    ------
    SearchNotReady
        While there is no index.
    """
    searcher = index.searcher()
    text = wanted(asked.typed, synonyms(session()), searcher)
    query, _is_loose = decided(text, searcher)
    found: dict[str, Facet] = {}
    for filters, group in _groups(asked.filters, names):
        narrow = narrowed(query, filters, size=asked.size)
        for facet in _counted(searcher, narrow, asked, group):
            found[facet.name] = facet
    return [found[name] for name in names]


def _groups(
    filters: Filters, names: Iterable[str]
) -> Iterator[tuple[Filters, list[str]]]:
    """Yield which filters to count under which others: each without itself."""
    free = [name for name in names if name not in filters.names]
    if free:
        yield filters, free
    for name in names:
        if name in filters.names:
            yield filters.without(name), [name]


def _counted(
    searcher: Searcher, query: Query, asked: Asked, names: list[str]
) -> Iterator[Facet]:
    if "zones" in names:
        yield Facet(name="zones", counts=_in_zones(searcher, query, asked))
        names = [name for name in names if name != "zones"]
    total = index.count_of(searcher, query)
    several = [name for name in names if name in SEVERAL and total > MOST_EXACT]
    exact = [name for name in names if name not in several]
    days = _days_ahead(clock.today())
    for part, share in ((exact, 1.0), (several, SAMPLE / max(1, total))):
        if not part:
            continue
        sought = query if share >= 1 else _sampled(query, share)
        each = {name: _aggregation(name, asked.size, days) for name in part}
        answer = searcher.aggregate(sought, each)
        for name in part:
            counts = _read(name, answer[name]["buckets"], days)
            estimated = {value: round(n / share) for value, n in counts.items()}
            yield Facet(
                name=name,
                counts=_chosen(searcher, query, asked, name) | estimated,
                is_estimated=share < 1,
            )


def _chosen(searcher: Searcher, query: Query, asked: Asked, name: str) -> Counts:
    """Count what is chosen: it may be a whole section, or leave nothing."""
    return {
        value: index.count_of(
            searcher,
            narrowed(query, Filters.from_json({name: [value]}), size=asked.size),
        )
        for value in asked.filters.as_json().get(name, ())
    }


def _in_zones(searcher: Searcher, query: Query, asked: Asked) -> Counts:
    """Count each zone that runs, and those that are chosen."""
    slugs = dict.fromkeys([*sorted(asked.filters.zones), *zones().running()])
    return {
        slug: index.count_of(
            searcher, all_of([query, silent(zones().query([slug], searcher))])
        )
        for slug in slugs
    }


def _sampled(query: Query, share: float) -> Query:
    drawn = Query.range_query(
        schema.schema(),
        schema.DIGEST,
        FieldType.Unsigned,
        upper_bound=int(DIGESTS * share),
    )
    return all_of([query, silent(drawn)])


def _aggregation(name: str, size: str, days: Sequence[date]) -> dict[str, Any]:
    """Return what the engine is to count for a filter."""
    if name == "fee_bands":
        bounds = [least for least, _most in FEE_BANDS.values()]
        return _ranges(schema.COSTS[size], bounds)
    if name == "expires_after":
        return _ranges(schema.EXPIRES, [day.toordinal() for day in days])
    return {"terms": {"field": COUNTED[name], "size": MOST_VALUES}}


def _ranges(field: str, bounds: Sequence[int]) -> dict[str, Any]:
    """Return ranges that begin at each bound and end at the next."""
    ends = [*bounds[1:], None]
    ranges = [
        {"key": str(start), "from": float(start)}
        | ({} if end is None else {"to": float(end)})
        for start, end in zip(bounds, ends, strict=True)
    ]
    return {"range": {"field": field, "ranges": ranges}}


def _read(name: str, buckets: list[Mapping[str, Any]], days: Sequence[date]) -> Counts:
    counts = {str(each["key"]): int(each["doc_count"]) for each in buckets}
    if name == "fee_bands":
        bands = {str(least): band for band, (least, _most) in FEE_BANDS.items()}
        return {bands[key]: counts.get(key, 0) for key in bands if counts.get(key)}
    if name == "readiness":
        return {band: counts[band] for band in READINESS if band in counts}
    if name == "expires_after":
        return _running(counts, days)
    return counts


def _running(counts: Counts, days: Sequence[date]) -> Counts:
    """Return how many patents run on each day: those that end then or later."""
    left, found = 0, {}
    for day in reversed(days):
        left += counts.get(str(day.toordinal()), 0)
        found[day.isoformat()] = left
    return dict(reversed(found.items()))


def _days_ahead(today: date) -> list[date]:
    """Return the first of this month, some years on.

    Whole months keep an address the same from one day to the next.
    """
    return [date(today.year + years, today.month, 1) for years in YEARS_LEFT]
