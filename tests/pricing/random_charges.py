"""Random charges with every step of the published order, twice: array and oracle.

A batch is one random royalty with the terms' tiers, and licences of some licence
years and reporting periods. What is drawn is the base that is left after
deductions and holiday, so that limits of bands are met to the fen.
"""

import json
from dataclasses import dataclass

import numpy as np

from pricing.charge import YearToDate, charge_period
from pricing.credits import credit_used
from pricing.plan import plan_of
from pricing.terms import QUALITIES, SIZES, read_terms
from tests.pricing import oracle
from tests.pricing.licensing import at_year
from tests.pricing.random_terms import (
    PROVINCES,
    band_limits,
    one_of,
    random_royalty,
    random_terms,
)

CHARGES_IN_BATCH = 1_000


@dataclass(frozen=True)
class Batch:
    """Columns as (year, period, licence), to date; payments as (row, licence)."""

    terms: dict
    size: np.ndarray
    quality: np.ndarray
    province: np.ndarray
    base: np.ndarray
    deductions: np.ndarray
    holiday: np.ndarray
    days: np.ndarray
    year_days: np.ndarray
    due_on: np.ndarray
    fixed: tuple
    credits: tuple

    @property
    def fee(self):
        return self.terms["stages"][0]["fees"][0]

    def __len__(self):
        return self.base.size


