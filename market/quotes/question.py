"""What ``flask quote`` is given: the licensee, its figures and its forecasts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TypedDict

from market.licensing.command_input import refuse
from pricing.errors import DecimalUnreadable, FactMissing, PricingError
from pricing.fact_notes import size_note
from pricing.law.size_limits import metrics_of, sized_industries
from pricing.law.sizes import FirmSize, size_of
from pricing.licensee import Licensee
from pricing.money import PPM, parse_fen, parse_millionths, parse_ppm, parse_units
from pricing.notes import Note

__all__ = ["Typed", "cases_given", "licensee_given", "rate_given"]

OPTIONS = {"low": "--low", "expected": "--sales", "high": "--high"}
# A hundred million million yuan, or persons: more than any firm has.
MOST_YUAN = 10**14
MICRO_YUAN_PER_FEN = 10_000


class Typed(TypedDict):
    """The options of the command, as typed; None where one is not given."""

    size: str | None
    industry: str | None
    staff: str | None
    revenue: str | None
    assets: str | None
    quality: str
    province: str | None
    vat_status: str
    sales: str
    low: str | None
    high: str | None
    first_sale: str | None
    capital_cost: str
    expires: str | None
    day: str | None
    lang: str
    as_json: bool


@contextmanager
def _option(name: str, lang: str) -> Iterator[None]:
    """End the command with the name of the option whose value is refused."""
    try:
        yield
    except PricingError as error:
        refuse(error, lang, f"{name}：", f"{name}: ")


def licensee_given(typed: Typed, day: date) -> tuple[Licensee, tuple[Note, ...]]:
    """Return who would pay, and how the size stands to the size standard.

    Parameters
    ----------
    typed : Typed
        The options; the size is derived where it is not stated.
    day : date
        Day whose size standard counts.
    """
    lang, stated = typed["lang"], typed["size"]
    derived = _derived(typed, day)
    size = _known_size(derived, lang) if stated is None else stated
    try:
        licensee = Licensee(
            size, typed["quality"], typed["province"], typed["vat_status"]
        )
    except PricingError as error:
        refuse(error, lang)
    return licensee, () if derived is None else (size_note(stated, derived),)


def _known_size(derived: FirmSize | FactMissing | None, lang: str) -> str:
    if not isinstance(derived, FirmSize):
        refuse(derived or _NO_SIZE, lang)
    return derived.size


def _derived(typed: Typed, day: date) -> FirmSize | FactMissing | None:
    """Return the size that the figures give, or what is missing; None without any."""
    industry = typed["industry"]
    figures = {
        "staff": typed["staff"],
        "revenue": typed["revenue"],
        "assets": typed["assets"],
    }
    if industry is None and set(figures.values()) == {None}:
        return None
    lang = typed["lang"]
    read = {name: _figure(name, text, lang) for name, text in figures.items()}
    with _option("--industry", lang):
        if industry is None:
            return _no_industry(day)
        try:
            return size_of(
                industry,
                day=day,
                staff=read["staff"],
                revenue_fen=read["revenue"],
                assets_fen=read["assets"],
            )
        except FactMissing as missing:
            return _with_options(missing, industry, day, read)


def _figure(name: str, text: str | None, lang: str) -> int | None:
    """Read a firm's figure: persons, or yuan as fen."""
    if text is None:
        return None
    with _option(f"--{name}", lang):
        if name == "staff":
            return parse_units(text)
        micro = parse_millionths(text, MOST_YUAN * PPM)
        return (
            parse_fen(text)
            if micro % MICRO_YUAN_PER_FEN
            else micro // MICRO_YUAN_PER_FEN
        )


_NO_SIZE = FactMissing(
    "The size of the firm is not given, nor its figures.",
    "没有给出企业规模，也没有给出可据以划型的数据。",
    mend_en="Give --size micro, small, medium or large; or --industry with --staff N, "
    "--revenue YUAN and --assets YUAN, as the industry asks for.",
    mend_zh="请用 --size 填写 micro、small、medium 或 large；或用 --industry 填写行业，"
    "并按该行业的要求用 --staff、--revenue、--assets 填写人数与金额（元）。",
)


def _no_industry(day: date) -> FactMissing:
    known = sized_industries(day)
    return FactMissing(
        "The size of a firm rests on its industry, which is not given.",
        "企业规模取决于行业，而行业未给出。",
        mend_en=f"Give --industry, one of {', '.join(known)}.",
        mend_zh=f"请用 --industry 填写 {'、'.join(known)} 之一。",
    )


def _with_options(
    missing: FactMissing, industry: str, day: date, read: Mapping[str, int | None]
) -> FactMissing:
    """Return what is missing with the options that give it."""
    options = [f"--{name}" for name in metrics_of(industry, day) if read[name] is None]
    return FactMissing(
        missing.message_en,
        missing.message_zh,
        mend_en=f"Give {' and '.join(options)}, the figure of the last year.",
        mend_zh=f"请用 {'、'.join(options)} 填写上一年度的数据。",
    )


def cases_given(typed: Typed, base: str | None) -> dict[str, list[int]]:
    """Return the base of each licence year, in each case that is given.

    Parameters
    ----------
    typed : Typed
        ``low``, ``sales`` and ``high``.
    base : str or None
        What they count, as `pricing.plan.royalty_base` says [fen, or units].
    """
    texts = {"low": typed["low"], "expected": typed["sales"], "high": typed["high"]}
    return {
        case: [
            _base_of_year(text.strip(" "), (OPTIONS[case], year), base, typed["lang"])
            for year, text in enumerate(given.split(","), start=1)
        ]
        for case, given in texts.items()
        if given is not None
    }


def _base_of_year(
    text: str, place: tuple[str, int], base: str | None, lang: str
) -> int:
    option, year = place
    try:
        return _quantity(text, base)
    except PricingError as error:
        refuse(error, lang, f"{option} 第 {year} 年：", f"{option}, year {year}: ")


def _quantity(text: str, base: str | None) -> int:
    if base == "units":
        return parse_units(text)
    if text.startswith("-"):
        return -parse_fen(_unsigned(text, base))
    return parse_fen(text)


def _unsigned(text: str, base: str | None) -> str:
    """Return a loss without its sign; only a profit may be one."""
    if base == "profit":
        return text[1:]
    raise DecimalUnreadable(
        f'"{text}" is negative.',
        f"“{text}”为负数。",
        mend_en="Only a forecast of profit may be; write 0 or more.",
        mend_zh="只有利润预测可以为负，请填写不小于 0 的数。",
    )


def rate_given(typed: Typed) -> int:
    """Return the cost of capital a year [parts per million]."""
    with _option("--capital-cost", typed["lang"]):
        return parse_ppm(typed["capital_cost"])
