"""Edit terms that may still be wrong: fill in boxes, add and take away parts.

Everything here is pure: a tree of terms in, a new tree out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from market.errors import Unacceptable
from market.licensing.sheet import Tree, sheet_of
from market.licensing.typed import value_of
from pricing.errors import PricingError
from pricing.faults import Path, path_text
from pricing.reading import read_json
from pricing.terms import Terms, canonical_json

MOST_PARTS = 60
NEW_STAGE_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """One place at which two texts of terms differ; "" where one has nothing."""

    where: str
    mine: str
    theirs: str


def tree_of(terms: Terms) -> Tree:
    """Return terms as JSON holds them, every default written out."""
    tree: Tree = json.loads(canonical_json(terms))
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
    """Say whether stages, fees, bands and clauses are lists and objects."""
    stages = tree.get("stages")
    fees = [fee for stage in _objects(stages) for fee in _objects(stage.get("fees"))]
    lists = [stages, *(stage.get("fees", []) for stage in _objects(stages))]
    lists += [fee.get("bands", []) for fee in fees]
    clauses = [tree.get(key) for key in ("size_tiers", "reporting", "late", "tax")]
    return bool(stages) and all(map(_is_list, lists)) and all(map(_is_object, clauses))


def _objects(value: Any) -> list[Tree]:  # noqa: ANN401  # whatever JSON may hold
    return list(value) if _is_list(value) else []


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _is_list(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= MOST_PARTS
        and all(isinstance(each, dict) for each in value)
    )


def with_typed(tree: Tree, typed: Mapping[str, str]) -> Tree:
    """Return a tree with what was typed in the boxes of its sheet.

    Parameters
    ----------
    tree : dict
        The terms that the form was made of.
    typed : mapping
        What the form sent, by the names of boxes; a box that is not there keeps its
        value, but a box to tick is then not ticked.
    """
    filled = deepcopy(tree)
    for box in sheet_of(tree).boxes():
        if box.kind != "yes" and box.name not in typed:
            continue
        text = typed.get(box.name, "")
        value = value_of(box.kind, text, may_be_empty=box.may_be_empty)
        _holder(filled, box.path)[box.path[-1]] = value
    return filled


def _holder(tree: Tree, path: Path) -> Any:  # noqa: ANN401  # an object or a list
    below: Any = tree
    for step in path[:-1]:
        below = below[step]
    return below


def with_change(tree: Tree, change: str) -> Tree:
    """Return a tree with a part added or taken away.

    Parameters
    ----------
    tree : dict
        The terms as they stand.
    change : str
        What to do, and the place: ``add-stage``, ``add-stage:1`` (before it),
        ``remove-stage:1``, ``add-fixed:1``, ``add-royalty:1``, ``remove-fee:1.0``,
        ``add-band:1.0``, ``remove-band:1.0.2``.

    Raises
    ------
    Unacceptable
        When there is no such change or place.
    """
    what, _colon, place = change.partition(":")
    changed = deepcopy(tree)
    try:
        _CHANGES[what](
            changed["stages"], *[int(step) for step in place.split(".") if step]
        )
    except (KeyError, ValueError, IndexError, TypeError) as error:
        raise Unacceptable(
            "没有这个部分，条款没有改变。请重新打开编辑页。",
            "There is no such part; the terms are unchanged. Open the editor again.",
        ) from error
    return changed


def _add_stage(stages: list[Tree], at: int | None = None) -> None:
    stage = {
        "name": _free_name(stages),
        "label_zh": "新阶段",
        "label_en": "New stage",
        "months": NEW_STAGE_MONTHS,
        "sales_allowed": True,
        "may_stop": True,
        "fees": [],
    }
    if at is not None:
        stages[at]  # A stage must be there to stand before.
        stages.insert(at, stage)
        return
    if stages[-1].get("months") is None:
        # Only the last stage runs to the end.
        stages[-1]["months"], stage["months"] = NEW_STAGE_MONTHS, None
    stages.append(stage)


def _free_name(stages: list[Tree]) -> str:
    taken = {stage.get("name") for stage in stages}
    return next(
        name for n in range(1, MOST_PARTS + 2) if (name := f"stage_{n}") not in taken
    )


def _remove_stage(stages: list[Tree], at: int) -> None:
    if len(stages) == 1:
        raise IndexError(at)
    gone = stages.pop(at).get("name")
    for stage in stages:
        for fee in stage.get("fees", ()):
            if fee.get("credited_to") == gone:
                fee["credited_to"] = None


def _add_fixed(stages: list[Tree], at: int) -> None:
    _fees(stages, at).append(
        {
            "kind": "fixed",
            "amount": "0.00",
            "due": "stage_entry",
            "months": None,
            "instalments": 1,
            "every_months": None,
            "if_stopped": "owed",
            "credited_to": None,
        }
    )


def _add_royalty(stages: list[Tree], at: int) -> None:
    _fees(stages, at).append(
        {
            "kind": "royalty",
            "base": "net_sales",
            "mode": "graduated",
            "bands": [{"up_to": None, "rate": "0"}],
            "holiday_months": 0,
            "minimum_per_year": None,
            "cap_per_year": None,
            "cap_total": None,
        }
    )


def _fees(stages: list[Tree], at: int) -> list[Tree]:
    fees: list[Tree] = stages[at].setdefault("fees", [])
    return fees


def _remove_fee(stages: list[Tree], at: int, number: int) -> None:
    stages[at]["fees"].pop(number)


def _add_band(stages: list[Tree], at: int, number: int) -> None:
    bands = stages[at]["fees"][number]["bands"]
    last = bands[-1]
    bands.append(deepcopy(last))
    # The limit of the band that was last is for the office to type.
    last["up_to"] = ""


def _remove_band(stages: list[Tree], at: int, number: int, band: int) -> None:
    bands = stages[at]["fees"][number]["bands"]
    if len(bands) == 1:
        raise IndexError(band)
    bands.pop(band)
    bands[-1]["up_to"] = None


_CHANGES: dict[str, Callable[..., None]] = {
    "add-stage": _add_stage,
    "remove-stage": _remove_stage,
    "add-fixed": _add_fixed,
    "add-royalty": _add_royalty,
    "remove-fee": _remove_fee,
    "add-band": _add_band,
    "remove-band": _remove_band,
}


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
