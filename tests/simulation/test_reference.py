import numpy as np
import pytest

from simulation.ledger import COLUMNS
from simulation.timetable import MINUTES_PER_MONTH, STEPS

NAMES = ["national", "staged", "free"]


@pytest.mark.parametrize("name", NAMES)
def test_firms_in_all_states_are_all_firms_on_every_date(make_run, name):
    market, finished = make_run(name)

    counts = finished.census.counts()

    assert (counts >= 0).all()
    assert (counts.sum(axis=1) == len(market.firms)).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_gives_the_same_ledger(make_run, name):
    _, once = make_run(name)
    _, again = make_run(name)

    assert once.ledger.sha256 == again.ledger.sha256


def test_another_seed_gives_another_ledger(make_run):
    _, once = make_run()
    _, other = make_run(seed=2)

    assert once.ledger.sha256 != other.ledger.sha256


def test_the_ledger_holds_whole_numbers_only(make_run):
    _, finished = make_run("staged")

    assert all(finished.ledger[name].dtype == np.int64 for name in COLUMNS)


@pytest.mark.parametrize("step", ["day", "week"])
def test_decisions_fall_on_grid_dates_and_work_between_them(make_run, step):
    _, finished = make_run("national", firms=400, step=step)
    ledger = finished.ledger

    for name in ("searched_at", "licensed_at", "piloted_at", "produced_at"):
        taken = ledger[name][ledger[name] >= 0]
        assert not (taken % STEPS[step]).any()
    ends = ledger["talks_to"][ledger["talks_to"] >= 0]
    assert (ends % 1_440 != 0).any()


def test_nothing_is_searched_or_licensed_after_the_run(make_run):
    market, finished = make_run("staged", population__months=24)
    horizon = market.parameters.population.months * MINUTES_PER_MONTH

    assert finished.ledger["searched_at"].max() < horizon
    assert finished.ledger["licensed_at"].max() < horizon


def test_every_licence_has_an_end_decided_even_past_the_horizon(make_run):
    _, finished = make_run("staged", population__months=12)
    ledger = finished.ledger

    assert (ledger["stopped_month"][ledger.licensed] > 0).all()
    assert (ledger["filing_to"][ledger.licensed] > 0).all()


def test_talks_end_before_the_licence_they_lead_to(make_run):
    _, finished = make_run("national", firms=400)
    ledger = finished.ledger
    rows = ledger.licensed

    assert (ledger["talks_to"][rows] <= ledger["licensed_at"][rows]).all()
    assert (ledger["talks_from"][rows] >= ledger["searched_at"][rows]).all()
    assert not (ledger["is_broken"][rows] == 1).any()


def test_a_firm_is_busy_with_one_licence_at_a_time(make_run):
    _, finished = make_run("free", firms=400)
    ledger = finished.ledger
    firm, searched = ledger["firm"], ledger["searched_at"]
    months = np.where(ledger["licensed_at"] >= 0, ledger["stopped_month"], 0)
    free_at = ledger["licensed_at"] + months * MINUTES_PER_MONTH

    same = firm[1:] == firm[:-1]
    assert same.any()
    assert (searched[1:][same] > free_at[:-1][same]).all()


def test_an_open_licence_begins_at_once_however_busy_the_desk(make_run):
    _, finished = make_run("free", offices__filing_minutes=1e6)
    ledger = finished.ledger

    rows = ledger.licensed
    assert (ledger["licensed_at"][rows] == ledger["searched_at"][rows]).all()


def test_a_busier_desk_makes_negotiated_licences_wait_longer(make_run):
    def wait(minutes):
        _, finished = make_run(offices__officers=1, offices__case_minutes=minutes)
        ledger = finished.ledger
        asked = ledger["talks_from"] >= 0
        return (ledger["talks_from"] - ledger["searched_at"])[asked].mean()

    assert wait(40_000.0) > wait(480.0)


def test_no_firm_is_in_production_without_good_reason(make_run):
    _, finished = make_run("staged", firms=600, offers__unused_share=1.0)
    ledger = finished.ledger

    pushed = ledger["lane"] == 0
    assert pushed.any()
    assert (ledger["produced_at"][pushed] == -1).all()


def test_nobody_looks_when_nobody_searches(make_run):
    _, finished = make_run(
        search__unassisted_per_year=0.0,
        search__reached_per_year=0.0,
        search__imitation_per_year=0.0,
    )

    assert len(finished.ledger) == 0


def test_tests_are_right_as_often_as_stated_whether_it_works_or_not(make_run):
    market, finished = make_run("free", firms=2_000)
    ledger, stated = finished.ledger, market.parameters.technology

    for news, accuracy in (
        ("trial_news", stated.trial_accuracy),
        ("pilot_news", stated.pilot_accuracy),
    ):
        for works in (0, 1):
            told = ledger[news][(ledger[news] >= 0) & (ledger["works"] == works)]
            share = (told == works).mean()
            assert abs(share - accuracy) < 4 * (0.25 / len(told)) ** 0.5
            assert len(told) > 50
