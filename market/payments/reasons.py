"""Why money is not taken as payment, in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from market.payments.operations import Unapplied

REASONS = {
    Unapplied.ALREADY_PAID: _("The due was already paid by another transfer."),
    Unapplied.OTHER_AMOUNT: _("The amount is not that of the due."),
    Unapplied.OTHER_PAYER: _("The payer is not the licensee by its registered name."),
    Unapplied.TERMS_OVER: _("The money came after the end of the term."),
}


def reason(word: str) -> str:
    """Return what a stored reason means."""
    return str(REASONS[Unapplied(word)])
