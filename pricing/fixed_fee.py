"""A fixed fee: a stated amount, when it falls due and what a stop leaves of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StrictInt, model_validator

from pricing import schema_rules
from pricing.fields import Clause, Fen, LongText, Months, Name, fault

__all__ = ["FixedFee"]

DEFERRED = ("after_months", "result")


class FixedFee(Clause):
    """A stated amount, due once, yearly or in instalments.

    `due` says when: ``stage_entry``; ``after_months`` (counted from stage
    entry); ``first_sale`` (the first day with sales on or after stage entry);
    ``result`` (the stated result, which a quote assumes after `months`);
    ``yearly`` (`amount` on stage entry and every twelve months while the stage
    runs). Instalments share out `amount`: the first is due as `due` says, the
    next ones every `every_months`; the remainder goes to the first.
    """

    model_config = ConfigDict(json_schema_extra=schema_rules.FIXED_FEE)

    kind: Literal["fixed"] = Field(description="固定许可费 Fixed fee")
    amount_fen: Fen = Field(alias="amount", description="金额（元） Amount [yuan]")
    due: Literal["stage_entry", "after_months", "first_sale", "result", "yearly"] = (
        Field(default="stage_entry", description="何时应付 When it falls due")
    )
    months: Months | None = Field(
        default=None, description="进入阶段后几个月 Months after stage entry"
    )
    result_zh: LongText = Field(
        default="", description="约定成果（中文） Stated result"
    )
    result_en: LongText = Field(
        default="", description="约定成果（英文） Stated result"
    )
    instalments: Annotated[StrictInt, Field(ge=1, le=120)] = Field(
        default=1, description="期数 Number of instalments"
    )
    every_months: Months | None = Field(
        default=None, description="每隔几个月一期 Months from one to the next"
    )
    if_stopped: Literal["owed", "waived", "pro_rata"] = Field(
        default="owed",
        description="中止时未到期部分 Of what is not yet due when the licensee stops",
    )
    credited_to: Name | None = Field(
        default=None, description="抵扣至哪一后续阶段 Later stage it is credited to"
    )

    @model_validator(mode="after")
    def _dates_are_stated(self) -> FixedFee:
        if (self.months is None) == (self.due in DEFERRED):
            code = "months_missing" if self.months is None else "months_needless"
            raise fault(code, at=("months",), due=self.due)
        if (self.every_months is None) == (self.instalments > 1):
            raise fault("every_months", at=("every_months",))
        if self.due == "yearly" and self.instalments > 1:
            raise fault("yearly_instalments", at=("instalments",))
        return self

    @model_validator(mode="after")
    def _result_is_stated(self) -> FixedFee:
        if self.due == "result" and not (self.result_zh and self.result_en):
            raise fault("result_missing", at=("result_zh",))
        return self
