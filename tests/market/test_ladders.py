import json
from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel

from market import ladders
from pricing.ladder import ladder
from pricing.licensee import Licensee
from pricing.patterns import PATTERNS, pattern
from pricing.terms import read_terms
from tests.pricing.examples import EXAMPLE

TERM = {"starts_on": date(2027, 1, 1), "ends_on": date(2032, 12, 31)}


@pytest.fixture(params=["zh", "en"])
def locale(request):
    app = Flask("market")
    Babel(app, default_locale=request.param)
    with app.test_request_context():
        yield request.param


def shown(name, locale):
    return ladders.view(ladder(pattern(name, lane="open", **TERM)), locale)


def example(size, locale, **forecast):
    terms = read_terms(json.dumps(EXAMPLE))
    return ladders.view(ladder(terms, Licensee(size), **forecast), locale)


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_can_be_shown_in_the_language_of_the_page(name, locale):
    view = shown(name, locale)

    words = " ".join(
        [view.range, *(line for each in view.stages for line in each.pays)]
    )
    assert any("\u4e00" <= sign <= "\u9fff" for sign in words) == (locale == "zh")
    assert len(view.stages) == len(view.drawing.weights)


def test_the_last_stage_has_no_gate_since_all_ends_there(locale):
    gates = [stage.may_stop for stage in example("small", locale).stages]

    assert gates == [True, True, False]


def test_a_cap_is_named_only_where_sales_decide_the_sum(locale):
    assert example("small", locale).cap
    assert not shown("one_off", locale).cap
    assert not shown("royalty", locale).cap


def test_what_is_free_is_said_once(locale):
    view = example("micro", locale)

    assert {stage.pays for stage in view.stages} == {view.stages[0].pays}
    assert len(view.stages[0].pays) == 1
    assert not view.has_steps


def test_a_price_paid_at_once_is_one_block(locale):
    assert not shown("one_off", locale).has_steps
    assert shown("pay_later", locale).has_steps


def test_a_forecast_is_said_to_be_one(locale):
    sales_fen = [0, 100_000_000, 300_000_000, 300_000_000]

    stages = example("small", locale, sales_fen=sales_fen).stages

    assert not stages[0].expected
    assert ("预测" if locale == "zh" else "forecast") in stages[2].expected


def test_chinese_lines_have_full_width_punctuation(locale):
    lines = [line for stage in example("small", "zh").stages for line in stage.pays]

    assert "分 2 期，每 6 个月一期" in " ".join(lines)


def test_the_class_of_firm_is_named_as_far_as_it_is_known(locale):
    full = ladders.licensee_name(Licensee("small", "srdi", "51"), locale)
    size = ladders.licensee_name(Licensee("small"), locale)

    names = {"zh": ("专精特新中小企业", "四川"), "en": ("SRDI SME", "Sichuan")}
    assert full == " · ".join([size, *names[locale]])
