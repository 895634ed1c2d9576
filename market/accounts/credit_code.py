"""The unified social credit code (统一社会信用代码), as people type it.

Eighteen digits and capital letters by GB 32100-2015, the last one a check digit.
Refusing a lawful code is worse than storing a code of nobody: only what the standard
itself excludes is refused.
"""

from __future__ import annotations

from stdnum.cn import uscc
from stdnum.exceptions import InvalidLength, ValidationError

from market.errors import Unacceptable
from pricing.half_width import half_width

LENGTH = 18


class CreditCodeWrong(Unacceptable):
    """What was typed is no unified social credit code."""


def normalised(text: str) -> str:
    """Return the code in its one spelling.

    Parameters
    ----------
    text : str
        Full-width or small letters, spaces and hyphens are understood.

    Raises
    ------
    CreditCodeWrong
        If the length, a character or the check digit is wrong.

    Examples
    --------
    >>> normalised(" ９111 0000-6000 3734 1l ")
    '91110000600037341L'
    """
    typed = half_width(text).upper()
    code = "".join(sign for sign in typed if sign.isalnum())
    try:
        return str(uscc.validate(code))
    except InvalidLength as error:
        raise CreditCodeWrong(
            f"统一社会信用代码应为 {LENGTH} 位，您填写了 {len(code)} 位。"
            "请对照营业执照或法人证书核对。",
            f"A unified social credit code has {LENGTH} characters; this has "
            f"{len(code)}. Compare it with the business licence or certificate.",
        ) from error
    except ValidationError as error:
        raise CreditCodeWrong(
            "统一社会信用代码的校验位不符，可能有一位填错。"
            "请对照营业执照核对；代码中不会出现字母 I、O、S、V、Z。",
            "The check digit of the unified social credit code does not fit, so one "
            "character is probably wrong. Compare it with the business licence; the "
            "letters I, O, S, V and Z never occur.",
        ) from error
