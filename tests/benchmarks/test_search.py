import fcntl

import numpy as np
import pytest

from benchmarks import listings, search_questions
from benchmarks.search_peers import PEERS
from benchmarks.search_questions import CLASSES, QUESTIONS


@pytest.mark.parametrize("draw", CLASSES.values(), ids=list(CLASSES))
def test_each_class_asks_enough_and_the_same_for_the_same_seed(draw):
    asked = draw(np.random.default_rng(3))

    assert len(asked) == QUESTIONS
    assert all(asked)
    assert draw(np.random.default_rng(3)) == asked


@pytest.mark.parametrize(
    ("name", "lengths"),
    [("1 character", {1}), ("2 characters", {2}), ("3+ characters", {3, 4, 5, 6})],
)
def test_each_class_has_words_of_its_length(name, lengths):
    asked = CLASSES[name](np.random.default_rng(3))

    assert {len(text) for text in asked} == lengths


def test_the_most_used_words_are_always_asked_for():
    asked = CLASSES["2 characters"](np.random.default_rng(3))

    broadest = search_questions.broad_words(search_questions.BROADEST)
    assert set(broadest) <= set(asked)


def test_three_filters_are_three():
    assert len(search_questions.three_filters(np.random.default_rng(3)).names) == 3


@pytest.fixture
def one_server_at_a_time(tmp_path):
    """Two servers that begin at once break each other; see tests/databases.py."""
    with (tmp_path.parent.parent / "postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.mark.usefixtures("one_server_at_a_time")
@pytest.mark.parametrize("peer", PEERS.values(), ids=list(PEERS))
def test_a_peer_counts_the_listings_that_hold_a_word(peer, tmp_path):
    made = listings.texts(np.random.default_rng(4), 60)
    texts = ["\n".join(one.values()) for one in made]

    with peer(tmp_path, enumerate(texts, start=1), most=1_000) as find:
        for word in search_questions.broad_words(20):
            assert find(word) == sum(word in text for text in texts)
