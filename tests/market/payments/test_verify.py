from threading import Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from market import triggers
from market.payments import verify
from market.payments.verify import first_broken
from tests.market.deals import FREE, STAGED, Deal, canonical_json, terms_of
from tests.market.deals import terms_sha256 as hash_of

# What somebody with the database's password does, and the row that is named.
# Journals: 1 raises due 1, 2 pays it, 3 to 5 raise dues 2 to 4, 6 books line 2 as
# waiting, 7 raises due 5 of licence 2. Each has two legs.
BREAKS = {
    "UPDATE journal SET posted = FALSE WHERE id = 2": ("journal", 2, "posted"),
    "UPDATE leg SET amount_fen = amount_fen + 1 WHERE id = 3": ("journal", 2, "sum"),
    "UPDATE leg SET currency = 'USD' WHERE id = 5": ("journal", 3, "currency"),
    "DELETE FROM leg WHERE journal_id = 4": ("journal", 4, "legs"),
    "UPDATE leg SET amount_fen = amount_fen * 2 WHERE journal_id = 5": (
        "journal",
        5,
        "legs",
    ),
    "UPDATE leg SET account_id = (SELECT id FROM account WHERE kind = 'income')"
    " WHERE journal_id = 6 AND amount_fen > 0": ("journal", 6, "legs"),
    "UPDATE due SET amount_fen = 1 WHERE id = 2": ("journal", 3, "legs"),
    "UPDATE bank_line SET amount_fen = 1 WHERE id = 2": ("journal", 6, "legs"),
    "UPDATE journal SET kind = 'reversal' WHERE id = 7": ("journal", 7, "legs"),
    "DELETE FROM leg WHERE journal_id = 3; DELETE FROM journal WHERE id = 3": (
        "due",
        2,
        "raises",
    ),
    "UPDATE due SET paid_on = NULL WHERE id = 1": ("due", 1, "bank line"),
    "UPDATE due SET paid_on = '2026-11-26' WHERE id = 1": ("due", 1, "bank line"),
    "UPDATE due SET paid_on = '2026-11-26' WHERE id = 2": ("due", 2, "bank line"),
    "UPDATE bank_line SET value_on = '2026-11-24' WHERE id = 1": (
        "due",
        1,
        "bank line",
    ),
    "UPDATE bank_line SET is_applied = FALSE WHERE id = 1": ("due", 1, "bank line"),
    "UPDATE bank_line SET is_applied = TRUE WHERE id = 2": ("due", 1, "bank line"),
    "UPDATE bank_line SET due_id = 2 WHERE id = 1": ("due", 1, "bank line"),
    "DELETE FROM leg WHERE journal_id = 2; DELETE FROM journal WHERE id = 2": (
        "due",
        1,
        "bank line",
    ),
    "DELETE FROM leg WHERE journal_id = 6; DELETE FROM journal WHERE id = 6": (
        "bank_line",
        2,
        "once",
    ),
    "UPDATE bank_line SET unapplied_reason = NULL WHERE id = 2": (
        "bank_line",
        2,
        "reason",
    ),
    "UPDATE account SET licence_id = 2 WHERE code = 'receivable:licence:1'": (
        "licence",
        1,
        "receivable",
    ),
    "UPDATE offer_version SET terms_sha256 = 'x'": ("offer_version", 1, "hash"),
    "UPDATE licence SET terms_json = terms_json || ' ' WHERE id = 1": (
        "licence",
        1,
        "hash",
    ),
    "UPDATE licence SET terms_json = :other, terms_sha256 = :hash WHERE id = 2": (
        "licence",
        2,
        "version 1",
    ),
    "UPDATE licence SET state = 'noticed', effective_on = NULL WHERE id = 1": (
        "licence",
        1,
        "is paid, but not in force",
    ),
    "UPDATE licence SET effective_on = '2026-11-24' WHERE id = 1": (
        "licence",
        1,
        "should begin on 2026-11-25",
    ),
    "UPDATE licence SET effective_on = '2026-11-24' WHERE id = 2": (
        "licence",
        2,
        "not in force",
    ),
    "UPDATE licence SET state = 'in_force', effective_on = '2026-11-23' WHERE id = 2": (
        "licence",
        2,
        "first due is open",
    ),
    "UPDATE licence SET size_class = 'medium' WHERE id = 2": ("licence", 2, "dues"),
    "UPDATE due SET due_on = '2027-01-01' WHERE id = 3": ("licence", 1, "dues"),
    "UPDATE due SET is_entry = FALSE WHERE id = 5": ("licence", 2, "is paid, but"),
}


@pytest.fixture
def books(deal):
    """Lay the database open to whoever has its password."""
    deal.trade()
    engine = deal.app.extensions["engine"]
    with engine.begin() as connection:
        triggers.remove(connection)
    yield engine
    with engine.begin() as connection:
        triggers.remove(connection)
        triggers.install(connection)


def test_verify_names_the_first_row_of_every_kind_of_break(books):
    other = terms_of(FREE)
    given = {"other": canonical_json(other), "hash": hash_of(other)}

    found = {statement: _broken(books, statement, given) for statement in BREAKS}

    wrong = {
        statement: broken
        for statement, broken in found.items()
        if broken is None
        or (broken.table, broken.id) != BREAKS[statement][:2]
        or BREAKS[statement][2] not in broken.what
    }
    assert wrong == {}


def test_verify_ends_with_1_at_a_broken_row(books, runner):
    with books.begin() as connection:
        connection.execute(sa.text("UPDATE journal SET posted = FALSE WHERE id = 6"))

    outcome = runner.invoke(args=["ledger", "verify"])

    assert outcome.exit_code == 1
    assert outcome.output.startswith("journal 6 was never posted")


def test_verify_sums_up_a_sound_ledger(deal, runner):
    deal.trade()

    outcome = runner.invoke(args=["ledger", "verify"])

    assert outcome.exit_code == 0, outcome.output
    assert outcome.output == (
        "The ledger is sound: 2 licences, 7 journals, 5 dues of 1300.01 yuan, "
        "1 of them paid with 500.00 yuan, 1 bank lines of 500.00 yuan not yet "
        "applied.\n"
    )


def test_verify_finds_an_empty_ledger_sound(app, runner):
    outcome = runner.invoke(args=["ledger", "verify"])

    assert outcome.exit_code == 0
    assert "0 licences" in outcome.output


def test_verify_sees_one_moment_while_payments_go_on(app, make, runner, monkeypatch):
    deal = Deal(app, make, STAGED)
    due = deal.dues(deal.licence())[0]
    pay_once = iter([lambda: deal.pay(due.id)])

    def meanwhile(reading):
        for pay in pay_once:
            _in_a_thread(pay)
        return original(reading)

    original = verify._lines_booked_once
    rules = [meanwhile if rule is original else rule for rule in verify.RULES]
    monkeypatch.setattr(verify, "RULES", tuple(rules))

    outcome = runner.invoke(args=["ledger", "verify"])

    assert outcome.exit_code == 0, outcome.output
    assert "0 of them paid" in outcome.output


def _in_a_thread(act):
    thread = Thread(target=act)
    thread.start()
    thread.join()


def _broken(engine, statement, given):
    with Session(engine) as editing:
        for part in statement.split("; "):
            named = {name: given[name] for name in given if f":{name}" in part}
            editing.execute(sa.text(part), named)
        broken = first_broken(editing)
        editing.rollback()
        return broken
