from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from market.drawings import GROUND, LEAST_SHARE, Rung, draw

AMOUNTS = st.integers(min_value=1, max_value=9 * 10**12)


@st.composite
def ladders(draw_one):
    owed, rungs = 0, []
    for _ in range(draw_one(st.integers(min_value=1, max_value=20))):
        months = draw_one(st.integers(min_value=1, max_value=360))
        rises = []
        after = st.integers(min_value=0, max_value=months - 1)
        for start in sorted(draw_one(st.sets(after, max_size=3))):
            owed += draw_one(AMOUNTS)
            rises.append((start, owed))
        rungs.append(
            Rung(
                months=months,
                rises=tuple(rises),
                has_royalty=draw_one(st.booleans()),
                may_stop=draw_one(st.booleans()),
            )
        )
    cap = draw_one(st.none() | st.just(max(owed, 1)) | st.just(owed + 10**9))
    return rungs, cap


def rung(*, months=12, rises=(), has_royalty=False, may_stop=True):
    return Rung(
        months=months, rises=tuple(rises), has_royalty=has_royalty, may_stop=may_stop
    )


@given(ladders())
def test_the_steps_fill_the_width_and_never_leave_the_plot(ladder):
    drawing = draw(*ladder)

    assert abs(sum(number(bar.width) for bar in drawing.bars) - 100) < 0.01 * len(
        drawing.bars
    )
    for bar in drawing.bars:
        assert 0 <= number(bar.y) <= 100
        assert number(bar.height) >= GROUND
        assert abs(number(bar.y) + number(bar.height) - 100) < 0.02


@given(ladders())
def test_each_step_stands_visibly_above_the_one_before(ladder):
    rungs, cap = ladder
    levels = {owed for rung in rungs for _, owed in rung.rises}

    heights = [number(bar.height) for bar in draw(rungs, cap).bars]

    for lower, higher in pairwise(heights):
        assert higher >= lower
    rises = [higher - lower for lower, higher in pairwise(sorted(set(heights)))]
    assert all(rise > 20 / (len(levels) + 1) - GROUND - 0.1 for rise in rises)


@given(ladders())
def test_no_stage_is_too_narrow_for_its_name(ladder):
    weights = draw(*ladder).weights

    assert min(weights) / sum(weights) > 0.7 * LEAST_SHARE / len(weights)
    assert all(4 <= weight <= 24 for weight in weights)


def test_the_first_small_step_does_not_vanish_under_a_great_cap():
    trial = rung(months=6, rises=[(0, 1_000_00)])
    sales = rung(months=54, rises=[(0, 50_000_00)], has_royalty=True)

    drawing = draw([trial, sales], 20_000_000_00)

    assert number(drawing.bars[0].height) >= 8
    assert drawing.cap_y == "0.00%"


def test_a_gate_stands_only_between_stages_where_one_may_stop():
    stages = [rung(), rung(may_stop=False), rung()]

    assert draw(stages, None).gates == ("33.33%",)


def test_without_royalty_nothing_depends_on_sales_and_no_cap_is_drawn():
    drawing = draw([rung(rises=[(0, 100)])], 100)

    assert (drawing.wedge, drawing.cap_y) == ("", "")


def test_without_a_cap_there_is_no_line_and_room_to_rise():
    drawing = draw([rung(rises=[(0, 100)], has_royalty=True)], None)

    assert drawing.cap_y == ""
    assert number(drawing.bars[0].height) < 60


def test_what_is_free_is_drawn_as_ground():
    drawing = draw([rung()], 0)

    assert [bar.height for bar in drawing.bars] == ["1.50%"]


def number(percent):
    return float(percent.removesuffix("%"))
