import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.errors import PricingError
from pricing.valuation.comparable_table import read_table

HEADER = [
    "year",
    "form",
    "amount",
    "rate",
    "months",
    "currency",
    "licensor",
    "ipc",
    "source",
]
FIXED = {
    "year": "2024",
    "form": "fixed",
    "amount": "120000",
    "rate": "",
    "months": "24",
    "currency": "CNY",
    "licensor": "university",
    "ipc": "C02F 1/28",
    "source": "own files",
}


def read(*rows, header=HEADER, **how):
    cells = [(n, [row[key] for key in header]) for n, row in enumerate(rows, start=2)]
    return read_table(header, cells, **{"latest": 2026} | how)


def one(**changed):
    (row,) = read(FIXED | changed).rows
    return row


def test_a_fixed_fee_is_spread_over_its_term():
    assert one().comparable.yearly_fen == 6_000_000
    assert one(months="7", amount="100").comparable.yearly_fen == 17_143


@pytest.mark.parametrize("form", ["one_off", "one-off", "一次性付费"])
def test_forms_are_read_as_the_pages_name_them(form):
    assert one(form=form).comparable.yearly_fen == 6_000_000


def test_a_yearly_fee_stays_as_it_is_and_needs_no_term():
    row = one(form="yearly", months="")

    assert row.comparable.yearly_fen == 12_000_000


@pytest.mark.parametrize(
    ("form", "rate", "base"),
    [
        ("royalty", "3%", "net_sales"),
        ("royalty", "0.03", "net_sales"),
        ("profit", "３％", "profit"),
        ("提成", "3 %", "net_sales"),
    ],
)
def test_a_royalty_is_a_share_of_its_base(form, rate, base):
    row = one(form=form, rate=rate, amount="")

    assert (row.comparable.rate_ppm, row.comparable.base) == (30_000, base)


def test_an_entry_fee_and_a_royalty_are_both_kept():
    row = one(form="mixed", rate="0.02")

    assert (row.comparable.yearly_fen, row.comparable.rate_ppm) == (6_000_000, 20_000)


@pytest.mark.parametrize(
    ("amount", "fen"),
    [
        ("120,000", 6_000_000),
        ("１２００００", 6_000_000),
        ("12万", 6_000_000),
        ("12 万元", 6_000_000),
        ("¥120000.00元", 6_000_000),
        ("0.0001万", 50),
    ],
)
def test_amounts_are_read_as_people_write_them(amount, fen):
    assert one(amount=amount).comparable.yearly_fen == fen


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"amount": ""}, "amount: It is missing"),
        ({"amount": "0"}, "amount: It is 0"),
        ({"amount": "-5"}, "amount: It is negative"),
        ({"amount": "\u22125"}, "amount: It is negative"),
        ({"amount": "(5)"}, "amount: It is negative"),
        ({"amount": "1e6"}, "not a plain decimal"),
        ({"amount": "1.005"}, "decimal places"),
        ({"amount": "nan"}, "not a plain decimal"),
        ({"amount": "9" * 30}, "above"),
        ({"amount": "12万万"}, "not a plain decimal"),
        ({"currency": ""}, "currency: It is missing"),
        ({"currency": "USD"}, "USD is not CNY"),
        ({"currency": "CNY/USD"}, "CNY/USD is not CNY"),
        ({"year": ""}, "year: It is missing"),
        ({"year": "2027"}, "no year from 1985 to 2026"),
        ({"year": "1984"}, "no year"),
        ({"year": "last"}, "no year"),
        ({"months": ""}, "months: It is missing"),
        ({"months": "0"}, "months: It is 0"),
        ({"months": "2.5"}, "no whole number"),
        ({"months": "361"}, "no whole number from 1 to 360"),
        ({"form": "barter"}, '"barter" is not known'),
        ({"rate": "3%"}, "the form names one fee"),
        ({"form": "royalty", "rate": "3%"}, "the form names one fee"),
        ({"form": "royalty", "amount": ""}, "rate: It is missing"),
        ({"form": "royalty", "amount": "", "rate": "0"}, "rate: It is 0"),
        ({"form": "royalty", "amount": "", "rate": "3"}, "rate: It is above 1"),
        ({"form": "royalty", "amount": "", "rate": "-3%"}, "rate: It is negative"),
        ({"form": "mixed"}, "rate: It is missing"),
        ({"licensor": "martian"}, '"martian" is not known'),
    ],
)
def test_a_row_that_says_nothing_is_refused_with_its_column_and_reason(changed, told):
    row = one(**changed)

    assert row.comparable is None
    assert told in row.reason.en
    assert any("\u4e00" <= c <= "\u9fff" for c in row.reason.zh)


