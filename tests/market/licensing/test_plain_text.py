import re
from datetime import date

import pytest

from market.licensing.plain_text import finding_lines
from pricing.law.checks import check
from pricing.terms import read_terms
from tests.pricing.examples import text_of


@pytest.mark.parametrize("half_width", [",", ":", ";", "?", "(", ")"])
def test_chinese_text_has_chinese_punctuation(half_width):
    terms = read_terms(text_of((("lane",), "open"), (("mode",), "negotiated")))
    findings = finding_lines(check(terms, None, day=date(2027, 1, 1)), "zh")

    for line in findings:
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
