"""What happened to a licence and what comes next, in order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypedDict

from flask import url_for
from flask_babel import gettext as _

from market import formats
from market.licences.queries import Standing
from market.payments.models import Due
from pricing.dates import plus_months
from pricing.law.checks import filing_deadline
from pricing.terms import Terms


class Event(TypedDict, total=False):
    """One point of the timeline, as components/timeline.html takes it."""

    when: str
    title: str
    text: str
    state: str
    url: str
    action: str


def course(
    standing: Standing, terms: Terms, *, today: date, locale: str
) -> list[Event]:
    """Return the course of a licence.

    Parameters
    ----------
    standing : Standing
        The licence and its dues.
    terms : Terms
        Its frozen terms.
    today : date
        The business day.
    locale : str
        The reader's language.
    """
    return [
        _notice(standing, locale),
        *_entry(standing, locale),
        *_later(standing, terms, today, locale),
    ]


def _notice(standing: Standing, locale: str) -> Event:
    return Event(
        when=formats.day(standing.licence.noticed_on, locale),
        title=_("Notice given; it arrived the same day"),
        text=_("The terms are frozen from here on."),
        state="done",
    )


def _entry(standing: Standing, locale: str) -> Iterator[Event]:
    for due in standing.dues:
        if due.is_entry:
            yield _entry_due(due, locale)
    begins_on = standing.licence.effective_on
    if begins_on is not None:
        yield Event(
            when=formats.day(begins_on, locale),
            title=_("The licence is in force"),
            state="done",
        )
        return
    yield Event(
        when=_("The bank's value date"),
        title=_("The licence begins"),
        text=_(
            "On the day on which the money reached the licensor's account, whenever "
            "its finance records that."
        ),
        state="next",
    )


def _entry_due(due: Due, locale: str) -> Event:
    amount = formats.money_exact(due.amount_fen, locale)
    url = url_for("payments.due", due_id=due.id)
    if due.paid_on is not None:
        return Event(
            when=formats.day(due.paid_on, locale),
            title=_("First due of %(amount)s received", amount=amount),
            state="done",
        )
    if due.reports:
        return Event(
            when=formats.day(due.reports[-1].transferred_on, locale),
            title=_("Paid, waiting for finance to match"),
            text=_("Transfer of %(amount)s reported.", amount=amount),
            state="now",
            url=url,
            action=_("Payment request"),
        )
    return Event(
        when=_("At once"),
        title=_("Pay the first due of %(amount)s", amount=amount),
        state="now",
        url=url,
        action=_("How to pay"),
    )


def _later(
    standing: Standing, terms: Terms, today: date, locale: str
) -> Iterator[Event]:
    begins_on = standing.licence.effective_on
    if begins_on is None:
        return
    coming = [
        (due.due_on, _due(due, today, locale))
        for due in standing.dues
        if not due.is_entry
    ]
    coming.append(_filing(begins_on, today, locale))
    coming.extend(_gate(terms, begins_on, today, locale))
    for _on, event in sorted(coming, key=lambda pair: pair[0]):
        yield event


def _due(due: Due, today: date, locale: str) -> Event:
    amount = formats.money_exact(due.amount_fen, locale)
    state = "next"
    if due.paid_on is not None:
        state = "done"
    elif due.due_on < today:
        state = "late"
    return Event(
        when=formats.day(due.due_on, locale),
        title=_("%(amount)s falls due", amount=amount),
        state=state,
        url=url_for("payments.due", due_id=due.id),
        action=_("Payment request"),
    )


def _filing(begins_on: date, today: date, locale: str) -> tuple[date, Event]:
    last = filing_deadline(begins_on)
    days = (last - today).days
    left = _("%(days)s days left.", days=days) if days >= 0 else _("The time is over.")
    return last, Event(
        when=formats.day(last, locale),
        title=_("Last day to file the licence contract with CNIPA"),
        text=left,
        state="next" if days >= 0 else "late",
    )


def _gate(
    terms: Terms, begins_on: date, today: date, locale: str
) -> Iterator[tuple[date, Event]]:
    stage = terms.stages[0]
    if stage.months is None or len(terms.stages) == 1:
        return
    ends_on = plus_months(begins_on, stage.months)
    if ends_on > terms.ends_on:
        return
    label = stage.label_zh if locale == "zh" else stage.label_en
    yield (
        ends_on,
        Event(
            when=formats.day(ends_on, locale),
            title=_("Stage %(label)s ends", label=label),
            text=_("Then you go on or stop.") if stage.may_stop else "",
            state="next" if ends_on >= today else "done",
        ),
    )
