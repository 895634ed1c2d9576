import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.valuation.courses import Account
from pricing.valuation.ladder_assumptions import assumptions_at
from pricing.valuation.ladder_income import (
    Offered,
    break_even_conversion,
    break_even_extra_uptake,
    net_per_licence,
    pools,
)
from pricing.valuation.staged_licence import LicenceWorth
from tests.pricing.valuation.ladders import lump_sum

TERMS = lump_sum()


def offered(conversion, *, stopped=(0, 0, 0), entered=(0, 0, 0), phases=0.0):
    """A licence that brings (at signing, later, royalty) if it stops, or goes on."""
    table = np.zeros((2, len(Account)))
    paid = [Account.AT_SIGNING, Account.LATER_FIXED, Account.LATER_ROYALTY]
    table[0, paid], table[1, paid] = stopped, entered
    table[1, Account.PHASES] = phases
    table[1, Account.CONVERTED] = 1
    share = np.array([1 - conversion, conversion])
    return Offered(
        terms=TERMS,
        worth=LicenceWorth(expected=share @ table, if_converted=conversion * table[1]),
    )


LUMP = offered(1.0, entered=(100_000_00, 0, 0))


def test_a_licence_brings_what_is_collected_less_help():
    ladder = offered(
        0.25, stopped=(1_000, 0, 0), entered=(1_000, 8_000, 40_000), phases=2.0
    )
    given = assumptions_at(
        "prototype",
        nonpayment=0.1,
        displaced=0.5,
        help_start_fen=300,
        help_phase_fen=100,
    )

    assert net_per_licence(ladder, given) == pytest.approx(
        1_000 + 0.25 * 0.9 * 48_000 - 300 - 0.25 * 200
    )
    assert net_per_licence(ladder, given, is_extra=True) == pytest.approx(
        1_000 + 0.25 * 0.9 * 28_000 - 300 - 0.25 * 200
    )
    assert net_per_licence(ladder, given, conversion=1.0) == pytest.approx(
        1_000 + 0.9 * 48_000 - 300 - 200
    )


amounts = st.tuples(*[st.integers(0, 200_000_00)] * 3)
ladders = st.builds(
    lambda conversion, stopped, entered: offered(
        conversion, stopped=stopped, entered=entered
    ),
    st.floats(0.01, 0.99),
    amounts,
    amounts,
)
givens = st.builds(
    lambda extra, switched, share, displaced: assumptions_at(
        "prototype",
        extra_uptake=extra,
        switched=switched,
        inventors_share=share,
        displaced=displaced,
    ),
    st.floats(0, 2),
    st.floats(0.1, 1),
    st.floats(0, 0.9),
    st.floats(0, 1),
)


@given(ladders, givens)
def test_a_conversion_that_breaks_even_makes_the_offers_equal(ladder, assumed):
    found = break_even_conversion(ladder, LUMP, assumptions=assumed)

    def advantage(conversion):
        return pools(ladder, LUMP, assumptions=assumed, conversion=conversion).advantage

    if found.verdict in ("from", "up_to"):
        assert 0 <= found.value <= 1
        assert advantage(found.value) == pytest.approx(0, abs=1)
        better = 1.0 if found.verdict == "from" else 0.0
        assert advantage(better) >= -1
        assert advantage(1 - better) <= 1
    else:
        sign = 1 if found.verdict == "always" else -1
        assert sign * advantage(0.0) >= -1
        assert sign * advantage(1.0) >= -1


@given(ladders, givens)
def test_an_extra_uptake_that_breaks_even_makes_the_offers_equal(ladder, assumed):
    found = break_even_extra_uptake(ladder, LUMP, assumptions=assumed)

    def advantage(extra_uptake):
        return pools(
            ladder, LUMP, assumptions=assumed, extra_uptake=extra_uptake
        ).advantage

    if found.verdict in ("from", "up_to"):
        assert advantage(found.value) == pytest.approx(0, abs=1)
        better = 2 * found.value if found.verdict == "from" else 0.0
        assert advantage(better) >= -1
    elif found.verdict == "always":
        assert advantage(0.0) >= -1
        assert advantage(1_000.0) >= -1
    else:
        assert advantage(1_000.0) < 0


@given(ladders, givens)
def test_gain_less_loss_is_the_advantage(ladder, assumed):
    found = pools(ladder, LUMP, assumptions=assumed)

    assert found.gain - found.lost == pytest.approx(found.advantage, abs=1e-3)


@pytest.mark.parametrize(
    ("ladder", "verdict"),
    [
        (offered(0.5, stopped=(0, 0, 0), entered=(300_000_00, 0, 0)), "from"),
        (offered(0.5, stopped=(300_000_00, 0, 0), entered=(0, 0, 0)), "up_to"),
        (
            offered(0.5, stopped=(300_000_00, 0, 0), entered=(300_000_00, 0, 0)),
            "always",
        ),
        (offered(0.5, stopped=(0, 0, 0), entered=(1, 0, 0)), "never"),
        (offered(1.0, entered=(300_000_00, 0, 0)), "fixed"),
        (offered(0.0, stopped=(300_000_00, 0, 0)), "fixed"),
    ],
)
def test_each_verdict_on_the_conversion(ladder, verdict):
    found = break_even_conversion(ladder, LUMP, assumptions=assumptions_at("prototype"))

    assert found.verdict == verdict


def test_no_uptake_makes_up_for_licences_that_cost_more_than_they_bring():
    free = offered(0.5)

    found = break_even_extra_uptake(free, LUMP, assumptions=assumptions_at("prototype"))

    assert found == (None, "never")


def test_further_licences_at_a_loss_use_a_better_ladder_up():
    better = offered(0.5, stopped=(0, 0, 300_000_00), entered=(0, 0, 300_000_00))
    assumed = assumptions_at(
        "prototype", displaced=1.0, nonpayment=0.0, help_start_fen=1_000_00
    )

    found = break_even_extra_uptake(better, LUMP, assumptions=assumed)

    assert found.verdict == "up_to"
    assert found.value == pytest.approx(200 * assumed.switched)
