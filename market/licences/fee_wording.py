"""A fee in one line of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from flask_babel import gettext as _

from market.formats import money_exact, months, number, percent
from pricing.fees import Fee, FixedFee, Royalty, SalesRoyalty, UnitRoyalty

MICRO_YUAN = 1_000_000


def fee_line(fee: Fee, labels: Mapping[str, str], locale: str) -> str:
    """Return a fee in words.

    Parameters
    ----------
    fee : Fee
        A fixed fee or a royalty.
    labels : mapping
        Label of each stage by its name.
    locale : str
        ``"zh"`` or ``"en"``.
    """
    parts = (
        _fixed(fee, labels, locale)
        if isinstance(fee, FixedFee)
        else _royalty(fee, locale)
    )
    return (";" if locale == "zh" else "; ").join(parts)


def _fixed(fee: FixedFee, labels: Mapping[str, str], locale: str) -> Iterator[str]:
    yield _("Fixed fee %(amount)s", amount=money_exact(fee.amount_fen, locale))
    yield _due(fee, locale)
    if fee.instalments > 1:
        yield _(
            "in %(count)s instalments, one every %(months)s",
            count=fee.instalments,
            months=months(fee.every_months or 0, locale),
        )
    if fee.due != "stage_entry" or fee.instalments > 1:
        yield {
            "owed": _("what is not yet due when the licensee stops stays owed"),
            "waived": _("what is not yet due when the licensee stops is waived"),
            "pro_rata": _(
                "of what is not yet due when the licensee stops, the days used are owed"
            ),
        }[fee.if_stopped]
    if fee.credited_to:
        yield _("credited to stage %(label)s", label=labels[fee.credited_to])


def _due(fee: FixedFee, locale: str) -> str:
    waits = months(fee.months or 0, locale)
    words = {
        "stage_entry": _("due when the stage begins"),
        "after_months": _("due %(months)s after the stage begins", months=waits),
        "first_sale": _("due on the first sale"),
        "result": _(
            "due on this result: %(result)s",
            result=fee.result_zh if locale == "zh" else fee.result_en,
        ),
        "yearly": _("due every year of the stage"),
    }
    return str(words[fee.due])


def _royalty(fee: Royalty, locale: str) -> Iterator[str]:
    yield _base(fee)
    yield from _tariff(fee, locale)
    if fee.holiday_months:
        yield _(
            "free for the first %(months)s", months=months(fee.holiday_months, locale)
        )
    limits = {
        _("at least %(amount)s a year"): fee.minimum_per_year_fen,
        _("at most %(amount)s a year"): fee.cap_per_year_fen,
        _("at most %(amount)s in all"): fee.cap_total_fen,
    }
    for words, amount_fen in limits.items():
        if amount_fen is not None:
            yield words % {"amount": money_exact(amount_fen, locale)}


def _base(fee: Royalty) -> str:
    words = {
        "net_sales": _("Royalty on net sales"),
        "profit": _("Royalty on profit"),
        "units": _("Royalty on units"),
    }
    return str(words[fee.base]) if isinstance(fee, SalesRoyalty | UnitRoyalty) else ""


def _tariff(fee: Royalty, locale: str) -> Iterator[str]:
    is_units = isinstance(fee, UnitRoyalty)
    years = _rates_by_year(fee)
    if years:
        rates = (_rate(rate, locale, is_units=is_units) for rate in years)
        listed = ("、" if locale == "zh" else ", ").join(rates)
        yield _("in licence years 1, 2, ...: %(rates)s; then the last", rates=listed)
        return
    bands = fee.bands_in(1)
    for limit, rate in bands:
        shown = _rate(rate, locale, is_units=is_units)
        if limit is None:
            yield _("%(rate)s above", rate=shown) if len(bands) > 1 else shown
        else:
            most = number(limit, locale) if is_units else money_exact(limit, locale)
            yield _("%(rate)s up to %(limit)s", rate=shown, limit=most)
    if len(bands) > 1:
        yield _how_bands_count(fee)


def _rates_by_year(fee: Royalty) -> tuple[int, ...]:
    if isinstance(fee, UnitRoyalty):
        return fee.per_unit_by_year_micro
    return fee.rates_by_year_ppm if isinstance(fee, SalesRoyalty) else ()


def _how_bands_count(fee: Royalty) -> str:
    if fee.mode == "volume":
        return str(_("the whole base at the rate of the band reached"))
    if fee.bands_period == "licence":
        return str(_("each band at its own rate, counted over the licence"))
    return str(_("each band at its own rate, counted by licence year"))


def _rate(rate: int, locale: str, *, is_units: bool) -> str:
    if not is_units:
        return percent(rate, locale)
    return str(_("CN¥%(yuan)s per unit", yuan=f"{Decimal(rate) / MICRO_YUAN:f}"))
