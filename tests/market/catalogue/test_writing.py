import pytest
import sqlalchemy as sa

from market.catalogue.models import Patent, PatentOwner
from market.catalogue.operations import write_block
from market.db import session as market_session
from market.db import transaction
from market.history import Author, HistoryEntry, Source, entries_of
from market.imports.columns import map_columns
from market.imports.files import read_file
from market.imports.rows import read_patents
from tests.market.factories import NOON

ZL = "ZL202111029984.2"


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def bring(app, office):
    """Write the rows of a text as one block; return what became of them."""

    def brought(text):
        sheet = read_file(text.encode(), "patents.csv")
        reading = read_patents(sheet, map_columns(sheet.header))
        assert reading.faults == []
        author = Author(happened_at=NOON, organisation_id=office, source=Source.WORKER)
        with app.app_context(), transaction() as writing:
            return write_block(writing, office, reading.rows, taken={}, author=author)

    return brought


@pytest.fixture
def owners(session):
    """Return the present holders of the only patent, in their order."""

    def now():
        patent = session.scalars(sa.select(Patent)).one()
        return [(owner.name, owner.share_ppm) for owner in patent.owners]

    return now


def test_holders_are_kept_with_their_shares(bring, owners, session):
    bring(f"number,title,owners\n{ZL},a,甲大学 60%；乙公司 40%\n")

    assert owners() == [("甲大学", 600_000), ("乙公司", 400_000)]
    assert session.scalars(sa.select(Patent)).one().patentee == "甲大学；乙公司"


def test_the_same_file_again_changes_nothing_and_leaves_no_entry(bring, session):
    text = (
        "number,title,owners,claims,cites,cited by,industries,applications,trl\n"
        f"{ZL},a,甲 60%；乙 40%,8,CN101000001A;CN101000002A,0,C26,24,TRL 6\n"
    ).replace("CN101000001A;", "CN101000001A；")
    bring(text)

    again = bring(text)

    assert (again.added, again.updated, again.unchanged) == ([], [], 1)
    assert len(session.scalars(sa.select(HistoryEntry)).all()) == 1


def test_names_alone_leave_shares_and_others_take_their_place(bring, owners):
    bring(f"number,title,owners\n{ZL},a,甲 60%；乙 40%\n")

    bring(f"number,title,owners\n{ZL},a,甲；乙\n")
    assert owners() == [("甲", 600_000), ("乙", 400_000)]

    bring(f"number,title,owners\n{ZL},a,丙；甲\n")
    assert owners() == [("丙", None), ("甲", None)]


def test_a_holder_who_stays_keeps_its_row_and_one_who_leaves_stays_on_record(
    bring, session, owners
):
    bring(f"number,title,owners\n{ZL},a,甲；乙；丙\n")
    rows = {owner.name: owner.id for owner in session.scalars(sa.select(PatentOwner))}

    bring(f"number,title,owners\n{ZL},a,丙；甲\n")

    session.expire_all()
    assert owners() == [("丙", None), ("甲", None)]
    now = {owner.name: owner.id for owner in session.scalars(sa.select(PatentOwner))}
    assert now == rows
    left = session.get(PatentOwner, rows["乙"])
    assert left.position < 0


def test_each_change_is_one_entry_with_what_was_before(app, bring, session):
    bring(f"number,title,owners\n{ZL},a,甲\nUS8930553,b,\n")
    bring(f"number,title,owners,filed\n{ZL},c,甲；乙,2021-03-01\n")

    patent = session.scalars(sa.select(Patent).where(Patent.number == ZL)).one()
    with app.app_context():
        changed, added = entries_of(market_session(), "patent", patent.id)
    assert (added.action, changed.action) == ("added", "changed")
    assert added.after["owners"] == [{"name": "甲", "share_ppm": None}]
    assert added.source is Source.WORKER
    assert changed.before["title"] == "a"
    assert changed.after["title"] == "c"
    assert changed.after["filed_on"] == "2021-03-01"
    assert changed.after["expires_on"] == "2041-03-01"
    assert "ipc" not in changed.after


def test_a_zero_is_a_count_and_a_blank_is_not(bring, session):
    bring(f"number,title,cited by,claims\n{ZL},a,0,\n")
    bring(f"number,title,cited by,claims\n{ZL},a,,\n")

    patent = session.scalars(sa.select(Patent)).one()
    assert (patent.cited_by_count, patent.claims_count) == (0, None)
