import pytest

from market.db import Base
from market.triggers import negotiation
from tests.market.approval.test_triggers import answer
from tests.market.test_triggers import change

ADDON = (
    "INSERT INTO addon (id, offer_id, kind, title_zh, title_en, text_zh, text_en,"
    " contact, created_at) SELECT 1, MIN(id), 'sample', 'a', '', '', '', '',"
    " '2026-11-23 04:00:00+00:00' FROM offer"
)
PROPOSAL = (
    "INSERT INTO proposal (negotiation_id, number, made_for_id, made_by_id, made_at,"
    " terms_json, terms_sha256, message) SELECT negotiation_id, 9, made_for_id,"
    " made_by_id, made_at, '', '', '' FROM proposal"
)
CLOSE = "UPDATE negotiation SET state = 'ended'"
RETIRE = "UPDATE addon SET retired_at = created_at"
MAY_CHANGE = {
    "negotiation": {
        "id",
        "state",
        "closed_by_id",
        "closed_at",
        "closing_reason",
        "agreed_offer_id",
    },
    "addon": {"id", "retired_at"},
}


def every_column(table):
    return [
        (f"UPDATE {table} SET {change(column)}",)  # noqa: S608
        for column in Base.metadata.tables[table].columns
        if column.name not in MAY_CHANGE[table]
    ]


# Statements, of which the last one fails.
REFUSED = {
    "proposal_no_update": [("UPDATE proposal SET message = 'x'",)],
    "proposal_no_delete": [("DELETE FROM proposal",)],
    "proposal_while_open": [(CLOSE, PROPOSAL)],
    "negotiation_no_delete": [("DELETE FROM negotiation",)],
    "negotiation_frozen": [
        *every_column("negotiation"),
        (CLOSE, "UPDATE negotiation SET state = 'open'"),
        (CLOSE, "UPDATE negotiation SET closing_reason = 'x'"),
    ],
    "addon_no_delete": [("DELETE FROM addon",)],
    "addon_frozen": [
        *every_column("addon"),
        (RETIRE, "UPDATE addon SET retired_at = NULL"),
    ],
}


@pytest.fixture
def connection(app, talks):
    talks.propose("firm")
    with app.extensions["engine"].connect() as connection:
        connection.begin()
        connection.exec_driver_sql(ADDON)
        yield connection
        connection.rollback()


def test_every_trigger_of_talks_and_addons_is_tried():
    assert REFUSED.keys() == {trigger.name for trigger in negotiation.TRIGGERS}


def test_the_database_refuses_to_change_what_was_put_to_the_other_side(connection):
    messages = {trigger.name: trigger.message for trigger in negotiation.TRIGGERS}
    wrong = []

    for name, cases in REFUSED.items():
        for *before, last in cases:
            nested = connection.begin_nested()
            for statement in before:
                connection.exec_driver_sql(statement)
            if messages[name] not in answer(connection, last):
                wrong.append((name, last))
            nested.rollback()

    assert wrong == []
