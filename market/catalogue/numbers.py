"""Read patent numbers as people type them."""

from __future__ import annotations

import re
import unicodedata

from market.catalogue.american_numbers import read_american, read_international
from market.catalogue.chinese_numbers import read_chinese
from market.catalogue.foreign_numbers import read_foreign
from market.catalogue.number_forms import UNREADABLE, PatentNumber

LONGEST_TEXT = 100

_LOOK_ALIKES = str.maketrans(
    {
        "。": ".",
        "·": ".",
        "•": ".",
        "・": ".",
        "、": ",",
        "‐": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "×": "X",
        "\u0425": "X",  # the Cyrillic letter
    }
)
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
_LABEL = re.compile(
    r"(?:中国)?(?:发明|实用新型|外观设计)?(?:授权)?"
    r"(?:专利申请|专利|申请|公开|公告)(?:号码|号)?[:.]?"
    r"|(?:U\.?S\.?)?(?:PATENT|PUBLICATION|APPLICATION|APPL\.?)"
    r"(?:NUMBER|NO\.?|SN|SERIALNO\.?)?[:.]?"
)


def read_number(text: str, *, is_application: bool = False) -> PatentNumber:
    """Say what a patent number is, however it was typed.

    Parameters
    ----------
    text : str
        Anything: full-width, spaced, without its point, with a label before it.
    is_application : bool
        Whether it stands where application numbers stand.

    Returns
    -------
    PatentNumber
        Never an error: an unreadable number has a fault and no normalised form.

    Examples
    --------
    >>> read_number("ｚｌ 2021 1102 9984。2").normalised
    'ZL202111029984.2'
    >>> read_number("202211358632.6").normalised
    '202211358632.6'
    >>> read_number("D628,609").kind.value, read_number("what?").valid
    ('design', False)
    """
    if len(text) > LONGEST_TEXT:
        return UNREADABLE
    cleaned = _cleaned(text)
    return (
        read_chinese(cleaned)
        or read_international(cleaned)
        or read_american(cleaned, is_application=is_application)
        or read_foreign(cleaned)
        or UNREADABLE
    )


def _cleaned(text: str) -> str:
    """Return capitals without spaces, labels and brackets."""
    seen = _BLANKS.sub("", text.upper()) if text.isascii() else _narrow(text)
    bare = seen.strip("=()[]<>\"'“”‘’,;:.#")
    label = _LABEL.match(bare)
    return bare[label.end() :] if label else bare


def _narrow(text: str) -> str:
    """Return letters and digits in their plain form, without anything invisible."""
    narrow = unicodedata.normalize("NFKC", text).upper().translate(_LOOK_ALIKES)
    return "".join(c for c in narrow if unicodedata.category(c)[0] not in "ZC")
