"""Parts that patent offices' XML has in common: names, days, symbols of classes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

# Older American files write "A61B005/00", the EPO "C10L   1/    00            A I".
_SYMBOL = re.compile(r"([A-H][0-9]{2}[A-Z])\s*([0-9]{1,4})\s*/\s*([0-9]{2,6})")
_DAY = re.compile(r"(?:19|20)[0-9]{6}")
CPC_MARK = " (CPC)"


def text_of(element: Element | None) -> str:
    """Return all text of an element in one line; blank without one.

    No element is blank: what a document leaves out is not known.
    """
    if element is None:
        return ""
    return " ".join("".join(element.itertext()).split())


def paragraphs_of(element: Element | None) -> str:
    """Return the paragraphs of an element, each in a line."""
    if element is None:
        return ""
    lines = [text_of(paragraph) for paragraph in element.findall("{*}p")]
    return "\n".join(line for line in lines if line) or text_of(element)


def found_text(element: Element, path: str) -> str:
    """Return the text of the first element on a path."""
    return text_of(element.find(path))


def day(text: str) -> str:
    """Return a day as offices write it, or blank where only month or year is known.

    Examples
    --------
    >>> day("20150106"), day("20101100")
    ('20150106', '')
    """
    return text if _DAY.fullmatch(text) and not text.endswith("00") else ""


def symbol(section_to_subclass: str, group: str, subgroup: str) -> str:
    """Return a symbol as printed, or blank where a part is missing.

    Examples
    --------
    >>> symbol("A61B", "005", "00")
    'A61B 5/00'
    """
    if not (section_to_subclass and group and subgroup):
        return section_to_subclass
    return f"{section_to_subclass} {group.lstrip('0') or '0'}/{subgroup}"


def written_symbol(text: str) -> str:
    """Return a symbol out of the text of an office, or blank.

    Examples
    --------
    >>> written_symbol("C10L   1/    00            A I")
    'C10L 1/00'
    """
    found = _SYMBOL.match(text.strip())
    return symbol(*found.groups()) if found else ""


def part_symbol(element: Element) -> str:
    """Return a symbol that an office gives part by part."""
    names = ("section", "class", "subclass", "main-group", "subgroup")
    section, klass, subclass, group, subgroup = (
        found_text(element, f"{{*}}{name}") for name in names
    )
    return symbol(section + klass + subclass, group, subgroup)


def listed(values: Iterable[str]) -> str:
    """Return values parted by semicolons, each once whatever its case.

    Examples
    --------
    >>> listed(["FANG, HOWARD L", "", "Fang, Howard L", "Moss; J."])
    'FANG, HOWARD L; Moss, J.'
    """
    kept: dict[str, str] = {}
    for value in values:
        plain = value.replace(";", ",").strip(" ,")
        if plain:
            kept.setdefault(plain.casefold(), plain)
    return "; ".join(kept.values())


def classes_of(ipc: Iterable[str], cpc: Iterable[str]) -> str:
    """Return the classes of the IPC; where there is none those of the CPC, marked."""
    if found := listed(ipc):
        return found
    return listed(code + CPC_MARK for code in cpc if code)
