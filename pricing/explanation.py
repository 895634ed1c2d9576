"""Terms in one paragraph of plain Chinese or English, for who has to pay.

Nothing that terms state is left unsaid, and every figure comes from the terms.
A few values change no licence and are therefore not said: the handles `name`, what
`may_stop` says of the last stage, what `if_stopped` says of a fee that is never
awaited, how and when a fee of nothing is paid, how a single band fills, and the
notice of an inspection that is not allowed.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricing.explained_clauses import (
    after_sentences,
    base_sentences,
    payment_sentences,
    reporting_sentence,
)
from pricing.explained_fees import fixed_fee_sentences, label
from pricing.explained_royalties import royalty_sentences
from pricing.explained_tiers import tier_sentences
from pricing.fees import FixedFee
from pricing.phrases import (
    NOTHING,
    Phrase,
    listed,
    months,
    quotation,
    written_day,
)
from pricing.plan import royalty_base
from pricing.terms import Stage, Terms

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

_SALES: dict[bool, Phrase] = {
    True: ("期间可以销售", "allows sales"),
    False: ("期间不得销售", "allows no sales"),
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
    yield _term(terms)
    yield from _stages(terms)
    yield _stops(terms)
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


def _term(terms: Terms) -> Phrase:
    first_zh, first_en = written_day(terms.starts_on)
    last_zh, last_en = written_day(terms.ends_on)
    return (
        f"许可期自{first_zh}起至{last_zh}止，首尾两日均计入，地域为中国境内；"
        "您（被许可方）可在其中任一日开始，各阶段和许可年度从开始之日起算。",
        f"The term runs from {first_en} to {last_en}, both days included, within "
        "China; you, the licensee, may begin on any day of it, and stages and licence "
        "years count from the day on which you begin.",
    )


def _stages(terms: Terms) -> Iterator[Phrase]:
    count = len(terms.stages)
    if count > 1:
        yield f"许可分 {count} 个阶段。", f"There are {count} stages."
    forbids_sales = any(not stage.sales_allowed for stage in terms.stages)
    for number, stage in enumerate(terms.stages, start=1):
        yield _course(stage, number if count > 1 else None, says_sales=forbids_sales)
        for fee in stage.fees:
            if isinstance(fee, FixedFee):
                yield from fixed_fee_sentences(terms, fee)
            else:
                yield from royalty_sentences(fee)


def _course(stage: Stage, number: int | None, *, says_sales: bool) -> Phrase:
    """Say how long a stage runs, whether sales are allowed, and if it is free."""
    label_zh, label_en = label(stage)
    told = [_length(stage, is_only=number is None)]
    if says_sales:
        told.append(_SALES[stage.sales_allowed])
    if not stage.fees:
        told.append(("不收费", "costs nothing"))
    zh, en = "，".join(zh for zh, _ in told), listed(told)[1]
    if number is None:
        return (
            f"许可只有一个阶段{label_zh}，{zh}。",
            f"There is one stage, {label_en}, which {en}.",
        )
    return f"第 {number} 阶段{label_zh}{zh}。", f"Stage {number}, {label_en}, {en}."


def _length(stage: Stage, *, is_only: bool) -> Phrase:
    if stage.months is None:
        begin = "开始" if is_only else "进入"
        return f"自{begin}之日至许可期末", "runs to the end of the term"
    zh, en = months(stage.months)
    return f"为期 {zh}", f"lasts {en}"


def _stops(terms: Terms) -> Phrase:
    """Say at which gates one may stop, and what then stays owed."""
    gates = terms.stages[:-1]
    may = [label(stage) for stage in gates if stage.may_stop]
    must = [label(stage) for stage in gates if not stage.may_stop]
    told_zh, told_en = [], []
    if may:
        zh, en = listed(may, either=True)
        told_zh.append(
            f"您可在{zh}期满时退出，其后各阶段不再进入、不再收费，此前已到期的款项仍须付清。"
        )
        told_en.append(
            f"You may stop when {en} ends: later stages then cost nothing, and what "
            "fell due before is still owed."
        )
    if must:
        zh, en = listed(must, either=True)
        told_zh.append(f"{zh}期满时不得退出。")
        told_en.append(f"You may not stop when {en} ends.")
    return "".join(told_zh), " ".join(told_en)
