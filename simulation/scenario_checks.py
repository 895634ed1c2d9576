"""Judging a scenario: every fault by key, value, allowed range and mend."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from simulation.errors import Fault, ScenarioUnreadable
from simulation.parameters import SECTIONS, Parameters, keys, unit_of
from simulation.scenario_files import Entry, Sheet

WHOLE = 1e-9


def checked_parameters(sheet: Sheet) -> Parameters:
    """Return the parameters of a sheet.

    Raises
    ------
    ScenarioUnreadable
        Names everything that is missing, unknown, mistyped or out of range.
    """
    faults = list(_entry_faults(sheet))
    if faults:
        raise ScenarioUnreadable(faults)
    try:
        parameters = Parameters.model_validate(_tree(sheet))
    except ValidationError as error:
        found = [_fault(sheet, detail) for detail in error.errors()]
        raise ScenarioUnreadable(found) from error
    faults = list(_conflicts(sheet, parameters))
    if faults:
        raise ScenarioUnreadable(faults)
    return parameters


def unusual_values(sheet: Sheet, parameters: Parameters) -> Iterator[str]:
    """Yield an English and Chinese warning for each allowed but unusual value."""
    for key, entry in sheet.entries.items():
        low, high = entry.range or (float("-inf"), float("inf"))
        if not all(low <= number <= high for number in _numbers(entry.value)):
            yield (
                f"{key} = {entry.value} is outside the plausible range {low:g} to "
                f"{high:g}. 数值超出合理范围，仍照用。"
            )
    if parameters.policy.reached > parameters.population.firms:
        yield (
            "policy.reached is more than population.firms: every firm is reached. "
            "推送企业数超过企业总数，视为全部推送。"
        )


def _tree(sheet: Sheet) -> dict[str, dict[str, Any]]:
    tree: dict[str, dict[str, Any]] = {}
    for key, entry in sheet.entries.items():
        group, _, name = key.partition(".")
        tree.setdefault(group, {})[name] = entry.value
    return tree


def _entry_faults(sheet: Sheet) -> Iterator[Fault]:
    """Yield what is wrong with keys, units and sources."""
    known = keys()
    missing = (_missing(sheet, key) for key in known if key not in sheet.entries)
    unknown = (_unknown(sheet, key, known) for key in sheet.entries if key not in known)
    stated = ((k, e) for k, e in sheet.entries.items() if k in known)
    unstated = (fault for k, e in stated for fault in _unstated(sheet, k, e))
    return chain(unknown, missing, unstated)


def _missing(sheet: Sheet, key: str) -> Fault:
    return Fault(
        file=sheet.file,
        key=key,
        message_zh="缺少这个参数。",
        message_en="This parameter is missing.",
        mend_zh='请补上，或在文件首行写 extends = "national.toml"。',
        mend_en='Add it, or begin the file with extends = "national.toml".',
    )


def _unknown(sheet: Sheet, key: str, known: list[str]) -> Fault:
    close = get_close_matches(key, known, n=1, cutoff=0.5)
    return Fault(
        file=sheet.file,
        key=key,
        message_zh="没有这个参数。",
        message_en="There is no such parameter.",
        mend_zh=f"是否指 {close[0]}？" if close else "请删去。",
        mend_en=f"Did you mean {close[0]}?" if close else "Remove it.",
    )


def _unstated(sheet: Sheet, key: str, entry: Entry) -> Iterator[Fault]:
    unit = unit_of(key)
    if entry.unit != unit:
        yield Fault(
            file=sheet.file,
            key=f"{key}.unit",
            message_zh=f"单位写作 {entry.unit!r}。",
            message_en=f"The unit is written {entry.unit!r}.",
            mend_zh=f"应为 {unit!r}。",
            mend_en=f"It must be {unit!r}.",
        )
    if not entry.source:
        yield Fault(
            file=sheet.file,
            key=f"{key}.source",
            message_zh="没有写明来源。",
            message_en="The source is not stated.",
            mend_zh='请写来源，或写 "assumption"。',
            mend_en='State it, or write "assumption".',
        )


def _fault(sheet: Sheet, detail: ErrorDetails) -> Fault:
    key = ".".join(str(part) for part in detail["loc"])
    return Fault(
        file=sheet.file,
        key=key,
        message_zh=f"值 {detail['input']!r} 不可用。",
        message_en=f"The value {detail['input']!r} cannot be used: {detail['msg']}.",
        mend_zh=f"可用范围：{_allowed(key, '至')}。{_whole_money(key)[0]}",
        mend_en=f"Allowed: {_allowed(key, 'to')}.{_whole_money(key)[1]}",
    )


def _whole_money(key: str) -> tuple[str, str]:
    """Return, in Chinese and English, how money is written; nothing for the rest."""
    if "yuan" not in key:
        return "", ""
    return "金额写整数元，不带小数点。", " Write whole yuan, without a decimal point."


def _allowed(key: str, to: str) -> str:
    """Return the allowed range of a key in words: ``1 to 120 months``."""
    group, name = key.split(".")[:2]
    metadata = SECTIONS[group].model_fields[name].metadata
    bounds = {
        word: getattr(mark, word)
        for mark in metadata
        for word in ("ge", "le", "min_length")
        if getattr(mark, word, None) is not None
    }
    unit = unit_of(f"{group}.{name}")
    if "ge" in bounds:
        return f"{_plain(bounds['ge'])} {to} {_plain(bounds['le'])} [{unit}]"
    if "min_length" in bounds:
        return f"4 x [{unit}]"
    return unit


def _plain(bound: object) -> str:
    return f"{bound:,}" if isinstance(bound, int | float) else str(bound)


def _conflicts(sheet: Sheet, parameters: Parameters) -> Iterator[Fault]:
    """Yield what contradicts itself though each value alone is allowed."""
    total = sum(parameters.firms.size_share)
    if abs(total - 1) > WHOLE:
        yield _conflict(
            sheet, "firms.size_share", f"{total:g}", "the sum must be 1", "合计应为 1"
        )
    search, technology = parameters.search, parameters.technology
    rates = (search.unassisted_per_year, search.reached_per_year)
    fastest = sum(rates) + search.imitation_per_year
    if fastest > search.bound_per_year:
        yield _conflict(
            sheet,
            "search.bound_per_year",
            f"{search.bound_per_year:g}",
            f"at least {fastest:g}, the sum of the three rates below it",
            f"至少 {fastest:g}（其下三个速率之和）",
        )
    shortest = technology.trial_months + technology.pilot_months + 1
    if parameters.licence.months < shortest:
        yield _conflict(
            sheet,
            "licence.months",
            f"{parameters.licence.months}",
            f"at least {shortest}, so that production begins within the licence",
            f"至少 {shortest}，使许可期内能够投产",
        )


def _conflict(
    sheet: Sheet, key: str, value: str, allowed_en: str, allowed_zh: str
) -> Fault:
    return Fault(
        file=sheet.file,
        key=key,
        message_zh=f"值为 {value}。",
        message_en=f"The value is {value}.",
        mend_zh=f"可用范围：{allowed_zh}。",
        mend_en=f"Allowed: {allowed_en}.",
    )


def _numbers(value: object) -> list[float]:
    several = value if isinstance(value, list | tuple) else [value]
    return [float(n) for n in several if isinstance(n, int | float)]
