"""Field types of the terms language: how each kind of value stands in JSON.

Each type refuses everything but its one spelling, keeps an integer, a date or a
text inside, and writes the same spelling back. The JSON Schema of each type says
the same by a pattern or by bounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictBool,
    StrictInt,
    StrictStr,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from pricing.errors import PricingError
from pricing.money import (
    MAX_FACTOR_PPM,
    MAX_FEN,
    MAX_UNIT_FEE_MICRO,
    format_millionths,
    format_yuan,
    parse_fen,
    parse_millionths,
    parse_ppm,
)

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "Clause",
    "Day",
    "FactorPpm",
    "Fen",
    "Label",
    "LongText",
    "Months",
    "Name",
    "Ppm",
    "ShortText",
    "UnitFeeMicro",
    "Units",
    "Version",
    "WholeDays",
    "Yes",
    "distinct",
    "fault",
]

FIRST_DAY = date(1985, 4, 1)  # The first Patent Law of China takes effect.
LAST_DAY = date(2199, 12, 31)

# Python's `$` also matches before a last line feed; this end does not.
_END = r"$(?!\n)"
_SIX = r"(\.[0-9]{1,6})?"
_YUAN = r"(0|[1-9][0-9]{0,9}|[1-8][0-9]{10})"
_MONEY = rf"^({_YUAN}(\.[0-9]{{1,2}})?|90{{10}}(\.0{{1,2}})?){_END}"
_RATE = rf"^(0{_SIX}|1(\.0{{1,6}})?){_END}"
_FACTOR = rf"^([0-8]{_SIX}|9(\.0{{1,6}})?){_END}"
_UNIT_FEE = rf"^((0|[1-9][0-9]{{0,5}}){_SIX}|10{{6}}(\.0{{1,6}})?){_END}"
_WHOLE = rf"^([1-9][0-9]{{0,11}}|[1-8][0-9]{{12}}|90{{12}}){_END}"
_NAME = rf"^[a-z][a-z0-9_]{{0,39}}{_END}"
_DAY = rf"^[0-9]{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]){_END}"
# No control character but tab and line ends, and no half of a surrogate pair.
_PLAIN = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]*$"


class Clause(BaseModel):
    """Base of every object in terms: frozen, no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def fault(code: str, **context: object) -> PydanticCustomError:
    """Return a fault whose words stand in `pricing.faults` under `code`.

    Parameters
    ----------
    code : str
        Key of the fault's words.
    **context : object
        What fills their gaps, and ``at`` for a place further in.

    Returns
    -------
    PydanticCustomError
        For a validator to raise.
    """
    return PydanticCustomError("terms", "{code}", {"code": code, **context})


def distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the values unchanged; refuse one that stands twice.

    Parameters
    ----------
    values : tuple of Any
        Any that can be compared.

    Returns
    -------
    tuple of Any
        The same values.

    Raises
    ------
    PydanticCustomError
        For one that stands twice.
    """
    if len(set(values)) < len(values):
        raise fault("not_distinct")
    return values


def _decimal(
    parse: Callable[[str], int], show: Callable[[int], str], pattern: str
) -> tuple[BeforeValidator, PlainSerializer, WithJsonSchema]:
    """Return how one kind of decimal is read, written and described."""

    def read(value: object) -> int:
        if not isinstance(value, str):
            raise fault("decimal_not_text")
        try:
            return parse(value)
        except PricingError as error:
            raise fault("decimal", error=error) from error

    return (
        BeforeValidator(read),
        PlainSerializer(show, return_type=str),
        WithJsonSchema({"type": "string", "pattern": pattern}),
    )


def _factor(text: str) -> int:
    return parse_millionths(text, MAX_FACTOR_PPM)


def _unit_fee(text: str) -> int:
    return parse_millionths(text, MAX_UNIT_FEE_MICRO)


def _units(text: str) -> int:
    if re.fullmatch(_WHOLE, text) is None:
        raise fault("units", most=MAX_FEN)
    return int(text)


def _day(value: object) -> date:
    if not isinstance(value, str) or re.fullmatch(_DAY, value) is None:
        raise fault("day")
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise fault("day") from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise fault("day_range", first=FIRST_DAY, last=LAST_DAY)
    return day


def _plain(text: str) -> str:
    if re.fullmatch(_PLAIN, text) is None:
        raise fault("text_control")
    return text


def _stated(text: str) -> str:
    if not text.strip():
        raise fault("text_blank")
    return text


def _one(value: object) -> object:
    # Python holds 1, 1.0 and True for equal; the terms language does not.
    if type(value) is not int or value != 1:
        raise fault("version")
    return value


_text_schema = {"type": "string", "pattern": _PLAIN}

_fen = _decimal(parse_fen, format_yuan, _MONEY)
Fen = Annotated[int, _fen[0], _fen[1], _fen[2]]
_ppm = _decimal(parse_ppm, format_millionths, _RATE)
Ppm = Annotated[int, _ppm[0], _ppm[1], _ppm[2]]
_factor_ppm = _decimal(_factor, format_millionths, _FACTOR)
FactorPpm = Annotated[int, _factor_ppm[0], _factor_ppm[1], _factor_ppm[2]]
_micro = _decimal(_unit_fee, format_millionths, _UNIT_FEE)
UnitFeeMicro = Annotated[int, _micro[0], _micro[1], _micro[2]]
_whole = _decimal(_units, str, _WHOLE)
Units = Annotated[int, _whole[0], _whole[1], _whole[2]]

Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": _DAY}),
]
Version = Annotated[
    int, BeforeValidator(_one), WithJsonSchema({"type": "integer", "const": 1})
]
Yes = StrictBool
Months = Annotated[StrictInt, Field(ge=1, le=600)]
WholeDays = Annotated[StrictInt, Field(ge=0, le=3660)]
Name = Annotated[
    StrictStr,
    StringConstraints(pattern=_NAME.replace(_END, r"\z")),
    WithJsonSchema({"type": "string", "pattern": _NAME}),
]
Label = Annotated[
    StrictStr,
    StringConstraints(min_length=1, max_length=80),
    AfterValidator(_plain),
    AfterValidator(_stated),
    WithJsonSchema(
        {"type": "string", "pattern": _PLAIN, "minLength": 1, "maxLength": 80}
    ),
]
ShortText = Annotated[
    StrictStr,
    StringConstraints(max_length=200),
    AfterValidator(_plain),
    WithJsonSchema({"type": "string", "pattern": _PLAIN, "maxLength": 200}),
]
LongText = Annotated[
    StrictStr,
    StringConstraints(max_length=20_000),
    AfterValidator(_plain),
    WithJsonSchema({"type": "string", "pattern": _PLAIN, "maxLength": 20_000}),
]
