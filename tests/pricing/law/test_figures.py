from datetime import date
from itertools import pairwise

import pytest

from pricing.errors import FigureNotFound
from pricing.law.figures import Figure, figure, figure_names, jurisdictions

REPEALED = Figure(
    name="repealed",
    description="A rate",
    description_zh="一项比例",
    unit="1",
    source="",
    confidence="V1",
    dates=(date(2020, 1, 1), date(2022, 1, 1)),
    values=("0.5", None),
    sources=("", ""),
)


EVERY = [(name, place) for place in jurisdictions() for name in figure_names(place)]


@pytest.mark.parametrize(("name", "jurisdiction"), EVERY)
def test_every_figure_states_unit_source_confidence_and_rising_dates(
    name, jurisdiction
):
    found = figure(name, jurisdiction)

    assert all([found.description, found.description_zh, found.unit])
    assert all([found.source, *found.sources])
    assert found.confidence in {"V1", "V2", "V3", "U"}
    assert all(earlier < later for earlier, later in pairwise(found.dates))


def test_an_unknown_figure_says_which_are_known():
    with pytest.raises(FigureNotFound, match="filing_deadline"):
        figure("moon_phase")


def test_an_unknown_jurisdiction_says_which_are_known():
    with pytest.raises(FigureNotFound, match="cn") as caught:
        figure("filing_deadline", "moon")

    assert "法域 moon" in caught.value.message_zh


def test_a_missing_value_names_the_figure_its_first_day_and_the_mend():
    with pytest.raises(FigureNotFound) as caught:
        figure("fixed_fee_cap").on(date(2024, 1, 19))

    for text in (caught.value.message_en, caught.value.message_zh):
        assert "2024-01-20" in text
    assert "Highest fixed fee" in caught.value.message_en
    assert "固定许可费" in caught.value.message_zh
    assert "law/cn/fixed_fee_cap.yaml" in caught.value.mend_en
    assert "law/cn/fixed_fee_cap.yaml" in caught.value.mend_zh


def test_the_source_of_a_day_is_that_of_its_value():
    term = figure("term_design")

    assert "1992" in term.source_on(date(2021, 5, 31))
    assert "2020" in term.source_on(date(2021, 6, 1))


def test_a_repealed_figure_has_no_value():
    assert REPEALED.on(date(2021, 12, 31)) == pytest.approx(0.5)
    with pytest.raises(FigureNotFound, match="repealed on 2022-01-01"):
        REPEALED.on(date(2022, 1, 1))


def test_a_list_is_no_number_and_a_number_no_list():
    day = date(2026, 1, 1)
    with pytest.raises(FigureNotFound):
        figure("open_licence_bars").on(day)
    with pytest.raises(FigureNotFound):
        figure("fixed_fee_cap").list_on(day)
    with pytest.raises(FigureNotFound):
        figure("findings").entry_on(day, "no.such_code")
