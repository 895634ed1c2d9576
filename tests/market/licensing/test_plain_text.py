import re
from datetime import date

import pytest

from market.licensing.plain_text import finding_lines, quote_lines
from pricing.law.checks import check
from pricing.licensee import Licensee
from pricing.quote import quote
from pricing.terms import read_terms
from tests.pricing.examples import text_of

UNITS = {"kind": "royalty", "base": "units", "bands": [{"per_unit": "2.5"}]}


def lines_of(lang, *changes, sales_fen=(0, 15_000)):
    terms = read_terms(text_of(*changes))
    return list(
        quote_lines(
            quote(terms, licensee=Licensee("large"), sales_fen=sales_fen), terms, lang
        )
    )


def test_each_licence_year_shows_what_counts_of_its_forecast():
    lines = lines_of("en")

    first = lines.index(next(line for line in lines if line.startswith("Licence year")))
    assert re.split(r"  +", lines[first + 1]) == [
        "1",
        "2027-01-01 – 2027-12-31",
        "0.00",
        "11000.00",
    ]
    assert re.split(r"  +", lines[first + 2])[2] == "150.00"
    assert re.split(r"  +", lines[first + 6])[0] == "6"


def test_units_are_counted_and_not_told_as_yuan():
    lines = lines_of("zh", (("stages", 2, "fees"), [UNITS]))

    (year,) = (line for line in lines if line.startswith("2 "))
    assert " 15000 " in year


@pytest.mark.parametrize("half_width", [",", ":", ";", "?", "(", ")"])
def test_chinese_text_has_chinese_punctuation(half_width):
    terms = read_terms(text_of((("lane",), "open"), (("mode",), "negotiated")))
    findings = finding_lines(check(terms, None, day=date(2027, 1, 1)), "zh")

    for line in [*lines_of("zh"), *findings]:
        told = line.split(" · ")[0]
        assert not re.search(f"[\u4e00-\u9fff] *{re.escape(half_width)}", told), line


@pytest.mark.parametrize(
    ("lang", "ground"),
    [
        ("zh", "    民法典第585条第2款（来源较弱，请核对原文）"),
        ("en", "    Civil Code, art. 585(2) (read in a weak source; check the text)"),
    ],
)
def test_an_article_that_was_not_read_says_so(lang, ground):
    terms = read_terms(text_of((("late", "rate_per_day"), "0.001")))
    lines = list(finding_lines(check(terms, None, day=date(2027, 1, 1)), lang))

    assert ground in lines
    sure = "民法典第865条" if lang == "zh" else "Civil Code, art. 865"
    assert f"    {sure}" in lines
