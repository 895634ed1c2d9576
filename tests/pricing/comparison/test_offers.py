import re
from datetime import date

import pytest

from pricing.comparison.notes import _TEXTS
from pricing.comparison.offers import compare
from pricing.errors import ComparisonImpossible
from pricing.licensee import Licensee
from pricing.quote import quote
from tests.pricing.licensing import fixed, royalty, stage, terms_with

EXEMPT = {"price_includes_vat": True, "treatment": "exempt"}
SMALL = Licensee("small", vat_status="general")
SALES = (100_000_000,) * 4
HALF_WIDTH = re.compile(r"[一-鿿][,;:!?()]|[,;:!?()][一-鿿]")


def offer(*fees, **rest):
    return terms_with(stage("only", *fees), **({"tax": EXEMPT} | rest))


def compared(*offers, cases=None, **asked):
    named = dict(zip("ABCDE", offers, strict=False))
    return compare(named, licensee=SMALL, cases=cases or {"expected": SALES}, **asked)


ONCE = offer(fixed("30000.00"))
ROYALTY = offer(royalty({"rate": "0.01"}))
CAPPED = offer(royalty({"rate": "0.02"}, cap_total="20000.00"))
UNITS = offer(royalty({"per_unit": "1"}, base="units"))


def test_rows_hold_what_each_offer_would_be_quoted():
    cases = {"low": (0,), "expected": SALES}

    found = compared(ONCE, ROYALTY, cases=cases)

    for row, terms in zip(found.rows, (ONCE, ROYALTY), strict=True):
        for name, sales_fen in cases.items():
            alone = quote(terms, licensee=SMALL, sales_fen=sales_fen)
            assert row.quotes[name] == alone
            assert row.figures[name].total_fen == alone.total_fen
            assert row.figures[name].present_value_fen == alone.present_value_fen
            assert row.figures[name].net_cost == alone.tax.net_cost
            assert row.figures[name].first_stop_fen == alone.stop_after[0].total_fen


def test_the_cheapest_is_named_for_each_figure_and_case():
    cases = {"low": (0,), "expected": SALES}

    cheapest = compared(ONCE, ROYALTY, CAPPED, cases=cases).cheapest

    assert cheapest["low"]["total"] == ("B", "C")
    assert cheapest["expected"]["total"] == ("C",)
    assert cheapest["expected"]["worst_case"] == ("C",)
    assert cheapest["expected"]["present_value"] == ("C",)
    assert cheapest["expected"]["net_cost"] == ("C",)


def test_nobody_is_cheapest_at_worst_where_nothing_has_a_limit():
    found = compared(ROYALTY, offer(royalty({"rate": "0.03"})))

    assert found.cheapest["expected"]["worst_case"] == ()


def test_a_net_cost_that_is_open_makes_nobody_cheapest():
    opened = {"price_includes_vat": True, "treatment": "undetermined"}
    dearer = offer(royalty({"rate": "0.0102"}), tax=opened)

    found = compared(ROYALTY, dearer)

    assert found.cheapest["expected"]["net_cost"] == ()
    assert found.cheapest["expected"]["total"] == ("A",)


def test_an_open_net_cost_is_the_cheapest_where_its_most_is_no_more_than_another():
    opened = {"price_includes_vat": True, "treatment": "undetermined"}

    found = compared(ROYALTY, offer(royalty({"rate": "0.01"}), tax=opened))

    assert found.cheapest["expected"]["net_cost"] == ("B",)
    assert found.cheapest["expected"]["total"] == ("A", "B")


def test_the_first_payment_says_when_and_how_much():
    once, royal = compared(ONCE, ROYALTY).rows

    assert (once.first_payment.on, once.first_payment.amount_fen) == (
        date(2027, 1, 1),
        3_000_000,
    )
    assert royal.first_payment.on == date(2028, 1, 30)


def test_an_offer_that_costs_nothing_has_no_first_payment():
    assert compared(ONCE, offer()).rows[1].first_payment is None


def test_an_offer_with_another_base_stands_there_with_the_reason():
    found = compared(ONCE, ROYALTY, UNITS)

    assert found.base == "net_sales"
    assert found.rows[2].reason.code == "other_base"
    assert found.rows[2].reason.en.startswith("This offer charges on units")
    assert "按产品件数提成" in found.rows[2].reason.zh
    assert found.rows[2].quotes == found.rows[2].figures == {}
    assert "C" not in str(found.cheapest)
    assert [each.offers for each in found.breakevens] == [("A", "B")]


