import csv
import io
from datetime import date

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from market import clock
from market.accounts.models import OrganisationKind
from market.catalogue.models import PatentStatus
from market.history import HistoryEntry
from market.licensing.models import OfferState
from market.screening.models import ScreeningMark

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LIST = "/office/screening/"


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 24))


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def member(make, office):
    return make.user(office, "office_member")


@pytest.fixture
def admin(make, office):
    return make.user(office, "office_member", "office_admin")


@pytest.fixture
def reviewing(office, member, make, sign_in):
    """A member's client, and a patent of its office to mark."""
    return sign_in(member), make.patent(office)


def page_of(patent_id):
    return f"{LIST}{patent_id}"


def send(client, address, **typed):
    """Send the form of a page as it stands, with something typed into it."""
    seen = client.get(address).text.partition('name="seen"')[2]
    value = seen.partition('value="')[2].partition('"')[0]
    return client.post(address, data={"seen": value} | typed)


def marks(session):
    rows = session.scalars(sa.select(ScreeningMark)).all()
    return {str(row.criterion): (row.mark, row.note) for row in rows}


def entries(session, subject):
    wanted = sa.select(HistoryEntry).where(HistoryEntry.subject == subject)
    return session.scalars(wanted.order_by(HistoryEntry.id)).all()


def test_the_worklist_is_empty_and_says_what_to_do(member, sign_in):
    page = sign_in(member).get(LIST)

    assert page.status_code == 200
    assert "Nothing to screen yet" in page.text


def test_the_best_stands_first_each_with_its_reason(office, member, make, sign_in):
    make.patent(office, title_en="Plain thing", annual_fee_paid=None)
    make.patent(office, title_en="Ripe thing", readiness=8, cited_by_count=6)
    make.patent(office, title_en="Ended thing", status=PatentStatus.ENDED)

    text = sign_in(member).get(LIST).text

    places = [text.index(name) for name in ("Ripe thing", "Plain thing", "Ended thing")]
    assert places == sorted(places)
    assert "held down by technology readiness level (not known: 0 of 70 points)" in text
    assert "nothing to offer" in text
    assert "values nothing" in text


def test_the_worklist_narrows_and_keeps_places(office, member, make, sign_in):
    first = make.patent(office, title_en="First thing", readiness=9)
    make.patent(office, title_en="Second thing")
    client = sign_in(member)
    send(client, page_of(first), readiness="90")

    text = client.get(f"{LIST}?unreviewed=1").text

    assert "First thing" not in text
    assert "Second thing" in text
    assert 'data-label="Place" class="num">2<' in text


def test_a_patent_with_a_living_offer_is_not_without_one(office, member, make, sign_in):
    offered, closed = (
        make.patent(office, title_en=name) for name in ("Offered", "Withdrawn")
    )
    make.offer(offered, office, member)
    make.offer(closed, office, member, state=OfferState.ENDED)
    client = sign_in(member)

    text = client.get(f"{LIST}?without_offer=1").text

    assert "Offered" not in text
    assert f"/offers/new?patent={closed}" in text or "Draft an offer" in text


def test_marks_are_stored_with_note_person_and_history(
    office, member, make, sign_in, session
):
    patent = make.patent(office)
    client = sign_in(member)

    answer = send(client, page_of(patent), breadth="80", breadth_note="Three firms ask")

    assert answer.status_code == 303
    assert marks(session) == {"breadth": (80, "Three firms ask")}
    (entry,) = entries(session, "screening")
    assert (entry.subject_id, entry.action) == (patent, "marked")
    assert entry.after == {"breadth": 80, "breadth_note": "Three firms ask"}
    text = client.get(page_of(patent)).text
    assert "Mark 80" in text
    assert "Three firms ask" in text


def test_a_mark_is_changed_and_taken_back_and_the_history_keeps_all(
    office, member, make, sign_in, session
):
    patent = make.patent(office)
    client = sign_in(member)
    send(client, page_of(patent), breadth="80")
    send(client, page_of(patent), breadth="60")

    send(client, page_of(patent), breadth="")

    assert marks(session) == {}
    told = [
        (e.before["breadth"], e.after["breadth"]) for e in entries(session, "screening")
    ]
    assert told == [(None, 80), (80, 60), (60, None)]


