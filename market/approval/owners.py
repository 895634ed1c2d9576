"""Who owns a patent beside the office, and who invented it, as names tell them."""

from __future__ import annotations

import re

from market.catalogue.models import Patent, PatentOwner
from pricing.half_width import half_width

__all__ = ["co_owners", "inventors_of", "is_sole_patentee", "same_name"]

_PARTED = re.compile(r"[;；、|\n]")
# ASSUMPTION: between Chinese names a comma parts two persons; in "Smith, John" it
# parts one name.
_PARTED_IN_CHINESE = re.compile(r"[;；、|\n,，]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def co_owners(patent: Patent) -> list[PatentOwner]:
    """Return the recorded owners that are not the office itself."""
    return [owner for owner in patent.owners if not _is_office(patent, owner.name)]


def is_sole_patentee(patent: Patent) -> bool:
    """Say whether the record names the office alone as the patentee."""
    return _is_office(patent, patent.patentee)


def inventors_of(patent: Patent) -> list[str]:
    """Return the names of the inventors, each once, in the order of the record."""
    return _names(patent.inventors)


def same_name(one: str, other: str) -> bool:
    """Say whether two names are one, whatever their width, case and blanks.

    Examples
    --------
    >>> same_name("示例大学 （本部）", "示例大学(本部)"), same_name("", "")
    (True, False)
    """
    return _folded(one) == _folded(other) != ""


def _names(text: str) -> list[str]:
    """Return the names of a list.

    Examples
    --------
    >>> _names("张三，李四；王五"), _names("Smith, John; Roe, Ann")
    (['张三', '李四', '王五'], ['Smith, John', 'Roe, Ann'])
    """
    parting = _PARTED_IN_CHINESE if _CHINESE.search(text) else _PARTED
    names = (name.strip() for name in parting.split(text))
    return list(dict.fromkeys(name for name in names if name))


def _folded(name: str) -> str:
    return "".join(half_width(name).casefold().split())


def _is_office(patent: Patent, name: str) -> bool:
    office = patent.organisation
    return same_name(name, office.name_zh) or same_name(name, office.name_en)