def test_what_is_left_alone_is_not_called_the_cheapest():
    found = compared(ROYALTY, UNITS)

    assert set(found.cheapest["expected"].values()) == {()}


def test_a_loss_is_no_bar_for_an_offer_without_a_royalty():
    profit = offer(royalty({"rate": "0.1"}, base="profit"))
    sold = offer(fixed("1.00", due="first_sale"))

    found = compared(profit, sold, cases={"expected": (-500, 700)})

    assert found.base == "profit"
    assert found.rows[1].first_payment.on == date(2028, 1, 1)


def test_offers_that_start_later_are_valued_on_the_same_day():
    later = offer(fixed("30000.00"), starts_on="2028-01-01", ends_on="2031-12-31")

    found = compared(ONCE, later)

    assert found.valued_on == date(2027, 1, 1)
    assert found.rows[1].starts_on == date(2028, 1, 1)
    assert found.rows[0].figures["expected"].present_value_fen == 3_000_000
    assert found.rows[1].figures["expected"].present_value_fen == 2_777_778
    assert [note.code for note in found.notes] == ["starts_differ"]


def test_a_day_asked_for_is_the_start_of_all_that_have_begun():
    found = compared(ONCE, ROYALTY, starts_on=date(2028, 3, 1))

    assert {row.starts_on for row in found.rows} == {date(2028, 3, 1)}
    assert found.notes == ()


def test_an_offer_that_is_over_by_then_stands_there_with_the_reason():
    over = offer(fixed("1.00"), ends_on="2027-12-31")

    found = compared(ONCE, over, ROYALTY, starts_on=date(2028, 1, 1))

    assert [row.reason and row.reason.code for row in found.rows] == [
        None,
        "over",
        None,
    ]


def test_an_offer_that_cannot_carry_the_forecast_stands_there_with_the_reason():
    dear = offer(royalty({"per_unit": "1000000"}, base="units"))
    cheap = offer(royalty({"per_unit": "1"}, base="units"))

    found = compared(cheap, dear, ONCE, cases={"expected": (900_000_000,)})

    assert [row.reason and row.reason.code for row in found.rows] == [
        None,
        "overflow",
        None,
    ]
    assert found.rows[1].reason.zh != found.rows[1].reason.en


def test_offers_of_different_length_are_told():
    longer = offer(fixed("1.00"), ends_on="2032-12-31")

    assert [note.code for note in compared(ONCE, longer).notes] == ["lengths_differ"]


def test_a_first_sale_before_a_later_start_counts_from_that_start():
    later = offer(
        royalty({"rate": "0.01"}), starts_on="2028-01-01", ends_on="2031-12-31"
    )

    found = compared(ROYALTY, later, first_sale_on=date(2027, 7, 1))

    assert found.rows[1].quotes["expected"].first_sale_on == date(2028, 1, 1)
    assert "first_sale_later" in [note.code for note in found.notes]


def test_prices_with_and_without_tax_are_ranked_by_what_is_alike_only():
    bare = {"price_includes_vat": False, "treatment": "taxable", "rate": "0.06"}
    whole = {"price_includes_vat": True, "treatment": "taxable", "rate": "0.06"}

    found = compared(
        offer(fixed("1000.00"), tax=bare), offer(fixed("1050.00"), tax=whole)
    )

    assert [note.code for note in found.notes] == ["mixed_vat"]
    assert found.cheapest["expected"] == {
        "total": (),
        "price_with_vat": ("B",),
        "worst_case": (),
        "present_value": (),
        "first_stop": (),
        "net_cost": ("B",),
    }
    assert found.breakevens == ()


@pytest.mark.parametrize("offers", [(), (ONCE,), (ONCE, ONCE, ONCE, ONCE, ONCE)])
def test_fewer_than_two_offers_or_more_than_four_are_refused(offers):
    with pytest.raises(ComparisonImpossible) as refused:
        compared(*offers)

    assert "2 至 4 个" in refused.value.mend_zh


def test_a_comparison_without_a_forecast_is_refused():
    with pytest.raises(ComparisonImpossible):
        compare({"A": ONCE, "B": ROYALTY}, licensee=SMALL, cases={})


def test_every_note_speaks_both_languages():
    for zh, en in _TEXTS.values():
        assert not HALF_WIDTH.search(zh), zh
        assert en.isascii(), en
        assert en.endswith(".")
