"""Tiers: factors on the price by the licensee's size, quality class and region.

They are part of a published standard that is open to anyone in the class. The
quality classes are those of the gradient cultivation of good small and medium
enterprises (优质中小企业梯度培育); provinces are the two digits of GB/T 2260.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, Field, StrictStr, WithJsonSchema
from pydantic_core import PydanticCustomError

from pricing.fields import Clause, FactorPpm, Label, Name, distinct, fault
from pricing.money import MAX_FACTOR_PPM, PPM, format_millionths

__all__ = [
    "PROVINCES",
    "QUALITIES",
    "QUALITY_LABELS",
    "SIZES",
    "SIZE_LABELS",
    "QualityTiers",
    "RegionalTier",
    "RegionalTiers",
    "SizeTiers",
    "refuse_steep",
]

Labels = Mapping[str, tuple[str, str]]

SIZES = ("micro", "small", "medium", "large")
SIZE_LABELS: Labels = MappingProxyType(
    {
        "micro": ("微型企业", "Micro enterprise"),
        "small": ("小型企业", "Small enterprise"),
        "medium": ("中型企业", "Medium enterprise"),
        "large": ("大型企业", "Large enterprise"),
    }
)
QUALITIES = ("none", "innovative", "srdi", "little_giant")
QUALITY_LABELS: Labels = MappingProxyType(
    {
        "none": ("未列入梯度", "In no quality class"),
        "innovative": ("创新型中小企业", "Innovative SME"),
        "srdi": ("专精特新中小企业", "SRDI SME"),
        "little_giant": ("专精特新“小巨人”企业", "SRDI “Little Giant”"),
    }
)
PROVINCES: Labels = MappingProxyType(
    {
        "11": ("北京", "Beijing"),
        "12": ("天津", "Tianjin"),
        "13": ("河北", "Hebei"),
        "14": ("山西", "Shanxi"),
        "15": ("内蒙古", "Inner Mongolia"),
        "21": ("辽宁", "Liaoning"),
        "22": ("吉林", "Jilin"),
        "23": ("黑龙江", "Heilongjiang"),
        "31": ("上海", "Shanghai"),
        "32": ("江苏", "Jiangsu"),
        "33": ("浙江", "Zhejiang"),
        "34": ("安徽", "Anhui"),
        "35": ("福建", "Fujian"),
        "36": ("江西", "Jiangxi"),
        "37": ("山东", "Shandong"),
        "41": ("河南", "Henan"),
        "42": ("湖北", "Hubei"),
        "43": ("湖南", "Hunan"),
        "44": ("广东", "Guangdong"),
        "45": ("广西", "Guangxi"),
        "46": ("海南", "Hainan"),
        "50": ("重庆", "Chongqing"),
        "51": ("四川", "Sichuan"),
        "52": ("贵州", "Guizhou"),
        "53": ("云南", "Yunnan"),
        "54": ("西藏", "Tibet"),
        "61": ("陕西", "Shaanxi"),
        "62": ("甘肃", "Gansu"),
        "63": ("青海", "Qinghai"),
        "64": ("宁夏", "Ningxia"),
        "65": ("新疆", "Xinjiang"),
        "71": ("台湾", "Taiwan"),
        "81": ("香港", "Hong Kong"),
        "82": ("澳门", "Macao"),
    }
)


class SizeTiers(Clause):
    """Factor on fixed fees, royalty and minimum by the licensee's size."""

    micro_ppm: FactorPpm = Field(
        alias="micro",
        default=PPM,
        json_schema_extra={"default": "1"},
        description="微型企业 Micro",
    )
    small_ppm: FactorPpm = Field(
        alias="small",
        default=PPM,
        json_schema_extra={"default": "1"},
        description="小型企业 Small",
    )
    medium_ppm: FactorPpm = Field(
        alias="medium",
        default=PPM,
        json_schema_extra={"default": "1"},
        description="中型企业 Medium",
    )
    large_ppm: FactorPpm = Field(
        alias="large",
        default=PPM,
        json_schema_extra={"default": "1"},
        description="大型企业 Large",
    )

    @property
    def factors_ppm(self) -> tuple[int, int, int, int]:
        """The factors in the order of `SIZES` [parts per million]."""
        return (self.micro_ppm, self.small_ppm, self.medium_ppm, self.large_ppm)


