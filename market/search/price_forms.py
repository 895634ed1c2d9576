"""In which forms terms take their price, and whether they let a firm try for nothing.

The words are those of the patterns that terms begin as (`pricing.patterns`), read out
of the terms themselves: an edited pattern is what it has become.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pricing.fees import Fee
from pricing.fixed_fee import FixedFee
from pricing.terms import Stage, Terms

PAID_LATER = ("after_months", "first_sale", "result")


def price_forms(terms: Terms) -> tuple[str, ...]:
    """Return every form that terms have, as words of `PATTERNS`.

    Examples
    --------
    >>> from datetime import date
    >>> from pricing.patterns import pattern
    >>> days = {"starts_on": date(2027, 1, 1), "ends_on": date(2031, 12, 31)}
    >>> price_forms(pattern("size_tiered", lane="ordinary", **days))
    ('entry_royalty', 'size_tiered')
    >>> price_forms(pattern("free", lane="open", **days))
    ('free',)
    """
    return tuple(word for word, has in _FORMS.items() if has(terms))


def has_free_trial(terms: Terms) -> bool:
    """Say whether a firm may use the invention for a time, stop, and owe nothing.

    Either its first of several stages costs nothing, or what it costs is due later and
    waived for who stops before. What is free for good is no trial.
    """
    if _is_free(terms):
        return False
    first = terms.stages[0]
    if len(terms.stages) > 1 and first.may_stop and not _costs(first):
        return True
    return _costs(first) and all(map(_is_waived, filter(_is_charged, first.fees)))


def _fees(terms: Terms) -> list[Fee]:
    return [fee for stage in terms.stages for fee in stage.fees if _is_charged(fee)]


def _fixed(terms: Terms) -> list[FixedFee]:
    return [fee for fee in _fees(terms) if isinstance(fee, FixedFee)]


def _is_charged(fee: Fee) -> bool:
    return not isinstance(fee, FixedFee) or fee.amount_fen > 0


def _costs(stage: Stage) -> bool:
    return any(map(_is_charged, stage.fees))


def _is_waived(fee: Fee) -> bool:
    return (
        isinstance(fee, FixedFee)
        and fee.due == "after_months"
        and fee.if_stopped == "waived"
    )


def _is_free(terms: Terms) -> bool:
    return not _fees(terms)


def _has_royalty(terms: Terms) -> bool:
    return len(_fees(terms)) > len(_fixed(terms))


def _is_one_off(terms: Terms) -> bool:
    """Say whether one sum at the beginning is all."""
    fees = _fees(terms)
    return len(fees) == 1 and any(
        fee.due == "stage_entry" and fee.instalments == 1 for fee in _fixed(terms)
    )


def _is_paid_later(terms: Terms) -> bool:
    """Say whether nothing is due when use begins, and a sum is due later."""
    fees = [fee for fee in terms.stages[0].fees if _is_charged(fee)]
    later = [isinstance(fee, FixedFee) and fee.due in PAID_LATER for fee in fees]
    return bool(later) and all(later)


def _is_paid_in_parts(terms: Terms) -> bool:
    return any(fee.instalments > 1 or fee.due == "yearly" for fee in _fixed(terms))


_FORMS: Mapping[str, Callable[[Terms], bool]] = MappingProxyType(
    {
        "one_off": _is_one_off,
        "entry_royalty": lambda terms: _has_royalty(terms) and bool(_fixed(terms)),
        "royalty": lambda terms: _has_royalty(terms) and not _fixed(terms),
        "staged": lambda terms: len(terms.stages) > 1,
        "pay_later": _is_paid_later,
        "size_tiered": lambda terms: len(set(terms.size_tiers.factors_ppm)) > 1,
        "instalments": _is_paid_in_parts,
        "free": _is_free,
    }
)
