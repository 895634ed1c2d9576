"""The database itself keeps the order of an offer's life and what each step states."""

import pytest
import sqlalchemy as sa

from market.licensing.life import CLOSED, NEXT
from market.licensing.models import Lane, OfferState
from market.triggers import offers

ON = "'2026-11-20'"
# What each step states; by itself the state would be refused for its silence.
STATED = {
    "draft": {"checked_version": "NULL", "approved_version": "NULL"},
    "checked": {"checked_version": "1"},
    "approved": {"approved_version": "1"},
    "declared": {"declared_on": ON, "lodged_text": "'（1）专利号'"},
    "open": {
        "opened_at": "'2026-11-23 04:00:00+00:00'",
        "opened_by_id": '(SELECT MIN(id) FROM "user")',
        "declaration_number": "'9'",
        "announced_on": ON,
        "announced_text": "'x'",
    },
    **{state.value: {"closed_on": ON, "closing_reason": "'x'"} for state in CLOSED},
}
BEFORE = {
    "draft": (),
    "checked": ("checked",),
    "approved": ("checked", "approved"),
    "declared": ("checked", "approved", "declared"),
}
KEPT = ("organisation_id", "patent_id", "created_at", "is_sample")
TEXTS = ("listing_text_zh", "listing_text_en", "declaration_text", "closing_reason")
VERSION = (
    "INSERT INTO offer_version (offer_id, number, terms_json, terms_sha256, ends_on,"
    " drafted_by_id, created_at) SELECT 99, {number}, terms_json, terms_sha256,"
    " ends_on, drafted_by_id, created_at FROM offer_version WHERE offer_id = 1"
)


def standing(lane, state, **other):
    """Insert an offer 99 that has come to a state, with its first version."""
    values = dict.fromkeys(TEXTS, "''") | {"lane": f"'{lane}'", "state": f"'{state}'"}
    steps = BEFORE.get(state, ("checked", "approved", "declared", "open", state))
    if lane == "ordinary" or state == "draft":
        steps = [step for step in steps if step != "declared"]
    for step in steps:
        values |= STATED[step]
    values |= other
    into, wanted = ", ".join((*KEPT, *values)), ", ".join((*KEPT, *values.values()))
    return [
        f"INSERT INTO offer (id, {into}) SELECT 99, {wanted} FROM offer WHERE id = 1",  # noqa: S608
        VERSION.format(number=1),
    ]


def step(state):
    """Return the statement that brings offer 99 to a state, with all it states."""
    stated = {"state": f"'{state}'"} | STATED[state]
    return update(**stated)


def update(**values):
    written = ", ".join(f"{name} = {value}" for name, value in values.items())
    return f"UPDATE offer SET {written} WHERE id = 99"  # noqa: S608


