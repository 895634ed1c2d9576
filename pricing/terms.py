"""The terms language: Terms > Stage > Fee, in from JSON.

Terms are data that a lawyer can read. Reading refuses every doubt and names the
place; `pricing.canonical` writes terms out again.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from pricing import schema_rules
from pricing.clauses import (
    AfterStop,
    BaseDefinition,
    Inspection,
    Late,
    Payee,
    Reporting,
    Tax,
)
from pricing.errors import TermsUnreadable
from pricing.faults import places_of
from pricing.fees import Band, Fee, Royalty, SalesRoyalty, UnitBand, UnitRoyalty
from pricing.fields import (
    Clause,
    Day,
    Label,
    LongText,
    Months,
    Name,
    Version,
    Yes,
    fault,
)
from pricing.fixed_fee import FixedFee
from pricing.reading import read_json
from pricing.tiers import (
    QUALITIES,
    QUALITY_LABELS,
    SIZE_LABELS,
    SIZES,
    QualityTiers,
    RegionalTier,
    RegionalTiers,
    SizeTiers,
    refuse_steep,
)

__all__ = [
    "QUALITIES",
    "QUALITY_LABELS",
    "SIZES",
    "SIZE_LABELS",
    "AfterStop",
    "Band",
    "BaseDefinition",
    "Fee",
    "FixedFee",
    "Inspection",
    "Late",
    "Payee",
    "QualityTiers",
    "RegionalTier",
    "Reporting",
    "Royalty",
    "SalesRoyalty",
    "SizeTiers",
    "Stage",
    "Tax",
    "Terms",
    "UnitBand",
    "UnitRoyalty",
    "json_schema",
    "read_terms",
    "read_tree",
]

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
LONGEST_TERM_YEARS = 30


class Stage(Clause):
    """One stage of a licence: how long, whether sales are allowed, what it costs.

    `months` of the last stage may be None: it runs to the end of the terms.
    `may_stop` says whether the licensee may end the licence when the stage ends.
    """

    name: Name = Field(description="阶段代号 Name, small Latin letters")
    label_zh: Label = Field(description="中文名称 Label, Chinese")
    label_en: Label = Field(description="英文名称 Label, English")
    months: Months | None = Field(
        default=None, description="月数；仅末阶段可空 Months; open in the last only"
    )
    sales_allowed: Yes = Field(default=True, description="可否销售 Sales are allowed")
    may_stop: Yes = Field(
        default=True, description="期满可否退出 The licensee may stop at its end"
    )
    fees: Annotated[tuple[Fee, ...], Field(max_length=20)] = Field(
        default=(), description="费用 Fees"
    )


class Terms(Clause):
    """What a licence costs and under which conditions, from start to end.

    Both `starts_on` and `ends_on` belong to the term.
    """

    version: Version = Field(description="条款格式版本 Version of this language")
    currency: Literal["CNY"] = Field(description="币种 The one currency")
    lane: Literal["open", "ordinary"] = Field(
        description="开放许可或普通许可 Statutory open licence or ordinary licence"
    )
    mode: Literal["posted", "negotiated"] = Field(
        default="posted", description="明码标价或协商定价 Published or negotiated price"
    )
    starts_on: Day = Field(description="首日 First day")
    ends_on: Day = Field(description="末日（含） Last day, included")
    tax: Tax = Field(description="增值税 Value-added tax")
    reporting: Reporting = Field(default=Reporting(), description="结算 Statements")
    late: Late = Field(default=Late(), description="逾期 Late payment")
    base_definition: BaseDefinition = Field(
        default=BaseDefinition(), description="提成基数 Base of royalties"
    )
    size_tiers: SizeTiers = Field(
        default=SizeTiers(),
        description="企业规模分档系数 Factors by size of the licensee",
    )
    quality_tiers: QualityTiers = Field(
        default=QualityTiers(),
        description="优质中小企业梯度系数 Factors by quality class of the licensee",
    )
    regional_tiers: RegionalTiers = Field(
        default=(), description="地区系数 Factors by province of the licensee"
    )
    payee: Payee | None = Field(default=None, description="收款账户 Account paid to")
    records_years: Annotated[int, Field(strict=True, ge=0, le=30)] = Field(
        default=5, description="账册保存年限 Years for which records are kept"
    )
    inspection: Inspection = Field(default=Inspection(), description="查账 Inspection")
    territory: Literal["CN"] = Field(default="CN", description="地域 Territory")
    after_stop: AfterStop = Field(
        default=AfterStop(), description="终止后 After the end"
    )
    refund_on_invalidation: Literal["by_law", "pro_rata", "none"] = Field(
        default="by_law",
        description="专利被宣告无效时的退款 Refund when the patent is invalidated",
    )
    fee_basis_zh: LongText = Field(
        default="", description="使用费依据和方式说明 Basis of the fee, Chinese"
    )
    fee_basis_en: LongText = Field(
        default="", description="使用费依据和方式说明 Basis of the fee, English"
    )
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=20)] = Field(
        description="各阶段，按先后 Stages in order",
        json_schema_extra=schema_rules.STAGES,
    )

    @model_validator(mode="after")
    def _dates_in_order(self) -> Terms:
        if self.ends_on < self.starts_on:
            raise fault("dates_reversed", at=("ends_on",))
        if self.ends_on.year - self.starts_on.year > LONGEST_TERM_YEARS:
            raise fault("term_too_long", at=("ends_on",), most=LONGEST_TERM_YEARS)
        return self

    @model_validator(mode="after")
    def _factors_together(self) -> Terms:
        refuse_steep(self.size_tiers, self.quality_tiers, self.regional_tiers)
        return self

    @model_validator(mode="after")
    def _stages_in_order(self) -> Terms:
        names = [stage.name for stage in self.stages]
        for position, stage in enumerate(self.stages):
            if stage.name in names[:position]:
                raise fault("stage_twice", at=("stages", position, "name"))
            if stage.months is None and position < len(names) - 1:
                raise fault("stage_after_open", at=("stages", position + 1))
            _credits_later(stage, position, names)
        _one_base(self.stages)
        return self


def _one_base(stages: tuple[Stage, ...]) -> None:
    """Refuse royalties on different bases, which no one forecast can serve."""
    first: str | None = None
    for position, stage in enumerate(stages):
        for number, fee in enumerate(stage.fees):
            if isinstance(fee, FixedFee):
                continue
            first = first or fee.base
            if fee.base != first:
                at = ("stages", position, "fees", number, "base")
                raise fault("second_base", at=at, first=first)


def _credits_later(stage: Stage, position: int, names: list[str]) -> None:
    """Refuse a credit to a stage that does not come later."""
    later = names[position + 1 :]
    for number, fee in enumerate(stage.fees):
        if not isinstance(fee, FixedFee) or fee.credited_to is None:
            continue
        if fee.credited_to not in later:
            at = ("stages", position, "fees", number, "credited_to")
            code = "credit_not_later" if later else "credit_from_last"
            raise fault(code, at=at, later=later)


def read_terms(text: str | bytes) -> Terms:
    """Read terms from JSON.

    Parameters
    ----------
    text : str or bytes
        JSON; bytes are UTF-8, with or without a byte order mark.

    Returns
    -------
    Terms
        Sound in form; `pricing.law.checks.check` judges them by the law.

    Raises
    ------
    TermsUnreadable
        Names every place that is wrong.
    """
    return read_tree(read_json(text))


def read_tree(tree: Mapping[str, object]) -> Terms:
    """Read terms from a JSON object that is already parsed, such as a form's.

    Parameters
    ----------
    tree : Mapping
        The value of each key of the terms language; a key left out keeps its
        default.

    Returns
    -------
    Terms
        Sound in form; `pricing.law.checks.check` judges them by the law.

    Raises
    ------
    TermsUnreadable
        Names every place that is wrong.
    """
    try:
        return Terms.model_validate(tree)
    except ValidationError as error:
        raise TermsUnreadable(places_of(error, _keys())) from error


@cache
def _keys() -> frozenset[str]:
    """Return every key of the terms language."""
    schema = Terms.model_json_schema()
    parts = [schema, *schema["$defs"].values()]
    return frozenset(key for part in parts for key in part["properties"])


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of terms.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12, with the rules that a schema can state.

    Examples
    --------
    >>> json_schema()["required"][:2]
    ['version', 'currency']
    """
    return {"$schema": SCHEMA_DIALECT, **Terms.model_json_schema()}
