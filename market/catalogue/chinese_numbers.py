"""Chinese application, patent and publication numbers.

The form of application numbers and their check digit follow ZC 0006-2003 (CNIPA's
standard for application numbers), that of publication numbers ZC 0007-2012. A patent
number is "ZL" and the number of its application.
"""

from __future__ import annotations

import re
from operator import mul

from market.catalogue.faults import Fault, Words
from market.catalogue.models import PatentKind
from market.catalogue.number_forms import NumberForm, PatentNumber

KIND_OF_DIGIT = {
    "1": PatentKind.INVENTION,
    "2": PatentKind.UTILITY_MODEL,
    "3": PatentKind.DESIGN,
    "8": PatentKind.INVENTION,  # an international application in China
    "9": PatentKind.UTILITY_MODEL,  # the same, for a utility model
}
KIND_OF_LETTER = {
    "A": PatentKind.INVENTION,
    "B": PatentKind.INVENTION,
    "C": PatentKind.INVENTION,
    "U": PatentKind.UTILITY_MODEL,
    "Y": PatentKind.UTILITY_MODEL,
    "S": PatentKind.DESIGN,
    "D": PatentKind.DESIGN,
}
FIRST_LONG_YEAR = 2003
# Two-digit years ran from the law's first year to the change of form in 2003.
SHORT_YEARS = frozenset(f"{year % 100:02d}" for year in range(1985, 2004))

_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)

_PREFIX = r"(?P<prefix>(?:CN)?(?:ZL)?(?:CN)?)[.:-]?"
_APPLICATION = re.compile(
    rf"{_PREFIX}(?P<digits>20[0-9]{{10}}|[0-9]{{8}})(?:[.,_/-]?(?P<check>[0-9X]))?"
)
_PUBLICATION = re.compile(
    r"(?:CN(?P<digits>[0-9]{7,9})|(?P<bare>[0-9]{9}))"
    r"(?P<letter>[ABCUYSD])(?P<edition>[0-9]{0,2})"
)


def check_digit(digits: str) -> str:
    """Return the check digit of an application number.

    Parameters
    ----------
    digits : str
        The 8 or 12 digits before the point.

    Returns
    -------
    str
        "0" to "9", or "X" for ten: the digits weighted 2 to 9 in turn, modulo 11.

    Examples
    --------
    >>> check_digit("202111029984"), check_digit("201910380558")
    ('2', 'X')
    """
    total = sum(map(mul, map(int, digits), _WEIGHTS))
    return "0123456789X"[total % 11]


def read_chinese(text: str) -> PatentNumber | None:
    """Read a Chinese number out of cleaned text, or None if it has no such form."""
    found = _APPLICATION.fullmatch(text)
    if found and _is_meant_chinese(found):
        return _application(found)
    found = _PUBLICATION.fullmatch(text)
    return _publication(found) if found else None


def _is_meant_chinese(found: re.Match[str]) -> bool:
    """Eight digits need a year that there was; alone they are an American number."""
    if len(found["digits"]) == 12:
        return True
    is_whole = bool(found["prefix"]) or found["check"] is not None
    return is_whole and found["digits"][:2] in SHORT_YEARS


def _application(found: re.Match[str]) -> PatentNumber:
    digits, check = found["digits"], found["check"]
    written = digits if check is None else f"{digits}.{check}"
    is_patent = "ZL" in found["prefix"]
    # Without its check digit a number needs its country to be known as Chinese.
    before = "ZL" if is_patent else "CN" if check is None else ""
    return PatentNumber(
        normalised=before + written,
        form=NumberForm.GRANT if is_patent else NumberForm.APPLICATION,
        jurisdiction="CN",
        kind=KIND_OF_DIGIT.get(_kind_digit(digits)),
        is_granted=True if is_patent else None,
        application_number=written,
        fault=_application_fault(digits, check),
    )


def _kind_digit(digits: str) -> str:
    return digits[4] if len(digits) == 12 else digits[2]


def _application_fault(digits: str, check: str | None) -> Fault | None:
    if not _is_year(digits):
        return Fault(
            Words("号码中的年份不可能", "The year in the number is impossible"),
            Words("请核对号码开头的年份", "Check the year at the number's beginning"),
        )
    if _kind_digit(digits) not in KIND_OF_DIGIT:
        return Fault(
            Words(
                "表示专利类型的数字应为 1、2、3、8 或 9",
                "The digit for the kind of patent must be 1, 2, 3, 8 or 9",
            ),
            Words("请核对年份后的一位数字", "Check the digit after the year"),
        )
    return _check_fault(digits, check)


def _is_year(digits: str) -> bool:
    return len(digits) == 8 or int(digits[:4]) >= FIRST_LONG_YEAR


def _check_fault(digits: str, check: str | None) -> Fault | None:
    right = check_digit(digits)
    if check == right:
        return None
    mend = Words(
        f"请对照证书逐位核对；若前面的数字无误，应写作 {digits}.{right}",
        "Compare it with the certificate digit by digit; "
        f"if the other digits are right, it is {digits}.{right}",
    )
    if check is None:
        return Fault(Words("缺少校验位", "The check digit is missing"), mend)
    reason = Words(
        f"校验位不符：应为 {right}，写的是 {check}",
        f"The check digit is {check}, but the other digits give {right}",
    )
    return Fault(reason, mend)


def _publication(found: re.Match[str]) -> PatentNumber:
    digits = found["digits"] or found["bare"]
    letter = found["letter"]
    kind = KIND_OF_LETTER[letter]
    return PatentNumber(
        normalised=f"CN{digits}{letter}{found['edition']}",
        form=NumberForm.PUBLICATION,
        jurisdiction="CN",
        kind=kind,
        is_granted=letter != "A",
        fault=_publication_fault(digits, letter, kind),
    )


def _publication_fault(digits: str, letter: str, kind: PatentKind) -> Fault | None:
    # Eight digits begin with a year (1985 to 1988), seven and nine with the kind.
    digit = digits[2] if len(digits) == 8 else digits[0]
    if digit in "123" and KIND_OF_DIGIT[digit] is kind:
        return None
    return Fault(
        Words(
            f"号码中的类型数字 {digit} 与末尾字母 {letter} 不符",
            f"The kind digit {digit} and the final letter {letter} do not agree",
        ),
        Words(
            "请对照公报核对号码和末尾字母",
            "Compare number and letter with the gazette",
        ),
    )