def test_saving_what_stands_changes_nothing(office, member, make, sign_in, session):
    patent = make.patent(office)
    client = sign_in(member)
    send(client, page_of(patent), breadth="80")

    send(client, page_of(patent), breadth="80")

    assert len(entries(session, "screening")) == 1


def test_marks_of_two_reviewers_do_not_overwrite_each_other(
    office, member, admin, make, sign_in, session
):
    patent = make.patent(office)
    sign_in(member).post(page_of(patent), data={"seen": "", "breadth": "80"})

    late = sign_in(admin).post(
        page_of(patent), data={"seen": "", "breadth": "10", "breadth_note": "Mine"}
    )

    assert late.status_code == 409
    assert "Somebody else marked" in late.text
    assert 'value="Mine"' in late.text
    assert marks(session)["breadth"] == (80, "")
    again = late.text.partition('name="seen"')[2].partition('value="')[2]
    seen = again.partition('"')[0]
    saved = sign_in(admin).post(page_of(patent), data={"seen": seen, "breadth": "10"})
    assert saved.status_code == 303
    assert marks(session)["breadth"] == (10, "")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"breadth": "101"}, "A whole number from 0 to 100."),
        ({"breadth": "-1"}, "A whole number from 0 to 100."),
        ({"breadth": "much"}, "A whole number from 0 to 100."),
        ({"breadth": "9" * 5000}, "A whole number from 0 to 100."),
        ({"breadth_note": "So it is"}, "Give a mark with this note"),
        ({"breadth": "5", "breadth_note": "x" * 501}, "At most 500 characters."),
    ],
)
def test_a_wrong_mark_is_told_beside_its_box_and_loses_nothing(
    reviewing, session, typed, message
):
    client, patent = reviewing

    answer = send(client, page_of(patent), readiness="55", **typed)

    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="55"' in answer.text
    assert marks(session) == {}


def test_another_offices_patent_is_not_there(make, member, sign_in, session):
    patent = make.patent(make.office())
    client = sign_in(member)

    assert client.get(page_of(patent)).status_code == 404
    assert client.post(page_of(patent), data={"breadth": "1"}).status_code == 404
    assert marks(session) == {}


def test_an_auditor_reads_but_marks_nothing(office, make, sign_in):
    patent = make.patent(office)
    client = sign_in(make.user(office, "auditor"))

    page = client.get(page_of(patent))

    assert page.status_code == 200
    assert "Save the marks" not in page.text
    assert client.get(LIST).status_code == 200
    assert client.post(page_of(patent), data={"breadth": "1"}).status_code == 403


def test_the_next_patent_without_a_mark_is_the_next_in_the_order(
    office, member, make, sign_in
):
    best, middle, last = (make.patent(office, readiness=n) for n in (9, 6, 3))
    client = sign_in(member)
    send(client, page_of(middle), breadth="40")

    assert client.get("/office/screening/next").location == page_of(best)
    after = client.get(f"/office/screening/next?after={best}").location
    assert after == page_of(last)
    assert client.get(f"/office/screening/next?after={last}").location == page_of(best)
    for each in (best, last):
        send(client, page_of(each), breadth="40")
    assert client.get(f"/office/screening/next?after={2**70}").location == LIST


def test_both_files_hold_the_worklist_as_narrowed(office, member, make, sign_in):
    make.patent(office, title="=1+1", readiness=9)
    make.patent(office, status=PatentStatus.APPLICATION)
    client = sign_in(member)

    text = client.get(f"{LIST}worklist.csv?status=granted").data.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(client.get(f"{LIST}worklist.xlsx").data))

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Place"] for row in rows] == ["1"]
    assert rows[0]["Title"] == "'=1+1"
    assert rows[0]["Readiness: mark"] == ""
    table = list(book.active.iter_rows(values_only=True))
    assert [row[0] for row in table] == ["Place", 1, 2]
    assert isinstance(table[1][5], int)


def test_the_pages_speak_chinese(office, admin, make, sign_in):
    patent = make.patent(office)
    client = sign_in(admin, "zh")

    assert "失分最多：技术成熟度等级（未知，得0分，满分70分）" in client.get(LIST).text
    assert "剩余保护期" in client.get(page_of(patent)).text
    assert "筛选的权重" in client.get(f"{LIST}weights").text


def test_a_firm_has_no_screening(make, sign_in):
    firm = make.body(OrganisationKind.ENTERPRISE)

    assert sign_in(make.user(firm, "licensee_admin")).get(LIST).status_code == 403
