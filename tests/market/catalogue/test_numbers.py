import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.catalogue.chinese_numbers import check_digit
from market.catalogue.number_forms import NumberForm
from market.catalogue.numbers import read_number

DIGITS = st.text("0123456789", min_size=8, max_size=13)
LIKELY = st.from_regex(
    r"(CN|ZL|US|D|RE|PCT/CN|WO)? ?[0-9]{1,4}[./, ]?[0-9]{1,8}[./,]?[0-9XA-Z]{0,2}",
    fullmatch=True,
)


@pytest.mark.parametrize(
    "typed",
    [
        "ZL202111029984.2",
        "zl202111029984.2",
        "ZL 2021 1 1029984.2",
        "ＺＬ２０２１１１０２９９８４．２",
        "ZL202111029984。2",
        "ZL2021110299842",
        "CNZL202111029984.2",
        "CN ZL 202111029984.2",
        "专利号：ZL202111029984.2",
        "（ZL202111029984.2）",
        "ZL\u200b202111029984-2",
    ],
)
def test_a_chinese_patent_number_is_read_however_it_is_typed(typed):
    found = read_number(typed)

    assert found.valid
    assert found.normalised == "ZL202111029984.2"
    assert found.form is NumberForm.GRANT
    assert found.application_number == "202111029984.2"


@pytest.mark.parametrize(
    ("typed", "normalised", "kind"),
    [
        ("202211358632.6", "202211358632.6", "invention"),
        ("CN202211358632.6", "202211358632.6", "invention"),
        ("2022113586326", "202211358632.6", "invention"),
        ("98101234.5", "98101234.5", "invention"),
        ("ZL98101234.5", "ZL98101234.5", "invention"),
        ("201910380558.x", "201910380558.X", "invention"),
        ("CN215792497U", "CN215792497U", "utility_model"),
        ("cn 111950393 b", "CN111950393B", "invention"),
        ("111950393B", "CN111950393B", "invention"),
        ("CN85100001A", "CN85100001A", "invention"),
        ("CN1030001C", "CN1030001C", "invention"),
        ("CN301234567S", "CN301234567S", "design"),
        ("6109270", "US6109270", "invention"),
        ("8,930,553", "US8930553", "invention"),
        ("US08930553B2", "US8930553", "invention"),
        ("US Patent No. 8,930,553", "US8930553", "invention"),
        ("D628,609", "USD628609", "design"),
        ("RE38,014", "USRE38014", "invention"),
        ("PP12,345", "USPP12345", None),
        ("US 2005/0004437 A1", "US20050004437A1", "invention"),
        ("13/033,085", "US13/033085", "invention"),
        ("09/822470", "US09/822470", "invention"),
        ("12/45,970", "US12/045970", "invention"),
        ("29/359105", "US29/359105", "design"),
        ("60/123,456", "US60/123456", "invention"),
        ("PCT/CN2021/123456", "PCT/CN2021/123456", None),
        ("WO2022/123456A1", "WO2022/123456", None),
    ],
)
def test_a_number_says_its_one_spelling_and_its_kind(typed, normalised, kind):
    found = read_number(typed)

    assert (found.normalised, found.kind, found.valid) == (normalised, kind, True)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("ZL202010123456.7", "the other digits give"),
        ("ZL202111029984", "check digit is missing"),
        ("ZL200211029984.2", "year"),
        ("202141029984.7", "kind of patent"),
        ("CN215792497A", "do not agree"),
        ("CN911950393B", "do not agree"),
        ("99/123,456", "known form"),
        ("0", "known form"),
        ("1234", "known form"),
        ("", "known form"),
        ("=cmd()", "known form"),
        ("9" * 5000, "known form"),
    ],
)
def test_a_wrong_number_says_why(typed, reason):
    found = read_number(typed)

    assert not found.valid
    assert reason in found.fault.reason.en


def test_a_wrong_check_digit_leaves_the_kind_readable():
    assert read_number("ZL202010123456.7").kind == "invention"


def test_eight_bare_digits_are_a_serial_number_only_among_those():
    assert read_number("13033085").normalised == "US13033085"
    found = read_number("13033085", is_application=True)
    assert found.normalised == "US13/033085"


@given(st.one_of(st.text(), LIKELY, DIGITS))
def test_any_text_is_answered_and_a_spelling_reads_as_itself(text):
    found = read_number(text)

    if found.normalised is not None:
        again = read_number(found.normalised)
        assert again == found


@given(st.integers(2003, 2099), st.sampled_from("12389"), st.integers(0, 9_999_999))
def test_one_wrong_digit_breaks_the_check_digit(year, kind, serial):
    digits = f"{year}{kind}{serial:07d}"
    right = check_digit(digits)
    wrong = str((int(digits[-1]) + 1) % 10)

    assert read_number(f"ZL{digits}.{right}").valid
    assert not read_number(f"ZL{digits[:-1]}{wrong}.{right}").valid


def test_the_command_answers_one_json_line_for_each_text(runner):
    texts = ["202211358632.6", "-x", "ＺＬ２０２１１１０２９９８４．２", "\udce9"]
    answer = runner.invoke(args=["patents", "number", *texts])

    assert answer.exit_code == 0
    told = [json.loads(line) for line in answer.output.splitlines()]
    assert [line["input"] for line in told] == texts
    assert told[0] == {
        "input": "202211358632.6",
        "normalised": "202211358632.6",
        "type": "invention",
        "valid": True,
    }
    assert [line["valid"] for line in told] == [True, False, True, False]
