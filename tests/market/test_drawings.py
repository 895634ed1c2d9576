from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from market.drawings import GROUND, LEAST_SHARE, Rung, draw

AMOUNTS = st.integers(min_value=0, max_value=9 * 10**12)


@st.composite
def ladders(draw_one):
    owed, rungs = 0, []
    for _ in range(draw_one(st.integers(min_value=1, max_value=20))):
        owed += draw_one(AMOUNTS)
        varies = draw_one(st.booleans())
        rungs.append(
            rung(
                months=draw_one(st.integers(min_value=1, max_value=360)),
                owed_fen=owed,
                expected_fen=owed + draw_one(AMOUNTS) * varies,
                varies=varies,
                may_stop=draw_one(st.booleans()),
            )
        )
    most = max(each.expected_fen for each in rungs)
    return rungs, draw_one(st.none() | st.just(most) | st.just(most + 10**9))


def rung(*, months=12, owed_fen=0, expected_fen=None, varies=False, may_stop=True):
    return Rung(
        months=months,
        owed_fen=owed_fen,
        expected_fen=owed_fen if expected_fen is None else expected_fen,
        varies=varies,
        may_stop=may_stop,
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
def test_who_owes_more_stands_visibly_higher(ladder):
    rungs, cap = ladder
    amounts = {each.owed_fen for each in rungs} | {each.expected_fen for each in rungs}

    bars = draw(rungs, cap).bars

    for (left, low), (right, high) in pairwise(zip(rungs, bars, strict=True)):
        rise = number(high.height) - number(low.height)
        least = 20 / (len(amounts) + 1) if left.owed_fen and right.owed_fen else 0
        if right.owed_fen > left.owed_fen:
            assert rise > least - GROUND - 0.1
        else:
            assert rise == 0


@given(ladders())
def test_what_a_forecast_adds_stands_above_what_is_certain(ladder):
    rungs, cap = ladder

    drawing = draw(rungs, cap)

    certain = {bar.x: number(bar.height) for bar in drawing.bars}
    assert all(number(bar.height) > certain[bar.x] for bar in drawing.expected)


@given(ladders())
def test_no_stage_is_too_narrow_for_its_name(ladder):
    weights = draw(*ladder).weights

    assert min(weights) / sum(weights) > 0.7 * LEAST_SHARE / len(weights)
    assert all(4 <= weight <= 24 for weight in weights)


def test_the_first_small_step_does_not_vanish_under_a_great_cap():
    trial = rung(months=6, owed_fen=1_000_00)
    sales = rung(months=54, owed_fen=51_000_00, varies=True)

    drawing = draw([trial, sales], 20_000_000_00)

    assert number(drawing.bars[0].height) >= 8
    assert drawing.cap_y == "0.00%"


def test_a_gate_stands_only_between_stages_where_one_may_stop():
    stages = [rung(), rung(may_stop=False), rung()]

    assert draw(stages, None).gates == ("33.33%",)


def test_where_sales_do_not_matter_there_is_no_wedge_and_no_cap():
    drawing = draw([rung(owed_fen=100)], 100)

    assert (drawing.wedge, drawing.cap_y, drawing.expected) == ("", "", ())


def test_without_a_cap_there_is_no_line_and_room_to_rise():
    drawing = draw([rung(owed_fen=100, varies=True)], None)

    assert drawing.cap_y == ""
    assert number(drawing.bars[0].height) < 60


def test_what_is_free_is_drawn_as_ground():
    assert [bar.height for bar in draw([rung()], 0).bars] == ["1.50%"]


def number(percent):
    return float(percent.removesuffix("%"))
