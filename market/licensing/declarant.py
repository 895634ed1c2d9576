"""Who declares a patent, as the catalogue and the organisation know it."""

from __future__ import annotations

from market.catalogue.models import Patent, PatentStatus
from market.catalogue.number_forms import NumberForm
from market.catalogue.numbers import read_number
from pricing.wording.declaration import Declarant

__all__ = ["declarant_of"]

PATENT_PREFIX = "ZL"


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
