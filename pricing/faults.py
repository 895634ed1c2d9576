"""The words of every fault in terms, in both languages, and where it stands."""

from __future__ import annotations

from pydantic import ValidationError

from pricing.errors import Place


def places_of(error: ValidationError, tree: object) -> list[Place]:
    """Return every fault with its path and its words."""
    return [Place(str(e["loc"]), e["msg"], e["msg"], "", "") for e in error.errors()]
