"""What a reader is told of cases left empty, and of cases out of their order."""

from __future__ import annotations

from collections.abc import Iterator

from market.quotes.costs import CASES, filled
from market.quotes.forecast import KEYS, Forecast
from pricing.notes import Note

LOW_TAKEN = ("保守情形按预期的 30% 测算", "low is 30% of the expected case")
HIGH_TAKEN = ("乐观情形按预期的 3 倍测算", "high is three times the expected case")
EXPECTED_TAKEN = {
    "low": ("预期情形同保守情形", "the expected case is the low one"),
    "high": ("预期情形同乐观情形", "the expected case is the high one"),
}
OUT_OF_ORDER = Note(
    "cases_out_of_order",
    "三种情形未由低到高：保守应不高于预期，预期应不高于乐观。请核对。",
    "The three cases do not rise: low should not be above expected, nor expected "
    "above high. Please look again.",
)


def case_notes(forecast: Forecast) -> list[Note]:
    """Return what to say of the three cases of a forecast that was typed.

    Parameters
    ----------
    forecast : Forecast
        As far as it could be read; an example has a label of its own.
    """
    if forecast.is_example:
        return []
    taken = list(_taken(forecast))
    notes = [] if _is_rising(forecast) else [OUT_OF_ORDER]
    if taken:
        zh = "；".join(words for words, _en in taken)
        en = "; ".join(words for _zh, words in taken)
        notes.append(
            Note(
                "cases_filled",
                f"有情形未填写：{zh}。",
                f"Some cases are left empty: {en}.",
            )
        )
    return notes


def _taken(forecast: Forecast) -> Iterator[tuple[str, str]]:
    """Yield what stands in for each empty case, as `forecast` fills it."""
    is_typed = {case: bool(forecast.typed[key].strip()) for case, key in KEYS.items()}
    if not is_typed["expected"]:
        yield EXPECTED_TAKEN["low" if is_typed["low"] else "high"]
    if not is_typed["low"]:
        yield LOW_TAKEN
    if not is_typed["high"]:
        yield HIGH_TAKEN


def _is_rising(forecast: Forecast) -> bool:
    years = max(map(len, forecast.bases.values()))
    courses = [filled(forecast.bases[case], years) for case in CASES]
    return all(
        low <= middle <= high for low, middle, high in zip(*courses, strict=True)
    )
