"""The filters as a page shows them: what is set, and what each value would leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from market.search.asked import Asked, Sort, address_of
from market.search.facet_words import TITLES, label, organisation_names
from market.search.facets import Facet
from market.search.filters import ARGUMENTS, MANY

# So many values of a filter are shown at once, and so many on request.
SHOWN, MOST_SHOWN = 6, 40
SIGNIFICANT = 100


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter: its name, how many offers it leaves, whether it is set."""

    value: str
    label: str
    count: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One filter: its argument in the address, and its values.

    `is_single` says that only one value can be set.
    """

    title: str
    argument: str
    is_single: bool
    options: tuple[Option, ...]
    more: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """One value that is set, and the address without it."""

    title: str
    label: str
    url: str


def groups(session: Session, asked: Asked, facets: Sequence[Facet]) -> list[Group]:
    """Return the filters that have any value, with what each value would leave."""
    names = _names(session, [facet for facet in facets if facet.counts])
    found = [_group(facet, asked, names) for facet in facets]
    return [group for group in found if group.options]


def chips(session: Session, asked: Asked, offers: Sequence[int]) -> list[Chip]:
    """Return what is set, each with the address of the page without it."""
    names = organisation_names(session, asked.filters.organisations)
    return [
        Chip(
            title=str(TITLES[name]),
            label=label(name, value, names),
            url=page_url(
                asked.narrowed(asked.filters.toggled(name, value)), offers=offers
            ),
        )
        for name, values in asked.filters.as_json().items()
        for value in values
    ]


def page_url(asked: Asked, *, offers: Sequence[int] = ()) -> str:
    """Return the address of a page of results."""
    arguments: dict[str, Any] = {**address_of(asked), "offer": list(offers)}
    return url_for("search.results", **arguments)


def sorted_url(asked: Asked, sort: Sort, offers: Sequence[int]) -> str:
    """Return the address of the same question in another order."""
    return page_url(replace(asked, sort=sort, page=1), offers=offers)


def count_words(count: int, *, is_estimated: bool = False) -> str:
    """Write how many offers there are, in round figures where it is an estimate.

    Examples
    --------
    >>> count_words(1234), count_words(123456, is_estimated=True)
    ('1,234', '≈ 120,000')
    """
    if not is_estimated:
        return f"{count:,}"
    step = 1
    while count >= SIGNIFICANT * step:
        step *= 10
    return f"≈ {(count + step // 2) // step * step:,}"


def _names(session: Session, facets: Sequence[Facet]) -> dict[str, str]:
    ids = [each for f in facets if f.name == "organisations" for each in _shown(f)]
    return organisation_names(session, ids) if ids else {}


def _shown(facet: Facet) -> list[str]:
    return list(facet.counts)[:MOST_SHOWN]


def _group(facet: Facet, asked: Asked, names: dict[str, str]) -> Group:
    chosen = asked.filters.as_json().get(facet.name, [])
    options = tuple(
        Option(
            value=value,
            label=label(facet.name, value, names),
            count=count_words(facet.counts[value], is_estimated=facet.is_estimated),
            is_chosen=value in chosen,
        )
        for value in _shown(facet)
        if facet.counts[value] or value in chosen
    )
    return Group(
        title=str(TITLES[facet.name]),
        argument=ARGUMENTS[facet.name],
        is_single=facet.name not in MANY and facet.name != "free_trial",
        options=options[:SHOWN],
        more=options[SHOWN:],
    )
