"""What the prices of an offer look like in a few words, to tell offers apart."""

from __future__ import annotations

from flask_babel import gettext as _

from market.formats import current_locale, money
from market.licensing.class_prices import priced_by_class
from pricing.fixed_fee import FixedFee
from pricing.money import PPM
from pricing.patterns import PATTERN_LABELS
from pricing.terms import Fee, Stage, Terms
from pricing.wording.fee_words import fee_words

LATER = ("after_months", "first_sale", "result")
MOST_FEES = 2


def shape_name(terms: Terms) -> str:
    """Name the shape of prices, whatever pattern they were drafted from."""
    chinese, english = PATTERN_LABELS[_shape(terms)]
    name = chinese if current_locale() == "zh" else english
    if priced_by_class(terms):
        return str(_("%(shape)s, by class of firm", shape=name))
    return name


def first_price(terms: Terms) -> str:
    """Say what the first stage that costs something costs, before any tier."""
    locale = current_locale()
    stage = next((stage for stage in terms.stages if any(_costs(stage))), None)
    if stage is None:
        return str(_("Free"))
    prices = [_price(terms, fee, locale) for fee in _costs(stage)]
    more = " + …" if len(prices) > MOST_FEES else ""
    return " + ".join(prices[:MOST_FEES]) + more


def _shape(terms: Terms) -> str:
    """Return the pattern that the prices are like."""
    fees = [fee for stage in terms.stages for fee in _costs(stage)]
    fixed = [fee for fee in fees if isinstance(fee, FixedFee)]
    if not fees:
        return "free"
    if len(terms.stages) > 1:
        return "staged"
    if len(fixed) < len(fees):
        return "entry_royalty" if fixed else "royalty"
    if all(fee.due in LATER for fee in fixed):
        return "pay_later"
    is_split = any(fee.instalments > 1 or fee.due == "yearly" for fee in fixed)
    return "instalments" if is_split else "one_off"


def _costs(stage: Stage) -> list[Fee]:
    """Return the fees of a stage that are not nothing."""
    fees = stage.fees
    return [fee for fee in fees if not isinstance(fee, FixedFee) or fee.amount_fen]


def _price(terms: Terms, fee: Fee, locale: str) -> str:
    words = fee_words(terms, fee, PPM)
    if words.amount_fen is not None:
        return money(words.amount_fen, locale)
    return words.zh[0] if locale == "zh" else words.en[0]
