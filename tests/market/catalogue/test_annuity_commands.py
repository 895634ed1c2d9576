"""``flask price annuities``: its answers, its refusals, and no traceback ever."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

INVENTION = ["--kind", "invention", "--filed", "2024-03-01", "--granted", "2026-05-09"]
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

pytestmark = on_sqlite


@pytest.fixture
def ask(runner):
    """Ask the command; return the exit status, what it printed, and its errors."""

    def asked(*options, lang="en"):
        told = runner.invoke(args=["price", "annuities", *options, "--lang", lang])
        assert told.exception is None or isinstance(told.exception, SystemExit)
        return told.exit_code, told.stdout, told.stderr

    return asked


def test_a_university_saves_from_year_13_on(ask):
    status, text, _ = ask(*INVENTION, "--qualifies", "--filed-licence-on", "2026-11-23")

    assert status == 0
    assert "Open licences save 8,700 yuan of annual fees, in years 13 to 20." in text
    assert "5100.00      900.00" in text
    assert "6800.00     1200.00" in text


def test_the_chinese_text_says_the_same(ask):
    status, text, _ = ask(
        *INVENTION, "--qualifies", "--filed-licence-on", "2026-11-23", lang="zh"
    )

    assert status == 0
    assert "开放许可共节省年费 8,700 元（第 13 至 20 年）。" in text
    assert "不得重复享受" in text


def test_all_years_since_the_grant_or_only_those_still_due(ask):
    whole = json.loads(ask(*INVENTION, "--no-qualifies", "--json")[1])
    later = json.loads(
        ask(*INVENTION, "--no-qualifies", "--json", "--on", "2027-03-02")[1]
    )

    assert whole["years"][0]["year"] == 3
    assert whole["full_fen"] == 8_230_000 - 2 * 90_000
    assert later["years"][0]["year"] == 5


def test_json_has_whole_fen_reasons_and_the_figures(ask):
    status, text, _ = ask(
        *INVENTION, "--joint", "--no-qualifies", "--filed-licence-on", "2026-11-23",
        "--licence-ends", "2027-12-31", "--json",
    )  # fmt: skip
    told = json.loads(text)
    saving = [year for year in told["years"] if year["saved_fen"]]

    assert status == 0
    assert [(year["year"], year["saved_fen"]) for year in saving] == [(4, 18_000)]
    assert told["saved_fen"] == 18_000 < told["could_save_fen"]
    assert {year["reason"] for year in told["years"]} == {
        "registration",
        "saved",
        "licence_over",
    }
    assert all(figure["confidence"] for figure in told["figures"])


def test_a_patent_of_the_catalogue_is_found_by_any_spelling(ask, make):
    make.patent(
        make.office(),
        number="ZL202111029984.2",
        application_number="202111029984.2",
        filed_on=date(2024, 3, 1),
        granted_on=date(2026, 5, 9),
    )
    status, text, _ = ask("--patent", "zl 2021 1 1029984.2", "--qualifies", "--json")

    assert status == 0
    assert json.loads(text)["could_save_fen"] == 870_000


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--patent", "ZL202111029984.2"], "ZL202111029984.2"),
        ([], "--patent"),
        ([], "--granted"),
        (["--kind", "invention", "--filed", "2024-03-01"], "--granted"),
        ([*INVENTION], None),
        ([*INVENTION, "--filed", "20240301"], "--filed"),
        ([*INVENTION, "--granted", "2026-02-30"], "--granted"),
        ([*INVENTION, "--kind", "plant"], "plant"),
        ([*INVENTION, "--qualifies", "--filed-licence-on", "soon"], "soon"),
        ([*INVENTION, "--qualifies", "--filed-licence-on", "2024-07-14"], "2024-07-14"),
        ([*INVENTION, "--qualifies", "--licence-ends", "2030-01-01"], "--filed-lic"),
        (
            ["--kind", "invention", "--filed", "1992-12-31", "--granted", "1995-01-01"],
            "1993-01-01",
        ),
        (
            ["--kind", "invention", "--filed", "2010-01-01", "--granted", "2012-01-01",
             "--qualifies"],
            "2016-09-01",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_told_ends_with_status_2_and_one_line(ask, options, said, lang):
    status, text, error = ask(*options, lang=lang)

    assert status == 2
    assert text == ""
    assert len(error.strip().splitlines()) == 1
    assert said is None or said in error
    assert ("。" in error) is (lang == "zh")


words = st.one_of(
    st.dates().map(str),
    st.sampled_from(["", "2024-02-30", "9999-12-31", "0001-01-01", "-1", "二〇二六"]),
    st.text(max_size=12),
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["--filed", "--granted", "--ends", "--filed-licence-on", "--kind",
                 "--licence-ends", "--withdrawn-on", "--on", "--patent"]
            ),
            words,
        ),
        max_size=5,
    ),
    st.sampled_from(["--qualifies", "--no-qualifies", "--joint"]),
    st.sampled_from(["invention", "utility_model", "design"]),
)  # fmt: skip
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_no_option_breaks_it(ask, options, flag, kind):
    typed = [part for option in options for part in option]
    start = ["--kind", kind, "--filed", "2022-03-01", "--granted", "2024-05-09"]

    status, _text, error = ask(*start, flag, *typed)

    assert status in {0, 2}
    assert status == 0 or error
