"""Every transition that the design does not allow is refused, and nothing half done."""

from types import SimpleNamespace

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from market.licensing.life import CLOSED, NEXT, WORDS
from market.licensing.models import Lane, OfferState
from tests.market.licensing.conftest import ENDS_ON, LODGED_ON, STARTS_ON
from tests.market.licensing.life_machine import Life
from tests.market.licensing.life_model import ALLOWED

# PostgreSQL takes longer for each transaction.
EXAMPLES = {"sqlite": 15, "postgresql": 6}
# How many of the usual steps an offer takes before chance leads it: none, or all.
STARTS = [(lane, far) for lane in Lane for far in (0, 4)]


def test_the_table_is_that_of_the_design():
    found = {
        str(lane): {
            (str(before), str(after))
            for before, following in states.items()
            for after in following
        }
        for lane, states in NEXT.items()
    }

    assert found == ALLOWED


def test_every_state_has_a_name_in_both_languages_and_its_place_in_both_lanes():
    assert set(WORDS) == set(OfferState)
    assert all(set(NEXT[lane]) == set(OfferState) for lane in Lane)
    assert all(not NEXT[lane][state] for lane in Lane for state in CLOSED)


@pytest.fixture
def world(app, act, office):
    # An act looks its user up; the same two serve every step.
    acts = {as_admin: act(as_admin=as_admin) for as_admin in (True, False)}
    return SimpleNamespace(
        app=app,
        act=lambda as_admin=True: acts[as_admin],
        patent_id=office.patent_id,
        starts_on=STARTS_ON,
        ends_on=ENDS_ON,
        lodged_on=LODGED_ON,
        seen=set(),
    )


def test_an_offer_goes_no_other_way_than_the_design_allows(app, world):
    dialect = app.extensions["engine"].dialect.name
    for lane, far in STARTS:

        class Here(Life):
            pass

        Here.world = SimpleNamespace(**vars(world), lane=str(lane), far=far)
        run_state_machine_as_test(
            Here,
            settings=settings(
                max_examples=EXAMPLES[dialect], stateful_step_count=25, deadline=None
            ),
        )

    # The walk was no idle one: it saw offers open in both lanes, and a version wait.
    assert {("open", "open", False), ("ordinary", "open", True)} <= world.seen
    assert len({state for _lane, state, _waits in world.seen}) >= 6
