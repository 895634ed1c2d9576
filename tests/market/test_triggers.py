import pytest
import sqlalchemy as sa

from market import triggers
from market.db import Base, Instant
from market.triggers import cases, negotiation, offers
from tests.market.deals import STAGED, Deal

JOURNAL = (
    "INSERT INTO journal (id, kind, happened_on, recorded_at, posted)"
    " VALUES (99, 'reversal', '2026-11-23', '2026-11-23 04:00:00', {posted})"
)
LEG = (
    "INSERT INTO leg (journal_id, account_id, amount_fen, currency)"
    " VALUES ({journal}, (SELECT MIN(id) FROM account), {amount}, '{currency}')"
)
UNPOSTED = JOURNAL.format(posted="FALSE")
DEBIT = LEG.format(journal=99, amount=5, currency="CNY")
CREDIT = LEG.format(journal=99, amount=-5, currency="CNY")
BALANCED = (UNPOSTED, DEBIT, CREDIT)
POST = "UPDATE journal SET posted = TRUE WHERE id = 99"
LICENCE = [
    column.name
    for column in Base.metadata.tables["licence"].columns
    if column.name != "id"
]
HISTORY = (
    "INSERT INTO history (id, happened_at, source, address, subject, subject_id,"
    " action) VALUES (1, '2026-11-23 04:00:00', 'web', '', 'offer', 1, 'drafted')"
)
ATTACHMENT = (
    "INSERT INTO attachment (id, organisation_id, filename, media_type, size_bytes,"
    " sha256, content, uploaded_by_id, uploaded_at) SELECT 1, organisation_id, 'a',"
    " 'b', 0, 'c', '', drafted_by_id, offer.created_at FROM offer JOIN offer_version"
    " ON offer_version.offer_id = offer.id WHERE offer.id = 1"
)

# What may change on rows that are otherwise frozen, or begin to count.
CHANGES = {
    "licence": {"state", "effective_on"},
    "due": {"due_on", "paid_on"},
    "bank_line": {"due_id", "is_applied", "unapplied_reason"},
    "account": set(),
    "journal": {"posted"},
}


def copied_licence(**changed):
    into = ", ".join(LICENCE)
    wanted = ", ".join(changed.get(name, name) for name in LICENCE)
    return f"INSERT INTO licence ({into}) SELECT {wanted} FROM licence WHERE id = 2"  # noqa: S608


def change(column):
    """Give a column another value, in SQL that both databases read."""
    return f"{column.name} = {_other(column)}"


def _other(column):
    if isinstance(column.type, sa.Boolean):
        return f"NOT {column.name}"
    if isinstance(column.type, sa.Date):
        return "'2001-01-01'"
    if isinstance(column.type, sa.JSON):
        return "'[1]'"
    if isinstance(column.type, sa.String):
        return "'x'"
    if isinstance(column.type, Instant):
        return "'2001-01-01 00:00:00+00:00'"
    return f"COALESCE({column.name}, 0) + 1"


def every_column(table, *before, row=1, also=""):
    """Change each column that is to stay, one at a time."""
    return [
        (*before, f"UPDATE {table} SET {also}{change(column)} WHERE id = {row}")  # noqa: S608
        for column in Base.metadata.tables[table].columns
        if column.name not in CHANGES[table] | {"id"}
    ]


