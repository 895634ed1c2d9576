from collections import Counter
from statistics import mean

import numpy as np
import pytest
import sqlalchemy as sa

from benchmarks import listings
from benchmarks.filled import fill
from benchmarks.made_terms import TERMS, all_terms
from market.accounts.models import Organisation
from market.catalogue.models import Patent
from market.catalogue.numbers import read_number
from market.db import make_engine
from market.licensing.models import Offer, OfferVersion


@pytest.fixture(scope="module")
def made():
    return listings.patents(np.random.default_rng(7), 1, 2_000)


def test_the_same_seed_makes_the_same_listings(made):
    again = listings.patents(np.random.default_rng(7), 1, 2_000)

    assert again == made


def test_a_listing_has_about_four_hundred_characters(made):
    texts = ("title", "abstract", "title_en", "summary_en")

    assert 380 < mean(sum(len(one[text]) for text in texts) for one in made) < 420


def test_words_fall_in_use_with_their_rank_as_zipf_says():
    drawn = listings.chinese().draw(np.random.default_rng(1), 1_000_000)
    uses = Counter(drawn.tolist())

    assert 8 < uses[0] / uses[36] < 14  # (36 + 1 + 2.7) / (1 + 2.7) = 10.7
    assert 8 < uses[100] / np.mean([uses[rank] for rank in range(1_000, 1_070)]) < 12


def test_every_kind_of_filter_has_listings(made):
    chance = np.random.default_rng(8)
    posted, versions = listings.offers(chance, made, all_terms())

    assert len({one["kind"] for one in made}) == 3
    assert len({one["organisation_id"] for one in made}) == listings.OFFICES
    assert len({one["ipc"] for one in made}) > 150
    assert {str(one["lane"]) for one in posted} == {"open", "ordinary"}
    assert len({one["terms_sha256"] for one in versions}) > 1_000


def test_all_terms_differ():
    assert len({one.terms_sha256 for one in all_terms()}) == TERMS


def test_every_number_is_a_valid_patent_number(made):
    assert all(read_number(one["number"]).valid for one in made[:200])
    assert len({one["number"] for one in made}) == len(made)


def test_a_filled_database_holds_open_listings(tmp_path):
    url = f"sqlite:///{tmp_path / 'filled.sqlite'}"

    fill(url, 120)

    engine = make_engine(url)
    with engine.begin() as connection:
        counts = [
            connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (Organisation, Patent, Offer, OfferVersion)
        ]
    engine.dispose()
    assert counts == [listings.OFFICES, 120, 120, 120]
