"""The term and its stages in whole sentences, Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator

from pricing.fixed_fee import FixedFee
from pricing.terms import Stage, Terms
from pricing.wording.fees import fixed_fee_sentences, label
from pricing.wording.phrases import Phrase, listed, months, written_day
from pricing.wording.royalties import royalty_sentences

__all__ = [
    "course_sentences",
    "fee_sentences",
    "stage_sentences",
    "stop_sentence",
    "term_sentence",
]

_SALES: dict[bool, Phrase] = {
    True: ("期间可以销售", "allows sales"),
    False: ("期间不得销售", "allows no sales"),
}


def term_sentence(terms: Terms) -> Phrase:
    """Say from when to when a licence may run, and where.

    Parameters
    ----------
    terms : Terms
        The terms.

    Returns
    -------
    Phrase
        The sentence.
    """
    first_zh, first_en = written_day(terms.starts_on)
    last_zh, last_en = written_day(terms.ends_on)
    return (
        f"许可期自{first_zh}起至{last_zh}止，首尾两日均计入，地域为中国境内；"
        "被许可方可在其中任一日开始，各阶段和许可年度从开始之日起算。",
        f"The term runs from {first_en} to {last_en}, both days included, within "
        "China; a licence may begin on any day of it, and stages and licence years "
        "count from that day.",
    )


def stage_sentences(terms: Terms) -> Iterator[Phrase]:
    """Yield what each stage is and what it costs, stage by stage.

    Parameters
    ----------
    terms : Terms
        The terms.

    Yields
    ------
    Phrase
        Sentences.
    """
    if len(terms.stages) > 1:
        count = len(terms.stages)
        yield f"许可分 {count} 个阶段。", f"There are {count} stages."
    for stage, course in zip(terms.stages, course_sentences(terms), strict=True):
        yield course
        yield from fee_sentences(terms, stage)


def course_sentences(terms: Terms) -> list[Phrase]:
    """Say of each stage how long it runs and whether sales are allowed.

    Parameters
    ----------
    terms : Terms
        The terms.

    Returns
    -------
    list of Phrase
        Sentences.
    """
    forbids_sales = any(not stage.sales_allowed for stage in terms.stages)
    has_several = len(terms.stages) > 1
    return [
        _course(stage, number if has_several else None, says_sales=forbids_sales)
        for number, stage in enumerate(terms.stages, start=1)
    ]


def fee_sentences(terms: Terms, stage: Stage) -> list[Phrase]:
    """Say what a stage costs; nothing where it has no fees.

    Parameters
    ----------
    terms : Terms
        The terms.
    stage : Stage
        One of their stages.

    Returns
    -------
    list of Phrase
        Sentences.
    """
    told: list[Phrase] = []
    for fee in stage.fees:
        if isinstance(fee, FixedFee):
            told += fixed_fee_sentences(terms, fee)
        else:
            told += royalty_sentences(fee)
    return told


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


def stop_sentence(terms: Terms) -> Phrase:
    """Say at which gates one may stop, and what then stays owed.

    Parameters
    ----------
    terms : Terms
        The terms.

    Returns
    -------
    Phrase
        The sentence.
    """
    gates = terms.stages[:-1]
    may = [label(stage) for stage in gates if stage.may_stop]
    must = [label(stage) for stage in gates if not stage.may_stop]
    told_zh, told_en = [], []
    if may:
        zh, en = listed(may, either=True)
        told_zh.append(
            f"{zh}期满时可以退出，其后各阶段不再进入、不再收费，此前已到期的款项仍须付清。"
        )
        told_en.append(
            f"The licensee may stop when {en} ends: later stages then cost nothing, "
            "and what fell due before is still owed."
        )
    if must:
        zh, en = listed(must, either=True)
        told_zh.append(f"{zh}期满时不得退出。")
        told_en.append(f"The licensee may not stop when {en} ends.")
    return "".join(told_zh), " ".join(told_en)
