"""The terms of a scenario: real terms of the pricing library, fitted to the run.

A scenario states two terms. ``terms.posted`` is what offices post: an open licence, or
an ordinary one on published terms. ``terms.negotiated`` is the form of a contract in
the ordinary lane, whose amounts bargaining then scales. Each is the name of a pattern
or the JSON of terms.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, Literal, get_args

from pricing.canonical import canonical_json
from pricing.errors import PricingError
from pricing.fixed_fee import FixedFee
from pricing.patterns import PATTERNS, pattern
from pricing.plan import royalty_base
from pricing.terms import Terms, read_terms
from simulation.errors import ScenarioUnreadable
from simulation.parameters import Parameters
from simulation.scenario_files import Sheet, refused

Role = Literal["posted", "negotiated"]
Lane = Literal["open", "ordinary"]
ROLES: tuple[Role, ...] = get_args(Role)
LANES: dict[Role, Lane] = {"posted": "open", "negotiated": "ordinary"}
AMOUNTS = ("amount", "minimum_per_year", "cap_per_year", "cap_total")
FEN = Decimal("0.01")
MOST_YUAN = Decimal(10**10)  # more than any price that a firm here could pay
SPARE_YEARS = 1


def terms_of(sheet: Sheet, parameters: Parameters) -> dict[Role, Terms]:
    """Return the posted and the negotiated terms of a sheet.

    Raises
    ------
    ScenarioUnreadable
        Names the section that is missing, doubly stated or unreadable.
    """
    for key in [key for key in sheet.terms if key not in ROLES]:
        raise refused(
            sheet.file,
            f"terms.{key}",
            ("没有这一节。", "There is no such section."),
            ("只有 posted 与 negotiated。", "Write posted or negotiated."),
        )
    return {
        role: _fitted(_terms(sheet, role, parameters), role, parameters)
        for role in ROLES
    }


@lru_cache(maxsize=512)
def scaled_terms(terms: Terms, factor: Decimal) -> Terms:
    """Return the same terms with every amount of money times a factor.

    Rates and the limits of bands stay: they are already proportional to sales.
    """
    tree = json.loads(canonical_json(terms))
    for fee in _fees(tree):
        for name in AMOUNTS:
            if fee.get(name) is not None:
                fee[name] = _plain(Decimal(fee[name]) * factor)
    return read_terms(json.dumps(tree))


def _terms(sheet: Sheet, role: Role, parameters: Parameters) -> Terms:
    section = sheet.terms.get(role, {})
    if set(section) not in ({"pattern"}, {"json"}):
        raise refused(
            sheet.file,
            f"terms.{role}",
            (
                "应写 pattern 或 json，二者取一。",
                "Expected pattern or json, one of them.",
            ),
            (f"模式有：{'、'.join(PATTERNS)}。", f"Patterns: {', '.join(PATTERNS)}."),
        )
    try:
        terms = _read(section, role, parameters)
    except PricingError as error:
        raise _unreadable(sheet, role, error) from error
    if role == "negotiated" and terms.lane == "open":
        raise refused(
            sheet.file,
            f"terms.{role}.lane",
            ("开放许可的价格不可协商。", "An open licence has no negotiated price."),
            ("请写 ordinary。", "Write ordinary."),
        )
    _refuse_unfit(sheet, role, terms)
    return terms


def _refuse_unfit(sheet: Sheet, role: Role, terms: Terms) -> None:
    """Refuse terms that the model cannot forecast, or bargaining cannot scale."""
    if royalty_base(terms) == "units":
        raise refused(
            sheet.file,
            f"terms.{role}",
            ("提成按件数计。", "The royalty counts units."),
            ("模型只预测销售额与利润。", "The model forecasts sales and profit only."),
        )
    if role == "negotiated" and not _has_sum(terms):
        raise refused(
            sheet.file,
            f"terms.{role}",
            ("没有可协商的固定金额。", "There is no fixed sum to bargain about."),
            (
                "请写一项大于零的固定费用，各规模系数大于零。",
                "State a fixed fee above 0, with factors above 0 for every size.",
            ),
        )


def _has_sum(terms: Terms) -> bool:
    fixed = [
        fee
        for stage in terms.stages
        for fee in stage.fees
        if isinstance(fee, FixedFee) and fee.due != "first_sale"
    ]
    is_sum = any(fee.amount_fen > 0 for fee in fixed)
    return is_sum and min(terms.size_tiers.factors_ppm) > 0


def _read(section: dict[str, Any], role: Role, parameters: Parameters) -> Terms:
    if "json" in section:
        return read_terms(str(section["json"]))
    starts_on = parameters.calendar.starts_on
    return pattern(
        str(section["pattern"]),
        lane=LANES[role],
        starts_on=starts_on,
        ends_on=_last_day(parameters),
    )


def _unreadable(sheet: Sheet, role: Role, error: PricingError) -> ScenarioUnreadable:
    return refused(
        sheet.file,
        f"terms.{role}",
        (f"许可条件无法读取：{error.message_zh}", f"The terms are unreadable: {error}"),
        ("请改正该处。", "Mend that place."),
    )


def _fitted(terms: Terms, role: Role, parameters: Parameters) -> Terms:
    """Let terms hold for the whole run, and each licence for `licence.months`."""
    tree = json.loads(canonical_json(terms))
    tree["starts_on"] = parameters.calendar.starts_on.isoformat()
    tree["ends_on"] = _last_day(parameters).isoformat()
    before = sum(stage["months"] for stage in tree["stages"][:-1])
    tree["stages"][-1]["months"] = max(1, parameters.licence.months - before)
    factor = Decimal(str(parameters.offers.price_factor))
    tree["mode"] = role
    read = read_terms(json.dumps(tree))
    return scaled_terms(read, factor) if role == "posted" else read


def _last_day(parameters: Parameters) -> date:
    """Return a day on which the last licence of the run has ended."""
    months = parameters.population.months + parameters.licence.months
    first = parameters.calendar.starts_on
    return date(first.year + -(-months // 12) + SPARE_YEARS, 12, 31)


def _fees(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for stage in tree["stages"]:
        yield from stage["fees"]


def _plain(amount: Decimal) -> str:
    return f"{min(amount, MOST_YUAN).quantize(FEN, ROUND_HALF_UP):f}"
