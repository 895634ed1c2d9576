"""Where a fault in terms stands, and its words in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeAlias

from pricing.errors import Place, PricingError
from pricing.fault_words import UNFORESEEN, WORDS

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

__all__ = ["Path", "path_text", "place", "places_of"]

Path: TypeAlias = tuple[str | int, ...]

MOST_PLACES = 50
_LONGEST_KEY = 60
_FEE_TAGS = ("fixed", "sales", "units")


def path_text(path: Path) -> str:
    """Write a path as ``stages[2].fees[1].bands[0].rate``.

    Parameters
    ----------
    path : tuple of str and int
        Keys and positions from the outermost inwards.

    Returns
    -------
    str
        The path; ``$`` for the whole document.

    Examples
    --------
    >>> path_text(("stages", 2, "fees", 1, "rate"))
    'stages[2].fees[1].rate'
    >>> path_text(("late", "grace days"))
    'late["grace days"]'
    """
    written = "".join(_step(step) for step in path)
    return written.removeprefix(".") or "$"


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,59}", step):
        return f".{step}"
    # Quoted and escaped: a key may hold line ends, control or half characters.
    return f"[{json.dumps(step[:_LONGEST_KEY])}]"


def place(where: str, code: str, **context: object) -> Place:
    """Return a fault with the words of its code.

    Parameters
    ----------
    where : str
        Path of the place in the terms.
    code : str
        Key of the fault's words.
    **context : object
        What fills their gaps.

    Returns
    -------
    Place
        The fault, with its mend.
    """
    words = WORDS.get(code, UNFORESEEN)
    said_zh, said_en, mend_zh, mend_en = (
        text.format(code=code, **context) for text in words
    )
    facts = tuple((name, str(value)) for name, value in context.items())
    return Place(where, said_zh, said_en, mend_zh, mend_en, code, facts)


def places_of(error: ValidationError, keys: Collection[str]) -> list[Place]:
    """Return every fault that validation found, at most fifty.

    Parameters
    ----------
    error : ValidationError
        What pydantic found.
    keys : collection of str
        All keys of the terms language, to suggest one for an unknown key.

    Returns
    -------
    list of Place
        In the order of the terms.
    """
    found = error.errors(include_url=False, include_input=False)[:MOST_PLACES]
    return [_place_of(detail, keys) for detail in found]


def _place_of(detail: ErrorDetails, keys: Collection[str]) -> Place:
    context = dict(detail.get("ctx") or {})
    path = _without_tags(detail["loc"])
    if detail["type"] == "extra_forbidden":
        return _unknown_key(path, keys)
    if detail["type"] != "terms":
        return place(path_text(path), detail["type"], **_both_ways(context))
    return _own_fault(path, context)


def _both_ways(context: dict[str, object]) -> dict[str, object]:
    """Add the allowed values as Chinese lists them: pydantic joins them by "or"."""
    expected = str(context.get("expected", ""))
    return context | {"expected_zh": expected.replace(" or ", "、").replace(", ", "、")}


def _own_fault(path: Path, context: dict[str, object]) -> Place:
    """Return a fault raised by the terms language itself."""
    below = context.pop("at", ())
    where = path_text((*path, *below) if isinstance(below, tuple) else path)
    cause = context.get("error")
    if isinstance(cause, PricingError):
        return Place(
            where,
            cause.message_zh,
            cause.message_en,
            cause.mend_zh,
            cause.mend_en,
            code=str(context.get("code", "")),
        )
    return place(where, **_texts(context))


def _texts(context: Mapping[str, object]) -> dict[str, str]:
    return {
        name: ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in context.items()
    }


def _unknown_key(path: Path, keys: Collection[str]) -> Place:
    key = str(path[-1])
    if key == "currency":
        return place(path_text(path), "second_currency")
    close = get_close_matches(key[:_LONGEST_KEY], keys, n=1)
    if close:
        return place(path_text(path), "unknown_key_close", close=close[0])
    return place(path_text(path), "extra_forbidden")


def _without_tags(path: Path) -> Path:
    """Drop the name of the kind of fee that pydantic puts after its position."""
    return tuple(
        step
        for number, step in enumerate(path)
        if not (step in _FEE_TAGS and number > 1 and path[number - 2] == "fees")
    )