DRAFT, CHECKED, OPEN = (standing("open", s) for s in ("draft", "checked", "open"))
APPROVED = standing("ordinary", "approved")
POSTED, CLOSED_NOW = standing("ordinary", "open"), standing("open", "withdrawn")
WAITING = (*POSTED, VERSION.format(number=2))
WAITING_CHECKED = (*WAITING, update(checked_version=2))
RESERVED = (
    *DRAFT,
    "INSERT INTO reservation (offer_id, organisation_id)"
    " SELECT 99, organisation_id FROM offer WHERE id = 1",
)
REFUSED = {
    "offer_version_no_update": [
        (*DRAFT, "UPDATE offer_version SET ends_on = '2040-01-01'")
    ],
    "offer_version_no_delete": [(*DRAFT, "DELETE FROM offer_version")],
    "offer_version_of_what_may_change": [
        (*standing("open", state), VERSION.format(number=2))
        for state in OfferState
        if state != "draft"
    ]
    + [
        (*standing("ordinary", state), VERSION.format(number=2))
        for state in ("checked", "approved", "withdrawn", "ended")
    ],
    "offer_no_delete": [(*DRAFT, "DELETE FROM offer WHERE id = 99")],
    "offer_frozen": [
        (*DRAFT, update(organisation_id="organisation_id + 1")),
        (*DRAFT, update(patent_id="patent_id + 1")),
        (*DRAFT, update(created_at="'2001-01-01 00:00:00+00:00'")),
        (*DRAFT, update(is_sample="NOT is_sample")),
    ],
    "offer_follows_its_life": [(*OPEN, step("draft")), (*POSTED, step("draft"))],
    "offer_step_complete": [
        (*DRAFT, update(state="'checked'")),
        (*CHECKED, update(state="'approved'")),
        (*standing("open", "approved"), update(state="'declared'", declared_on=ON)),
        (*standing("open", "declared"), update(state="'open'")),
        (*APPROVED, update(state="'open'")),
        (*OPEN, update(state="'withdrawn'")),
    ],
    "offer_lane_of_drafts": [
        (*CHECKED, update(lane="'ordinary'")),
        (*POSTED, update(lane="'open'")),
    ],
    "offer_checked_as_newest": [
        (*DRAFT, update(state="'checked'", checked_version=2)),
        (*DRAFT, update(checked_version=1)),
        (*WAITING, update(checked_version=3)),
        (*OPEN, update(checked_version=2)),
        (*POSTED, update(checked_version="NULL")),
    ],
    "offer_approved_as_checked": [
        (*DRAFT, update(approved_version=1)),
        (*CHECKED, update(state="'approved'", approved_version=2)),
        (*WAITING, update(approved_version=2)),
        (*WAITING_CHECKED, VERSION.format(number=3), update(approved_version=2)),
        (*POSTED, update(approved_version="NULL")),
    ],
    "offer_declared_once": [
        (*DRAFT, update(declared_on=ON)),
        (*OPEN, update(declared_on="'2026-01-01'")),
        (*OPEN, update(lodged_text="'y'")),
    ],
    "offer_opened_once": [
        (*DRAFT, update(announced_text="'x'")),
        (*OPEN, update(announced_text="'y'")),
        (*OPEN, update(announced_on="'2026-01-01'")),
        (*OPEN, update(declaration_number="NULL")),
        (*OPEN, update(opened_at="NULL")),
        (*OPEN, update(opened_by_id="NULL")),
        (*OPEN, update(tiers_acknowledged_by_id="opened_by_id")),
    ],
    "offer_closed_once": [
        (*OPEN, update(closed_on=ON)),
        (*CLOSED_NOW, update(closed_on="'2026-01-01'")),
        (*CLOSED_NOW, update(closing_reason="'y'")),
        (*CLOSED_NOW, update(closing_number="'y'")),
    ],
    "offer_declaration_of_drafts": [
        (*CHECKED, update(declaration_text="'y'")),
        (*OPEN, update(declaration_text="'y'")),
    ],
    "offer_closed_as_it_was": [
        (*CLOSED_NOW, update(listing_text_zh="'y'")),
        (*CLOSED_NOW, update(listing_text_en="'y'")),
    ],
    "reservation_no_update": [
        (*RESERVED, "UPDATE reservation SET organisation_id = organisation_id + 1")
    ],
    "reservation_no_delete": [(*RESERVED, "DELETE FROM reservation")],
}
ALLOWED = {
    "a draft changes its lane": (*DRAFT, update(lane="'ordinary'")),
    "a draft takes versions": (*DRAFT, VERSION.format(number=2)),
    "a posted offer takes a version that waits": WAITING,
    "a version that waits is checked": WAITING_CHECKED,
    "and comes into force": (*WAITING_CHECKED, update(approved_version=2)),
    "or goes back to its drafting": (*WAITING_CHECKED, update(checked_version=1)),
    "an open listing changes its words": (*OPEN, update(listing_text_zh="'y'")),
}


@pytest.fixture
def answer(app, make, draft):
    """Run statements, return what the database says to the last one, undo all."""
    draft()
    engine = app.extensions["engine"]

    def answered(statements):
        *before, last = statements
        with engine.connect() as connection, connection.begin() as transaction:
            for statement in before:
                connection.exec_driver_sql(statement)
            try:
                connection.exec_driver_sql(last)
                said = ""
            except sa.exc.DBAPIError as error:
                said = str(error.orig)
            transaction.rollback()
        return said

    return answered


def test_every_trigger_on_offers_is_tried():
    assert set(REFUSED) == {trigger.name for trigger in offers.TRIGGERS}


def test_what_an_offer_has_stated_is_not_changed_by_sql(answer):
    messages = {trigger.name: trigger.message for trigger in offers.TRIGGERS}

    said = {
        (name, statements[-1], number): answer(statements)
        for name, cases in REFUSED.items()
        for number, statements in enumerate(cases)
    }

    wrong = {case: text for case, text in said.items() if messages[case[0]] not in text}
    assert wrong == {}


def test_what_the_life_of_an_offer_needs_is_not_refused(answer):
    assert {name: answer(case) for name, case in ALLOWED.items()} == dict.fromkeys(
        ALLOWED, ""
    )


@pytest.mark.parametrize("lane", Lane)
def test_sql_refuses_every_step_that_the_table_does_not_have(answer, lane):
    wrong = {}
    for before in OfferState:
        for after in set(OfferState) - {before}:
            said = answer((*standing(lane, before), step(after)))
            is_allowed = after in NEXT[lane][before]
            if (said == "") != is_allowed:
                wrong[before, after] = said

    assert wrong == {}
