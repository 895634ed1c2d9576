from datetime import UTC, date, datetime

import pytest
from flask import Flask, render_template_string
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st

from market import formats

FEN = st.integers(min_value=-(10**15), max_value=10**15)
UNITS = {"万": 10_000_00, "亿": 100_000_000_00}


@pytest.fixture
def page():
    app = Flask("market")
    Babel(app, default_locale="zh")
    formats.register(app)

    def write(template, **values):
        with app.test_request_context():
            return render_template_string(template, **values)

    return write


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (0, "¥0", "CN¥0"),
        (5, "¥0.05", "CN¥0.05"),
        (100_000, "¥1,000", "CN¥1,000"),
        (12_800_000, "¥12.8万", "CN¥128,000"),
        (1_280_050, "¥12,800.50", "CN¥12,800.50"),
        (1_999_999_999, "¥19,999,999.99", "CN¥19,999,999.99"),
        (2_000_000_000, "¥2,000万", "CN¥20,000,000"),
        (12_000_000_000, "¥1.2亿", "CN¥120,000,000"),
        (-3_100_000, "−¥3.1万", "−CN¥31,000"),
    ],
)
def test_money_is_short_but_never_less_than_exact(fen, zh, en):
    assert formats.money(fen, "zh") == zh
    assert formats.money(fen, "en") == en


@given(FEN)
def test_no_fen_is_lost_in_writing_an_amount(fen):
    assert read_back(formats.money(fen, "zh")) == fen
    assert read_back(formats.money(fen, "en")) == fen
    assert read_back(formats.money_exact(fen, "zh")) == fen


@given(FEN)
def test_an_estimate_is_within_half_of_its_third_figure(fen):
    written = read_back(formats.money_rough(fen, "en"))

    assert abs(written - fen) <= max(abs(fen) // 200 + 1, 50)


@pytest.mark.parametrize(
    ("ppm", "written"), [(0, "0%"), (30_000, "3%"), (1, "0.0001%"), (1_000_000, "100%")]
)
def test_a_rate_has_the_decimals_that_it_needs(ppm, written):
    assert formats.percent(ppm, "zh") == written


def test_an_instant_is_written_in_beijing_time():
    instant = datetime(2026, 11, 22, 16, 3, tzinfo=UTC)

    assert formats.moment(instant, "zh") == "2026年11月23日 00:03"
    assert formats.moment(instant, "en") == "Nov 23, 2026, 00:03 UTC+8"


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        formats.moment(datetime(2026, 11, 22, 16, 3), "zh")  # noqa: DTZ001


def test_filters_speak_the_language_of_the_page(page):
    assert page("{{ fen | money }}", fen=12_800_000) == "¥12.8万"
    assert page("{{ fen | money('en') }}", fen=12_800_000) == "CN¥128,000"
    assert page("{{ day | day }}", day=date(2026, 1, 5)) == "2026年1月5日"
    assert page("{{ size | size_name }}", size="micro") == "微型企业"


def test_what_is_unknown_is_written_as_a_dash(page):
    assert page("{{ none | money }}{{ none | day }}{{ none | percent }}") == "———"


def read_back(written):
    digits = written.replace("−", "-").replace("CN¥", "").replace("¥", "")
    digits = digits.replace(",", "")
    unit = UNITS.get(digits[-1], 100)
    whole, _, rest = digits.rstrip("万亿").partition(".")
    decimals = 10 ** len(rest)
    value = (abs(int(whole)) * decimals + int(rest or 0)) * unit
    assert value % decimals == 0
    return -(value // decimals) if written[0] == "−" else value // decimals
