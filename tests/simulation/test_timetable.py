import pytest
from simpy import Environment

from simulation.timetable import Phase, Timetable, whole_minutes

WEEK = 7 * 1_440


@pytest.mark.parametrize(
    ("minutes", "whole"), [(0.0, 1), (0.4, 1), (1.4, 1), (1.5, 2), (2.5, 3), (90.6, 91)]
)
def test_work_is_in_whole_minutes_half_up_and_at_least_one(minutes, whole):
    assert whole_minutes(minutes) == whole


def test_the_phases_of_a_date_come_in_the_published_order():
    env, seen = Environment(), []
    timetable = Timetable(env, WEEK)

    def wait(phase):
        yield timetable.at(0, phase)
        seen.append(phase.name)

    def clock():
        for phase in Phase:
            yield from timetable.open(0, phase)

    for phase in reversed(Phase):
        env.process(wait(phase))
    env.process(clock())
    env.run()

    assert seen == ["POLICY", "COMPLETION", "SEARCH", "DESK", "CLOSE"]


@pytest.mark.parametrize(
    ("minute", "date"),
    [(0, 3), (2 * WEEK, 3), (2 * WEEK + 1, 3), (3 * WEEK, 3), (3 * WEEK + 1, 4)],
)
def test_the_next_act_falls_on_a_later_date_not_before_the_end_of_the_work(
    minute, date
):
    timetable = Timetable(Environment(initial_time=2 * WEEK), WEEK)

    assert timetable.first_date(minute) == date * WEEK
