"""The declaration of an open licence: its text, in the order of the form.

What nobody told stays a visible blank; nothing is made up. The sentences are those
of the explanation, so that both say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pricing.errors import NotDeclared
from pricing.law.checks import Finding, PatentFacts, check
from pricing.law.declaration_items import DeclarationItem, declaration_items
from pricing.law.figures import figure
from pricing.terms import Terms
from pricing.wording.declared_terms import fee_text, other_text
from pricing.wording.phrases import BLANK, Phrase, blank, same
from pricing.wording.stages import term_sentence

__all__ = ["Declarant", "Declaration", "Item", "declaration"]

_UNDERTAKING: Phrase = (
    "由专利权人承诺符合开放许可声明的条件（专利法实施细则第86条，"
    "专利审查指南2023第五部分第十一章3.1、3.2），并签章",
    "the patentee undertakes that the conditions of a declaration are met "
    "(Implementing Regulations, rule 86; Guidelines 2023, Part V ch. 11 s. 3.1 and "
    "3.2), and signs",
)
# An item that a later form may add is for the patentee to write.
_ADDED: Phrase = ("由专利权人填写", "for the patentee to write")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declarant:
    """Who declares which patent, as far as that is known; empty is a blank."""

    number: str = ""
    patentee: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of the form with what is written in it.

    `is_open` says that a part of it is still a blank.
    """

    asked: DeclarationItem
    text_zh: str
    text_en: str
    is_open: bool

    def label(self, lang: str) -> str:
        """Return what the form calls it, in ``"zh"`` or ``"en"``."""
        return self.asked.label_zh if lang == "zh" else self.asked.label_en

    def text(self, lang: str) -> str:
        """Return what is written in it, in ``"zh"`` or ``"en"``."""
        return self.text_zh if lang == "zh" else self.text_en

    def article(self, lang: str) -> str:
        """Return where it is asked for, in ``"zh"`` or ``"en"``."""
        return self.asked.article_zh if lang == "zh" else self.asked.article_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """The items in the order of the form, and what the law says of the terms.

    `statement_length` counts the statement of the fee's basis, of generally at
    most `statement_most` characters [1].
    """

    items: tuple[Item, ...]
    findings: tuple[Finding, ...]
    statement_length: int
    statement_most: int

    def text(self, lang: str) -> str:
        """Return the whole text in ``"zh"`` or ``"en"``, ready to copy."""
        opening, closing = "（）" if lang == "zh" else "()"
        space = "" if lang == "zh" else " "
        return "\n\n".join(
            f"{opening}{number}{closing}{space}{item.label(lang)}\n{item.text(lang)}"
            for number, item in enumerate(self.items, start=1)
        )


def declaration(
    terms: Terms,
    declarant: Declarant | None = None,
    *,
    day: date,
    patent: PatentFacts | None = None,
) -> Declaration:
    """Return the text of a declaration of terms in the open lane.

    Parameters
    ----------
    terms : Terms
        The terms, in the open lane.
    declarant : Declarant or None
        Patent number, patentee and contact; None leaves them blank.
    day : date
        Day whose law holds.
    patent : PatentFacts or None
        What is known of the patent, for the checks.

    Returns
    -------
    Declaration
        The items and all findings; each element that no text settles has one,
        with a fallback.

    Raises
    ------
    NotDeclared
        For terms in the ordinary lane.
    FigureNotFound
        Before the first day of the form's items.

    Notes
    -----
    Implementing Regulations, rule 85; Guidelines for Patent Examination 2023,
    Part V ch. 11, s. 3.3 (seven items, statement of generally at most 2,000
    characters).
    """
    if terms.lane == "ordinary":
        raise _not_declared()
    known = declarant or Declarant()
    asked = declaration_items(day)
    most = int(figure("fee_basis_length").on(day))
    texts = _texts(terms, known, most)
    return Declaration(
        items=tuple(_item(item, texts.get(item.key, blank(*_ADDED))) for item in asked),
        findings=tuple(check(terms, patent, day=day)),
        statement_length=len(terms.fee_basis_zh.strip()),
        statement_most=most,
    )


def _not_declared() -> NotDeclared:
    return NotDeclared(
        "These terms are of an ordinary licence; only an open licence is declared "
        "(Patent Law, art. 50).",
        "本许可条件属于普通许可，不作开放许可声明（专利法第五十条）。",
        mend_en="To declare it, set lane to open, with mode posted, and run this "
        "again; otherwise post it as an ordinary licence.",
        mend_zh="如要声明，请把 lane 改为 open（mode 为 posted）后再运行；"
        "否则按普通许可明码标价公开即可。",
    )


def _item(asked: DeclarationItem, text: Phrase) -> Item:
    zh, en = text
    return Item(asked=asked, text_zh=zh, text_en=en, is_open=BLANK in zh)


def _texts(terms: Terms, known: Declarant, most: int) -> dict[str, Phrase]:
    """Return what is written in each item."""
    return {
        "number": _told(known.number, ("专利号", "patent number")),
        "patentee": _told(known.patentee, ("专利权人", "patentee")),
        "fee": fee_text(terms, most),
        "term": term_sentence(terms),
        "contact": _told(known.contact, ("联系方式", "contact")),
        "undertaking": blank(*_UNDERTAKING),
        "other": other_text(terms),
    }


def _told(text: str, what: Phrase) -> Phrase:
    return same(text.strip()) if text.strip() else blank(*what)
