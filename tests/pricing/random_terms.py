"""Random terms and licences, from any source of choice.

`pick(low, high)` returns a whole number between both, included: a NumPy
generator's or Hypothesis's, so that both kinds of test walk the same ground.
"""

from dataclasses import dataclass
from datetime import date, timedelta

SIZES = ("micro", "small", "medium", "large")
QUALITIES = ("none", "innovative", "srdi", "little_giant")
PROVINCES = ("11", "31", "44", "50", "51", "54", "65", "82")


@dataclass(frozen=True)
class Case:
    start: date
    size: str
    base: tuple
    entered: int
    last_day: date | None
    quality: str = "none"
    province: str | None = None
    first_sale: date | None = None


def one_of(pick, values):
    return values[pick(0, len(values) - 1)]


def often(pick, percent):
    return pick(1, 100) <= percent


def yuan(pick, highest):
    fen = pick(0, highest * 100)
    return f"{fen // 100}.{fen % 100:02d}"


def share(pick, highest_ppm=1_000_000):
    # Round shares meet exact halves of a fen.
    step = one_of(pick, (1, 5_000, 500_000))
    ppm = pick(0, highest_ppm // step) * step
    return f"{ppm // 1_000_000}.{ppm % 1_000_000:06d}"


def random_terms(pick):
    first = date(2027, 1, 1) + timedelta(days=pick(0, 800))
    base = one_of(pick, ("net_sales", "profit", "units"))
    count = pick(1, 4)
    names = [f"stage_{number}" for number in range(count)]
    return {
        "version": 1,
        "currency": "CNY",
        "lane": "ordinary",
        "starts_on": first.isoformat(),
        "ends_on": (first + timedelta(days=pick(0, 2600))).isoformat(),
        "tax": {"price_includes_vat": True, "treatment": "undetermined"},
        "reporting": {
            "period": one_of(pick, ("month", "quarter", "half_year", "year")),
            "due_days": pick(0, 60),
        },
        "size_tiers": {size: share(pick, 1_500_000) for size in SIZES},
        **random_tiers(pick),
        "stages": [random_stage(pick, names, number, base) for number in range(count)],
    }


def random_tiers(pick):
    """Tiers by quality class and by region, each in half of all terms."""
    tiers = {}
    if often(pick, 50):
        tiers["quality_tiers"] = {one: share(pick, 1_500_000) for one in QUALITIES}
    if often(pick, 50):
        tiers["regional_tiers"] = random_regions(pick)
    return tiers


def random_regions(pick):
    """Up to three tiers that share out some provinces; the rest is in none."""
    count = pick(1, 3)
    placed = [(province, pick(0, count)) for province in PROVINCES]
    return [
        {
            "name": f"region_{tier}",
            "label_zh": "地区",
            "label_en": "Region",
            "provinces": provinces,
            "factor": share(pick, 1_500_000),
        }
        for tier in range(count)
        if (provinces := [province for province, place in placed if place == tier])
    ]


def random_stage(pick, names, number, base):
    later = names[number + 1 :]
    stage = {
        "name": names[number],
        "label_zh": "阶段",
        "label_en": "Stage",
        "sales_allowed": often(pick, 80),
        "fees": [random_fee(pick, later, base) for _ in range(pick(0, 3))],
    }
    if later or often(pick, 50):
        stage["months"] = pick(1, 30)
    return stage


def random_fee(pick, later, base):
    return random_royalty(pick, base) if often(pick, 50) else random_fixed(pick, later)


def random_fixed(pick, later):
    due = one_of(
        pick, ("stage_entry", "after_months", "first_sale", "result", "yearly")
    )
    fee = {
        "kind": "fixed",
        "amount": yuan(pick, 100_000),
        "due": due,
        "if_stopped": one_of(pick, ("owed", "waived", "pro_rata")),
    }
    if due in ("after_months", "result"):
        fee["months"] = pick(1, 24)
    if due == "result":
        fee |= {"result_zh": "样品", "result_en": "Sample"}
    if due != "yearly" and often(pick, 40):
        fee |= {"instalments": pick(2, 5), "every_months": pick(1, 12)}
    if later and often(pick, 60):
        fee["credited_to"] = one_of(pick, later)
    return fee


def random_royalty(pick, base):
    fee = {
        "kind": "royalty",
        "base": base,
        "mode": one_of(pick, ("graduated", "volume")),
        "holiday_months": one_of(pick, (0, 0, pick(1, 20))),
    }
    if often(pick, 20):
        fee["rates_by_year"] = [rate(pick, base) for _ in range(pick(1, 6))]
    else:
        fee["bands"] = random_bands(pick, base)
        fee["bands_period"] = one_of(pick, ("licence_year", "licence"))
    if often(pick, 50):
        fee["minimum_per_year"] = yuan(pick, 20_000)
    if often(pick, 50):
        fee["cap_per_year"] = f"{pick(20_000, 200_000)}.00"
    if often(pick, 50):
        fee["cap_total"] = f"{pick(20_000, 500_000)}.00"
    return fee


def rate(pick, base):
    return share(pick, 500_000_000 if base == "units" else 200_000)


def random_bands(pick, base):
    limits, limit = [], 0
    for _ in range(pick(0, 3)):
        limit += pick(1, 2_000_000)
        limits.append(limit)
    key = "per_unit" if base == "units" else "rate"
    written = [f"{limit}" if base == "units" else f"{limit}.00" for limit in limits]
    bands = [{"up_to": up_to, key: rate(pick, base)} for up_to in written]
    return [*bands, {key: rate(pick, base)}]


def random_case(pick, terms):
    first, last = (date.fromisoformat(terms[key]) for key in ("starts_on", "ends_on"))
    start = first + timedelta(days=pick(0, min((last - first).days, 500)))
    last_day = start + timedelta(days=pick(0, 2000)) if often(pick, 25) else None
    count = len(terms["stages"])
    kind = next((fee["base"] for fee in royalties(terms)), "net_sales")
    limits = band_limits(terms)
    return Case(
        start=start,
        size=one_of(pick, SIZES),
        base=tuple(random_base(pick, kind, limits) for _ in range(pick(0, 8))),
        entered=one_of(pick, (count, pick(0, count))),
        last_day=last_day,
        quality=one_of(pick, QUALITIES),
        province=one_of(pick, (*PROVINCES, "33", None)),
        # Often the first day of a period or stage, where an off-by-one would show.
        first_sale=random_first_sale(pick, start) if often(pick, 40) else None,
    )


def random_first_sale(pick, start):
    if often(pick, 50):
        return start + timedelta(days=pick(0, 1500))
    month = start.year * 12 + start.month - 1 + pick(0, 48)
    day = date(month // 12, month % 12 + 1, min(start.day, 28))
    return max(day, start)


def royalties(terms):
    for stage in terms["stages"]:
        yield from (fee for fee in stage["fees"] if fee["kind"] == "royalty")


def band_limits(terms):
    """The limits of all bands, at which a fen more or less may matter."""
    return [
        int(band["up_to"].replace(".", ""))
        for fee in royalties(terms)
        for band in fee.get("bands", ())
        if "up_to" in band
    ]


def random_base(pick, kind, limits):
    if often(pick, 10):
        return 0
    if limits and often(pick, 20):
        return one_of(pick, limits) + pick(0, 1)
    highest = 10 ** pick(1, 7 if kind == "units" else 12)
    amount = pick(0, highest)
    return -amount if kind == "profit" and often(pick, 25) else amount
