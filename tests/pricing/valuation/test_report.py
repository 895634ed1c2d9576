import json
import re

import pytest

from pricing.terms import read_terms
from pricing.valuation.quantities import QUANTITIES
from pricing.valuation.report import lines_of
from pricing.valuation.report_json import as_json
from pricing.valuation.report_line import UNIT_LABELS, rough
from tests.pricing.valuation.questions import CERTAIN, price, row

HAN = re.compile("[\u4e00-\u9fff]")
KNOWN = {"months", "readiness", "success", "comparables", "published", *QUANTITIES}
FULL = (row(scope="own"), row(), row(), row(yearly_fen=0, rate_ppm=20_000))


@pytest.fixture(params=["full", "empty"])
def fair(request):
    if request.param == "full":
        return price(*FULL, stated=CERTAIN | {"own_sales": "1000000"})
    return price(stated={}, months=3)


def test_every_line_has_label_value_unit_and_source_in_both_languages(fair):
    for line in lines_of(fair):
        assert HAN.search(line.label.zh)
        assert not HAN.search(line.label.en)
        assert line.source.zh
        assert line.source.en
        assert not HAN.search(line.source.en)
        assert line.unit in UNIT_LABELS
        assert not HAN.search(line.shown("en"))
        assert line.shown("zh")


def test_every_line_rests_on_lines_above_it(fair):
    seen = set(KNOWN) | {one.key for one in fair.answers}
    for line in lines_of(fair):
        assert set(line.inputs) <= seen, line.key
        seen.add(line.key)


def test_what_nobody_stated_and_no_text_gives_says_assumption(fair):
    for line in lines_of(fair):
        if line.key in QUANTITIES and line.value is not None:
            is_stated = line.key in fair.asked.stated
            assert ("ASSUMPTION" in line.source.en) is not is_stated


def test_keys_are_told_apart(fair):
    keys = [line.key for line in lines_of(fair)]

    assert len(keys) == len(set(keys))


def test_nothing_printed_is_one_number_alone(fair):
    told = {line.key: line for line in lines_of(fair)}

    for key in ("yearly_fee", "one_off", "royalty", "worth", "office_income"):
        shown = told[key].shown("en")
        assert shown == "no data" or all(p in shown for p in ("P10", "P50", "P90"))


def test_json_holds_whole_fen_and_terms_that_read(fair):
    told = json.loads(json.dumps(as_json(fair), allow_nan=False))

    assert "own method" in told["method"]["en"]
    assert told["headings"][0]["key"] == "own_income"
    for key in ("yearly_fee_fen", "one_off_fen", "royalty_ppm"):
        assert told[key] is None or all(type(v) is int for v in told[key].values())
    for one in told["starting_terms"]:
        if one["terms"] is not None:
            read_terms(json.dumps(one["terms"]))


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0, "yuan", "0"),
        (49, "yuan", "0.49"),
        (50, "yuan", "1"),
        (123_456_789, "yuan_a_year", "1,230,000"),
        (0, "share", "0%"),
        (184, "share", "0.0184%"),
        (1_000_000, "share", "100%"),
        (36, "months", "36"),
    ],
)
def test_estimates_keep_three_figures(value, unit, shown):
    assert rough(value, unit) == shown
