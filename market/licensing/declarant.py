"""Who declares a patent, and the declaration of an offer, item by item."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from market.catalogue.models import Patent, PatentStatus
from market.catalogue.number_forms import NumberForm
from market.catalogue.numbers import read_number
from market.catalogue.queries import facts_of
from market.licensing.models import Offer
from market.licensing.queries import terms_of
from market.licensing.refusals import text_findings
from pricing.wording.declaration import Declarant, Declaration, Item, declaration

__all__ = ["LODGED_IN", "declarant_of", "declaration_of", "lodged_text"]

PATENT_PREFIX = "ZL"
# The declaration is lodged in Chinese.
LODGED_IN = "zh"
# The item of the form that holds what the office wants to add.
ADDED_TO = "other"


def declaration_of(offer: Offer, *, day: date) -> Declaration:
    """Return the items of an offer's declaration, with the text that it adds.

    Raises
    ------
    NotDeclared
        For terms in the ordinary lane.
    """
    found = declaration(
        terms_of(offer.newest),
        declarant_of(offer.patent),
        day=day,
        patent=facts_of(offer.patent),
    )
    added = offer.declaration_text.strip()
    if not added:
        return found
    return replace(
        found,
        items=tuple(_with(item, added) for item in found.items),
        findings=(*found.findings, *text_findings(offer.lane, added, day)),
    )


def lodged_text(offer: Offer, *, day: date) -> str:
    """Return the whole declaration as it is lodged."""
    return declaration_of(offer, day=day).text(LODGED_IN)


def _with(item: Item, added: str) -> Item:
    if item.asked.key != ADDED_TO:
        return item
    return replace(
        item, text_zh=f"{item.text_zh}\n{added}", text_en=f"{item.text_en}\n{added}"
    )


def declarant_of(patent: Patent) -> Declarant:
    """Return number, patentee and contact; what is not recorded is empty.

    Parameters
    ----------
    patent : Patent
        A patent with its organisation, whose contact is the one of the form.
    """
    return Declarant(
        number=_patent_number(patent),
        patentee=patent.patentee,
        contact=patent.organisation.contact,
    )


def _patent_number(patent: Patent) -> str:
    """Return the number of the grant; empty where it is not known.

    A Chinese patent number is ZL and the number of the application; the number of
    a publication is another one.
    """
    if read_number(patent.number).form is NumberForm.GRANT:
        return patent.number
    application = read_number(patent.application_number or "", is_application=True)
    digits = application.application_number or ""
    is_granted = patent.status is PatentStatus.GRANTED
    if not is_granted or application.jurisdiction != "CN" or "." not in digits:
        return ""
    return f"{PATENT_PREFIX}{digits}"