def random_batch(chance, charges=CHARGES_IN_BATCH):
    def pick(low, high):
        return int(chance.integers(low, high + 1))

    terms = terms_of_one_royalty(pick)
    years, periods = pick(1, 3), one_of(pick, (1, 2, 4, 12))
    licences = max(1, charges // (years * periods))
    shape = (years, periods, licences)
    year_days = chance.choice([365, 366], (years, 1, licences))
    charged = random_base(chance, terms, shape)
    holiday = random_part(chance, charged)
    rest = charged + holiday
    deductions = random_part(chance, np.abs(rest))
    return Batch(
        terms=terms,
        size=chance.integers(0, len(SIZES), licences),
        quality=chance.integers(0, len(QUALITIES), licences),
        province=chance.choice([*PROVINCES, ""], licences),
        base=rest + deductions,
        deductions=deductions,
        holiday=holiday,
        days=np.sort(chance.integers(0, year_days + 1, shape), axis=1),
        year_days=year_days,
        due_on=np.arange(years * periods)[:, np.newaxis] + chance.integers(3, 9),
        fixed=random_payments(chance, pick(0, 2), licences),
        credits=random_payments(chance, pick(0, 2), licences),
    )


def terms_of_one_royalty(pick):
    terms = random_terms(pick)
    fee = random_royalty(pick, one_of(pick, ("net_sales", "profit", "units")))
    stage = {"name": "all", "label_zh": "全程", "label_en": "All", "fees": [fee]}
    return terms | {"ends_on": "2036-12-31", "stages": [stage]}


def random_base(chance, terms, shape):
    """Charged bases to date: round, huge, nothing, a loss, or about a limit."""
    kind = terms["stages"][0]["fees"][0]["base"]
    highest = 7 if kind == "units" else 11.9
    base = (10 ** chance.uniform(0, highest, shape)).astype(np.int64)
    base[chance.random(shape) < 0.1] = 0
    limits = band_limits(terms)
    if limits:
        near = chance.choice(limits, shape) + chance.integers(-1, 2, shape)
        base = np.where(chance.random(shape) < 0.2, near, base)
    base = about_earlier(chance, base, limits)
    if kind == "profit":
        return np.where(chance.random(shape) < 0.25, -base, base)
    return np.sort(base, axis=1)


def about_earlier(chance, base, limits):
    """Let some later years reach a limit together with the years before them."""
    if not limits or len(base) == 1:
        return base
    base = np.sort(base, axis=1)
    filled = base[:-1, -1:].cumsum(axis=0)
    left = chance.choice(limits, filled.shape) + chance.integers(0, 2) - filled
    reached = np.maximum(left, 0)
    base[1:, -1:] = np.where(chance.random(left.shape) < 0.3, reached, base[1:, -1:])
    return base


def random_part(chance, whole):
    """A part of each whole, of its sign; in half of all batches nothing."""
    if chance.random() < 0.5:
        return np.zeros_like(whole)
    return (whole * chance.random(whole.shape)).astype(np.int64)


def random_payments(chance, rows, licences):
    on = np.sort(chance.integers(0, 20, (rows, licences)), axis=0)
    return on, chance.integers(0, 10 ** chance.integers(1, 9), (rows, licences))


def periods_of(batch):
    """Charge period after period, as bills do: the year to date, and the charge."""
    royalty, factor_ppm = read(batch)
    years, periods, licences = batch.base.shape
    earlier_fen = earlier = np.zeros(licences, np.int64)
    for year in range(years):
        rule, charged_fen = at_year(royalty.rule, year), np.zeros(licences, np.int64)
        for period in range(periods):
            at = (year, period)
            to_date = YearToDate(
                base=batch.base[at],
                deductions=batch.deductions[at],
                holiday=batch.holiday[at],
                factor_ppm=factor_ppm,
                days=batch.days[at],
                year_days=batch.year_days[year, 0],
                earlier=earlier if royalty.fills_over_licence else None,
            )
            charge = charge_period(
                rule,
                to_date,
                earlier_fen=earlier_fen,
                charged_fen=charged_fen,
                closes=period == periods - 1,
            )
            yield to_date, charge
            charged_fen = charge.total
        earlier_fen = earlier_fen + charged_fen
        earlier = earlier + charge.charged_base


def read(batch):
    plan = plan_of(read_terms(json.dumps(batch.terms)))
    region = [plan.region_of(province) for province in batch.province.tolist()]
    return plan.royalties[0], plan.factors_ppm[batch.size, batch.quality, region]


def by_arrays(batch):
    """Amounts of the periods, and what credits pay of all rows; (row, licence)."""
    amounts = np.stack([charge.amount for _, charge in periods_of(batch)])
    on = np.broadcast_to(batch.due_on, amounts.shape)
    groups = [group for group in (batch.fixed, (on, amounts)) if len(group[0])]
    return amounts, np.concatenate(credit_used(batch.credits, groups))


def by_oracle(batch):
    """The same, licence by licence."""
    found = [of_licence(batch, number) for number in range(len(batch.size))]
    return tuple(np.array(rows).T for rows in zip(*found, strict=True))


def of_licence(batch, number):
    factor = oracle.factor_of(
        batch.terms,
        SIZES[batch.size[number]],
        QUALITIES[batch.quality[number]],
        batch.province[number],
    )
    amounts = list(oracle.charges(batch.fee, years_of(batch, number), factor))
    on = batch.due_on[:, 0].tolist()
    rows = [
        *dated(batch.fixed, number),
        *([day, 0, "royalty", part] for day, part in zip(on, amounts, strict=True)),
    ]
    credits = oracle.credit_payments(rows, 0, dated(batch.credits, number))
    return amounts, [-credit[3] for credit in credits]


def years_of(batch, number):
    """Base, deductions, holiday, days and days of the year, by year and period."""
    columns = [batch.base, batch.deductions, batch.holiday, batch.days]
    columns.append(np.broadcast_to(batch.year_days, batch.base.shape))
    return np.stack([column[:, :, number] for column in columns], axis=-1).tolist()


def dated(payments, number):
    on, amounts = (rows[:, number].tolist() for rows in payments)
    return [[day, 0, "fixed", part] for day, part in zip(on, amounts, strict=True)]


def differing(batch):
    """How many charges the library and the oracle disagree on."""
    found, expected = by_arrays(batch), by_oracle(batch)
    return sum(
        int((one != other).sum()) for one, other in zip(found, expected, strict=True)
    )
