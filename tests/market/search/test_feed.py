"""What changes in the database is found, and what is over is gone."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import tantivy

from market.catalogue.models import Patent, PatentStatus
from market.db import make_engine, transaction
from market.licensing.models import Offer, OfferState, Reservation
from market.search import change_log, feed, index, schema, writing
from market.search.check import differences
from market.search.feed import feed_now
from market.search.text import pieces
from tests.market.factories import NOON

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: NOON)


@pytest.fixture
def office(make):
    return make.office(name_zh="江南理工大学", province="320000")


@pytest.fixture
def offered(make, office):
    """Commit an open offer on a patent with given facts; return the offer's id."""
    member = make.user(office, "office_member")

    def offered(offer=None, **facts):
        return make.offer(make.patent(office, **facts), office, member, **(offer or {}))

    return offered


@pytest.fixture
def found(app):
    """Return the ids of the offers that have a phrase in their texts."""

    def looked(text):
        with app.app_context():
            return ids_of(phrase(text))

    return looked


def phrase(text):
    placed = list(pieces(text).placed)
    if len(placed) == 1:  # The engine panics at a phrase of one term.
        return tantivy.Query.term_query(schema.schema(), schema.BODY, placed[0][1])
    return tantivy.Query.phrase_query(schema.schema(), schema.BODY, placed)


def ids_of(query):
    searcher = index.searcher()
    return searcher.fast_field_values(schema.ID, index.every(searcher, query))


def change(app, kind, key, **facts):
    with app.app_context(), transaction() as writing_session:
        row = writing_session.get_one(kind, key)
        for name, value in facts.items():
            setattr(row, name, value)


def faults(app, day=TODAY):
    with app.app_context():
        return list(differences(index.searcher(), day=day))


def test_an_open_offer_is_found_by_all_its_texts(offered, indexed, found):
    offer_id = offered(
        {"listing_text_zh": "交钥匙安装服务"},
        title="低温脱色用铁碳微电解填料",
        title_en="Iron-carbon fillers",
        abstract="印染廢水脫色",
        patentee="张三丰",
        ipc="C02F 1/461",
    )
    indexed()

    for text in (
        "微电解填料",
        "IRON CARBON filler",
        "废水脱色",
        "江南理工",
        "安装服务",
    ):
        assert found(text) == [offer_id]
    assert found("安装服务") == [offer_id]
    assert found("电解填科") == []


def test_only_what_anyone_can_take_up_is_found(
    app, make, office, offered, indexed, found
):
    texts = {"title": "一种石墨烯薄膜"}
    reserved = offered(**texts)
    with app.app_context(), transaction() as writing_session:
        writing_session.add(Reservation(offer_id=reserved, organisation_id=office))
    offered({"state": OfferState.DRAFT}, **texts)
    offered(status=PatentStatus.ENDED, **texts)
    offered(is_invalidated=True, **texts)
    offered(expires_on=TODAY - timedelta(days=1), **texts)
    open_offer = offered(expires_on=TODAY, **texts)
    indexed()

    assert found("石墨烯薄膜") == [open_offer]


def test_a_changed_offer_is_found_and_a_withdrawn_one_gone(
    app, offered, indexed, found
):
    changed, withdrawn = offered(), offered()
    indexed()
    change(app, Patent, 1, title="一种石墨烯薄膜")
    change(app, Offer, withdrawn, state=OfferState.WITHDRAWN, closed_on=TODAY)
    indexed()

    assert found("石墨烯薄膜") == [changed]
    assert found("用于废水处理") == []
    assert faults(app) == []


def test_what_ends_by_the_calendar_alone_is_gone(
    app, offered, indexed, found, monkeypatch
):
    offered(title="一种石墨烯薄膜", expires_on=TODAY)
    indexed()
    assert len(found("石墨烯薄膜")) == 1

    monkeypatch.setattr("market.clock.now_utc", lambda: NOON + timedelta(days=1))
    indexed()

    assert found("石墨烯薄膜") == []
    assert faults(app, TODAY + timedelta(days=1)) == []


def test_filters_are_terms_of_the_listing(app, offered, indexed):
    offer_id = offered(
        {"terms": "free", "lane": "open"}, ipc="C02F 1/461; B01D 39/00", readiness=8
    )
    indexed()
    wanted = {
        schema.IPC: ("C", "C02", "C02F", "C02F1", "C02F1/461", "B01D39/00"),
        schema.SUBCLASS: ("C02F", "B01D"),
        schema.INDUSTRY: ("N77",),
        schema.APPLICATION: ("24",),
        schema.PROVINCE: ("32",),
        schema.ORGANISATION: ("1",),
        schema.KIND: ("invention",),
        schema.LANE: ("open",),
        schema.PRICE_FORM: ("free",),
        schema.FEE: ("micro:free", "large:free"),
        schema.READINESS: ("ready",),
    }

    with app.app_context():
        for field, terms in wanted.items():
            for term in terms:
                query = tantivy.Query.term_query(schema.schema(), field, term)
                assert ids_of(query) == [offer_id], (field, term)


def test_a_worker_killed_before_it_marks_does_it_again(
    app, offered, indexed, found, monkeypatch
):
    def killed(_row_ids):
        raise SystemExit

    offered(title="一种石墨烯薄膜")
    indexed()
    offered(title="一种石墨烯薄膜")
    with monkeypatch.context() as patched, app.app_context():
        patched.setattr(feed, "mark_done", killed)
        with pytest.raises(SystemExit):
            feed_now()
        assert len(change_log.pending()) > 0
    indexed()

    assert len(found("石墨烯薄膜")) == 2
    assert faults(app) == []


def test_changes_that_come_while_an_index_is_built_wait_for_the_worker(
    app, offered, indexed, found
):
    offered(title="一种石墨烯薄膜")

    def told(_done, _total):
        change(app, Patent, 1, title="一种陶瓷薄膜")

    with app.app_context(), index.only_writer(index.root()):
        assert writing.rebuild(index.root(), day=TODAY, told=told) == 1
        assert len(change_log.pending()) == 1
    assert len(found("石墨烯薄膜")) == 1

    indexed()

    assert (len(found("石墨烯薄膜")), len(found("陶瓷薄膜"))) == (0, 1)


def test_every_substring_of_a_text_finds_it(app, office, offered, indexed, found):
    text = "一種發光二極體驅動電路，包括恆流源與穩壓模塊；其輸出端經濾波後接負載。"
    offer_id = offered(abstract=text)
    offered(abstract="恆流源，與穩壓")
    indexed()

    for run in text.replace("；", "，").rstrip("。").split("，"):
        for length in range(2, 7):
            for start in range(len(run) - length + 1):
                assert offer_id in found(run[start : start + length])
    assert found("源与稳") == [offer_id]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_ids_that_commit_out_of_order_are_both_indexed(
    app, offered, indexed, found, postgresql_url
):
    offers = [offered(), offered()]
    indexed()
    engine = make_engine(postgresql_url)
    rename = sa.text("UPDATE patent SET title = '一种石墨烯薄膜' WHERE id = :id")

    with engine.connect() as early, engine.connect() as late:
        early.execute(rename, {"id": 1})
        late.execute(rename, {"id": 2})
        late.commit()
        indexed()
        assert found("石墨烯薄膜") == [offers[1]]
        early.commit()
    engine.dispose()
    with app.app_context():
        ((_row_id, offer_id),) = change_log.pending()
    indexed()

    assert offer_id == offers[0]
    assert sorted(found("石墨烯薄膜")) == offers
