"""Named starting points for terms: sound as they are, and meant to be edited.

The amounts are round examples, not advice. A pattern takes a lane and dates and
makes the same terms for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal, TypeAlias

from pydantic import JsonValue

from pricing.errors import PatternUnknown
from pricing.terms import Terms, read_tree

__all__ = ["PATTERNS", "PATTERN_LABELS", "pattern"]

PATTERNS = (
    "one_off",
    "entry_royalty",
    "royalty",
    "staged",
    "pay_later",
    "size_tiered",
    "instalments",
    "free",
)
PATTERN_LABELS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "one_off": ("一次性付费", "One-off fee"),
        "entry_royalty": ("入门费加提成", "Entry fee and royalty"),
        "royalty": ("提成费", "Royalty"),
        "staged": ("分阶段许可", "Staged licence"),
        "pay_later": ("先使用后付费", "Use first, pay later"),
        "size_tiered": ("按企业规模分档", "Tiers by enterprise size"),
        "instalments": ("分期付款", "Instalments"),
        "free": ("无偿许可", "Free licence"),
    }
)

Object: TypeAlias = dict[str, JsonValue]


def pattern(
    name: str, *, lane: Literal["open", "ordinary"], starts_on: date, ends_on: date
) -> Terms:
    """Return a named starting point as terms.

    Parameters
    ----------
    name : str
        One of `PATTERNS`.
    lane : str
        ``"open"`` or ``"ordinary"``. Tiers by size are always ordinary, because
        no text read allows or forbids them in an open licence.
    starts_on, ends_on : date
        First and last day of the term.

    Returns
    -------
    Terms
        Sound terms with labels in Chinese and English.

    Raises
    ------
    PatternUnknown
        When there is no such pattern.
    TermsUnreadable
        When the dates are reversed or out of range.
    """
    if name not in _MAKERS:
        raise PatternUnknown(
            f"There is no pattern named {name}.",
            f"没有名为 {name} 的模板。",
            mend_en=f"Choose one of {', '.join(PATTERNS)}.",
            mend_zh=f"可选：{'、'.join(PATTERNS)}。",
        )
    chosen = "ordinary" if name == "size_tiered" else lane
    frame: Object = {
        "version": 1,
        "currency": "CNY",
        "lane": chosen,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "tax": {"price_includes_vat": True, "treatment": "undetermined"},
        "reporting": {"period": "half_year", "due_days": 30},
    }
    return read_tree({**frame, **_MAKERS[name](_months(starts_on, ends_on))})


def _months(starts_on: date, ends_on: date) -> int:
    """Return the whole months between two days, at least one."""
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month
    return max(1, months)


def _fixed(amount: str, **keys: JsonValue) -> Object:
    return {"kind": "fixed", "amount": amount, **keys}


def _royalty(*bands: Object, **keys: JsonValue) -> Object:
    written: Object = {"kind": "royalty", "base": "net_sales", "bands": list(bands)}
    return written | keys


def _band(rate: str, up_to: str | None = None) -> Object:
    return {"rate": rate, "up_to": up_to}


def _stage(
    name: str, labels: tuple[str, str], fees: Sequence[Object], **keys: JsonValue
) -> Object:
    label_zh, label_en = labels
    written: Object = {"name": name, "label_zh": label_zh, "label_en": label_en}
    return written | {"fees": list(fees)} | keys


def _whole(*fees: Object) -> Object:
    """Return one stage from the first day to the last."""
    return {"stages": [_stage("production", ("产业化", "Production"), fees)]}


def _one_off(_months: int) -> Object:
    return _whole(_fixed("100000.00")) | _basis(
        "一次性收取固定许可费。", "One fixed fee."
    )


def _entry_royalty(_months: int) -> Object:
    bands = (_band("0.03", "5000000.00"), _band("0.02"))
    return _whole(_fixed("20000.00"), _royalty(*bands)) | _basis(
        "先收入门费，再按净销售额提成。", "An entry fee, then a royalty on net sales."
    )


def _only_royalty(_months: int) -> Object:
    return _whole(_royalty(_band("0.03"))) | _basis(
        "按净销售额提成。", "A royalty on net sales."
    )


def _staged(months: int) -> Object:
    trial, pilot = _early_stages(months)
    tried = [_fixed("1000.00", credited_to="production")]
    produced = [_fixed("50000.00"), _royalty(_band("0.02"), cap_total="2000000.00")]
    stages: list[JsonValue] = [
        _stage("trial", ("试用", "Trial"), tried, months=trial, sales_allowed=False),
        _stage("pilot", ("中试", "Pilot"), [_fixed("20000.00")], months=pilot),
        _stage("production", ("产业化", "Production"), produced),
    ]
    return {"stages": stages} | _basis(
        "分试用、中试、产业化三个阶段收费，试用费抵扣产业化阶段费用。",
        "Trial, pilot and production are paid in turn; the trial fee is credited.",
    )


def _early_stages(months: int) -> tuple[int, int]:
    """Return the months of trial and pilot, shortened for a short term."""
    return max(1, min(6, months // 4)), max(1, min(12, months // 3))


def _pay_later(months: int) -> Object:
    later = min(12, months)
    return _whole(
        _fixed("50000.00", due="after_months", months=later, if_stopped="waived")
    ) | _basis(
        f"先使用{later}个月，之后付费；期满前退出的不付。",
        f"Use for {later} months, then pay; who stops before pays nothing.",
    )


def _size_tiered(months: int) -> Object:
    tiers: Object = {"micro": "0.2", "small": "0.5", "medium": "0.8", "large": "1"}
    return {"size_tiers": tiers} | _entry_royalty(months)


def _instalments(months: int) -> Object:
    every = max(1, min(12, months // 3))
    return _whole(
        _fixed("90000.00", instalments=3, every_months=every, if_stopped="pro_rata")
    ) | _basis("固定许可费分三期支付。", "A fixed fee in three instalments.")


def _free(_months: int) -> Object:
    return _whole() | _basis("无偿。", "Free of charge.")


def _basis(text_zh: str, text_en: str) -> Object:
    return {"fee_basis_zh": text_zh, "fee_basis_en": text_en}


_MAKERS: Mapping[str, Callable[[int], Object]] = MappingProxyType(
    {
        "one_off": _one_off,
        "entry_royalty": _entry_royalty,
        "royalty": _only_royalty,
        "staged": _staged,
        "pay_later": _pay_later,
        "size_tiered": _size_tiered,
        "instalments": _instalments,
        "free": _free,
    }
)
