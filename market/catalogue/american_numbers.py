"""Numbers of the United States Patent and Trademark Office, and international ones."""

from __future__ import annotations

import re

from market.catalogue.models import PatentKind
from market.catalogue.number_forms import UNREADABLE, NumberForm, PatentNumber

# ASSUMPTION: series not yet opened will be used as their neighbours are.
UTILITY_SERIES = range(2, 29)
DESIGN_SERIES = (29, 30, 35)
PROVISIONAL_SERIES = range(60, 65)
FEWEST_BARE_DIGITS = 6

_PATENT = re.compile(
    r"(?P<country>US)?(?P<prefix>D|RE|PP)?"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,8})"
    r"(?P<code>[ABESP][1-9]?)?"
)
_PUBLICATION = re.compile(
    r"(?P<country>US)?(?P<year>20[0-9]{2})(?P<slash>/)?"
    r"(?P<serial>[0-9]{6,7})(?P<code>A[1-9])?"
)
_APPLICATION = re.compile(
    r"(?:US)?(?P<series>[0-9]{2})(?P<slash>/)?(?P<serial>[0-9]{1,3},[0-9]{3}|[0-9]{1,6})"
)
_PCT = re.compile(
    r"PCT/?(?P<office>[A-Z]{2})(?P<year>20[0-9]{2}|[0-9]{2})/?(?P<serial>[0-9]{5,6})"
)
_WO = re.compile(r"WO(?P<year>20[0-9]{2}|[0-9]{2})/?(?P<serial>[0-9]{5,6})(?:A[1-9])?")

_KIND_OF_PREFIX = {
    None: PatentKind.INVENTION,
    "D": PatentKind.DESIGN,
    "RE": PatentKind.INVENTION,
    # A plant patent is none of the three kinds.
    "PP": None,
}


def read_american(text: str, *, is_application: bool = False) -> PatentNumber | None:
    """Read an American number out of cleaned text, or None if it has no such form.

    Parameters
    ----------
    text : str
        Capitals without spaces.
    is_application : bool
        Whether eight bare digits are a serial number, as in a column of those.
    """
    found = _APPLICATION.fullmatch(text)
    if found and (found["slash"] or (is_application and len(text) >= 8)):
        return _application(found)
    found = _PUBLICATION.fullmatch(text)
    if found and (found["country"] or found["slash"] or found["code"]):
        return _publication(found)
    found = _PATENT.fullmatch(text)
    return _patent(found) if found and _is_plausible(found) else None


def read_international(text: str) -> PatentNumber | None:
    """Read a PCT application or WO publication number out of cleaned text."""
    if found := _PCT.fullmatch(text):
        written = f"PCT/{found['office']}{found['year']}/{found['serial']}"
        return PatentNumber(
            normalised=written,
            form=NumberForm.APPLICATION,
            jurisdiction="WO",
            application_number=written,
        )
    if found := _WO.fullmatch(text):
        return PatentNumber(
            normalised=f"WO{found['year']}/{found['serial']}",
            form=NumberForm.PUBLICATION,
            jurisdiction="WO",
            is_granted=False,
        )
    return None


def _application(found: re.Match[str]) -> PatentNumber:
    series = int(found["series"])
    is_design = series in DESIGN_SERIES
    if not (is_design or series in UTILITY_SERIES or series in PROVISIONAL_SERIES):
        return UNREADABLE
    # Spreadsheets drop leading zeros: 12/45,970 is 12/045,970.
    serial = found["serial"].replace(",", "").zfill(6)
    written = f"US{found['series']}/{serial}"
    return PatentNumber(
        normalised=written,
        form=NumberForm.APPLICATION,
        jurisdiction="US",
        kind=PatentKind.DESIGN if is_design else PatentKind.INVENTION,
        application_number=written,
    )


def _publication(found: re.Match[str]) -> PatentNumber:
    serial = found["serial"].zfill(7)
    return PatentNumber(
        normalised=f"US{found['year']}{serial}{found['code'] or 'A1'}",
        form=NumberForm.PUBLICATION,
        jurisdiction="US",
        kind=PatentKind.INVENTION,
        is_granted=False,
    )


def _is_plausible(found: re.Match[str]) -> bool:
    digits = found["digits"].replace(",", "")
    if int(digits) == 0:
        return False
    if found["country"] or found["prefix"]:
        return True
    # Short bare numbers are anything but patents.
    return len(digits) >= FEWEST_BARE_DIGITS and found["code"] in (None, "B1", "B2")


def _patent(found: re.Match[str]) -> PatentNumber:
    digits = found["digits"].replace(",", "").lstrip("0")
    return PatentNumber(
        normalised=f"US{found['prefix'] or ''}{digits}",
        form=NumberForm.GRANT,
        jurisdiction="US",
        kind=_KIND_OF_PREFIX[found["prefix"]],
        is_granted=True,
    )
