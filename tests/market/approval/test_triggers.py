import pytest
import sqlalchemy as sa

from market.approval.models import ApprovalRound, Publicity
from market.db import Base
from market.triggers import cases
from tests.market.deals import STAGED, Deal
from tests.market.test_triggers import change

NOW = "'2026-11-23 04:00:00+00:00'"
ONE = {
    "attachment": "1, 1, 'a', 'b', 0, 'c', '', 1, {now}",
    "approval_round": "1, 1, 1, 1, '[]', 'pending', 1, {now}, NULL",
    "approval_decision": "1, 1, 0, 'approve', '', '', NULL, 1, {now}",
    "dossier": "1, 1, 1, 1, 'basis', NULL, '[]', '[]', 1, {now}",
    "dossier_attachment": "1, 1",
    "publicity": (
        "1, 1, 1, '2026-11-01', '2026-11-16', 'hall', NULL, 1, {now},"
        " NULL, '', NULL, NULL"
    ),
    "objection": "1, 1, 'somebody', '2026-11-02', 'no', NULL, 1, {now}",
    "patent_owner": "1, 1, 1, 'Other', NULL",
    "consent": "1, 1, 1, 'opening', TRUE, '2026-11-02', '', NULL, 1, {now}",
    "conflict_statement": "1, 1, NULL, 'somebody', 'inventor', FALSE, '', 1, {now}",
}
ENDED = (
    "UPDATE approval_round SET state = 'approved', finished_at = sent_at",
    "UPDATE publicity SET result = 'settled', closed_at = begun_at, closed_by_id = 1",
)
# What ends a row that is frozen afterwards.
ENDING = {
    "approval_round": {"id", "state", "finished_at"},
    "publicity": {"id", "result", "result_text", "closed_by_id", "closed_at"},
}


def row_of(table, **changed):
    columns = [column.name for column in Base.metadata.tables[table].columns]
    values = dict(zip(columns, _parts(ONE[table]), strict=True)) | changed
    given = ", ".join(values.values()).format(now=NOW)
    return f"INSERT INTO {table} ({', '.join(values)}) VALUES ({given})"  # noqa: S608


def _parts(text):
    return [part.strip() for part in text.split(",")]


def every_column(model):
    table = model.__table__
    return [
        f"UPDATE {table.name} SET {change(column)}"  # noqa: S608
        for column in table.columns
        if column.name not in ENDING[table.name]
    ]


REFUSED = {
    **{
        f"{table}_no_update": [f"UPDATE {table} SET {key} = 2"]  # noqa: S608
        for table, key in (
            ("approval_decision", "position"),
            ("dossier", "version_number"),
            ("dossier_attachment", "attachment_id"),
            ("objection", "recorded_by_id"),
            ("consent", "recorded_by_id"),
            ("conflict_statement", "recorded_by_id"),
        )
    },
    **{
        f"{table}_no_delete": [f"DELETE FROM {table}"]  # noqa: S608
        for table in (*cases.KEPT, "approval_round", "publicity")
    },
    "approval_round_frozen": every_column(ApprovalRound),
    "publicity_frozen": every_column(Publicity),
}
ENDED_REFUSES = {
    "approval_round_frozen": "UPDATE approval_round SET state = 'pending'",
    "approval_decision_while_pending": row_of(
        "approval_decision", id="2", position="1"
    ),
    "publicity_frozen": "UPDATE publicity SET result_text = 'x'",
    "objection_while_public": row_of("objection", id="2"),
}


@pytest.fixture
def connection(app, make):
    Deal(app, make, STAGED)
    with app.extensions["engine"].connect() as connection:
        connection.begin()
        for table in ONE:
            connection.exec_driver_sql(row_of(table))
        yield connection
        connection.rollback()


def answer(connection, statement):
    nested = connection.begin_nested()
    try:
        connection.exec_driver_sql(statement)
    except sa.exc.DBAPIError as error:
        nested.rollback()
        return str(error.orig)
    nested.rollback()
    return ""


def test_every_trigger_of_cases_is_tried():
    assert REFUSED.keys() | ENDED_REFUSES.keys() == {
        trigger.name for trigger in cases.TRIGGERS
    }


def test_the_database_refuses_to_change_what_was_stated(connection):
    messages = {trigger.name: trigger.message for trigger in cases.TRIGGERS}

    wrong = [
        (name, statement)
        for name, statements in REFUSED.items()
        for statement in statements
        if messages[name] not in answer(connection, statement)
    ]

    assert wrong == []


def test_the_database_refuses_to_add_to_what_has_ended(connection):
    messages = {trigger.name: trigger.message for trigger in cases.TRIGGERS}
    for statement in ENDED:
        connection.exec_driver_sql(statement)

    wrong = [
        name
        for name, statement in ENDED_REFUSES.items()
        if messages[name] not in answer(connection, statement)
    ]

    assert wrong == []
