"""JSON in: one object, without duplicate keys, odd numbers or a harmful depth.

What the JSON parser of Python lets through and the terms language does not is
found here and named by its place: equal keys, NaN and Infinity, numbers of
thousands of digits, nesting that would exhaust the stack, bytes that are not
UTF-8.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pricing.errors import Place, TermsUnreadable
from pricing.faults import Path, path_text, place

__all__ = ["LONGEST_BYTES", "read_json"]

LONGEST_BYTES = 1_000_000
DEEPEST = 20
MOST_DIGITS = 18

# A string, or one bracket. A string that never ends is one token too, up to the end:
# else the search would begin again at each of its quotes. The parser refuses it.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class _OddNumber:
    """Stands in the tree where JSON text holds a number that is none."""

    code: str
    text: str


class _Object(dict[str, object]):
    """A JSON object that remembers which keys stand in it twice."""

    repeated: tuple[str, ...] = ()


def read_json(text: str | bytes) -> dict[str, object]:
    """Return the JSON object of a text.

    Parameters
    ----------
    text : str or bytes
        JSON; bytes are UTF-8, with or without a byte order mark.

    Returns
    -------
    dict
        The object, its numbers still as written.

    Raises
    ------
    TermsUnreadable
        With line and column for malformed JSON, else with the path.
    """
    tree = _parsed(_decoded(text))
    if not isinstance(tree, _Object):
        raise TermsUnreadable([place("$", "not_object")])
    odd = list(_odd_places(tree, ()))
    if odd:
        raise TermsUnreadable(odd)
    return tree


def _decoded(text: str | bytes) -> str:
    if len(text) > LONGEST_BYTES:
        raise TermsUnreadable([place("$", "too_large", most=LONGEST_BYTES)])
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        # No JSON holds a zero byte, and UTF-16 of Latin letters is full of them.
        return text.replace(b"\0", b"\xff").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = bytes(text[: error.start]).decode("utf-8-sig", "replace")
        where = _line_column(before, len(before))
        raise TermsUnreadable([place(where, "not_utf8")]) from error


def _line_column(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return f"line {line}, column {column}"


def _parsed(text: str) -> object:
    if not text.strip():
        raise TermsUnreadable([place("line 1, column 1", "empty")])
    _refuse_depth(text)
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_whole,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise TermsUnreadable([place(where, error.msg)]) from error


def _refuse_depth(text: str) -> None:
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
        if depth > DEEPEST:
            where = _line_column(text, token.start())
            raise TermsUnreadable([place(where, "too_deep", most=DEEPEST)])


def _object(pairs: list[tuple[str, object]]) -> _Object:
    result = _Object(pairs)
    if len(result) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        result.repeated = tuple(key for key, times in counts.items() if times > 1)
    return result


def _whole(digits: str) -> int | _OddNumber:
    # Reading a number takes time that grows with the square of its length.
    if len(digits) > MOST_DIGITS:
        return _OddNumber("number_too_long", f"{digits[:MOST_DIGITS]}...")
    return int(digits)


def _constant(text: str) -> _OddNumber:
    return _OddNumber("not_a_number", text)


def _odd_places(value: object, path: Path) -> Iterator[Place]:
    """Yield every odd number and repeated key below a value, in reading order."""
    if isinstance(value, _OddNumber):
        yield place(path_text(path), value.code, text=value.text)
    elif isinstance(value, _Object):
        for key in value.repeated:
            yield place(path_text((*path, key)), "repeated_key")
        for key, below in value.items():
            yield from _odd_places(below, (*path, key))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _odd_places(below, (*path, number))
