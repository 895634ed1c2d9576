import re
from datetime import date

import pytest

from market.quotes.comparison_text import comparison_lines
from market.quotes.plain_text import quote_lines
from market.quotes.text_columns import width, wrapped
from pricing.comparison.offers import compare
from pricing.licensee import Licensee
from pricing.quote import quote_cases
from pricing.terms import read_terms
from tests.pricing.examples import text_of
from tests.pricing.licensing import fixed, royalty, stage, terms_with

UNITS = {"kind": "royalty", "base": "units", "bands": [{"per_unit": "2.5"}]}
TAXED = {"price_includes_vat": False, "treatment": "taxable", "rate": "0.06"}
LARGE = Licensee("large", "srdi", "51", "general")


def lines_of(lang, *changes, cases=None, licensee=LARGE):
    terms = read_terms(text_of(*changes))
    cases = quote_cases(terms, cases or {"expected": (0, 15_000)}, licensee=licensee)
    return list(quote_lines(cases, terms, lang))


def compared(lang, *fees, notes=None, **asked):
    names = ("a", "b", "c")
    offers = {
        name: terms_with(stage("only", fee))
        for name, fee in zip(names, fees, strict=False)
    }
    found = compare(
        offers, licensee=LARGE, cases={"expected": (100_000_000,) * 4}, **asked
    )
    return list(comparison_lines(found, lang, notes=notes or {"": ()}))


def after(lines, start):
    return lines.index(next(line for line in lines if line.startswith(start)))


def cells(line):
    return re.split(r"  +", line.strip())


def test_each_licence_year_shows_what_counts_of_its_forecast():
    lines = lines_of("en")

    first = after(lines, "Licence year")
    assert cells(lines[first + 1]) == [
        "1",
        "2027-01-01 – 2027-12-31",
        "0.00",
        "11000.00",
    ]
    assert cells(lines[first + 2])[2] == "150.00"
    assert cells(lines[first + 6])[0] == "6"


def test_units_are_counted_and_not_told_as_yuan():
    lines = lines_of("zh", (("stages", 2, "fees"), [UNITS]))

    (year,) = (line for line in lines if line.startswith("2 "))
    assert " 15000 " in year


def test_the_classes_of_the_licensee_head_the_quote():
    (title, *_) = lines_of("en")

    assert title.startswith("Quote (Large enterprise, SRDI SME, Sichuan, 2027-01-01")


def test_taxes_stand_in_a_block_of_their_own():
    lines = lines_of("en", (("tax",), TAXED))

    first = after(lines, "Taxes")
    assert lines[first] == "Taxes (taxable at 6%; General VAT taxpayer)"
    assert [cells(line)[0] for line in lines[first + 1 : first + 6]] == [
        "Price with VAT",
        "VAT in it",
        "VAT that I may credit",
        "Stamp duty (estimate)",
        "Net cost (with VAT - credit + duty)",
    ]
    assert after(lines, "Total as the terms state it, without VAT")


def test_what_is_open_is_shown_as_a_range_and_not_as_one_figure():
    lines = lines_of("en", licensee=Licensee("large"))

    (net,) = (line for line in lines if "Net cost" in line)
    assert " – " in net


def test_three_forecasts_stand_side_by_side():
    cases = {"low": (), "expected": (10**9,) * 3, "high": (10**10,) * 6}

    lines = lines_of("en", cases=cases)

    first = after(lines, "Forecast")
    assert [cells(line)[0] for line in lines[first + 1 : first + 4]] == [
        "Low",
        "Expected",
        "High",
    ]


@pytest.mark.parametrize("half_width", [",", ":", ";", "?", "(", ")"])
def test_chinese_text_has_chinese_punctuation(half_width):
    told = [
        *lines_of("zh", cases={"low": (), "expected": (10**9,), "high": (10**9,) * 9}),
        *lines_of("zh", (("tax",), TAXED)),
        *compared("zh", fixed("1.00"), royalty({"rate": "0.01"}), UNITS),
    ]

    for line in told:
        assert not re.search(f"[\u4e00-\u9fff] *{re.escape(half_width)}", line), line


def test_the_cheapest_offer_is_marked_in_every_line():
    lines = compared("en", fixed("30000.00"), royalty({"rate": "0.01"}))

    first = after(lines, "Total, as the terms say")
    assert lines[first].endswith("30000.00 *")
    assert lines[first + 1].endswith("40000.00")


def test_sales_at_which_offers_change_places_are_told():
    lines = compared("en", fixed("30000.00"), royalty({"rate": "0.01"}))

    first = after(lines, "  a / b")
    assert lines[first + 1] == "    from 0.00: b; from 749999.50: a"


def test_an_offer_that_is_not_compared_is_named_with_the_reason():
    lines = compared("en", fixed("1.00"), royalty({"rate": "0.01"}), UNITS)

    assert any(line.startswith("c: not compared.") for line in lines)


def test_offers_none_of_which_can_be_compared_still_say_why():
    lines = compared("zh", fixed("1.00"), UNITS, starts_on=date(2031, 1, 1))

    told = "".join(lines)
    assert "a：未比较。该方案的期限于 2030-12-31 届满" in told
    assert lines[-1] == "按公告条款测算，不构成要约。"


@pytest.mark.parametrize(
    "text",
    [
        "提成费" * 60,
        "a licence and its fees " * 20,
        "期满时退出：" * 30,
        "x" * 200,
        "",
    ],
)
def test_a_wrapped_text_loses_nothing_and_stays_within_its_columns(text):
    lines = list(wrapped(text, "  · ", "    "))

    told = "".join(line[4:].rstrip() for line in lines)
    assert told.replace(" ", "") == text.replace(" ", "")
    if text != "x" * 200:
        assert all(width(line) <= 74 for line in lines)
    assert not any(line[4:].startswith(("，", "：", "。")) for line in lines)
