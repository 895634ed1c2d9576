"""The boxes of the clauses that are no price: statements, tax, the base, the end."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from market.licensing.boxes import PERIODS, TREATMENTS, Box, Choices, Text
from pricing.faults import Path

REFUNDS: Choices = (
    ("by_law", _("what the law gives back")),
    ("pro_rata", _("the part for the days not used")),
    ("none", _("no refund")),
)
DEDUCTIONS: Choices = (
    ("returns", _("returned goods")),
    ("vat", _("value-added tax")),
    ("other_taxes", _("other taxes on sales")),
    ("discounts", _("discounts given")),
    ("freight", _("freight")),
    ("insurance", _("insurance in transit")),
    ("packaging", _("packaging")),
    ("installation", _("installation")),
    ("purchased_parts", _("parts bought in")),
)
DUTIES: Choices = (
    ("pay_what_fell_due", _("pay what fell due")),
    ("final_report", _("a last statement of sales")),
    ("keep_records", _("keep the accounts")),
    ("return_documents", _("give the documents back")),
    ("secrecy", _("keep what is secret")),
)


def clause_boxes() -> tuple[Box, ...]:
    """Return the clauses that a bill needs."""
    return (*_reporting(), *_late(), *_tax())


def _reporting() -> tuple[Box, ...]:
    return (
        _choice(("reporting", "period"), _("Sales statements"), PERIODS),
        _whole(("reporting", "due_days"), _("Due within"), _("days")),
    )


def _late() -> tuple[Box, ...]:
    rate, ceiling = ("late", "rate_per_day"), ("late", "ceiling")
    return (
        _whole(("late", "grace_days"), _("Days of grace"), _("days")),
        Box(path=rate, label=_("Late, each day"), kind="percent", unit="%"),
        Box(
            path=ceiling,
            label=_("Late, at most"),
            kind="percent",
            unit="%",
            may_be_empty=True,
            if_empty=_("no limit"),
        ),
    )


def _tax() -> tuple[Box, ...]:
    return (
        _choice(("tax", "treatment"), _("Value-added tax"), TREATMENTS),
        Box(
            path=("tax", "rate"),
            label=_("Rate of tax"),
            kind="percent",
            unit="%",
            may_be_empty=True,
        ),
        Box(
            path=("tax", "price_includes_vat"),
            label=_("Prices include value-added tax"),
            kind="yes",
        ),
    )


def base_boxes() -> tuple[Box, ...]:
    """Return what the base of a royalty is."""
    at = "base_definition"
    return (
        _long((at, "products_zh"), _("Licensed products, in Chinese")),
        _long((at, "products_en"), _("Licensed products, in English")),
        Box(
            path=(at, "deductions"),
            label=_("Taken off gross sales"),
            kind="many",
            choices=DEDUCTIONS,
        ),
        Box(
            path=(at, "tax_excluded"),
            label=_("The base is counted without value-added tax"),
            kind="yes",
        ),
        _long((at, "text_zh"), _("Definition of the base, in Chinese")),
        _long((at, "text_en"), _("Definition of the base, in English")),
    )


def ending_boxes() -> tuple[Box, ...]:
    """Return accounts and inspection, what follows the end, and refunds."""
    return (
        _whole(("records_years",), _("Accounts are kept"), _("years")),
        Box(
            path=("inspection", "allowed"),
            label=_("The licensor may inspect the accounts"),
            kind="yes",
        ),
        _whole(("inspection", "notice_days"), _("Notice before it"), _("days")),
        _whole(("after_stop", "sell_off_months"), _("Stock may be sold"), _("months")),
        _choice(
            ("refund_on_invalidation",),
            _("Given back if the patent is invalidated"),
            REFUNDS,
        ),
        Box(
            path=("after_stop", "duties"),
            label=_("Duties that remain after the end"),
            kind="many",
            choices=DUTIES,
        ),
        _long(("after_stop", "text_zh"), _("Remark on the end, in Chinese")),
        _long(("after_stop", "text_en"), _("Remark on the end, in English")),
    )


def payee_boxes() -> tuple[Box, ...]:
    """Return the account that licence fees are paid to."""
    labels = (
        ("name", _("Account holder")),
        ("bank", _("Bank")),
        ("account", _("Account number")),
    )
    return tuple(
        Box(path=("payee", key), label=label, kind="text", may_be_empty=True)
        for key, label in labels
    )


def basis_boxes() -> tuple[Box, ...]:
    """Return the statement on the basis of the fee."""
    hint = _(
        "How the fee was reached: it goes into the declaration, so plainly "
        "and without praise."
    )
    return (
        _long(("fee_basis_zh",), _("Basis of the fee, in Chinese"), hint),
        _long(("fee_basis_en",), _("Basis of the fee, in English")),
    )


def _whole(path: Path, label: Text, unit: Text) -> Box:
    return Box(path=path, label=label, kind="whole", unit=unit)


def _choice(path: Path, label: Text, choices: Choices) -> Box:
    return Box(path=path, label=label, kind="choice", choices=choices)


def _long(path: Path, label: Text, hint: Text = "") -> Box:
    return Box(path=path, label=label, kind="long", hint=hint)
