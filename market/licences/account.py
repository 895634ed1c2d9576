"""Where a licence is paid: the account in its terms, else the licensor's own."""

from __future__ import annotations

from dataclasses import dataclass

from market.licences.models import Licence


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account as a payer writes it."""

    name: str
    bank: str
    account: str


def account(licence: Licence) -> Account | None:
    """Return the account that a licence is paid to, or None where none is stated."""
    frozen = licence.terms.payee
    if frozen is not None:
        return Account(frozen.name, frozen.bank, frozen.account)
    licensor = licence.licensor
    if licensor.payee_name and licensor.payee_bank and licensor.payee_account:
        return Account(licensor.payee_name, licensor.payee_bank, licensor.payee_account)
    return None
