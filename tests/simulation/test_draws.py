import numpy as np
import pytest

from simulation.draws import BLOCK, Draws, Purpose, exponential, normal

GOLDEN = [7311775945553068396, 1512233211249492807, 15158389573933482590]
FROZEN = {
    "FIRM_SIZE": 1,
    "FIRM_REVENUE": 2,
    "FIRM_ABSORPTION": 3,
    "FIRM_REACHED": 4,
    "PATENT_VALUE_RANK": 10,
    "PATENT_OFFICE": 11,
    "PATENT_SIGNAL": 12,
    "PATENT_LISTED": 13,
    "CANDIDATE_GAP": 20,
    "CANDIDATE_KEPT": 21,
    "PATENT_PICKED": 30,
    "MATCH": 31,
    "EVALUATION": 32,
    "DESK_RANK_NEGOTIATION": 40,
    "DESK_RANK_FILING": 41,
    "WORK_NEGOTIATION": 42,
    "WORK_FILING": 43,
    "NEGOTIATION_TIME": 44,
    "BREAKDOWN": 45,
    "LICENCE_UNUSED": 50,
    "TECHNOLOGY_WORKS": 51,
    "NEWS_TRIAL": 52,
    "NEWS_PILOT": 53,
}


def test_the_words_are_those_frozen_on_the_first_day():
    draws = Draws(seed=2027, replication=3)

    words = draws.words(Purpose.MATCH, 2, 5)

    assert [int(word) for word in words[:3]] == GOLDEN


def test_purposes_keep_their_numbers():
    assert {purpose.name: int(purpose) for purpose in Purpose} == FROZEN


def test_a_uniform_follows_from_its_word_by_the_published_formula():
    draws = Draws(1, 0)
    word = int(draws.words(Purpose.BREAKDOWN, 1, 7)[9])

    drawn = draws.u(Purpose.BREAKDOWN, BLOCK + 9, 7)

    assert drawn == ((word >> 11) + 0.5) * 2.0**-53


def test_a_number_does_not_depend_on_who_else_is_asked():
    ids, occasions = np.array([5, 9000, 4096, 5]), np.array([0, 2, 2, 1])

    together = Draws(4, 1).u(Purpose.MATCH, ids, occasions)
    alone = [
        Draws(4, 1).one(Purpose.MATCH, int(i), int(n))
        for i, n in zip(ids, occasions, strict=True)
    ]

    assert together.tolist() == alone


def test_a_row_holds_the_same_numbers_as_single_addresses():
    draws = Draws(4, 1)

    row = draws.row(Purpose.FIRM_SIZE, 5000)

    assert row[4999] == draws.one(Purpose.FIRM_SIZE, 4999, 0)
    assert len(row) == 5000


@pytest.mark.parametrize("other", [(4, 2), (5, 1)])
def test_another_seed_or_replication_gives_other_numbers(other):
    here = Draws(4, 1).row(Purpose.MATCH, 100)

    there = Draws(*other).row(Purpose.MATCH, 100)

    assert not np.any(here == there)


def test_uniforms_have_the_mean_and_spread_of_their_law():
    u = Draws(11, 0).row(Purpose.MATCH, 200_000)

    assert abs(u.mean() - 0.5) < 3.3 * 0.2887 / 200_000**0.5
    assert abs(normal(u).std() - 1.0) < 0.01
    assert abs(exponential(u).mean() - 1.0) < 0.01
    assert 0 < u.min() < u.max() < 1
