"""The arithmetic a second time, in Decimal, one licence at a time.

Written from the published order alone. It reads terms as JSON and shares no code
with the library; it is slow and plain on purpose.
"""

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

SIZES = ("micro", "small", "medium", "large")
PERIOD_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
HALF = Decimal("0.5")
HUNDRED = Decimal(100)


def whole(value):
    return int((value + HALF).to_integral_value(rounding=ROUND_FLOOR))


def fen(text):
    return int(Decimal(text) * HUNDRED)


def later(day, months):
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def factor_of(terms, size, quality="none", province=None):
    """Size x quality x region; a province in no tier counts 1."""
    exact = Decimal(terms.get("size_tiers", {}).get(size, "1"))
    exact *= Decimal(terms.get("quality_tiers", {}).get(quality, "1"))
    for tier in terms.get("regional_tiers", ()):
        if province in tier["provinces"]:
            exact *= Decimal(tier["factor"])
    return Decimal(whole(exact * 1_000_000)) / 1_000_000


class Licence:
    """One licence with its dates; `end` is the day after its last.

    `who` holds size, quality and province.
    """

    def __init__(
        self, terms, *, start, base, entered=None, last_day=None, first_sale=None, **who
    ):
        self.terms, self.start, self.base = terms, start, base
        self.factor = factor_of(terms, **who)
        self.sells_from = first_sale or start
        self.begins, month = [], 0
        for stage in terms["stages"]:
            self.begins.append(month)
            month += stage.get("months") or 0
        natural = date.fromisoformat(terms["ends_on"]) + timedelta(days=1)
        if terms["stages"][-1].get("months"):
            natural = min(natural, later(start, month))
        self.natural_end = self.end = natural
        if entered is not None and entered < len(self.begins):
            self.end = min(self.end, later(start, self.begins[entered]))
        if last_day is not None:
            self.end = min(self.end, last_day + timedelta(days=1))

    def stage(self, number):
        """The first day of a stage and the day after its last."""
        begin = later(self.start, self.begins[number])
        if number + 1 < len(self.begins):
            return begin, min(later(self.start, self.begins[number + 1]), self.end)
        return begin, self.end

    def years(self):
        year = 0
        while later(self.start, 12 * year) < self.end:
            yield year, later(self.start, 12 * year), later(self.start, 12 * (year + 1))
            year += 1

    def base_of(self, year):
        return self.base[year] if year < len(self.base) else 0

    def sold(self, year, first, until):
        """What is sold from a day of a licence year to the eve of another."""
        begin, end = later(self.start, 12 * year), later(self.start, 12 * (year + 1))
        first = max(first, self.sells_from)
        if until <= first:
            return 0
        amount, days = Decimal(self.base_of(year)), (end - begin).days
        return whole(amount * (until - begin).days / days) - whole(
            amount * (first - begin).days / days
        )


def banded(fee, year, base, filled):
    """Fen on the bands, exact. Rates are shares of one, or yuan for each unit."""
    scale = HUNDRED if fee["base"] == "units" else 1
    limit_scale = 1 if fee["base"] == "units" else HUNDRED
    if fee.get("rates_by_year"):
        rates = fee["rates_by_year"]
        return base * Decimal(rates[min(year, len(rates) - 1)]) * scale
    total, lower, reached = Decimal(0), Decimal(0), filled + base
    for band in fee["bands"]:
        rate = Decimal(band["per_unit" if fee["base"] == "units" else "rate"])
        limit = band.get("up_to")
        upper = None if limit is None else Decimal(limit) * limit_scale
        if fee.get("mode") == "volume":
            if upper is None or reached <= upper:
                return base * rate * scale
        else:
            top = reached if upper is None else min(reached, upper)
            total += max(top - max(filled, lower), 0) * rate
        lower = upper
    return total * scale


def year_due(fee, year, *, base, factor, filled=0, days=0, year_days=1):
    """What a licence year owes to date, to the yearly cap; and which is larger."""
    royalty = whole(whole(banded(fee, year, base, filled)) * factor)
    least = 0
    if fee.get("minimum_per_year"):
        yearly = whole(fen(fee["minimum_per_year"]) * factor)
        least = whole(Decimal(yearly) * days / year_days)
    due = max(royalty, least)
    if fee.get("cap_per_year"):
        due = min(due, fen(fee["cap_per_year"]))
    return due, "minimum" if least > royalty else "royalty"


def charges(fee, years, factor):
    """Each period's charge, of licence years of periods of one licence.

    A period is base, deductions, holiday and days to date, and the year's days.
    """
    filled_ever = charged_ever = 0
    for year, periods in enumerate(years):
        filled = filled_ever if fee.get("bands_period") == "licence" else 0
        charged = net = 0
        for number, (base, deductions, holiday, *days) in enumerate(periods, start=1):
            net = max(Decimal(base) - deductions - holiday, Decimal(0))
            due, _ = year_due(
                fee,
                year,
                base=net,
                factor=factor,
                filled=filled,
                days=days[0],
                year_days=days[1],
            )
            if fee.get("mode") == "volume" and number < len(periods):
                due = max(due, charged)
            if fee.get("cap_total"):
                due = min(due, fen(fee["cap_total"]) - charged_ever)
            yield due - charged
            charged = due
        charged_ever += charged
        filled_ever += net


