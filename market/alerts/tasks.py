"""What the worker does beside its jobs: tell what is new, and send the mails."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from market import clock
from market.accounts.tasks import send_mails
from market.alerts.telling import tell_new
from market.search.index import SearchNotReady

# An offer is told within seconds of being found.
PAUSE_SECONDS = 0.5
TELL_EVERY = timedelta(seconds=2)

log = logging.getLogger(__name__)


def mail_until(stop: Event) -> None:
    """Tell what is new and send the outbox until told to stop."""
    told_at: datetime | None = None
    while not stop.is_set():
        now = clock.now_utc()
        if told_at is None or now - told_at >= TELL_EVERY:
            told_at = now
            _attempt(tell_now)
        _attempt(send_mails)
        stop.wait(PAUSE_SECONDS)


def mail_now() -> None:
    """Tell what is new and send the outbox once."""
    _attempt(tell_now)
    send_mails()


def tell_now() -> int:
    """Write the mails of saved searches that are due now; return how many."""
    try:
        return tell_new(clock.now_utc())
    except SearchNotReady:
        log.info("There is no search index yet, so no saved search is told")
        return 0


def _attempt(chore: Callable[[], int]) -> None:
    try:
        chore()
    except Exception:  # The outermost loop: a mail server that is down comes back.
        log.exception("Mail could not be written or sent and is tried again")
