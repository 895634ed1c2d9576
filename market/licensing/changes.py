"""Add parts to a tree of terms and take parts away: stages, fees, bands, regions."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from market.errors import Unacceptable
from market.licensing.sheet import Tree

MOST_PARTS = 60
NEW_STAGE_MONTHS = 12


def with_change(tree: Tree, change: str) -> Tree:
    """Return a tree with a part added or taken away.

    Parameters
    ----------
    tree : dict
        The terms as they stand.
    change : str
        What to do, and the place: ``add-stage``, ``add-stage:1`` (before it),
        ``remove-stage:1``, ``add-fixed:1``, ``add-royalty:1``, ``add-units:1``,
        ``remove-fee:1.0``, ``add-band:1.0``, ``remove-band:1.0.2``, ``by-year:1.0``
        and ``by-bands:1.0`` (one in place of the other), ``add-year:1.0``,
        ``remove-year:1.0.2``, ``add-region``, ``remove-region:0``.

    Raises
    ------
    Unacceptable
        When there is no such change or place.
    """
    what, _colon, place = change.partition(":")
    changed = deepcopy(tree)
    try:
        _CHANGES[what](changed, *[int(step) for step in place.split(".") if step])
    except (KeyError, ValueError, IndexError, TypeError) as error:
        raise Unacceptable(
            "没有这个部分，条款没有改变。请重新打开编辑页。",
            "There is no such part; the terms are unchanged. Open the editor again.",
        ) from error
    return changed


def _add_stage(tree: Tree, at: int | None = None) -> None:
    stages = tree["stages"]
    stage = {
        "name": _free_name(stages, "stage"),
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


def _free_name(parts: list[Tree], stem: str) -> str:
    taken = {part.get("name") for part in parts}
    numbers = range(1, MOST_PARTS + 2)
    return next(name for n in numbers if (name := f"{stem}_{n}") not in taken)


def _remove_stage(tree: Tree, at: int) -> None:
    stages = tree["stages"]
    if len(stages) == 1:
        raise IndexError(at)
    gone = stages.pop(at).get("name")
    for stage in stages:
        for fee in stage.get("fees", ()):
            if fee.get("credited_to") == gone:
                fee["credited_to"] = None


def _add_fixed(tree: Tree, at: int) -> None:
    _fees(tree, at).append(
        {
            "kind": "fixed",
            "amount": "0.00",
            "due": "stage_entry",
            "months": None,
            "result_zh": "",
            "result_en": "",
            "instalments": 1,
            "every_months": None,
            "if_stopped": "owed",
            "credited_to": None,
        }
    )


def _add_royalty(tree: Tree, at: int) -> None:
    _fees(tree, at).append(_royalty("net_sales", {"up_to": None, "rate": "0"}))


def _add_units(tree: Tree, at: int) -> None:
    _fees(tree, at).append(_royalty("units", {"up_to": None, "per_unit": "0"}))


def _royalty(base: str, band: Tree) -> Tree:
    return {
        "kind": "royalty",
        "base": base,
        "mode": "graduated",
        "bands_period": "licence_year",
        "bands": [band],
        "rates_by_year": [],
        "holiday_months": 0,
        "minimum_per_year": None,
        "cap_per_year": None,
        "cap_total": None,
    }


def _fees(tree: Tree, at: int) -> list[Tree]:
    fees: list[Tree] = tree["stages"][at].setdefault("fees", [])
    return fees


def _remove_fee(tree: Tree, at: int, number: int) -> None:
    tree["stages"][at]["fees"].pop(number)


def _add_band(tree: Tree, at: int, number: int) -> None:
    bands = tree["stages"][at]["fees"][number]["bands"]
    last = bands[-1]
    bands.append(deepcopy(last))
    # The limit of the band that was last is for the office to type.
    last["up_to"] = ""


def _remove_band(tree: Tree, at: int, number: int, band: int) -> None:
    bands = tree["stages"][at]["fees"][number]["bands"]
    if len(bands) == 1:
        raise IndexError(band)
    bands.pop(band)
    bands[-1]["up_to"] = None


def _by_year(tree: Tree, at: int, number: int) -> None:
    fee = tree["stages"][at]["fees"][number]
    first = fee["bands"][0]
    fee["rates_by_year"] = [first[_charged(fee)]]
    # Bands and what fills them have no meaning beside rates by year.
    fee |= {"bands": [], "mode": "graduated", "bands_period": "licence_year"}


def _by_bands(tree: Tree, at: int, number: int) -> None:
    fee = tree["stages"][at]["fees"][number]
    first = fee["rates_by_year"][0]
    fee |= {"bands": [{"up_to": None, _charged(fee): first}], "rates_by_year": []}


def _charged(fee: Tree) -> str:
    return "per_unit" if fee["base"] == "units" else "rate"


def _add_year(tree: Tree, at: int, number: int) -> None:
    rates = tree["stages"][at]["fees"][number]["rates_by_year"]
    rates.append(rates[-1])


def _remove_year(tree: Tree, at: int, number: int, year: int) -> None:
    rates = tree["stages"][at]["fees"][number]["rates_by_year"]
    if len(rates) == 1:
        raise IndexError(year)
    rates.pop(year)


def _add_region(tree: Tree) -> None:
    regions = tree["regional_tiers"]
    regions.append(
        {
            "name": _free_name(regions, "region"),
            "label_zh": "新地区档",
            "label_en": "New region",
            "provinces": [],
            "factor": "1",
        }
    )


def _remove_region(tree: Tree, at: int) -> None:
    tree["regional_tiers"].pop(at)


_CHANGES: dict[str, Callable[..., None]] = {
    "add-stage": _add_stage,
    "remove-stage": _remove_stage,
    "add-fixed": _add_fixed,
    "add-royalty": _add_royalty,
    "add-units": _add_units,
    "remove-fee": _remove_fee,
    "add-band": _add_band,
    "remove-band": _remove_band,
    "by-year": _by_year,
    "by-bands": _by_bands,
    "add-year": _add_year,
    "remove-year": _remove_year,
    "add-region": _add_region,
    "remove-region": _remove_region,
}
