"""What an office keeps of a fee ladder, and what it keeps of the alternative.

Net income of all firms asked: what is collected, less tax that the price includes and
help, less the inventors' share. Break-evens are the roots of the same functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pricing.money import PPM
from pricing.terms import Terms
from pricing.valuation.courses import Account
from pricing.valuation.ladder_assumptions import Assumptions
from pricing.valuation.staged_licence import LicenceWorth

__all__ = [
    "BreakEven",
    "Offered",
    "Pools",
    "break_even_conversion",
    "break_even_extra_uptake",
    "net_per_licence",
    "pools",
]

Floats = NDArray[np.float64]

_CERTAIN = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Terms on offer, and what a licence under them is expected to bring."""

    terms: Terms
    worth: LicenceWorth


class Pools(NamedTuple):
    """Net income after the inventors' share, of all firms asked [fen].

    Attributes
    ----------
    alone : float
        With the alternative alone on offer.
    switched : float
        With the ladder beside it, but no licence more than before.
    beside : float
        With the ladder beside it, and the further licences.
    """

    alone: float
    switched: float
    beside: float

    @property
    def gain(self) -> float:
        """What the further licences bring [fen]."""
        return self.beside - self.switched

    @property
    def lost(self) -> float:
        """What is given up in fees that were certain [fen]."""
        return self.alone - self.switched

    @property
    def advantage(self) -> float:
        """What offering the ladder is worth to the office [fen]."""
        return self.beside - self.alone


class BreakEven(NamedTuple):
    """Where two offers bring the same.

    Attributes
    ----------
    value : float or None
        The root, 0 where none is needed, None where there is none [1].
    verdict : str
        ``from`` (better from there on), ``up_to``, ``always``, ``never``, or
        ``fixed`` where the input cannot vary.
    """

    value: float | None
    verdict: Literal["from", "up_to", "always", "never", "fixed"]


_ALWAYS = BreakEven(0.0, "always")


def net_per_licence(
    offered: Offered,
    assumptions: Assumptions,
    *,
    conversion: float | None = None,
    is_extra: bool = False,
) -> float:
    """Return what one licence brings the office, before the inventors' share.

    Parameters
    ----------
    offered : Offered
        The terms, and a licence's expected accounts.
    assumptions : Assumptions
        Non-payment, help, displaced sales.
    conversion : float or None
        Chance that the last stage is entered, if it is to be another than that of
        the tree; what happens on either side stays as the tree has it [1].
    is_extra : bool
        Whether the licensee takes a part of its sales from those who pay already.

    Returns
    -------
    float
        Expected present value at the office's rate [fen].
    """

    def net(accounts: Floats, mass: float) -> float:
        return _net(accounts, mass, offered.terms, assumptions, is_extra=is_extra)

    worth = offered.worth
    if conversion is None:
        return net(worth.expected, 1.0)
    known = worth.conversion
    entered = net(worth.if_converted, known) / known
    stopped = net(worth.expected - worth.if_converted, 1 - known) / (1 - known)
    return (1 - conversion) * stopped + conversion * entered


def _net(
    accounts: Floats,
    mass: float,
    terms: Terms,
    assumptions: Assumptions,
    *,
    is_extra: bool,
) -> float:
    royalty = accounts[Account.LATER_ROYALTY]
    if is_extra:
        royalty *= 1 - assumptions.displaced
    later = (accounts[Account.LATER_FIXED] + royalty) * (1 - assumptions.nonpayment)
    collected = (accounts[Account.AT_SIGNING] + later) * _part_without_tax(terms)
    help_fen = mass * assumptions.help_start_fen
    help_fen += accounts[Account.PHASES] * assumptions.help_phase_fen
    return float(collected - help_fen)


def _part_without_tax(terms: Terms) -> float:
    """Return the part of a price that is no value-added tax, where that is known."""
    tax = terms.tax
    if tax.treatment != "taxable" or not tax.price_includes_vat:
        return 1.0
    return PPM / (PPM + (tax.rate_ppm or 0))


