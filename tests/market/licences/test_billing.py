from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.licences.billing import NO_SALES, entry, is_startable, owed
from pricing.errors import PricingError
from pricing.licences import licences_of
from pricing.licensee import Licensee
from pricing.patterns import PATTERNS, pattern
from pricing.plan import plan_of
from pricing.schedule import KINDS, SIZES, payments
from tests.market.deals import STAGED, terms_of

STARTS_ON = date(2026, 11, 25)
STAGE = STAGED["stages"][0]
ROYALTY = {"kind": "royalty", "base": "net_sales", "bands": [{"rate": "0.03"}]}


def of_pattern(name):
    return pattern(
        name,
        lane="ordinary",
        starts_on=date(2026, 11, 1),
        ends_on=date(2032, 12, 31),
    )


def one_stage(*fees, **changes):
    return terms_of(STAGED | {"stages": [STAGE | {"fees": list(fees)} | changes]})


def two_stages(*fees):
    return terms_of(
        STAGED | {"stages": [STAGE | {"fees": list(fees)}, STAGED["stages"][1]]}
    )


def owes(terms, size="large", starts_on=STARTS_ON):
    return [
        (row.on, row.amount_fen)
        for row in owed(terms, licensee=Licensee(size), starts_on=starts_on)
    ]


@given(
    st.sampled_from(PATTERNS),
    st.sampled_from(SIZES),
    st.dates(date(2026, 11, 1), date(2032, 12, 31)),
)
def test_what_is_owed_is_among_the_payments_of_the_pricing(name, size, starts_on):
    terms = of_pattern(name)
    course = licences_of(
        plan_of(terms),
        Licensee(size),
        starts_on=starts_on,
        sales_fen=NO_SALES,
        stages_entered=[len(terms.stages)],
    )
    table = payments(terms, course)
    priced = {
        (table.on[n].item(), int(table.stage[n]), int(table.amount_fen[n]))
        for n in range(len(table))
        if KINDS[table.kind[n]] == "fixed"
    }

    rows = owed(terms, licensee=Licensee(size), starts_on=starts_on)

    assert {(row.on, row.stage, row.amount_fen) for row in rows} <= priced


@given(
    st.sampled_from(PATTERNS),
    st.sampled_from(SIZES),
    st.dates(date(2026, 11, 1), date(2032, 12, 31)),
    st.dates(date(2026, 11, 1), date(2032, 12, 31)),
)
def test_what_is_due_at_entry_does_not_depend_on_the_day(name, size, noticed, paid):
    terms = of_pattern(name)

    def at_entry(day):
        rows = entry(owed(terms, licensee=Licensee(size), starts_on=day), day)
        return [(row.stage, row.fee, row.amount_fen) for row in rows]

    assert at_entry(noticed) == at_entry(paid)


def test_what_depends_on_sales_is_not_owed_before_they_are_reported():
    terms = one_stage(
        {"kind": "fixed", "amount": "5.00", "due": "first_sale"},
        ROYALTY | {"minimum_per_year": "100.00"},
        months=None,
        sales_allowed=True,
    )

    assert owes(terms) == []


def test_what_depends_on_a_result_is_not_owed_before_it_comes():
    fee = {"kind": "fixed", "amount": "5.00", "due": "result", "months": 3}
    stated = {"result_zh": "中试合格", "result_en": "The pilot works"}

    assert owes(two_stages(fee | stated)) == []


@pytest.mark.parametrize(
    ("if_stopped", "expected"),
    [("owed", [(date(2027, 11, 25), 500)]), ("waived", []), ("pro_rata", [])],
)
def test_what_stopping_would_change_is_not_owed_before_the_gate(if_stopped, expected):
    fee = {"kind": "fixed", "amount": "5.00", "due": "after_months", "months": 12}

    assert owes(two_stages(fee | {"if_stopped": if_stopped})) == expected


def test_the_fees_of_later_stages_are_not_owed_at_the_start():
    assert [
        row.stage
        for row in owed(
            terms_of(STAGED), licensee=Licensee("large"), starts_on=STARTS_ON
        )
    ] == [
        0,
        0,
        0,
        0,
    ]


def test_yearly_fees_are_owed_on_each_birthday_of_the_licence():
    terms = one_stage(
        {"kind": "fixed", "amount": "10.00", "due": "yearly"},
        months=None,
    )

    found = owes(terms, starts_on=date(2028, 2, 29))

    assert found == [
        (date(2028, 2, 29), 1_000),
        (date(2029, 2, 28), 1_000),
        (date(2030, 2, 28), 1_000),
        (date(2031, 2, 28), 1_000),
        (date(2032, 2, 29), 1_000),
    ]


def test_a_size_pays_by_its_factor_with_the_odd_fen_first():
    terms = one_stage(
        {"kind": "fixed", "amount": "2.01", "instalments": 2, "every_months": 1}
    )

    assert [fen for _, fen in owes(terms, "small")] == [51, 50]
    assert owes(terms, "micro") == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 31), False),
        (date(2026, 11, 1), True),
        (date(2032, 12, 31), True),
        (date(2033, 1, 1), False),
    ],
)
def test_a_licence_may_start_within_the_term(day, expected):
    assert is_startable(terms_of(STAGED), day) is expected


def test_a_start_outside_the_term_cannot_be_priced():
    with pytest.raises(PricingError, match="outside"):
        owed(terms_of(STAGED), licensee=Licensee("small"), starts_on=date(2033, 1, 1))
