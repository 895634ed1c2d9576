"""Edit terms that may still be wrong: what was typed in boxes, and what differs.

Everything here is pure: a tree of terms in, a new tree out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from market.errors import Unacceptable
from market.licensing.boxes import Box
from market.licensing.changes import MOST_PARTS
from market.licensing.sheet import Tree, sheet_of
from market.licensing.typed import kept_or_typed
from pricing.canonical import canonical_json
from pricing.errors import PricingError
from pricing.faults import Path, path_text
from pricing.reading import read_json
from pricing.terms import Terms
from pricing.tiers import QUALITIES

# Of these a form sends nothing where nothing is ticked.
TICKED = ("yes", "many")
CLAUSES = (
    "size_tiers",
    "quality_tiers",
    "reporting",
    "late",
    "tax",
    "base_definition",
    "inspection",
    "after_stop",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One place at which two texts of terms differ; "" where one has nothing."""

    where: str
    mine: str
    theirs: str


def tree_of(terms: Terms) -> Tree:
    """Return terms as JSON holds them, every default written out."""
    tree: Tree = json.loads(canonical_json(terms))
    # The canonical text leaves these out while they say nothing.
    tree.setdefault("quality_tiers", dict.fromkeys(QUALITIES, "1"))
    tree.setdefault("regional_tiers", [])
    return tree


def pretty(tree: Tree) -> str:
    """Return a tree of terms as text to read and edit."""
    return json.dumps(tree, ensure_ascii=False, indent=2)


def carried_tree(text: str) -> Tree:
    """Read the tree that a form carried along.

    Raises
    ------
    Unacceptable
        When it is not what the form was given.
    """
    try:
        tree = read_json(text)
    except PricingError as error:
        raise _damaged() from error
    if not _has_shape(tree):
        raise _damaged()
    return tree


def _damaged() -> Unacceptable:
    return Unacceptable(
        "表单不完整，无法读出条款。请重新打开编辑页；已保存的版本没有改变。",
        "The form is incomplete, so its terms cannot be read. Open the editor again; "
        "the saved version is unchanged.",
    )


def _has_shape(tree: Mapping[str, Any]) -> bool:
    """Say whether stages, fees, bands, regions and clauses are lists and objects."""
    stages = tree.get("stages")
    fees = [fee for stage in _objects(stages) for fee in _objects(stage.get("fees"))]
    lists = [stages, tree.get("regional_tiers")]
    lists += [stage.get("fees", []) for stage in _objects(stages)]
    lists += [fee.get("bands", []) for fee in fees]
    plain_lists = [fee.get("rates_by_year", []) for fee in fees]
    return (
        bool(stages)
        and all(map(_is_list_of_objects, lists))
        and all(map(_is_list, plain_lists))
        and all(isinstance(tree.get(key), dict) for key in CLAUSES)
        and isinstance(tree.get("payee"), dict | None)
    )


def _objects(value: Any) -> list[Tree]:  # noqa: ANN401  # whatever JSON may hold
    return list(value) if _is_list_of_objects(value) else []


def _is_list(value: object) -> bool:
    return isinstance(value, list) and len(value) <= MOST_PARTS


def _is_list_of_objects(value: Any) -> bool:  # noqa: ANN401  # whatever JSON may hold
    return _is_list(value) and all(isinstance(each, dict) for each in value)


def with_typed(tree: Tree, typed: Mapping[str, Sequence[str]]) -> Tree:
    """Return a tree with what was typed in the boxes of its sheet.

    A box that comes back as it was shown keeps its value to the letter.

    Parameters
    ----------
    tree : dict
        The terms that the form was made of.
    typed : mapping
        What the form sent, by the names of boxes; a box that is not there keeps its
        value, but of what can be ticked nothing is then ticked.
    """
    filled = deepcopy(tree)
    filled["payee"] = dict(tree.get("payee") or {})
    for box in sheet_of(tree).boxes():
        if box.kind in TICKED or typed.get(box.name):
            _fill(filled, box, typed.get(box.name, ()))
    if not any(value is not None for value in filled["payee"].values()):
        filled["payee"] = None
    return filled


def _fill(filled: Tree, box: Box, texts: Sequence[str]) -> None:
    before = value_at(filled, box.path)
    value = kept_or_typed(box.kind, before, texts, may_be_empty=box.may_be_empty)
    if value is before:
        return
    holder: Any = filled
    for step in box.path[:-1]:
        holder = holder[step]
    holder[box.path[-1]] = value


def value_at(tree: Tree, path: Path) -> object:
    """Return the value at a place of a tree, None where there is nothing."""
    below: Any = tree
    for step in path:
        if isinstance(below, dict):
            below = below.get(step)
        else:
            below = None if below is None else below[step]
    return below


def differences(mine: Tree, theirs: Tree) -> list[Difference]:
    """Return every place at which two trees of terms differ, in order of place."""
    left, right = _leaves(mine, ()), _leaves(theirs, ())
    return [
        Difference(where, left.get(where, ""), right.get(where, ""))
        for where in dict.fromkeys([*left, *right])
        if left.get(where, "") != right.get(where, "")
    ]


def _leaves(value: object, path: Path) -> dict[str, str]:
    if isinstance(value, dict):
        steps: Any = value.items()
    elif isinstance(value, list):
        steps = enumerate(value)
    else:
        return {} if value is None else {path_text(path): str(value)}
    found: dict[str, str] = {}
    for step, below in steps:
        found |= _leaves(below, (*path, step))
    return found
