"""Rules between the keys of one object, as JSON Schema can say them.

The models enforce the same rules by validators; a test holds every refused case
against both. What a schema cannot say (order of bands, dates or stages; a name
that must exist) stays with the models alone.
"""

from __future__ import annotations

from typing import Any

from pydantic import JsonValue

__all__ = ["FIXED_FEE", "ROYALTY", "STAGES", "TAX"]

Rules = dict[str, JsonValue]


def _stated(key: str, kind: str) -> dict[str, Any]:
    """Say that a key is there and not null."""
    return {"required": [key], "properties": {key: {"type": kind}}}


def _tied(condition: dict[str, Any], key: str) -> dict[str, Any]:
    """Say that a whole number is stated under a condition, and only then."""
    stated = _stated(key, "integer")
    return {"if": condition, "then": stated, "else": {"not": stated}}


_DEFERRED = {"enum": ["after_months", "result"]}

FIXED_FEE: Rules = {
    "allOf": [
        _tied({"required": ["due"], "properties": {"due": _DEFERRED}}, "months"),
        _tied(
            {
                "required": ["instalments"],
                "properties": {"instalments": {"minimum": 2}},
            },
            "every_months",
        ),
        {
            "if": {"required": ["due"], "properties": {"due": {"const": "yearly"}}},
            "then": {"properties": {"instalments": {"maximum": 1}}},
        },
        {
            "if": {"required": ["due"], "properties": {"due": {"const": "result"}}},
            "then": {
                "required": ["result_zh", "result_en"],
                "properties": {
                    "result_zh": {"minLength": 1},
                    "result_en": {"minLength": 1},
                },
            },
        },
    ]
}

# Exactly one band is open; that it is the last one, a schema cannot say.
_BANDS: dict[str, Any] = {
    "minItems": 1,
    "contains": {"not": _stated("up_to", "string")},
    "minContains": 1,
    "maxContains": 1,
}

ROYALTY: Rules = {
    "oneOf": [
        {
            "required": ["bands"],
            "properties": {"bands": _BANDS, "rates_by_year": {"maxItems": 0}},
        },
        {
            "required": ["rates_by_year"],
            "properties": {
                "rates_by_year": {"minItems": 1},
                "bands": {"maxItems": 0},
                "bands_period": {"const": "licence_year"},
            },
        },
    ]
}

STAGES: Rules = {
    "contains": {"not": _stated("months", "integer")},
    "minContains": 0,
    "maxContains": 1,
}

TAX: Rules = {
    "allOf": [
        {
            "if": {"properties": {"treatment": {"const": "taxable"}}},
            "then": _stated("rate", "string"),
        },
        {
            "if": {"properties": {"treatment": {"const": "exempt"}}},
            "then": {"properties": {"rate": {"pattern": r"^0(\.0*)?$"}}},
        },
    ]
}
