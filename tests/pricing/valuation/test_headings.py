import pytest

from pricing.valuation.headings import HEADING_LABELS
from pricing.valuation.readiness import READINESS
from tests.pricing.valuation.questions import CERTAIN, answer, price, row


def test_the_five_headings_answer_in_the_guides_order_and_say_why_not():
    fair = price()

    assert [one.key for one in fair.answers] == list(HEADING_LABELS)
    states = {one.key: one.state for one in fair.answers}
    assert states == {
        "own_income": "no_data",
        "charged": "no_data",
        "industry": "no_data",
        "international": "used",
        "asset": "used",
    }
    assert all(one.reasons for one in fair.answers)
    assert all(bool(one.weight) == (one.state == "used") for one in fair.answers)


def test_usual_rates_abroad_are_from_one_to_ten_per_cent_for_a_single_licensee():
    fair = price(stated={"licensees": "1"}, count=100_000)

    assert fair.rate_ppm.p10 == pytest.approx(10_000, rel=0.02)
    assert fair.rate_ppm.p90 == pytest.approx(100_000, rel=0.02)


def test_own_sales_need_no_technical_success():
    fair = price(stated=CERTAIN | {"own_sales": "5000000"}, readiness="lab", months=120)

    assert answer(fair, "own_income").yearly_fen.p50 == 5_000_000_00 * 0.05 * 0.4 / 2
    assert answer(fair, "asset").yearly_fen.p90 < 5_000_000_00 * 0.05 * 0.4 / 2


def test_a_term_that_ends_before_the_first_sale_says_so():
    fair = price(readiness="lab", months=36)

    assert answer(fair, "asset").state == "no_data"
    assert "expected after 36 months" in answer(fair, "asset").reasons[0].en


def test_a_fee_already_charged_counts_alone_and_two_of_the_trade_do_not():
    charged = price(row(scope="own"), stated={})
    two = price(row(), row(year=2025), stated={})

    assert answer(charged, "charged").state == "used"
    assert charged.yearly_fen is not None
    assert answer(two, "industry").state == "too_few"
    assert "2 of at least 3" in answer(two, "industry").reasons[0].en
    assert two.yearly_fen is None


def test_the_published_mean_is_an_anchor_and_counts_for_nothing():
    with_rows = answer(price(row(), row(), row(), stated={}), "industry")
    without = answer(price(stated={}), "industry")

    assert with_rows.state == "used"
    assert without.weight == 0
    for one in (with_rows, without):
        assert any("387,681 yuan" in told.en for told in one.reasons)


def test_an_entry_fee_with_a_royalty_needs_sales_to_have_a_price():
    mixed = row(scope="own", rate_ppm=20_000)
    silent = price(mixed, stated={})
    spoken = price(mixed, stated=CERTAIN | {"licensees": "1"}, readiness="proven")

    assert answer(silent, "charged").state == "too_few"
    assert "1 rows have an entry fee and a royalty" in (
        answer(silent, "charged").reasons[0].en
    )
    # 20,000 a year, and 2 % of 5,000,000 in 4.5 of 5 years at a chance of about 0.94.
    assert answer(spoken, "charged").yearly_fen.p50 == pytest.approx(
        11_400_000, rel=0.1
    )


def test_a_royalty_on_profit_becomes_one_on_sales_by_the_margin():
    rows = [row(scope="own", yearly_fen=0, rate_ppm=200_000, base="profit")] * 40

    fair = price(*rows, stated=CERTAIN | {"licensees": "1"})

    assert answer(fair, "charged").rate_ppm.p50 == pytest.approx(20_000, rel=0.03)


@pytest.mark.parametrize(
    ("key", "low", "high"),
    [
        ("sales", "4000000", "5000000"),
        ("margin", "0.1", "0.2"),
        ("patent_share", "0.4", "0.5"),
        ("licensor_share", "0.3", "0.4"),
        ("growth", "0", "0.1"),
    ],
)
def test_more_of_what_brings_profit_raises_the_fee(key, low, high):
    base = {"sales": "5000000"}

    poor = answer(price(stated=base | {key: low}), "asset").yearly_fen
    rich = answer(price(stated=base | {key: high}), "asset").yearly_fen

    assert all(less < more for less, more in zip(poor, rich, strict=True))


COSTS = {
    "erosion": ("0.1", "0.3"),
    "discount": ("0.1", "0.3"),
    "licensees": ("2", "4"),
    "elasticity": ("0.1", "0.3"),
    "own_cost": ("10000", "40000"),
    "launch_years": ("0.2", "0.6"),
}


@pytest.mark.parametrize("key", COSTS)
def test_more_of_what_costs_profit_lowers_the_fee(key):
    low, high = COSTS[key]
    base = {"sales": "5000000"}

    rich = answer(price(stated=base | {key: low}), "asset").yearly_fen
    poor = answer(price(stated=base | {key: high}), "asset").yearly_fen

    assert all(less < more for less, more in zip(poor, rich, strict=True))


def test_the_readier_the_dearer():
    fees = [
        answer(price(readiness=level, months=120), "asset").yearly_fen.p50
        for level in READINESS
    ]

    assert fees == sorted(fees)
