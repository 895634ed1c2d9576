"""Terms in one paragraph of plain Chinese or English, for who has to pay.

Nothing that terms state is left unsaid, and every figure comes from the terms.
A few values change no licence and are therefore not said: the handles `name`, what
`may_stop` says of the last stage, what `if_stopped` says of a fee that is never
awaited, how and when a fee of nothing is paid, how a single band fills, whether a
base of units holds tax, and the notice of an inspection that is not allowed.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricing.plan import royalty_base
from pricing.terms import Terms
from pricing.wording.clauses import (
    base_sentences,
    payment_sentences,
    reporting_sentence,
)
from pricing.wording.ending import after_sentences
from pricing.wording.phrases import NOTHING, Phrase, quotation
from pricing.wording.stages import stage_sentences, stop_sentence, term_sentence
from pricing.wording.tiers import tier_sentences

__all__ = ["explain"]

_LANES: dict[tuple[str, str], Phrase] = {
    ("open", "posted"): (
        "这是专利法第五十条规定的开放许可：任何人书面通知专利权人并按公告支付"
        "许可使用费，即获得许可。",
        "This is an open licence under article 50 of the Patent Law: anyone who "
        "notifies the patentee in writing and pays as announced has the licence.",
    ),
    ("open", "negotiated"): (
        "条款写的是开放许可、协商定价；但按专利法第五十一条第三款，协商定价的许可"
        "属于普通许可。",
        "The terms call this an open licence at a negotiated price; yet under article "
        "51(3) of the Patent Law a licence at a negotiated price is an ordinary one.",
    ),
    ("ordinary", "posted"): (
        "这是明码标价的普通许可，不是专利法第五十条规定的开放许可。",
        "This is an ordinary licence at a published price, not an open licence under "
        "article 50 of the Patent Law.",
    ),
    ("ordinary", "negotiated"): (
        "这是协商定价的普通许可，不是专利法第五十条规定的开放许可。",
        "This is an ordinary licence at a negotiated price, not an open licence under "
        "article 50 of the Patent Law.",
    ),
}


def explain(terms: Terms, lang: str) -> str:
    """Return terms as one paragraph that a shop-owner understands.

    Parameters
    ----------
    terms : Terms
        The terms.
    lang : str
        ``"zh"`` or ``"en"``.

    Returns
    -------
    str
        One line without breaks. Texts of the terms stand in quotation marks; a
        text that is stated in the other language only stands in that one.

    Examples
    --------
    >>> from datetime import date
    >>> from pricing.patterns import pattern
    >>> free = pattern(
    ...     "free", lane="open", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    >>> explain(free, "zh").split("。")[2]
    '许可只有一个阶段“产业化”，自开始之日至许可期末，不收费'
    """
    chosen = 0 if lang == "zh" else 1
    told = (phrase[chosen] for phrase in _sentences(terms) if phrase != NOTHING)
    return ("" if lang == "zh" else " ").join(told)


def _sentences(terms: Terms) -> Iterator[Phrase]:
    base = royalty_base(terms)
    yield _LANES[terms.lane, terms.mode]
    yield term_sentence(terms)
    yield from stage_sentences(terms)
    yield stop_sentence(terms)
    yield from tier_sentences(terms)
    yield from base_sentences(terms, base)
    yield reporting_sentence(terms, base)
    yield from payment_sentences(terms)
    yield from after_sentences(terms)
    yield quotation(
        ("使用费的依据和方式说明：", "The basis of the fee, as stated: "),
        terms.fee_basis_zh,
        terms.fee_basis_en,
    )
