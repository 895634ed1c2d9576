"""The words of a table of comparables: its headings and what its cells may say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["COLUMNS", "COLUMN_LABELS", "FORMS", "LICENSORS", "SCOPES", "YUAN"]

COLUMNS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        key: frozenset({key, *aliases})
        for key, aliases in {
            "patent": ("专利号", "patent number"),
            "scope": ("范围",),
            "licensor": ("许可方类型", "许可方", "licensor kind"),
            "year": ("年份", "签订年份"),
            "form": ("费用形式", "支付方式", "收费方式", "fee form"),
            "amount": ("金额", "金额(元)", "amount yuan", "amount (yuan)"),
            "rate": ("提成率", "费率", "royalty rate"),
            "months": ("期限", "期限(月)", "许可期限(月)", "term months"),
            "currency": ("币种",),
            "patents": ("专利数", "专利件数"),
            "licensees": ("被许可人数",),
            "ipc": ("分类号", "ipc分类号", "ipc 分类号"),
            "industry": ("行业", "行业代码", "国民经济行业"),
            "source": ("来源",),
        }.items()
    }
)
COLUMN_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "scope": "范围",
        "licensor": "许可方类型",
        "year": "年份",
        "form": "费用形式",
        "amount": "金额",
        "rate": "提成率",
        "months": "期限（月）",
        "currency": "币种",
        "patents": "专利数",
        "licensees": "被许可人数",
        "ipc": "IPC 分类号",
        "industry": "行业",
        "patent": "专利号",
        "source": "来源",
    }
)


SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "own": "own",
        "industry": "industry",
        "international": "international",
        "本专利": "own",
        "行业": "industry",
        "国际": "international",
    }
)
LICENSORS: Mapping[str, str] = MappingProxyType(
    {
        "university": "university",
        "institute": "institute",
        "enterprise": "enterprise",
        "person": "person",
        "高校": "university",
        "院所": "institute",
        "科研院所": "institute",
        "企业": "enterprise",
        "个人": "person",
    }
)
FORMS: Mapping[str, str] = MappingProxyType(
    {
        "fixed": "fixed",
        "one-off": "fixed",
        "one_off": "fixed",
        "yearly": "yearly",
        "royalty": "royalty",
        "profit": "profit",
        "mixed": "mixed",
        "free": "free",
        "固定": "fixed",
        "一次性": "fixed",
        "一次性付费": "fixed",
        "按年": "yearly",
        "按年付费": "yearly",
        "提成": "royalty",
        "提成费": "royalty",
        "利润提成": "profit",
        "入门费加提成": "mixed",
        "无偿": "free",
        "无偿许可": "free",
        "免费": "free",
    }
)
YUAN = frozenset({"cny", "rmb", "人民币", "元", "¥"})
