"""The terms of a scenario: real terms of the pricing library, fitted to the run.

A scenario states two terms. ``terms.posted`` is what offices post in the open lane;
``terms.negotiated`` is the form of a contract in the ordinary lane, whose amounts
bargaining then scales. Each is the name of a pattern or the JSON of terms.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, Literal, get_args

from pricing.errors import PricingError
from pricing.patterns import PATTERNS, pattern
from pricing.terms import Terms, canonical_json, read_terms
from simulation.errors import ScenarioUnreadable
from simulation.parameters import Parameters
from simulation.scenario_files import Sheet, refused

Role = Literal["posted", "negotiated"]
Lane = Literal["open", "ordinary"]
ROLES: tuple[Role, ...] = get_args(Role)
LANES: dict[Role, Lane] = {"posted": "open", "negotiated": "ordinary"}
AMOUNTS = ("amount", "minimum_per_year", "cap_per_year", "cap_total")
FEN = Decimal("0.01")
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
        role: _fitted(_terms(sheet, role, parameters), parameters) for role in ROLES
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
    if terms.lane != LANES[role]:
        raise refused(
            sheet.file,
            f"terms.{role}.lane",
            (f"通道为 {terms.lane!r}。", f"The lane is {terms.lane!r}."),
            (f"此处应为 {LANES[role]!r}。", f"It must be {LANES[role]!r} here."),
        )
    return terms


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


def _fitted(terms: Terms, parameters: Parameters) -> Terms:
    """Let terms hold for the whole run, and each licence for `licence.months`."""
    tree = json.loads(canonical_json(terms))
    tree["starts_on"] = parameters.calendar.starts_on.isoformat()
    tree["ends_on"] = _last_day(parameters).isoformat()
    before = sum(stage["months"] for stage in tree["stages"][:-1])
    tree["stages"][-1]["months"] = max(1, parameters.licence.months - before)
    factor = Decimal(str(parameters.offers.price_factor))
    read = read_terms(json.dumps(tree))
    return scaled_terms(read, factor) if terms.lane == "open" else read


def _last_day(parameters: Parameters) -> date:
    """Return a day on which the last licence of the run has ended."""
    months = parameters.population.months + parameters.licence.months
    first = parameters.calendar.starts_on
    return date(first.year + -(-months // 12) + SPARE_YEARS, 12, 31)


def _fees(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for stage in tree["stages"]:
        yield from stage["fees"]


def _plain(amount: Decimal) -> str:
    return f"{amount.quantize(FEN, ROUND_HALF_UP):f}"