def pools(
    ladder: Offered,
    alternative: Offered,
    *,
    assumptions: Assumptions,
    conversion: float | None = None,
    extra_uptake: float | None = None,
) -> Pools:
    """Return the office's net income with and without the ladder.

    Parameters
    ----------
    ladder, alternative : Offered
        The two offers.
    assumptions : Assumptions
        How many firms are asked and sign, and what is deducted.
    conversion, extra_uptake : float or None
        Other values than those of tree and assumptions [1].

    Returns
    -------
    Pools
        After the inventors' share of what is above 0; a loss is the office's own.
    """
    more = assumptions.extra_uptake if extra_uptake is None else extra_uptake
    plain = net_per_licence(alternative, assumptions)
    staged = net_per_licence(ladder, assumptions, conversion=conversion)
    extra = net_per_licence(ladder, assumptions, conversion=conversion, is_extra=True)
    licences = assumptions.prospects * assumptions.uptake
    moved = assumptions.switched * (staged - plain)
    return Pools(
        alone=_kept(licences * plain, assumptions),
        switched=_kept(licences * (plain + moved), assumptions),
        beside=_kept(licences * (plain + moved + more * extra), assumptions),
    )


def _kept(net_fen: float, assumptions: Assumptions) -> float:
    """Return what the office keeps: inventors share in gains, not in losses."""
    return net_fen - assumptions.inventors_share * max(0.0, net_fen)


def break_even_conversion(
    ladder: Offered, alternative: Offered, *, assumptions: Assumptions
) -> BreakEven:
    """Return the conversion from trial to production at which the offers are equal.

    Parameters
    ----------
    ladder, alternative : Offered
        The two offers.
    assumptions : Assumptions
        Further licences, who switches, and what is deducted.

    Returns
    -------
    BreakEven
        Share of the licences that enter the last stage [1].

    Notes
    -----
    The advantage is linear in the conversion before the inventors' share, which
    never changes its sign: the root is where a straight line crosses 0.
    """
    if not _CERTAIN < ladder.worth.conversion < 1 - _CERTAIN:
        return BreakEven(None, "fixed")
    none, all_of_them = (
        _advantage_before_share(ladder, alternative, assumptions, conversion)
        for conversion in (0.0, 1.0)
    )
    if min(none, all_of_them) >= 0:
        return _ALWAYS
    if max(none, all_of_them) < 0:
        return BreakEven(None, "never")
    root = none / (none - all_of_them)
    return BreakEven(root, "from" if all_of_them > none else "up_to")


def _advantage_before_share(
    ladder: Offered,
    alternative: Offered,
    assumptions: Assumptions,
    conversion: float,
) -> float:
    """Return what the ladder adds for each taker of the alternative [fen]."""
    staged = net_per_licence(ladder, assumptions, conversion=conversion)
    extra = net_per_licence(ladder, assumptions, conversion=conversion, is_extra=True)
    lost = net_per_licence(alternative, assumptions) - staged
    return assumptions.extra_uptake * extra - assumptions.switched * lost


def break_even_extra_uptake(
    ladder: Offered, alternative: Offered, *, assumptions: Assumptions
) -> BreakEven:
    """Return how many further licences make up for the certain fees given up.

    Parameters
    ----------
    ladder, alternative : Offered
        The two offers.
    assumptions : Assumptions
        Who switches, and what is deducted; its own extra uptake plays no part.

    Returns
    -------
    BreakEven
        Further licences per licence under the alternative; ``up_to`` where each
        costs more than it brings, and uses up a ladder that is better by itself [1].

    Notes
    -----
    Before the inventors' share, which never changes the sign of the advantage.
    """
    extra = net_per_licence(ladder, assumptions, is_extra=True)
    lost = assumptions.switched * (
        net_per_licence(alternative, assumptions) - net_per_licence(ladder, assumptions)
    )
    if lost <= 0:
        return BreakEven(lost / extra, "up_to") if extra < 0 else _ALWAYS
    if extra <= 0:
        return BreakEven(None, "never")
    return BreakEven(lost / extra, "from")
