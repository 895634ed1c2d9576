"""Terms in words, clause by clause, and where two versions differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from market import formats
from market.licences.billing import DATED
from market.licences.class_words import Clause, class_clauses
from pricing.money import PPM
from pricing.terms import Fee, FixedFee, Stage, Terms
from pricing.wording.clauses import DEDUCTION_WORDS
from pricing.wording.ending import DUTY_WORDS
from pricing.wording.fee_words import fee_words


@dataclass(frozen=True, slots=True)
class Difference:
    """A clause that two versions do not share; empty where one has none."""

    heading: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def clauses(terms: Terms, locale: str) -> tuple[Clause, ...]:
    """Return terms in words.

    Parameters
    ----------
    terms : Terms
        The terms.
    locale : str
        The reader's language, ``"zh"`` or ``"en"``.
    """
    return (
        Clause("term", _("Term"), (_term(terms, locale),)),
        *_stages(terms, locale),
        *class_clauses(terms, locale),
        *_of_royalties(terms, locale),
        Clause("tax", _("Value-added tax"), (_tax(terms, locale),)),
        Clause("late", _("Late payment"), (_late(terms, locale),)),
        Clause("records", _("Records"), tuple(_records(terms))),
        Clause("end", _("After the end"), tuple(_end(terms, locale))),
        *_stated(terms, locale),
    )


def differences(old: Terms, new: Terms, locale: str) -> tuple[Difference, ...]:
    """Return the clauses in which two versions differ, in the order of the new."""
    before = {clause.key: clause for clause in clauses(old, locale)}
    after = {clause.key: clause for clause in clauses(new, locale)}
    return tuple(
        Difference(
            heading=(after.get(key) or before[key]).heading,
            old=before[key].lines if key in before else (),
            new=after[key].lines if key in after else (),
        )
        for key in {**after, **before}
        if before.get(key) != after.get(key)
    )


def may_grow(terms: Terms) -> bool:
    """Say whether sales, results or later stages can add to what is certain."""
    if any(stage.fees for stage in terms.stages[1:]):
        return True
    return any(
        not isinstance(fee, FixedFee) or fee.due not in DATED
        for fee in terms.stages[0].fees
    )


def _of_royalties(terms: Terms, locale: str) -> Iterator[Clause]:
    if all(isinstance(fee, FixedFee) for stage in terms.stages for fee in stage.fees):
        return
    yield Clause("base", _("Base of royalties"), tuple(_base(terms, locale)))
    yield Clause("reporting", _("Statements"), (_reporting(terms),))


def _term(terms: Terms, locale: str) -> str:
    words = _(
        "From %(first)s to %(last)s, within China.",
        first=formats.day(terms.starts_on, locale),
        last=formats.day(terms.ends_on, locale),
    )
    return str(words)


def _stages(terms: Terms, locale: str) -> Iterator[Clause]:
    last = len(terms.stages) - 1
    for position, stage in enumerate(terms.stages):
        heading = _(
            "Stage %(number)s: %(label)s",
            number=position + 1,
            label=stage.label_zh if locale == "zh" else stage.label_en,
        )
        fees = tuple(_fee(terms, fee, locale) for fee in stage.fees)
        lines = (_course(stage, locale, is_last=position == last), *fees)
        free = () if fees else (_("Free of charge."),)
        yield Clause(f"stage{position}", heading, lines + free)


def _fee(terms: Terms, fee: Fee, locale: str) -> str:
    """Return a fee in words, before the size factor, which has its own clause."""
    words = fee_words(terms, fee, PPM)
    return "，".join(words.zh) if locale == "zh" else ", ".join(words.en)


def _course(stage: Stage, locale: str, *, is_last: bool) -> str:
    lasts = (
        _("Runs to the end of the term.")
        if stage.months is None
        else _("Lasts %(months)s.", months=formats.months(stage.months, locale))
    )
    sales = "" if stage.sales_allowed else _("No sales are allowed.")
    may_stop = stage.may_stop and not is_last
    stop = _("The licensee may stop when it ends.") if may_stop else ""
    return _joined(locale, lasts, sales, stop)


def _joined(locale: str, *sentences: str) -> str:
    return ("" if locale == "zh" else " ").join(filter(None, sentences))


def _base(terms: Terms, locale: str) -> Iterator[str]:
    base = terms.base_definition
    position = 0 if locale == "zh" else 1
    if base.deductions:
        named = [DEDUCTION_WORDS[name][position] for name in base.deductions]
        yield _(
            "Before the royalty these are deducted: %(deductions)s.",
            deductions=("、" if locale == "zh" else ", ").join(named),
        )
    else:
        yield _("Nothing is deducted before the royalty.")
    if not base.tax_excluded:
        yield _("The base is stated with value-added tax.")
    texts = (
        (base.products_zh, base.text_zh)
        if locale == "zh"
        else (base.products_en, base.text_en)
    )
    yield from filter(None, texts)


def _reporting(terms: Terms) -> str:
    periods = {
        "month": _("month"),
        "quarter": _("quarter"),
        "half_year": _("half-year"),
        "year": _("year"),
    }
    words = _(
        "One for each %(period)s of the licence, within %(days)s days of its end.",
        period=periods[terms.reporting.period],
        days=terms.reporting.due_days,
    )
    return str(words)


def _tax(terms: Terms, locale: str) -> str:
    included = (
        _("The prices include value-added tax.")
        if terms.tax.price_includes_vat
        else _("Value-added tax is added to the prices.")
    )
    treatments = {
        "exempt": _("The licence is exempt."),
        "undetermined": _("Whether the licence is taxable is not yet determined."),
        "taxable": _(
            "The rate is %(rate)s.",
            rate=formats.percent(terms.tax.rate_ppm or 0, locale),
        ),
    }
    return _joined(locale, included, treatments[terms.tax.treatment])


def _late(terms: Terms, locale: str) -> str:
    late = terms.late
    if late.rate_per_day_ppm == 0:
        return str(_("No charge for lateness is stated; the law applies."))
    charged = _(
        "%(rate)s of the overdue amount for each day after %(days)s days of grace.",
        rate=formats.percent(late.rate_per_day_ppm, locale),
        days=late.grace_days,
    )
    if late.ceiling_ppm is None:
        return str(charged)
    most = formats.percent(late.ceiling_ppm, locale)
    return _joined(locale, charged, _("At most %(rate)s of it.", rate=most))


def _records(terms: Terms) -> Iterator[str]:
    yield _("Accounts are kept for %(years)s years.", years=terms.records_years)
    if terms.inspection.allowed:
        yield _(
            "The licensor may inspect them after %(days)s days of notice.",
            days=terms.inspection.notice_days,
        )


def _end(terms: Terms, locale: str) -> Iterator[str]:
    months = terms.after_stop.sell_off_months
    if months:
        yield _(
            "Stock may be sold for %(months)s after the end.",
            months=formats.months(months, locale),
        )
    refunds = {
        "by_law": _("If the patent is invalidated, the law decides on a refund."),
        "pro_rata": _(
            "If the patent is invalidated, fees are refunded for the remaining time."
        ),
        "none": _("If the patent is invalidated, nothing is refunded."),
    }
    yield refunds[terms.refund_on_invalidation]
    position = 0 if locale == "zh" else 1
    duties = [DUTY_WORDS[name][position] for name in terms.after_stop.duties]
    if duties:
        listed = ("、" if locale == "zh" else ", ").join(duties)
        yield _("What remains to be done then: %(duties)s.", duties=listed)
    text = terms.after_stop.text_zh if locale == "zh" else terms.after_stop.text_en
    if text:
        yield text


def _stated(terms: Terms, locale: str) -> Iterator[Clause]:
    """Yield the clauses that only some terms have."""
    basis = terms.fee_basis_zh if locale == "zh" else terms.fee_basis_en
    if basis:
        yield Clause("fee_basis", _("Basis of the fee"), (basis,))
    if terms.payee is not None:
        payee = terms.payee
        lines = (payee.name, payee.bank, payee.account)
        yield Clause("payee", _("Account paid to"), lines)
