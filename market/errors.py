"""Errors of the marketplace.

MarketError                 never raised itself; an HTTP status and two languages
├── NotFound                404: nothing there, or not yours to see
├── Forbidden               403: your role may not do this
├── Refused                 409: the state of things does not allow it
│   ├── StaleVersion        409: the terms changed after you looked
│   └── AlreadyDone         409: this form was sent before
└── Unacceptable            422: what was sent cannot be read or is out of range
"""

from __future__ import annotations


class MarketError(Exception):
    """A refusal that a person reads: what happened, why, how to mend.

    Parameters
    ----------
    zh, en : str
        The message in each language.
    """

    status = 400

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def message(self, locale: str) -> str:
        """Return the message in the reader's language."""
        return self.zh if locale.startswith("zh") else self.en


class NotFound(MarketError):
    """There is nothing there, or it is not the reader's to see."""

    status = 404


class Forbidden(MarketError):
    """The reader's role may not do this."""

    status = 403


class Refused(MarketError):
    """The state of things does not allow it."""

    status = 409


class StaleVersion(Refused):
    """The terms changed after the reader looked at them."""


class AlreadyDone(Refused):
    """The form was sent before and had its effect then."""


class Unacceptable(MarketError):
    """What was sent cannot be read or is out of range."""

    status = 422
