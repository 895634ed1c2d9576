"""What a curator does with a zone, and what it is refused."""

import pytest

from market.history import HistoryEntry
from market.zones.models import Zone, ZoneEntry

NONCES = (f"{n:043}" for n in range(10_000))
DRAFT = {
    "slug": "green-2027",
    "title_zh": "绿色专区",
    "opens_on": "2026-12-01",
    "closes_on": "2026-12-31",
    "search": "/offers?q=filler&ipc=C02F",
}


@pytest.fixture
def send(curator):
    """Send a form of the curator."""

    def sent(address, **fields):
        return curator.post(address, data={"nonce": next(NONCES)} | fields)

    return sent


def test_a_zone_is_drafted_opened_and_closed(send, session):
    drafted = send("/curate/zones/new", **DRAFT)
    assert drafted.status_code == 303
    zone = session.query(Zone).one()
    assert (zone.state, zone.slug) == ("draft", "green-2027")
    assert zone.rule == {
        "text": "filler",
        "filters": {"ipc": ["C02F"]},
        "size": "small",
    }

    assert send(f"{drafted.location}/opening").status_code == 303
    assert send(f"{drafted.location}/closing").status_code == 303
    assert send(f"{drafted.location}/opening").status_code == 409
    assert session.query(Zone.state).scalar() == "closed"
    told = [each.action for each in session.query(HistoryEntry).all()]
    assert told == ["created", "open", "closed"]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("slug", "Green 2027", "small letters"),
        ("slug", "-", "small letters"),
        ("slug", "", "fill this in"),
        ("title_zh", "", "fill this in"),
        ("opens_on", "soon", "day"),
        ("closes_on", "2026-11-30", "before the first"),
        ("search", "/offers", "no address of a search"),
        ("search", "http://[", "no address of a search"),
        ("search", "/offers?zone=other", "another zone"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    send, session, field, typed, said
):
    answer = send("/curate/zones/new", **DRAFT | {"cover_en": "Kept"} | {field: typed})

    assert answer.status_code == 422
    assert said in answer.text
    assert "Kept" in answer.text
    assert session.query(Zone).count() == 0


def test_an_address_belongs_to_one_zone(send, zone):
    zone(slug="green-2027")

    answer = send("/curate/zones/new", **DRAFT)
    assert answer.status_code == 422
    assert "Another zone has this address" in answer.text


def test_the_address_of_a_public_zone_stays(send, zone):
    zone_id = zone()

    assert send(f"/curate/zones/{zone_id}/edit", **DRAFT).status_code == 422
    same = DRAFT | {"slug": "water"}
    assert send(f"/curate/zones/{zone_id}/edit", **same).status_code == 303


def test_the_preview_counts_and_saves_nothing(send, offered, indexed, session):
    offered()
    offered(ipc="G06F")
    indexed()

    answer = send("/curate/zones/new", **DRAFT, preview="1")
    assert answer.status_code == 200
    assert "Offers found: 1" in answer.text
    assert session.query(Zone).count() == 0


@pytest.mark.parametrize("typed", ["ZL202110990001.1", "zl 2021 1 0990001.1"])
def test_an_offer_is_put_in_by_its_number_however_typed(
    send, offered, zone, session, typed
):
    offer_id = offered(number="ZL202110990001.1")
    address = f"/curate/zones/{zone()}/entries"

    assert send(address, number=typed, position="3", note_en="A").status_code == 303
    assert send(address, number=typed, is_left_out="y").status_code == 303
    entry = session.query(ZoneEntry).one()
    assert (entry.offer_id, entry.is_left_out, entry.position) == (offer_id, True, 0)

    assert send(f"{address}/{entry.id}/removal").status_code == 303
    assert session.query(ZoneEntry).count() == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"number": "ZL209999999999.9"},
        {"number": ""},
        {"number": "ZL202110990001.1"},
        {"number": "x", "position": "99999"},
    ],
)
def test_no_offer_is_put_in_that_is_not_open(send, offered, zone, session, fields):
    offered({"state": "draft", "opened_at": None}, number="ZL202110990001.1")

    answer = send(f"/curate/zones/{zone()}/entries", **fields)
    assert answer.status_code == 422
    assert session.query(ZoneEntry).count() == 0


def test_only_the_curator_reaches_its_zone(make, sign_in, offered, zone):
    zone_id = zone(put_in=[offered()])
    stranger = sign_in(make.user(make.office(), "office_admin"))

    for path in ("", "/edit"):
        assert stranger.get(f"/curate/zones/{zone_id}{path}").status_code == 404
    for path in ("/edit", "/opening", "/closing", "/entries", "/entries/1/removal"):
        answer = stranger.post(f"/curate/zones/{zone_id}{path}", data=DRAFT)
        assert answer.status_code == 404


def test_the_operator_curates_too_and_a_member_of_an_office_does_not(
    make, sign_in, office
):
    operator = sign_in(make.user(make.body("operator"), "operator"))
    member = sign_in(make.user(office, "office_member"))

    assert operator.get("/curate/zones").status_code == 200
    assert member.get("/curate/zones").status_code == 403


def test_the_pages_of_a_curator_show_what_there_is(curator, offered, zone, indexed):
    zone_id = zone(put_in=[offered(title_en="Iron filler")])
    indexed()

    assert "Clean water" in curator.get("/curate/zones").text
    assert "Iron filler" in curator.get(f"/curate/zones/{zone_id}").text
    assert "/offers?size=small&amp;ipc=C02F" in (
        curator.get(f"/curate/zones/{zone_id}/edit").text
    )
