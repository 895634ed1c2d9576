"""Words that mean the same: in effect at once, kept with their history."""

import pytest
import sqlalchemy as sa

from market.accounts.models import OrganisationKind
from market.history import HistoryEntry
from market.search.models import SynonymGroup
from market.search.synonyms import key_of, seed, synonyms_of

pytestmark = pytest.mark.usefixtures("noon")
NONCE = "n" * 43


@pytest.fixture
def operator(make, sign_in):
    return sign_in(make.user(make.body(OrganisationKind.OPERATOR), "operator"))


def send(client, words, address="/operator/synonyms", nonce=NONCE):
    return client.post(address, data={"words": words, "nonce": nonce})


def test_a_group_holds_from_the_next_search_on(offered, found, operator, session):
    sewage = offered(title="污水处理设备", title_en="Plant")
    english = offered(title="设备", title_en="Wastewater plant")
    assert found("废水") == []

    assert send(operator, "废水\n污水\nwaste water\nwastewater").status_code == 303
    assert set(found("废水")) == set(found("waste water")) == {sewage, english}
    assert sewage in found("废水处理")

    group = session.scalar(sa.select(SynonymGroup.id))
    address = f"/operator/synonyms/{group}"
    assert send(operator, "废水\n水污染", address, "m" * 43).status_code == 303
    assert found("废水") == []

    send(operator, "废水\n污水", address, "o" * 43)
    assert found("废水") == [sewage]
    assert operator.post(f"{address}/removal").status_code == 303
    assert found("废水") == []
    entries = session.scalars(sa.select(HistoryEntry).order_by(HistoryEntry.id)).all()
    assert [e.action for e in entries] == ["added", "changed", "changed", "removed"]
    assert entries[1].before == {"words": ["废水", "污水", "waste water", "wastewater"]}
    assert entries[1].after == {"words": ["废水", "水污染"]}


def test_the_typed_word_stands_before_its_synonym(offered, found, operator):
    send(operator, "废水\n污水")
    other = offered(title="污水", title_en="")
    typed = offered(title="废水", title_en="")

    assert found("废水") == [typed, other]
    assert found("“废水”") == [typed]
    assert found("-废水") == [other]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("废水", "two different words"),
        ("", "fill this in"),
        ("废水\n廢水", "two different words"),
        ("\n".join("abcdefghijklmn"), "at most 12 words"),
        ("废水\n" + "x" * 41, "at most 12 words"),
        ("污水\n新词", "stands in another group"),
    ],
)
def test_what_makes_no_group_is_refused_and_kept_in_its_box(operator, words, said):
    send(operator, "污水\n脏水")

    answer = send(operator, words, nonce="m" * 43)
    assert answer.status_code == 422
    assert said in answer.text
    assert words.split("\n")[0] in answer.text


def test_the_starting_list_is_added_once(operator, session):
    for _ in range(2):
        assert operator.post("/operator/synonyms/seed").status_code == 303

    groups = session.scalars(sa.select(SynonymGroup)).all()
    assert len(groups) == len(seed())
    assert len(session.scalars(sa.select(HistoryEntry)).all()) == len(seed())


def test_the_starting_list_is_sound():
    words = [key_of(word) for group in seed() for word in group]

    assert len(seed()) >= 120
    assert all(words)
    groups = [{key_of(word) for word in group} for group in seed()]
    assert all(len(group) > 1 for group in groups)
    assert sum(map(len, groups)) == len(set().union(*groups))


def test_words_within_a_chinese_word_are_put_for_one_another():
    known = synonyms_of([["废水", "污水", "sewage"], ["电池", "battery"]])

    assert known.of("工业廢水处理") == ("工业污水处理",)
    assert known.of("Batteries") == ("电池",)
    assert known.of("锂电池") == ()
    assert known.joined(["sewage", "pump"]) == 1


def test_a_group_that_is_gone_is_not_found(operator):
    assert operator.get("/operator/synonyms/99").status_code == 404
    assert operator.post("/operator/synonyms/99/removal").status_code == 404
    assert send(operator, "a\nb", "/operator/synonyms/99").status_code == 404