def test_a_foreign_currency_does_not_matter_where_no_money_is_told():
    row = one(form="royalty", amount="", rate="3%", currency="USD")

    assert row.comparable.rate_ppm == 30_000


def test_a_free_licence_is_counted_and_not_used():
    table = read(FIXED | {"form": "无偿", "amount": "0"}, FIXED)

    assert table.free_count == 1
    assert len(table.used) == 1


def test_a_row_that_comes_twice_counts_once():
    first, second = read(FIXED, FIXED).rows

    assert first.comparable is not None
    assert second.comparable is None
    assert "equals row 2" in second.reason.en


def test_several_patents_in_one_contract_share_its_fee():
    header = [*HEADER, "patents", "licensees", "scope"]
    row = FIXED | {"patents": "4", "licensees": "3", "scope": "国际"}

    (comparable,) = read(row, header=header).used

    assert comparable.yearly_fen == 1_500_000
    assert comparable.licensees == 3
    assert comparable.scope == "international"


def test_a_row_of_the_patent_itself_is_its_own_earlier_fee():
    header = [*HEADER, "patent"]
    row = FIXED | {"patent": "ZL202110000001.0"}

    (comparable,) = read(row, header=header, patent="ZL202110000001.0").used

    assert comparable.scope == "own"


def test_chinese_headings_are_read_as_well():
    table = read_table(
        ["年份", "费用形式", "金额（元）", "期限（月）", "备注"],
        [(2, ["2024年", "一次性", "12万", "24", "x"])],
        latest=2026,
    )

    assert table.used[0].yearly_fen == 6_000_000
    assert table.ignored == ("备注",)
    assert "No column currency" in table.rows[0].reason.en
    assert "No source" in table.rows[0].reason.en


def test_a_short_row_is_read_as_far_as_it_goes_and_a_long_one_refused():
    header = ["year", "rate", "source"]
    table = read_table(header, [(2, ["2024", "3%"])], latest=2026)
    longer = read_table(header, [(2, ["2024", "3%", "a", "b"])], latest=2026)

    assert table.used
    assert "more cells than the header" in longer.rows[0].reason.en


@pytest.mark.parametrize(
    "header",
    [[], ["amount"], ["year"], ["year", "amount", "金额"], ["year", "YEAR", "rate"]],
)
def test_a_header_without_what_a_price_needs_is_refused(header):
    with pytest.raises(PricingError) as refused:
        read_table(header, [], latest=2026)

    assert refused.value.mend_zh
    assert refused.value.mend_en


cells = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "0", "-1", "2024", "3%", "1e9", "12万", "CNY", "USD", "free", "mixed"]
    ),
)
columns = st.lists(
    st.sampled_from([*HEADER, "scope", "patents", "licensees", "x"]),
    unique=True,
    max_size=12,
)


@given(columns, st.lists(st.lists(cells, max_size=13), max_size=6))
def test_no_table_breaks_and_each_row_is_told_of_once(header, rows):
    header = ["patent", "industry", *header]
    if not ("year" in header and {"amount", "rate"} & set(header)):
        header += [key for key in ("year", "rate") if key not in header]

    table = read_table(header, enumerate(rows, start=2), latest=2026)

    assert [row.row for row in table.rows] == list(range(2, len(rows) + 2))
    assert all(row.reason.zh and row.reason.en for row in table.rows)
    assert all(c.yearly_fen >= 0 and 0 <= c.rate_ppm <= 10**6 for c in table.used)
    assert all(c.yearly_fen or c.rate_ppm for c in table.used)
