"""What falls due with a notice, by the classes that a licensee may state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask_babel import gettext as _

from market.accounts.models import QualityClass, SizeClass
from market.accounts.names import PROVINCE_NAMES, QUALITY_CLASSES, SIZES
from market.formats import current_locale, money_exact, percent
from market.licences.billing import entry, owed
from pricing.licensee import Licensee
from pricing.money import PPM
from pricing.terms import Terms


def due_at_entry_fen(terms: Terms, licensee: Licensee, day: date) -> int:
    """Return what falls due with a notice of a day, before the licence begins [fen]."""
    rows = owed(terms, licensee=licensee, starts_on=day)
    return sum(row.amount_fen for row in entry(rows, day))


def size_lines(terms: Terms, chosen: Licensee, day: date) -> dict[str, str]:
    """Say what each size pays with the notice, the other classes as chosen."""
    return {
        size.value: _line(
            str(SIZES[size]),
            due_at_entry_fen(terms, replace(chosen, size=size.value), day),
        )
        for size in SizeClass
    }


def quality_lines(terms: Terms, chosen: Licensee, day: date) -> dict[str, str]:
    """Say what each quality class pays with the notice, and its share of prices."""
    factors = dict(zip(QualityClass, terms.quality_tiers.factors_ppm, strict=True))
    return {
        quality.value: _line(
            _with_share(str(QUALITY_CLASSES[quality]), factor_ppm),
            due_at_entry_fen(terms, replace(chosen, quality=quality.value), day),
        )
        for quality, factor_ppm in factors.items()
    }


def region_lines(terms: Terms) -> list[str]:
    """Say which provinces pay which share of the stated prices."""
    locale = current_locale()
    lines = [
        _(
            "%(region)s (%(provinces)s): %(percent)s of the stated amounts and "
            "royalties",
            region=tier.label_zh if locale == "zh" else tier.label_en,
            provinces=("、" if locale == "zh" else ", ").join(
                str(PROVINCE_NAMES[code]) for code in tier.provinces
            ),
            percent=percent(tier.factor_ppm, locale),
        )
        for tier in terms.regional_tiers
    ]
    return [
        *map(str, lines),
        str(_("Elsewhere: the stated amounts and royalties in full")),
    ]


def _with_share(name: str, factor_ppm: int) -> str:
    if factor_ppm == PPM:
        return name
    share = percent(factor_ppm, current_locale())
    return str(_("%(name)s, %(percent)s of the prices", name=name, percent=share))


def _line(name: str, due_fen: int) -> str:
    if due_fen == 0:
        return str(_("%(size)s: nothing due with the notice", size=name))
    amount = money_exact(due_fen, current_locale())
    return str(_("%(size)s: %(amount)s due with the notice", size=name, amount=amount))
