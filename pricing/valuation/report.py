"""A fair price as lines: inputs, headings, result, terms to start from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pricing.terms import FixedFee, SalesRoyalty
from pricing.valuation.headings import HEADING_LABELS
from pricing.valuation.quantities import ASSUMPTION, QUANTITIES, Said
from pricing.valuation.readiness import readiness_of
from pricing.valuation.report_line import ReportLine, Section, Unit, Value, rough
from pricing.valuation.starting_terms import FORM_LABELS, StartingTerms
from pricing.valuation.suggestion import Answer, FairPrice

__all__ = ["BY_INCOME", "lines_of"]

OWN = Said("本项目自有方法", "this project's own method")
STATED = Said("使用者填写", "stated by the asker")
CHOSEN = Said("选定值或默认值", "as chosen, or the default")
BY_INCOME = (
    "margin",
    "patent_share",
    "licensor_share",
    "own_cost",
    "launch_years",
    "growth",
    "erosion",
    "discount",
    "months",
    "licensees",
    "elasticity",
)
_RESTS_ON: dict[str, tuple[str, ...]] = {
    "own_income": ("own_sales", *BY_INCOME),
    "charged": ("comparables", "licensees", "elasticity"),
    "industry": ("comparables", "licensees", "elasticity"),
    "international": ("comparables", "published", "licensees", "elasticity"),
    "asset": ("sales", "readiness", *BY_INCOME),
}


def lines_of(fair: FairPrice) -> tuple[ReportLine, ...]:
    """Return every line of the report, inputs first.

    Parameters
    ----------
    fair : FairPrice
        The answer.

    Returns
    -------
    tuple of ReportLine
        Inputs, headings, result and terms.
    """
    parts = (_situation, _inputs, _headings, _result, _terms)
    return tuple(chain.from_iterable(part(fair) for part in parts))


class _Section:
    """Makes the lines of one section."""

    def __init__(self, section: Section) -> None:
        self._section = section

    def line(
        self, key: str, label: Said, value: Value, unit: Unit, source: Said, *rests: str
    ) -> ReportLine:
        return ReportLine(
            section=self._section,
            key=key,
            label=label,
            value=value,
            unit=unit,
            inputs=rests,
            source=source,
        )


def _situation(fair: FairPrice) -> Iterator[ReportLine]:
    asked, line = fair.asked, _Section("inputs").line
    level = readiness_of(asked.readiness)
    name = Said(level.label_zh, level.label_en)
    rows, free = len(asked.comparables), asked.free_count
    told = Said(
        f"{rows} 份有价格，另有 {free} 份无偿只计数",
        f"{rows} with a price; {free} free ones only counted",
    )
    term = Said("许可期限", "Term of the licence")
    yield line("months", term, asked.months, "months", CHOSEN)
    ready = Said("技术成熟度", "Readiness of the technology")
    yield line("readiness", ready, name, "text", CHOSEN)
    chance = Said("技术成功的实际概率", "Actual chance that the technology works")
    yield line("success", chance, asked.success(), "share", ASSUMPTION, "readiness")
    source = Said("导入的表和本平台许可", "the loaded table, this market")
    yield line("comparables", Said("可比许可", "Comparables"), told, "text", source)


def _inputs(fair: FairPrice) -> Iterator[ReportLine]:
    line = _Section("inputs").line
    for key, quantity in QUANTITIES.items():
        source = STATED if key in fair.asked.stated else quantity.source
        yield line(key, quantity.label, fair.asked.quantity(key), quantity.unit, source)


def _headings(fair: FairPrice) -> Iterator[ReportLine]:
    line = _Section("headings").line
    for one in fair.answers:
        label, rests, why = HEADING_LABELS[one.key], _RESTS_ON[one.key], _reasons(one)
        fee = Said(f"{label.zh}：年均使用费", f"{label.en}: mean yearly fee")
        rate = Said(f"{label.zh}：提成率", f"{label.en}: royalty")
        yield line(f"{one.key}.fee", fee, one.yearly_fen, "yuan_a_year", why, *rests)
        yield line(f"{one.key}.rate", rate, one.rate_ppm, "share", why, *rests)


def _reasons(one: Answer) -> Said:
    weight = Said(f"权重 {one.weight}（假设）。", f"Weight {one.weight} (ASSUMPTION).")
    told = (*one.reasons, weight)
    return Said("".join(each.zh for each in told), " ".join(each.en for each in told))


def _result(fair: FairPrice) -> Iterator[ReportLine]:
    line = _Section("result").line
    fees = [one.key for one in fair.answers if one.yearly_fen is not None]
    rates = [one.key for one in fair.answers if one.rate_ppm is not None]
    crowd = ("licensees", "elasticity")
    factor = Said("被许可人数系数", "Factor for the number of licensees")
    yield line("factor", factor, fair.factor_ppm, "share", OWN, *crowd)
    yearly = Said("年均使用费（每个被许可方）", "Mean yearly fee of each licensee")
    yield line("yearly_fee", yearly, fair.yearly_fen, "yuan_a_year", OWN, *fees)
    whole = Said("整个许可期的一次性价格", "One-off price of the whole term")
    yield line("one_off", whole, fair.one_off_fen, "yuan", OWN, "yearly_fee", "months")
    rate = Said("净销售额提成率", "Royalty on net sales")
    yield line("royalty", rate, fair.rate_ppm, "share", OWN, *rates)
    worth = Said(
        "许可对一个被许可方的价值（高于此价即离开）",
        "Worth to one licensee: above it, it walks away",
    )
    yield line("worth", worth, fair.worth_fen, "yuan", OWN, *_RESTS_ON["asset"])
    pays = Said(
        "许可对企业合算的情形占比（许可费之前）",
        "Share of cases in which the licence pays for the firm, before any fee",
    )
    yield line("paying", pays, fair.paying_ppm, "share", OWN, *_RESTS_ON["asset"])
    income = Said(
        "全部被许可方合计支付（法定上限之前）",
        "Paid by all licensees together, before limits of law",
    )
    rests = ("yearly_fee", "licensees", "months")
    yield line("office_income", income, fair.income_fen, "yuan", OWN, *rests)


def _terms(fair: FairPrice) -> Iterator[ReportLine]:
    line = _Section("terms").line
    for one in fair.starting_terms:
        value, unit = _amount(one)
        rests = ("royalty",) if one.form == "royalty" else ("one_off", "discount")
        key, label = f"terms.{one.form}", FORM_LABELS[one.form]
        yield line(key, label, value, unit, one.reason, *rests)


def _amount(one: StartingTerms) -> tuple[Value, Unit]:
    """Return what terms of one form ask, as shortly as a line takes."""
    if one.terms is None:
        return None, "text"
    stages = [(stage, stage.fees[0]) for stage in one.terms.stages]
    fees = [fee for _, fee in stages]
    if isinstance(fees[0], SalesRoyalty):
        return fees[0].bands[0].rate_ppm, "share"
    amounts = [fee.amount_fen for fee in fees if isinstance(fee, FixedFee)]
    if len(amounts) == 1:
        return amounts[0], "yuan_a_year" if one.form == "yearly" else "yuan"
    shown = [rough(amount, "yuan") for amount in amounts]
    told = [(stage, text) for (stage, _), text in zip(stages, shown, strict=True)]
    zh = "、".join(f"{stage.label_zh} {text}" for stage, text in told)
    en = ", ".join(f"{stage.label_en} {text}" for stage, text in told)
    return Said(f"{zh} 元", f"{en} yuan"), "text"
