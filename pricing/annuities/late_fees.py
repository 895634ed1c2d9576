"""What an annual fee costs that is paid late, and until when it may be."""

from __future__ import annotations

from datetime import date

from pricing.dates import plus_months
from pricing.errors import FactImpossible
from pricing.exact import half_up
from pricing.law.figures import figure
from pricing.money import PPM, parse_ppm

__all__ = ["grace_ends_on", "late_fee_fen", "late_rate_ppm"]


def grace_ends_on(due_on: date) -> date:
    """Return the last day on which an overdue annual fee can still be paid.

    Notes
    -----
    Implementing Regulations, rule 115: six months. After them the patent ends as
    from the due day.

    Raises
    ------
    FigureNotFound
        For a day before the rule's first one in the law's figures.

    Examples
    --------
    >>> grace_ends_on(date(2026, 8, 31))
    datetime.date(2027, 2, 28)
    """
    return plus_months(due_on, int(_rule(due_on)["grace_months"]))


def late_fee_fen(full_fee_fen: int, *, due_on: date, paid_on: date) -> int:
    """Return the late fee on an annual fee, beside the fee itself.

    Parameters
    ----------
    full_fee_fen : int
        The annual fee before any reduction [fen].
    due_on : date
        Last day to pay without delay.
    paid_on : date
        Day of payment.

    Returns
    -------
    int
        5 % of the full fee for each month overdue but the first [fen].

    Raises
    ------
    FactImpossible
        After the six months of grace, when the patent has ended.
    FigureNotFound
        For a day before the rule's first one in the law's figures.

    Notes
    -----
    Implementing Regulations, rule 115; table in the Guidelines for Patent
    Examination 2023, Part V ch. 9, s. 4.2.1.3, whose example this is: due on
    10 April, 5 % until 10 June, then 10 %.

    Examples
    --------
    >>> late_fee_fen(90_000, due_on=date(2026, 4, 10), paid_on=date(2026, 6, 10))
    4500
    >>> late_fee_fen(90_000, due_on=date(2026, 4, 10), paid_on=date(2026, 6, 15))
    9000
    """
    rule = _rule(due_on)
    grace_months, free_months = int(rule["grace_months"]), int(rule["free_months"])
    if paid_on > plus_months(due_on, grace_months):
        raise FactImpossible(
            f"The grace for the fee due on {due_on} ended on {grace_ends_on(due_on)}.",
            f"{due_on} 到期的年费，补缴期已于 {grace_ends_on(due_on)} 届满。",
            mend_en="The patent ended on the due day; ask for its restoration.",
            mend_zh="专利权已自到期日起终止，请办理恢复手续。",
        )
    begun = sum(paid_on > plus_months(due_on, month) for month in range(grace_months))
    late_months = max(0, begun - free_months)
    return half_up(full_fee_fen * late_rate_ppm(due_on) * late_months, PPM)


def late_rate_ppm(due_on: date) -> int:
    """Return the late fee for one month, of the full fee [parts per million].

    Parameters
    ----------
    due_on : date
        Last day to pay without delay.

    Returns
    -------
    int
        The rate [parts per million].

    Raises
    ------
    FigureNotFound
        For a day before the rule's first one in the law's figures.
    """
    return parse_ppm(_rule(due_on)["rate_per_month"])


def _rule(due_on: date) -> dict[str, str]:
    rule = figure("late_fee").value_on(due_on)
    # A broken file of ours is a fault of the program, found by the first test.
    assert isinstance(rule, dict)  # noqa: S101
    return rule
