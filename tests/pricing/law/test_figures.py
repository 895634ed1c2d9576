from datetime import date
from itertools import pairwise

import pytest

from pricing.errors import FigureNotFound
from pricing.law.figures import Figure, figure, figure_names

REPEALED = Figure(
    name="repealed",
    description="",
    unit="1",
    source="",
    confidence="V1",
    dates=(date(2020, 1, 1), date(2022, 1, 1)),
    values=("0.5", None),
    sources=("", ""),
)


@pytest.mark.parametrize("name", figure_names())
def test_every_figure_states_unit_source_confidence_and_rising_dates(name):
    found = figure(name)

    assert all([found.description, found.unit, found.source, *found.sources])
    assert found.confidence in {"V1", "V2", "V3", "U"}
    assert all(earlier < later for earlier, later in pairwise(found.dates))


def test_an_unknown_figure_says_which_are_known():
    with pytest.raises(FigureNotFound, match="filing_deadline"):
        figure("moon_phase")


def test_a_missing_value_says_when_the_first_one_starts_and_how_to_mend():
    with pytest.raises(FigureNotFound) as caught:
        figure("fixed_fee_cap").on(date(2024, 1, 19))

    assert "2024-01-20" in str(caught.value)
    assert "law/fixed_fee_cap.yaml" in str(caught.value)
    assert caught.value.mend_zh


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
