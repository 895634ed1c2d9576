"""The clauses of terms that are not a price: tax, reports, lateness, the base.

Every clause but tax has a stated default, written in the JSON Schema.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from pricing import schema_rules
from pricing.fields import (
    Clause,
    Label,
    LongText,
    Ppm,
    ShortText,
    WholeDays,
    Yes,
    distinct,
    fault,
)

__all__ = [
    "AfterStop",
    "BaseDefinition",
    "Inspection",
    "Late",
    "Payee",
    "Reporting",
    "Tax",
]

Deduction = Literal[
    "returns",
    "vat",
    "other_taxes",
    "discounts",
    "freight",
    "insurance",
    "packaging",
    "installation",
    "purchased_parts",
]
Duty = Literal[
    "pay_what_fell_due", "final_report", "keep_records", "return_documents", "secrecy"
]


class Tax(Clause):
    """How value-added tax stands to the prices; required, never assumed."""

    model_config = ConfigDict(json_schema_extra=schema_rules.TAX)

    price_includes_vat: Yes = Field(description="价格是否含增值税 Prices include VAT")
    treatment: Literal["exempt", "taxable", "undetermined"] = Field(
        description="免税、应税或尚未确定 Exempt, taxable or not yet determined"
    )
    rate_ppm: Ppm | None = Field(
        alias="rate",
        default=None,
        description="增值税税率 Rate of VAT; needed when taxable",
    )

    @model_validator(mode="after")
    def _rate_fits_treatment(self) -> Tax:
        if self.treatment == "taxable" and self.rate_ppm is None:
            raise fault("tax_rate_missing", at=("rate",))
        if self.treatment == "exempt" and self.rate_ppm:
            raise fault("tax_rate_exempt", at=("rate",))
        return self


class Reporting(Clause):
    """How often the licensee states its base, and by when."""

    period: Literal["month", "quarter", "half_year", "year"] = Field(
        default="year", description="结算周期 Period of a statement"
    )
    due_days: WholeDays = Field(
        default=30, description="期末后几日内 Days after the period's end"
    )


class Late(Clause):
    """What a late payment costs."""

    grace_days: WholeDays = Field(
        default=0, description="宽限日数 Days without a charge"
    )
    rate_per_day_ppm: Ppm = Field(
        alias="rate_per_day",
        default=0,
        json_schema_extra={"default": "0"},
        description="按日计收比例 Share of the overdue amount per day",
    )
    ceiling_ppm: Ppm | None = Field(
        alias="ceiling",
        default=None,
        description="上限，占逾期金额的比例 Most, as a share of the overdue amount",
    )


class BaseDefinition(Clause):
    """What the base of a royalty is."""

    products_zh: LongText = Field(default="", description="许可产品 Products")
    products_en: LongText = Field(default="", description="许可产品 Products")
    deductions: Annotated[tuple[Deduction, ...], AfterValidator(distinct)] = Field(
        default=(),
        description="可扣除项目 What is taken off gross sales",
        json_schema_extra={"uniqueItems": True},
    )
    tax_excluded: Yes = Field(
        default=True, description="基数不含增值税 The base is stated without VAT"
    )
    text_zh: LongText = Field(
        default="", description="定义（中文） Definition, Chinese"
    )
    text_en: LongText = Field(
        default="", description="定义（英文） Definition, English"
    )


class Payee(Clause):
    """The account that licence fees are paid to."""

    name: Label = Field(description="户名 Account holder")
    bank: Label = Field(description="开户行 Bank")
    account: Label = Field(description="账号 Account number")


class Inspection(Clause):
    """How the licensor may inspect the accounts (Civil Code, art. 846)."""

    allowed: Yes = Field(default=True, description="可否查账 Inspection is allowed")
    notice_days: WholeDays = Field(
        default=30, description="提前通知日数 Days of notice before it"
    )


class AfterStop(Clause):
    """What follows when the licence ends or is stopped."""

    sell_off_months: Annotated[int, Field(strict=True, ge=0, le=600)] = Field(
        default=0, description="库存销售期（月） Months in which stock may be sold"
    )
    duties: Annotated[tuple[Duty, ...], AfterValidator(distinct)] = Field(
        default=("pay_what_fell_due", "final_report"),
        description="终止后义务 Duties that remain",
        json_schema_extra={"uniqueItems": True},
    )
    text_zh: ShortText = Field(default="", description="说明（中文） Remark, Chinese")
    text_en: ShortText = Field(default="", description="说明（英文） Remark, English")
