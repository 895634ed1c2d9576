"""Decision trees: what may happen, what one party may choose, and what it is worth.

Worked out from the ends back: at a choice the decider takes what is worth most to it,
at a chance every branch counts by its actual probability. All parties' amounts follow
the decider's choices. `pricing.valuation.staged_licence` grows such a tree from terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isclose, isfinite
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pricing.errors import FactImpossible

__all__ = ["Chance", "Choice", "End", "Flow", "Node", "Rolled", "rolled_back"]

Floats: TypeAlias = NDArray[np.float64]


class Flow(NamedTuple):
    """What each account receives, or pays when negative, at a time.

    Attributes
    ----------
    years : float
        From the first day of the tree [years].
    amounts : sequence of float
        One for each account, the decider's first [fen].
    """

    years: float
    amounts: Sequence[float] | Floats


@dataclass(frozen=True, slots=True)
class End:
    """Nothing more follows."""

    flows: tuple[Flow, ...] = ()


@dataclass(frozen=True, slots=True)
class Chance:
    """One of several things happens, each with its actual probability.

    Raises
    ------
    FactImpossible
        For probabilities outside 0 to 1 or that do not add up to 1.
    """

    branches: tuple[tuple[float, Node], ...]
    flows: tuple[Flow, ...] = ()

    def __post_init__(self) -> None:
        """Refuse probabilities that are none."""
        chances = [chance for chance, _ in self.branches]
        is_sound = all(0 <= chance <= 1 for chance in chances)
        if not (is_sound and isclose(sum(chances), 1, abs_tol=1e-9)):
            raise FactImpossible(
                f"Probabilities {chances} do not share out 1.",
                f"概率 {chances} 之和不为 1，或有一项不在 0 至 1 之间。",
                mend_en="State probabilities from 0 to 1 that add up to 1.",
                mend_zh="请填写 0 至 1 之间、合计为 1 的概率。",
            )


@dataclass(frozen=True, slots=True)
class Choice:
    """The decider takes one of several ways, the first of equals.

    A choice without a name is made but not reported.

    Raises
    ------
    FactImpossible
        For a choice among nothing.
    """

    options: tuple[tuple[str, Node], ...]
    name: str = ""
    flows: tuple[Flow, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a choice among nothing."""
        if not self.options:
            raise FactImpossible(
                f'The choice "{self.name}" has no options.',
                f"决策“{self.name}”没有选项。",
                mend_en="Give it an option, or end there.",
                mend_zh="请给出选项，或在此结束。",
            )


Node: TypeAlias = End | Chance | Choice


@dataclass(frozen=True, slots=True)
class Rolled:
    """What a tree is worth on its first day.

    Attributes
    ----------
    amounts : array of float
        Expected present value of each account [fen].
    picks : dict of str to str
        What the decider takes at each named choice, whether it is reached or not.
    """

    amounts: Floats
    picks: dict[str, str] = field(default_factory=dict)


def rolled_back(node: Node, rates: Sequence[float]) -> Rolled:
    """Return what a tree is worth to each account, under the decider's best plan.

    Parameters
    ----------
    node : Node
        Root of the tree.
    rates : sequence of float
        Discount rate of each account, compounded once a year, above -1; the
        decider's account is the first [per year].

    Returns
    -------
    Rolled
        Expected present values, and the plan.

    Raises
    ------
    FactImpossible
        For a rate of -1 or less, or for amounts that are no numbers.

    Notes
    -----
    The usual averaging out and folding back of Raiffa, H. (1968), Decision Analysis.

    Examples
    --------
    >>> sell = End((Flow(1.0, (125.0, 5.0)),))
    >>> tree = Choice((("wait", sell), ("stop", End())), name="now")
    >>> rolled_back(tree, (0.25, 0.0)).amounts.tolist()
    [100.0, 5.0]
    """
    growth = 1 + np.asarray(rates, np.float64)
    if not (np.isfinite(growth) & (growth > 0)).all():
        raise FactImpossible(
            f"A discount rate of {list(rates)} is -1 or less.",
            f"贴现率 {list(rates)} 中有一项不大于 -1。",
            mend_en="State rates above -1, such as 0.1 for 10% a year.",
            mend_zh="请填写大于 -1 的贴现率，例如 0.1 表示每年 10%。",
        )
    folding = _Folding(growth)
    return Rolled(folding.amounts(node), folding.picks)


class _Folding:
    """Works a tree out from its ends; ends that stand in many places only once."""

    def __init__(self, growth: Floats) -> None:
        self.growth = growth
        self.picks: dict[str, str] = {}
        self.ends: dict[int, Floats] = {}

    def amounts(self, node: Node) -> Floats:
        """Return the worth of a node to each account; nobody may change the array."""
        if isinstance(node, End):
            key = id(node)
            if key not in self.ends:
                self.ends[key] = self._paid(node.flows)
            return self.ends[key]
        later = self._expected(node) if isinstance(node, Chance) else self._chosen(node)
        return later + self._paid(node.flows) if node.flows else later

    def _expected(self, node: Chance) -> Floats:
        parts = [chance * self.amounts(branch) for chance, branch in node.branches]
        return np.asarray(sum(parts))

    def _chosen(self, node: Choice) -> Floats:
        worths = [self.amounts(option) for _, option in node.options]
        best = max(range(len(worths)), key=lambda option: worths[option][0])
        if node.name:
            self.picks[node.name] = node.options[best][0]
        return worths[best]

    def _paid(self, flows: tuple[Flow, ...]) -> Floats:
        paid = np.zeros_like(self.growth)
        for flow in flows:
            paid += _present(flow, self.growth)
        return paid


def _present(flow: Flow, growth: Floats) -> Floats:
    amounts = np.asarray(flow.amounts, np.float64)
    if amounts.shape != growth.shape or not (
        isfinite(flow.years) and np.isfinite(amounts).all()
    ):
        raise FactImpossible(
            f"The amounts at year {flow.years} are not one number for each account.",
            f"第 {flow.years} 年的金额不是每个账户一个有效数字。",
            mend_en=f"State {len(growth)} numbers.",
            mend_zh=f"请填写 {len(growth)} 个数。",
        )
    return np.asarray(amounts / growth**flow.years)
