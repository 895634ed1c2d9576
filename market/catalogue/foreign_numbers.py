"""Publication numbers of other offices, as the EPO's documents give them.

The form is that of WIPO's standards ST.3 (two letters of the office), ST.6 (number) and
ST.16 (code of the kind of document). Without the code nothing is known of the stage,
so it must be there.
"""

from __future__ import annotations

import re

from market.catalogue.models import PatentKind
from market.catalogue.number_forms import NumberForm, PatentNumber

OFFICES = (
    "AR|AT|AU|BE|BR|CA|CH|CL|CO|CZ|DE|DK|EA|EP|ES|FI|FR|GB|GR|HK|HR|HU|ID|IE|IL|IN|IT"
    "|JP|KR|LT|LU|LV|MX|MY|NL|NO|NZ|PH|PL|PT|RO|RS|RU|SE|SG|SI|SK|TH|TR|TW|UA|VN|ZA"
)
# Of other letters offices make use in their own ways: those are not read.
GRANTED = {"A": False, "B": True, "C": True}

_PUBLICATION = re.compile(
    rf"(?P<office>{OFFICES})(?P<number>[HIMS]?[0-9]{{4,13}})"
    r"(?P<code>[ABC][0-9]?)"
)


def read_foreign(text: str) -> PatentNumber | None:
    """Read a publication number out of cleaned text, or None if it has no such form.

    Examples
    --------
    >>> found = read_foreign("AU2013290010A1")
    >>> found.jurisdiction, found.is_granted
    ('AU', False)
    """
    found = _PUBLICATION.fullmatch(text)
    if found is None:
        return None
    return PatentNumber(
        normalised=text,
        form=NumberForm.PUBLICATION,
        jurisdiction=found["office"],
        kind=PatentKind.INVENTION,
        is_granted=GRANTED[found["code"][0]],
    )
