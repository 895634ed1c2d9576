"""The rule of a zone: a search that was kept, written and read as its address."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from werkzeug.datastructures import MultiDict

from market.errors import Unacceptable
from market.quotes.firm import USUAL_SIZE
from market.search.asked import Asked, address_of, asked_of

Rule = dict[str, Any]
LONGEST_ADDRESS = 2_000
SIZES = ("micro", "small", "medium", "large")


def rule_of(address: str) -> Rule:
    """Read the address of a page of results as a rule; of nothing, no rule.

    Parameters
    ----------
    address : str
        As the browser shows it, with or without the host.

    Raises
    ------
    Unacceptable
        When it narrows nothing, or narrows by another zone.

    Examples
    --------
    >>> rule_of("http://localhost/offers?q=filler&ipc=C02F&page=2")
    {'text': 'filler', 'filters': {'ipc': ['C02F']}, 'size': 'small'}
    """
    if not address.strip():
        return {}
    asked = _read(address)
    if asked.filters.zones:
        raise Unacceptable(
            "规则不能引用其他专区。请去掉“专区”筛选条件后再复制地址。",
            "A rule cannot refer to another zone. "
            "Remove the filter “Zone” and copy the address again.",
        )
    if not (asked.typed.text or asked.filters.names):
        raise Unacceptable(
            "这不是带有检索词或筛选条件的检索结果地址。"
            "请先检索，再复制结果页的地址，例如 /offers?ipc=C02F。",
            "This is no address of a search with words or filters. Search first, then "
            "copy the address of the results, such as /offers?ipc=C02F.",
        )
    return {
        "text": asked.typed.text,
        "filters": asked.filters.as_json(),
        "size": asked.size,
    }


def asked_by(rule: Rule) -> Asked | None:
    """Return the search that a rule is, or None: nothing is taken by rule."""
    if not rule:
        return None
    address = {"q": rule.get("text", ""), "size": rule.get("size", USUAL_SIZE)}
    read = asked_of(MultiDict(address), address["size"])
    return read.narrowed(read.filters.from_json(rule.get("filters", {})))


def address_by(rule: Rule) -> str:
    """Return a rule as the address of its results; of no rule, nothing."""
    asked = asked_by(rule)
    if asked is None:
        return ""
    return "/offers?" + urlencode(address_of(asked), doseq=True)


def _read(address: str) -> Asked:
    try:
        query = urlsplit(address.strip()).query
        pairs = parse_qsl(query, max_num_fields=200)
    except ValueError:  # No address at all, or endless fields.
        return Asked()
    typed = [(key, value) for key, value in pairs if value.isprintable()]
    arguments = MultiDict(typed)
    size = arguments.get("size", USUAL_SIZE)
    return asked_of(arguments, size if size in SIZES else USUAL_SIZE)
