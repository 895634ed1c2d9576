"""Prices by class of firm in an open licence: an office admin answers for them."""

from __future__ import annotations

from market.errors import Forbidden, Refused
from market.quotes.classes import asks_province, asks_quality
from pricing.terms import Terms


def priced_by_class(terms: Terms) -> bool:
    """Say whether the price depends on a firm's size, quality class or region."""
    sizes_ppm = terms.size_tiers.factors_ppm
    return len(set(sizes_ppm)) > 1 or asks_quality(terms) or asks_province(terms)


def check_acknowledged(*, as_admin: bool, acknowledged: bool) -> None:
    """Refuse prices by class in an open licence that no admin answers for.

    Raises
    ------
    Forbidden
        When who acts is no admin.
    Refused
        When the admin has not said so.
    """
    if not as_admin:
        raise Forbidden(
            "开放许可中按企业规模、梯度类型或地区分档，须由机构管理员确认。"
            "请管理员来公开本方案。",
            "Prices by size, quality class or region in an open licence need an office "
            "admin who answers for them. Ask an admin to open this offer.",
        )
    if not acknowledged:
        raise Refused(
            "请由管理员勾选：已知悉开放许可中按企业规模、梯度类型或地区分档"
            "尚无明文规定。",
            "Tick that you know that no text settles prices by size, quality class or "
            "region in an open licence.",
        )
