"""What a patent becomes when a file or a form says something of it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from market.catalogue.expiry import computed_expiry
from market.catalogue.identity import rank
from market.catalogue.models import PatentStatus
from market.catalogue.numbers import read_number
from market.catalogue.owners import agreed, joined

_NUMBERS = ("number", "publication_number")


def merged(
    known: Mapping[str, Any], given: Mapping[str, Any], *, status_is_stated: bool
) -> dict[str, Any]:
    """Return what is true of a patent after something was said of it.

    What is said stands above what was known, except that a patent keeps its better
    number and is not turned back into an application, and that a stated expiry is
    never replaced by a computed one.

    Parameters
    ----------
    known : mapping
        The patent's columns so far; empty for a new one.
    given : mapping
        What is said now, by column; what is not said is absent.
    status_is_stated : bool
        Whether the legal state was said in words; else the number implied it.
    """
    result: dict[str, Any] = {**known, **given}
    for name in _NUMBERS:
        if known.get(name) and given.get(name):
            result[name] = _better(known[name], given[name])
    if known.get("status"):
        result["status"] = _status(
            known["status"], given.get("status"), is_stated=status_is_stated
        )
    if "owners" in given:
        result["owners"] = agreed(known.get("owners", ()), given["owners"])
        result["patentee"] = joined(result["owners"])
    return result | _expiry(result, given)


def _better(known: str, given: str) -> str:
    if known == given:
        return known
    return known if rank(read_number(known)) > rank(read_number(given)) else given


def _status(
    known: PatentStatus, given: PatentStatus | None, *, is_stated: bool
) -> PatentStatus:
    if given is None or given is PatentStatus.UNKNOWN:
        return known
    is_open = known in (PatentStatus.APPLICATION, PatentStatus.UNKNOWN)
    if given is PatentStatus.APPLICATION:
        return given if is_open and is_stated else known
    return given if is_open or is_stated else known


def _expiry(result: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    if given.get("expires_on"):
        return {"expiry_is_computed": False}
    if result.get("expires_on") and not result.get("expiry_is_computed"):
        return {}
    # Only the law of China is computed; other terms depend on more than the filing.
    expires_on: date | None = None
    if result.get("jurisdiction") == "CN":
        expires_on = computed_expiry(result.get("kind"), result.get("filed_on"))
    return {"expires_on": expires_on, "expiry_is_computed": expires_on is not None}
