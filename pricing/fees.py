"""What a stage costs: fixed fees and royalties.

Amounts are whole fen, rates parts per million, fees per unit whole micro-yuan.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictInt,
    Tag,
    model_validator,
)

from pricing import schema_rules
from pricing.fields import (
    Clause,
    Fen,
    Ppm,
    UnitFeeMicro,
    Units,
    fault,
)
from pricing.fixed_fee import FixedFee
from pricing.money import PPM

__all__ = [
    "Band",
    "Fee",
    "Royalty",
    "SalesRoyalty",
    "UnitBand",
    "UnitRoyalty",
]

MICRO_YUAN_PER_FEN = 10_000
BASES = ("net_sales", "profit", "units")


class Band(Clause):
    """One band of a royalty on money: the rate up to a limit, limit included."""

    up_to_fen: Fen | None = Field(
        alias="up_to", default=None, description="上限（含，元） Limit, included [yuan]"
    )
    rate_ppm: Ppm = Field(alias="rate", description="提成率 Rate, a share of one")


class UnitBand(Clause):
    """One band of a royalty on units: the fee per unit up to a number of units."""

    up_to_units: Units | None = Field(
        alias="up_to",
        default=None,
        description="上限（含，件） Limit, included [units]",
    )
    per_unit_micro: UnitFeeMicro = Field(
        alias="per_unit", description="每件许可费（元） Fee per unit [yuan]"
    )


class Royalty(Clause):
    """What every royalty states, whatever its base. Bands are in the two below."""

    model_config = ConfigDict(json_schema_extra=schema_rules.ROYALTY)

    kind: Literal["royalty"] = Field(description="提成费 Royalty")
    mode: Literal["graduated", "volume"] = Field(
        default="graduated",
        description="graduated 分段累进；volume 全额按所在档 All at the band reached",
    )
    bands_period: Literal["licence_year", "licence"] = Field(
        default="licence_year",
        description="各档按许可年度或整个许可期累计 What fills the bands",
    )
    holiday_months: Annotated[StrictInt, Field(ge=0, le=600)] = Field(
        default=0, description="免提成月数，自阶段开始 Months without, from stage start"
    )
    minimum_per_year_fen: Fen | None = Field(
        alias="minimum_per_year",
        default=None,
        description="年度保底费（元） Least per licence year [yuan]",
    )
    cap_per_year_fen: Fen | None = Field(
        alias="cap_per_year",
        default=None,
        description="年度上限（元） Most per licence year [yuan]",
    )
    cap_total_fen: Fen | None = Field(
        alias="cap_total",
        default=None,
        description="累计上限（元） Most over the licence [yuan]",
    )

    @property
    @abstractmethod
    def rate_scale(self) -> int:
        """Divisor that makes fen of base times rate."""

    def bands_in(self, licence_year: int) -> tuple[tuple[int | None, int], ...]:
        """Return (limit, rate) of each band in a licence year, counted from 1.

        The last limit is None: that band is open. Limits are fen, or units for
        a royalty on units; rates are parts per million, or micro-yuan per unit.
        Past the end of `rates_by_year` its last rate stays.
        """
        rates = self._rates_by_year()
        if rates:
            return ((None, rates[min(licence_year, len(rates)) - 1]),)
        return self._bands()

    @abstractmethod
    def _rates_by_year(self) -> Sequence[int]: ...

    @abstractmethod
    def _bands(self) -> tuple[tuple[int | None, int], ...]: ...

    @model_validator(mode="after")
    def _one_tariff(self) -> Royalty:
        by_year, bands = self._rates_by_year(), self._bands()
        if bool(by_year) == bool(bands):
            raise fault("bands_or_years", at=("bands",))
        if by_year and self.bands_period == "licence":
            raise fault("years_over_licence", at=("bands_period",))
        _join_without_gap([limit for limit, _ in bands])
        return self

    @model_validator(mode="after")
    def _minimum_under_caps(self) -> Royalty:
        caps = (self.cap_per_year_fen, self.cap_total_fen)
        least = self.minimum_per_year_fen or 0
        if any(cap is not None and cap < least for cap in caps):
            raise fault("minimum_over_cap", at=("minimum_per_year",))
        return self


def _join_without_gap(limits: Sequence[int | None]) -> None:
    """Refuse bands that overlap, leave a gap or do not reach every base."""
    below = 0
    for position, limit in enumerate(limits):
        last = position == len(limits) - 1
        if limit is None and not last:
            raise fault("band_open", at=("bands", position))
        if limit is not None and last:
            raise fault("band_gap", at=("bands", position, "up_to"))
        if limit is not None and limit <= below:
            raise fault("band_overlap", at=("bands", position, "up_to"))
        below = limit or 0


class SalesRoyalty(Royalty):
    """A royalty on net sales or on profit, at a rate."""

    base: Literal["net_sales", "profit"] = Field(
        description="净销售额或利润 Net sales or profit"
    )
    bands: Annotated[tuple[Band, ...], Field(max_length=50)] = Field(
        default=(), description="分段提成率 Bands, in rising order"
    )
    rates_by_year_ppm: Annotated[tuple[Ppm, ...], Field(max_length=60)] = Field(
        alias="rates_by_year",
        default=(),
        description="逐年提成率，其后沿用最后一项 Rates of licence years 1, 2, ...",
    )

    @property
    def rate_scale(self) -> int:
        """Divisor that makes fen of fen times parts per million."""
        return PPM

    def _rates_by_year(self) -> Sequence[int]:
        return self.rates_by_year_ppm

    def _bands(self) -> tuple[tuple[int | None, int], ...]:
        return tuple((band.up_to_fen, band.rate_ppm) for band in self.bands)


class UnitRoyalty(Royalty):
    """A royalty on units made or sold, at a fee per unit."""

    base: Literal["units"] = Field(description="产品件数 Units")
    bands: Annotated[tuple[UnitBand, ...], Field(max_length=50)] = Field(
        default=(), description="分段单件许可费 Bands, in rising order"
    )
    per_unit_by_year_micro: Annotated[
        tuple[UnitFeeMicro, ...], Field(max_length=60)
    ] = Field(
        alias="rates_by_year",
        default=(),
        description="逐年单件许可费，其后沿用最后一项 Fees of licence years 1, 2, ...",
    )

    @property
    def rate_scale(self) -> int:
        """Divisor that makes fen of units times micro-yuan per unit."""
        return MICRO_YUAN_PER_FEN

    def _rates_by_year(self) -> Sequence[int]:
        return self.per_unit_by_year_micro

    def _bands(self) -> tuple[tuple[int | None, int], ...]:
        return tuple((band.up_to_units, band.per_unit_micro) for band in self.bands)


def _which(value: object) -> str:
    """Tell the three fees apart by `kind`, and royalties by `base`."""
    keys = value if isinstance(value, dict) else getattr(value, "__dict__", {})
    if keys.get("kind") != "royalty":
        return "fixed"
    return "units" if keys.get("base") == "units" else "sales"


def _stated_kind(value: object) -> object:
    """Refuse a fee of no known kind, before its keys are held against one kind."""
    if isinstance(value, dict):
        if value.get("kind") not in ("fixed", "royalty"):
            raise fault("fee_kind", at=("kind",))
        if value["kind"] == "royalty" and value.get("base") not in BASES:
            raise fault("royalty_base", at=("base",))
    return value


Fee = Annotated[
    Annotated[FixedFee, Tag("fixed")]
    | Annotated[SalesRoyalty, Tag("sales")]
    | Annotated[UnitRoyalty, Tag("units")],
    Discriminator(_which),
    BeforeValidator(_stated_kind),
]