def royalty_payments(licence, number, fee):
    stage = licence.terms["stages"][number]
    begin, end = licence.stage(number)
    months = licence.begins[number] + fee.get("holiday_months", 0)
    pays_from = max(later(licence.start, months), begin)
    reporting = licence.terms.get("reporting", {})
    period_months = PERIOD_MONTHS[reporting.get("period", "year")]
    filled_ever = charged_ever = 0
    for year, first, after in licence.years():
        filled = filled_ever if fee.get("bands_period") == "licence" else 0
        charged = base = 0
        for months in range(period_months, 13, period_months):
            period_end = later(licence.start, 12 * year + months)
            until = min(period_end, end)
            since = max(pays_from, first)
            if stage.get("sales_allowed", True):
                base = max(licence.sold(year, since, until), 0)
            due, kind = year_due(
                fee,
                year,
                base=base,
                factor=licence.factor,
                filled=filled,
                days=max((until - since).days, 0),
                year_days=(after - first).days,
            )
            is_last = period_end >= end or months == 12
            if fee.get("mode") == "volume" and not is_last:
                due = max(due, charged)
            if fee.get("cap_total"):
                due = min(due, fen(fee["cap_total"]) - charged_ever)
            last_day = min(period_end, licence.end) - timedelta(days=1)
            on = last_day + timedelta(days=reporting.get("due_days", 30))
            yield [on, number, kind, due - charged]
            charged = due
        charged_ever += charged
        filled_ever += base


def first_sale(licence, number):
    """The first day with sales on or after a stage's begin, or None."""
    for later_stage in range(number, len(licence.begins)):
        stage = licence.terms["stages"][later_stage]
        if stage.get("sales_allowed", True):
            begin, end = licence.stage(later_stage)
            for year, first, after in licence.years():
                day = max(begin, first, licence.sells_from)
                if licence.base_of(year) > 0 and day < min(end, after):
                    return day
    return None


def fixed_payments(licence, number, fee):
    end = licence.stage(number)[1]
    price = whole(fen(fee["amount"]) * licence.factor)
    entry, due = licence.begins[number], fee.get("due", "stage_entry")
    if due == "yearly":
        months = entry
        while later(licence.start, months) < end:
            yield [later(licence.start, months), number, "fixed", price]
            months += 12
        return
    is_stopped = licence.end < licence.natural_end
    anchor, offset = licence.start, entry
    if due == "first_sale":
        anchor, offset = first_sale(licence, number), 0
        if anchor is None and not is_stopped:
            return
    is_never = anchor is None
    anchor = anchor or licence.end - timedelta(days=1)
    parts = fee.get("instalments", 1)
    before = later(anchor, offset)
    for part in range(parts):
        months = (
            offset + (fee.get("months") or 0) + part * (fee.get("every_months") or 0)
        )
        on = later(anchor, months)
        amount = price // parts + (price % parts if part == 0 else 0)
        if is_stopped and (on >= licence.end or is_never):
            amount = left_when_stopped(fee, amount, before, on, licence, is_never)
        yield [on, number, "fixed", amount]
        before = on


def left_when_stopped(fee, amount, before, on, licence, is_never):
    rule = fee.get("if_stopped", "owed")
    if rule == "owed" or (
        fee.get("due", "stage_entry") == "stage_entry" and on == before
    ):
        return amount
    if rule == "waived" or is_never:
        return 0
    ran = max((licence.end - before).days, 0)
    return whole(Decimal(amount) * ran / (on - before).days)


def payments_of(licence):
    """All payments of a licence: lists of (day, stage, kind, fen), 0 left out."""
    rows, credits = [], {}
    names = [stage["name"] for stage in licence.terms["stages"]]
    for number, stage in enumerate(licence.terms["stages"]):
        if later(licence.start, licence.begins[number]) >= licence.end:
            continue
        for fee in stage.get("fees", ()):
            if fee["kind"] == "royalty":
                rows += royalty_payments(licence, number, fee)
                continue
            own = list(fixed_payments(licence, number, fee))
            rows += own
            if fee.get("credited_to"):
                target = names.index(fee["credited_to"])
                credits.setdefault(target, []).extend(own)
    for target, sources in credits.items():
        rows += credit_payments(rows, target, sources)
    return sorted((tuple(row) for row in rows if row[3]), key=in_order)


def in_order(row):
    return (
        row[0],
        row[1],
        ("fixed", "royalty", "minimum", "credit").index(row[2]),
        row[3],
    )


def credit_payments(rows, target, sources):
    mine = [row for row in rows if row[1] == target and row[2] != "credit"]
    fixed = sorted((row for row in mine if row[2] == "fixed"), key=lambda row: row[0])
    rest = sorted((row for row in mine if row[2] != "fixed"), key=lambda row: row[0])
    used = 0
    for on, stage, _, amount in fixed + rest:
        paid = sum(source[3] for source in sources if source[0] <= on)
        part = min(max(paid - used, 0), max(amount, 0))
        used += part
        yield [on, stage, "credit", -part]
