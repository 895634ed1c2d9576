"""The published tiers in whole sentences, Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pricing.money import PPM
from pricing.terms import Terms
from pricing.tiers import (
    PROVINCES,
    QUALITIES,
    QUALITY_LABELS,
    SIZE_LABELS,
    SIZES,
    RegionalTier,
)
from pricing.wording.phrases import NOTHING, Phrase, joined, listed, percent, quoted

__all__ = ["tier_sentences"]

_SIZES: tuple[Phrase, ...] = tuple(
    (SIZE_LABELS[size][0].removesuffix("企业"), size) for size in SIZES
)
_QUALITIES: dict[str, Phrase] = {
    "none": ("未列入梯度的企业", "enterprises in no class"),
    "innovative": (QUALITY_LABELS["innovative"][0], "innovative SMEs"),
    "srdi": (QUALITY_LABELS["srdi"][0], "SRDI SMEs"),
    "little_giant": (QUALITY_LABELS["little_giant"][0], 'SRDI "Little Giants"'),
}
_APPLIES: Phrase = (
    "上述比例适用于固定许可费、提成费和年度保底费，不适用于各档界限和费用上限。",
    "These shares apply to fixed fees, royalties and minimums, not to the limits of "
    "bands nor to caps.",
)


def tier_sentences(terms: Terms) -> list[Phrase]:
    """Say who pays which share of the stated prices.

    Parameters
    ----------
    terms : Terms
        The terms.

    Returns
    -------
    list of Phrase
        Sentences; none where all pay the same.
    """
    told = [
        _by_class(
            ("企业规模", "the size of the enterprise"),
            _SIZES,
            terms.size_tiers.factors_ppm,
            noun=("企业", " enterprises"),
        ),
        _by_class(
            ("优质中小企业梯度", "the quality class of SMEs"),
            [_QUALITIES[quality] for quality in QUALITIES],
            terms.quality_tiers.factors_ppm,
        ),
        _by_region(terms.regional_tiers),
    ]
    kinds = sum(each != NOTHING for each in told)
    if not kinds:
        return [("价格对各类被许可方一律相同。", "Prices are the same for everyone.")]
    several = ("以上各项比例相乘。", "The shares multiply.") if kinds > 1 else NOTHING
    return [*told, several, _APPLIES]


def _by_class(
    what: Phrase,
    classes: Sequence[Phrase],
    factors_ppm: Sequence[int],
    *,
    noun: Phrase = NOTHING,
) -> Phrase:
    """Say the share that each class pays, equal neighbours together."""
    if set(factors_ppm) == {PPM}:
        return NOTHING
    groups = groupby(zip(factors_ppm, classes, strict=True), key=lambda pair: pair[0])
    told = []
    for factor_ppm, group in groups:
        zh, en = listed([words for _, words in group])
        told.append(_share((zh + noun[0], en + noun[1]), factor_ppm))
    zh, en = joined(told, ("，", "; "))
    return f"按{what[0]}：{zh}。", f"By {what[1]}: {en}."


def _share(who: Phrase, factor_ppm: int) -> Phrase:
    if factor_ppm == 0:
        return f"{who[0]}不收费", f"{who[1]} pay nothing"
    if factor_ppm == PPM:
        return f"{who[0]}按全价", f"{who[1]} pay the full price"
    share = percent(factor_ppm)
    return f"{who[0]}按上述价格的 {share}", f"{who[1]} pay {share} of these prices"


def _by_region(tiers: Sequence[RegionalTier]) -> Phrase:
    if not tiers:
        return NOTHING
    told = [_region(tier) for tier in tiers]
    told.append(("其他地区按全价", "those elsewhere pay the full price"))
    zh, en = joined(told, ("，", "; "))
    return f"按地区：{zh}。", f"By region: {en}."


def _region(tier: RegionalTier) -> Phrase:
    label_zh, label_en = quoted(tier.label_zh, tier.label_en)
    names = [PROVINCES[code] for code in tier.provinces]
    zh, en = "、".join(zh for zh, _ in names), ", ".join(en for _, en in names)
    who = (f"{label_zh}（{zh}）的被许可方", f"licensees in {label_en} ({en})")
    return _share(who, tier.factor_ppm)
