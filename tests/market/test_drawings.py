from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from market.drawings import GROUND, LEAST_SHARE, Rung, draw

AMOUNTS = st.integers(min_value=0, max_value=9 * 10**12)


@st.composite
def ladders(draw_one):
    owed, rungs = 0, []
    for _ in range(draw_one(st.integers(min_value=1, max_value=20))):
        days, rises = draw_one(st.integers(min_value=1, max_value=9000)), []
        # Statements fall due after the last day too.
        on = st.integers(min_value=0, max_value=days + 60)
        for day in sorted(draw_one(st.sets(on, max_size=3))):
            owed += draw_one(AMOUNTS)
            rises.append((day, owed))
        varies = draw_one(st.booleans())
        more = owed + draw_one(AMOUNTS)
        rungs.append(
            rung(
                days=days,
                rises=rises,
                varies=varies,
                expected_fen=draw_one(st.none() | st.just(more)) if varies else None,
                may_stop=draw_one(st.booleans()),
            )
        )
    most = max(owed, *(each.expected_fen or 0 for each in rungs))
    return rungs, draw_one(st.none() | st.just(most) | st.just(most + 10**9))


def rung(*, days=365, rises=(), expected_fen=None, varies=False, may_stop=True):
    return Rung(
        days=days,
        rises=tuple(rises),
        expected_fen=expected_fen,
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
def test_steps_only_rise_and_each_rise_can_be_seen(ladder):
    rungs, cap = ladder
    amounts = {total for each in rungs for _, total in each.rises}
    amounts |= {each.expected_fen for each in rungs}

    heights = [number(bar.height) for bar in draw(rungs, cap).bars]

    assert heights == sorted(heights)
    # The ground has a thickness of its own, which the first rise may not show.
    rises = [high - low for low, high in pairwise(sorted(set(heights) - {GROUND}))]
    assert all(rise > 20 / (len(amounts) + 1) - 0.1 for rise in rises)


@given(ladders())
def test_every_corner_lies_in_the_plot(ladder):
    drawing = draw(*ladder)

    corners = f"{drawing.wedge} {drawing.expected}".replace(",", " ").split()
    assert all(0 <= float(corner) <= 100.01 for corner in corners)


@given(ladders())
def test_no_stage_is_too_narrow_for_its_name(ladder):
    weights = draw(*ladder).weights

    assert min(weights) / sum(weights) > 0.7 * LEAST_SHARE / len(weights)
    assert all(4 <= weight <= 24 for weight in weights)


def test_the_first_small_step_does_not_vanish_under_a_great_cap():
    trial = rung(days=181, rises=[(0, 1_000_00)])
    sales = rung(days=1645, rises=[(0, 51_000_00)], varies=True)

    drawing = draw([trial, sales], 20_000_000_00)

    assert number(drawing.bars[0].height) >= 8
    assert drawing.cap_y == "0.00%"


def test_who_pays_later_stands_on_the_ground_till_then():
    bars = draw([rung(rises=[(73, 50_000_00)])], 50_000_00).bars

    assert [(bar.width, bar.height) for bar in bars] == [
        ("20.00%", "1.50%"),
        ("80.00%", "100.00%"),
    ]


def test_a_gate_stands_only_between_stages_where_one_may_stop():
    stages = [rung(), rung(may_stop=False), rung()]

    assert draw(stages, None).gates == ("33.33%",)


def test_where_sales_do_not_matter_there_is_no_wedge_and_no_cap():
    drawing = draw([rung(rises=[(0, 100)])], 100)

    assert (drawing.wedge, drawing.cap_y, drawing.expected) == ("", "", "")


def test_without_a_cap_there_is_no_line_and_room_to_rise():
    drawing = draw([rung(rises=[(0, 100)], varies=True)], None)

    assert drawing.cap_y == ""
    assert number(drawing.bars[0].height) < 60


def test_a_forecast_rises_from_what_is_certain_to_what_is_expected():
    drawing = draw([rung(varies=True, expected_fen=100)], 100)

    assert drawing.expected == "0.00,98.50 100.00,0.00 100.00,100.00 0.00,100.00"


def test_what_is_free_is_drawn_as_ground():
    assert [bar.height for bar in draw([rung()], 0).bars] == ["1.50%"]


def number(percent):
    return float(percent.removesuffix("%"))
