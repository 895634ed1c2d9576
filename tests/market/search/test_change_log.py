"""Each change of a listing is logged in its own transaction, and nothing else is."""

import pytest
import sqlalchemy as sa

from market import triggers
from market.licensing.models import OfferState
from market.search.change_log import AT_ONCE, forget_done, mark_done, pending
from market.triggers import search

COPIED_OFFER = (
    "INSERT INTO offer (id, organisation_id, patent_id, lane, state, opened_at,"
    " created_at, is_sample, listing_text_zh, listing_text_en, declaration_text,"
    " closing_reason) SELECT 99, organisation_id, patent_id, lane, '{state}',"
    " opened_at, created_at, is_sample, '', '', '', '' FROM offer WHERE id = 1"
)
COPIED_VERSION = (
    "INSERT INTO offer_version (offer_id, number, terms_json, terms_sha256, ends_on,"
    " drafted_by_id, created_at) SELECT {offer}, {number}, terms_json, terms_sha256,"
    " ends_on, drafted_by_id, created_at FROM offer_version WHERE offer_id = 1"
)
WITHDRAWN = (
    "UPDATE offer SET state = 'withdrawn', closed_on = '2026-11-24' WHERE id = 1"
)
RESERVED = (
    "INSERT INTO reservation (offer_id, organisation_id)"
    " SELECT id, organisation_id FROM offer WHERE id = 1"
)

# For each trigger the statements that it follows, and the offers that it logs.
LOGGED = {
    "search_offer_insert": [([COPIED_OFFER.format(state="open")], [99])],
    "search_offer_update": [
        ([WITHDRAWN], [1]),
        (["UPDATE offer SET listing_text_zh = '新' WHERE id = 1"], [1]),
    ],
    "search_offer_version_insert": [([COPIED_VERSION.format(offer=1, number=2)], [1])],
    "search_patent_update": [
        (["UPDATE patent SET title = '新' WHERE id = 1"], [1]),
        (["UPDATE patent SET is_invalidated = TRUE WHERE id = 1"], [1]),
        (["UPDATE patent SET industries = '[\"C26\"]' WHERE id = 1"], [1]),
        (["UPDATE patent SET title = 'x'"], [1]),
    ],
    "search_organisation_update": [
        (["UPDATE organisation SET province = '51' WHERE id = 1"], [1])
    ],
    "search_reservation_insert": [([RESERVED], [1])],
}
SILENT = {
    "a draft": [COPIED_OFFER.format(state="draft")],
    "a draft's own texts": ["UPDATE offer SET listing_text_en = 'x' WHERE id = 2"],
    "a draft's version": [COPIED_VERSION.format(offer=2, number=2)],
    "a patent without an open offer": ["UPDATE patent SET title = 'x' WHERE id = 2"],
    "the same title again": ["UPDATE patent SET title = title, ipc = ipc"],
    "a fact that no listing shows": ["UPDATE patent SET is_pledged = TRUE"],
    "an account to be paid on": ["UPDATE organisation SET payee_bank = 'x'"],
}


@pytest.fixture
def engine(app, make):
    """One open offer, and one draft on another patent."""
    office = make.office()
    member = make.user(office, "office_member")
    make.offer(make.patent(office), office, member)
    make.offer(make.patent(office), office, member, state=OfferState.DRAFT)
    engine = app.extensions["engine"]
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM search_change"))
    return engine


def logged_after(engine, statements):
    with engine.connect() as connection, connection.begin() as transaction:
        for statement in statements:
            connection.exec_driver_sql(statement)
        wanted = sa.text("SELECT offer_id FROM search_change WHERE NOT is_done")
        found = sorted(connection.execute(wanted).scalars())
        transaction.rollback()
    return found


def test_every_trigger_of_the_change_log_is_tried():
    assert set(LOGGED) == {trigger.name for trigger in search.TRIGGERS}
    assert set(search.TRIGGERS) <= set(triggers.TRIGGERS)


def test_what_changes_a_listing_is_logged(engine):
    cases = [case for some in LOGGED.values() for case in some]

    answers = [(said, logged_after(engine, said)) for said, _offers in cases]

    assert answers == cases


def test_what_no_listing_shows_is_not_logged(engine):
    answers = {name: logged_after(engine, said) for name, said in SILENT.items()}

    assert {name: offers for name, offers in answers.items() if offers} == {}


def test_a_change_that_is_undone_is_not_logged(app, engine):
    logged_after(engine, ["UPDATE patent SET title = 'x'"])

    with app.app_context():
        assert pending() == []


def test_changes_are_marked_one_by_one_and_forgotten_in_time(app, engine):
    with engine.begin() as connection:
        for _ in range(3):
            connection.exec_driver_sql("UPDATE patent SET title = title || 'x'")

    with app.app_context():
        first, second, third = [row_id for row_id, _offer in pending()]
        mark_done([first, third])
        assert [row_id for row_id, _offer in pending()] == [second]
        forget_done()
        assert [row_id for row_id, _offer in pending()] == [second]
    with engine.connect() as connection:
        count = connection.exec_driver_sql("SELECT COUNT(*) FROM search_change")
        assert count.scalar() == 1


def test_a_hundred_thousand_done_changes_are_forgotten_by_parts(app, engine):
    table = sa.table("search_change", sa.column("offer_id"), sa.column("is_done"))
    with engine.begin() as connection:
        rows = [{"offer_id": 1, "is_done": True}] * (AT_ONCE + 5)
        connection.execute(sa.insert(table), rows)

    with app.app_context():
        forget_done()

    with engine.connect() as connection:
        count = connection.exec_driver_sql("SELECT COUNT(*) FROM search_change")
        assert count.scalar() == 0