class QualityTiers(Clause):
    """Factor on fixed fees, royalty and minimum by the licensee's quality class."""

    none_ppm: FactorPpm = Field(
        alias="none",
        default=PPM,
        json_schema_extra={"default": "1"},
        description="未列入梯度 In no class",
    )
    innovative_ppm: FactorPpm = Field(
        alias="innovative",
        default=PPM,
        json_schema_extra={"default": "1"},
        description="创新型中小企业 Innovative SME",
    )
    srdi_ppm: FactorPpm = Field(
        alias="srdi",
        default=PPM,
        json_schema_extra={"default": "1"},
        description="专精特新中小企业 SRDI SME",
    )
    little_giant_ppm: FactorPpm = Field(
        alias="little_giant",
        default=PPM,
        json_schema_extra={"default": "1"},
        description="专精特新“小巨人”企业 SRDI Little Giant",
    )

    @property
    def factors_ppm(self) -> tuple[int, int, int, int]:
        """The factors in the order of `QUALITIES` [parts per million]."""
        return (
            self.none_ppm,
            self.innovative_ppm,
            self.srdi_ppm,
            self.little_giant_ppm,
        )


def _province(code: str) -> str:
    if code not in PROVINCES:
        raise fault("province")
    return code


Province = Annotated[
    StrictStr,
    AfterValidator(_province),
    WithJsonSchema({"type": "string", "enum": list(PROVINCES)}),
]


class RegionalTier(Clause):
    """Factor on fixed fees, royalty and minimum in some provinces; elsewhere 1."""

    name: Name = Field(description="代号 Name, small Latin letters")
    label_zh: Label = Field(description="中文名称 Label, Chinese")
    label_en: Label = Field(description="英文名称 Label, English")
    provinces: Annotated[
        tuple[Province, ...], Field(min_length=1), AfterValidator(distinct)
    ] = Field(
        description="省级区划代码前两位 Provinces, two digits of GB/T 2260",
        json_schema_extra={"uniqueItems": True},
    )
    factor_ppm: FactorPpm = Field(alias="factor", description="系数 Factor")


def _apart(tiers: tuple[RegionalTier, ...]) -> tuple[RegionalTier, ...]:
    """Refuse two tiers of one name, and a province that stands in two."""
    names: set[str] = set()
    provinces: set[str] = set()
    for position, tier in enumerate(tiers):
        if tier.name in names:
            raise fault("region_twice", at=(position, "name"))
        if twice := provinces.intersection(tier.provinces):
            at = (position, "provinces")
            raise fault("province_twice", at=at, province=min(twice))
        names.add(tier.name)
        provinces.update(tier.provinces)
    return tiers


def refuse_steep(
    sizes: SizeTiers, qualities: QualityTiers, regions: tuple[RegionalTier, ...]
) -> None:
    """Refuse factors that together are above the most that one of them may be.

    Their product is then below 2^63 as well, as a plan computes it [10^-18].

    Parameters
    ----------
    sizes : SizeTiers
        Factors by size [parts per million].
    qualities : QualityTiers
        Factors by quality class [parts per million].
    regions : tuple of RegionalTier
        Tiers of provinces [parts per million].

    Raises
    ------
    PydanticCustomError
        At the tier whose factor leads above it.
    """
    most = max(sizes.factors_ppm) * max(qualities.factors_ppm)
    if most > MAX_FACTOR_PPM * PPM:
        raise _too_steep(("quality_tiers",), most * PPM)
    for position, tier in enumerate(regions):
        if most * tier.factor_ppm > MAX_FACTOR_PPM * PPM * PPM:
            at = ("regional_tiers", position, "factor")
            raise _too_steep(at, most * tier.factor_ppm)


def _too_steep(at: tuple[str | int, ...], product: int) -> PydanticCustomError:
    limit = format_millionths(MAX_FACTOR_PPM)
    # Rounded up, so that what is above nine never shows as nine.
    shown = format_millionths(-(-product // PPM**2))
    return fault("factors_steep", at=at, product=shown, most=limit)


RegionalTiers = Annotated[
    tuple[RegionalTier, ...], Field(max_length=len(PROVINCES)), AfterValidator(_apart)
]
