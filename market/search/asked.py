"""What somebody asks of the search: text, filters, order, size of the firm, page."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from functools import cached_property

from werkzeug.datastructures import MultiDict

from market.quotes.firm import USUAL_SIZE
from market.search import typed
from market.search.filters import Filters
from market.search.typed import Typed

PAGE_LENGTH = 20
# Nobody reads on for ever, and the engine must rank all that stands before a page.
LAST_PAGE = 50


class Sort(enum.StrEnum):
    """In which order offers stand."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    COST = "cost"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question to the search.

    Attributes
    ----------
    text : str
        As it was typed.
    filters : Filters
        What an offer must be.
    sort : Sort
        The order; without text nothing is relevant, and the newest stand first.
    size : str
        The size class for which costs are compared.
    page : int
        From 1.
    """

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    size: str = USUAL_SIZE
    page: int = 1

    @cached_property
    def typed(self) -> Typed:
        """Return the text as words, phrases and exclusions."""
        return typed.read(self.text)

    @property
    def order(self) -> Sort:
        """Return the order that holds."""
        if self.sort is Sort.RELEVANCE and not self.typed.words:
            return Sort.NEWEST
        return self.sort

    def narrowed(self, filters: Filters) -> Asked:
        """Return the same question with other filters, from its first page."""
        return replace(self, filters=filters, page=1)


def asked_of(arguments: MultiDict[str, str], size: str) -> Asked:
    """Read the address of a page of results; what cannot be read is the usual."""
    sort = arguments.get("sort", "")
    page = arguments.get("page", "1")
    is_page = page.isascii() and page.isdigit() and len(page) < 9
    return Asked(
        text=arguments.get("q", ""),
        filters=Filters.from_args(arguments),
        sort=Sort(sort) if sort in list(Sort) else Sort.RELEVANCE,
        size=size,
        page=min(max(int(page), 1), LAST_PAGE) if is_page else 1,
    )


def address_of(asked: Asked) -> dict[str, str | list[str]]:
    """Return the question as arguments of an address, without what is usual."""
    arguments: dict[str, str | list[str]] = {}
    if asked.typed.text:
        arguments["q"] = asked.typed.text
    if asked.sort is not Sort.RELEVANCE:
        arguments["sort"] = asked.sort.value
    arguments["size"] = asked.size
    if asked.page > 1:
        arguments["page"] = str(asked.page)
    return arguments | asked.filters.as_args()