# For each trigger what it refuses, on the rows that Deal.trade makes: statements, of
# which the last one fails.
REFUSED = {
    "history_no_update": [(HISTORY, "UPDATE history SET address = 'x'")],
    "history_no_delete": [(HISTORY, "DELETE FROM history")],
    "attachment_no_update": [(ATTACHMENT, "UPDATE attachment SET filename = 'x'")],
    "attachment_no_delete": [(ATTACHMENT, "DELETE FROM attachment")],
    "licence_frozen": every_column("licence"),
    "licence_begins_noticed": [
        (copied_licence(state="'in_force'"),),
        (copied_licence(effective_on="noticed_at"),),
    ],
    "licence_in_force_paid": [
        (
            "UPDATE licence SET state = 'in_force', effective_on = '2026-11-23'"
            " WHERE id = 2",
        ),
        (
            "UPDATE due SET paid_on = '2026-11-25' WHERE id = 5",
            "UPDATE licence SET state = 'in_force' WHERE id = 2",
        ),
    ],
    "licence_never_back": [("UPDATE licence SET state = 'noticed' WHERE id = 1",)],
    "licence_effective_once": [
        ("UPDATE licence SET effective_on = '2026-11-24' WHERE id = 1",)
    ],
    "licence_no_delete": [("DELETE FROM licence WHERE id = 2",)],
    "due_frozen": every_column("due"),
    "due_dated_once": [
        ("UPDATE due SET due_on = '2030-01-01' WHERE id = 1",),
        ("UPDATE due SET due_on = '2030-01-01' WHERE id = 2",),
    ],
    "due_paid_once": [
        ("UPDATE due SET paid_on = NULL WHERE id = 1",),
        ("UPDATE due SET paid_on = '2026-11-26' WHERE id = 1",),
    ],
    "due_no_delete": [("DELETE FROM due WHERE id = 2",)],
    "transfer_report_no_update": [("UPDATE transfer_report SET bank_reference = 'x'",)],
    "transfer_report_no_delete": [("DELETE FROM transfer_report",)],
    "bank_line_frozen": every_column("bank_line", row=2),
    "bank_line_applied_once": [
        ("UPDATE bank_line SET is_applied = FALSE WHERE id = 1",),
        ("UPDATE bank_line SET due_id = 2 WHERE id = 1",),
    ],
    "bank_line_no_delete": [("DELETE FROM bank_line WHERE id = 2",)],
    "account_frozen": every_column("account"),
    "account_no_delete": [("DELETE FROM account WHERE id = 1",)],
    "journal_begins_unposted": [(JOURNAL.format(posted="TRUE"),)],
    "journal_posts_balanced": [
        (UNPOSTED, POST),
        (UNPOSTED, DEBIT, POST),
        (UNPOSTED, DEBIT, DEBIT, POST),
        (
            UNPOSTED,
            DEBIT,
            LEG.format(journal=99, amount=-5, currency="USD"),
            POST,
        ),
    ],
    "journal_only_posts": [
        ("UPDATE journal SET posted = FALSE WHERE id = 1",),
        ("UPDATE journal SET posted = TRUE WHERE id = 1",),
        (UNPOSTED, "UPDATE journal SET posted = FALSE WHERE id = 99"),
        *every_column("journal", *BALANCED, row=99, also="posted = TRUE, "),
    ],
    "journal_no_delete": [(UNPOSTED, "DELETE FROM journal WHERE id = 99")],
    "leg_on_unposted_journal": [
        (LEG.format(journal=1, amount=5, currency="CNY"),),
        (*BALANCED, POST, DEBIT),
    ],
    "leg_no_update": [
        ("UPDATE leg SET amount_fen = amount_fen + 1 WHERE id = 1",),
        (*BALANCED, "UPDATE leg SET amount_fen = 6 WHERE journal_id = 99"),
    ],
    "leg_no_delete": [("DELETE FROM leg WHERE id = 1",)],
}
ALLOWED = {
    "a journal of balanced legs is posted": (*BALANCED, POST),
    "an entry due is dated while the licence is noticed": (
        "UPDATE due SET due_on = '2026-12-01' WHERE id = 5",
    ),
    "waiting money is applied later": (
        "UPDATE bank_line SET is_applied = TRUE, due_id = 2, unapplied_reason = NULL"
        " WHERE id = 2",
    ),
}


@pytest.fixture
def engine(app, make):
    Deal(app, make, STAGED).trade()
    return app.extensions["engine"]


def test_every_trigger_of_the_list_is_tried():
    # Those of cases and offers are tried beside their own rows.
    lists = (cases.TRIGGERS, negotiation.TRIGGERS, offers.TRIGGERS)
    elsewhere = {trigger.name for listed in lists for trigger in listed}

    assert set(REFUSED) == {trigger.name for trigger in triggers.REFUSING} - elsewhere


def test_the_database_itself_refuses_to_change_the_past(engine):
    messages = {trigger.name: trigger.message for trigger in triggers.REFUSING}

    answers = {
        (name, statements): _answer(engine, statements)
        for name, cases in REFUSED.items()
        for statements in cases
    }

    wrong = {
        case: answer
        for case, answer in answers.items()
        if messages[case[0]] not in answer
    }
    assert wrong == {}


def test_what_must_go_on_is_not_refused(engine):
    answers = {
        name: _answer(engine, statements) for name, statements in ALLOWED.items()
    }

    assert answers == dict.fromkeys(ALLOWED, "")


def _answer(engine, statements):
    """Run all, and return what the database says to the last one; undo them."""
    *before, last = statements
    with engine.connect() as connection, connection.begin() as transaction:
        for statement in before:
            connection.exec_driver_sql(statement)
        try:
            connection.exec_driver_sql(last)
            answer = ""
        except sa.exc.DBAPIError as error:
            answer = str(error.orig)
        transaction.rollback()
    return answer
