from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pricing.errors import FactImpossible
from pricing.valuation.tree import Chance, Choice, End, Flow, rolled_back

CASES = yaml.safe_load(
    (Path(__file__).parents[2] / "cases" / "trees.yaml").read_text("utf-8")
)


def read(written):
    flows = tuple(
        Flow(float(one["year"]), (float(one["firm"]), float(one["office"])))
        for one in written.get("pays", [])
    )
    if "chance" in written:
        branches = [
            (float(one["probability"]), read(one["then"])) for one in written["chance"]
        ]
        return Chance(tuple(branches), flows)
    if "choose" in written:
        options = [(name, read(one)) for name, one in written["options"].items()]
        return Choice(tuple(options), written["choose"], flows)
    return End(flows)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_tree_is_worth_what_the_hand_says(case):
    rates = (float(case["rates"]["firm"]), float(case["rates"]["office"]))

    rolled = rolled_back(read(case["tree"]), rates)

    by_hand = [Decimal(case["worth"][party]) for party in ("firm", "office")]
    assert rolled.amounts == pytest.approx([float(one) for one in by_hand], abs=1e-9)
    assert rolled.picks == case.get("picks", {})


def exact(written, rates):
    """The same tree in fractions, by another reader: years here are whole."""
    paid = [
        sum(
            Fraction(one[party]) / (1 + rate) ** Fraction(str(one["year"]))
            for one in written.get("pays", [])
        )
        for party, rate in rates.items()
    ]
    if "chance" in written:
        for one in written["chance"]:
            worth = exact(one["then"], rates)
            share = Fraction(one["probability"])
            paid = [x + share * y for x, y in zip(paid, worth, strict=True)]
    if "choose" in written:
        worths = [exact(one, rates) for one in written["options"].values()]
        best = max(worths, key=lambda worth: worth[0])
        paid = [x + y for x, y in zip(paid, best, strict=True)]
    return paid


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_hand_made_answers_are_exact(case):
    rates = {party: Fraction(rate) for party, rate in case["rates"].items()}

    worth = exact(case["tree"], rates)

    assert worth == [Fraction(case["worth"][party]) for party in ("firm", "office")]


payoffs = st.integers(-1000, 1000).map(lambda x: End((Flow(1.0, (x, abs(x))),)))


def grown(children):
    chance = st.tuples(st.integers(0, 10), children, children).map(
        lambda one: Chance(((one[0] / 10, one[1]), (1 - one[0] / 10, one[2])))
    )
    choice = st.lists(children, min_size=1, max_size=3).map(
        lambda some: Choice(tuple((str(n), one) for n, one in enumerate(some)))
    )
    return chance | choice


trees = st.recursive(payoffs, grown, max_leaves=12)


def with_more_options(node, more):
    if isinstance(node, Choice):
        options = [(name, with_more_options(one, more)) for name, one in node.options]
        return Choice((*options, ("more", more)), node.name, node.flows)
    if isinstance(node, Chance):
        branches = [
            (share, with_more_options(one, more)) for share, one in node.branches
        ]
        return Chance(tuple(branches), node.flows)
    return node


@given(trees, payoffs)
def test_more_options_are_never_worth_less_to_the_decider(tree, more):
    before = rolled_back(tree, (0.1, 0.0)).amounts[0]
    after = rolled_back(with_more_options(tree, more), (0.1, 0.0)).amounts[0]

    assert after >= before - 1e-9


@given(trees, st.integers(-500, 500))
def test_a_payment_before_all_moves_the_worth_by_itself(tree, paid):
    later = Chance(((1.0, tree),), (Flow(0.0, (paid, -paid)),))

    moved = (
        rolled_back(later, (0.1, 0.0)).amounts - rolled_back(tree, (0.1, 0.0)).amounts
    )

    assert moved == pytest.approx([paid, -paid], abs=1e-6)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Chance(((0.5, End()), (0.6, End()))),
        lambda: Chance(((-0.5, End()), (1.5, End()))),
        lambda: Chance(()),
        lambda: Chance(((float("nan"), End()),)),
        lambda: Choice((), "nothing"),
        lambda: rolled_back(End(), (-1.0,)),
        lambda: rolled_back(End(), (float("nan"),)),
        lambda: rolled_back(End((Flow(0.0, (1.0, 2.0)),)), (0.1,)),
        lambda: rolled_back(End((Flow(0.0, (float("inf"),)),)), (0.1,)),
        lambda: rolled_back(End((Flow(float("nan"), (1.0,)),)), (0.1,)),
    ],
)
def test_what_no_tree_can_be_is_refused_in_both_languages(wrong):
    with pytest.raises(FactImpossible) as refused:
        wrong()

    assert refused.value.message_zh != refused.value.message_en


def test_amounts_come_as_one_number_for_each_account():
    rolled = rolled_back(End((Flow(0.0, np.array([1.0, 2.0, 3.0])),)), (0, 0, 0))

    assert rolled.amounts.tolist() == [1.0, 2.0, 3.0]
