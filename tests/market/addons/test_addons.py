import pytest
import sqlalchemy as sa

from market.addons.models import Addon
from market.history import HistoryEntry
from tests.market.deals import STAGED, Deal
from tests.market.factories import NOON

TRAINING = {
    "kind": "training",
    "title_zh": "上门培训",
    "title_en": "Training on site",
    "text_zh": "三天",
    "price": "1.5万",
    "person_days": "3",
    "contact": "许可办",
}


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: NOON)


@pytest.fixture
def deal(app, make):
    return Deal(app, make, STAGED)


@pytest.fixture
def send(deal, sign_in):
    numbers = iter(range(100))

    def sent(path="", key=None, **given):
        client = sign_in(key or deal.drafter)
        data = TRAINING | {"nonce": f"{next(numbers):043}"} | given
        return client.post(f"/office/offers/{deal.offer}/addons{path}", data=data)

    return sent


def found(session):
    return session.execute(
        sa.select(Addon.title_zh, Addon.price_fen, Addon.retired_at).order_by(Addon.id)
    ).all()


def test_help_stands_on_the_listing_with_its_own_price(deal, send, client):
    before = client.get(f"/offers/{deal.offer}").text
    assert send().status_code == 303

    page = client.get(f"/offers/{deal.offer}").text

    assert "上门培训" not in before
    assert "上门培训" in page
    assert "¥15,000.00" in page
    assert "不是取得许可的条件" in page


def test_help_is_never_in_the_cost(deal, send, client):
    def figures():
        page = client.get(f"/offers/{deal.offer}").text
        return page[page.index('id="cost-found"') : page.index('id="ladder"')]

    before = figures()
    send()

    assert figures() == before


def test_a_change_keeps_the_past(deal, send, session):
    send()
    assert send("/1", price="").status_code == 303

    assert found(session) == [("上门培训", 1_500_000, NOON), ("上门培训", None, None)]


def test_what_is_taken_off_is_no_longer_shown(deal, send, session, client):
    send()
    assert send("/1/retire").status_code == 303

    assert "上门培训" not in client.get(f"/offers/{deal.offer}").text
    assert found(session) == [("上门培训", 1_500_000, NOON)]
    assert send("/1").status_code == 404


def test_every_change_has_its_entry(deal, send, session):
    send()
    send("/1", price="2万")
    send("/2/retire")

    entries = session.execute(
        sa.select(HistoryEntry.action, HistoryEntry.before, HistoryEntry.after)
        .where(HistoryEntry.action.like("addon%"))
        .order_by(HistoryEntry.id)
    ).all()

    assert [entry.action for entry in entries] == [
        "addon_added",
        "addon_changed",
        "addon_retired",
    ]
    assert entries[1].before["addon_price_fen"] == 1_500_000
    assert entries[1].after["addon_price_fen"] == 2_000_000


@pytest.mark.parametrize(
    "wrong",
    [
        {"price": "0.001"},
        {"price": "很多"},
        {"price": "900000000000"},
        {"person_days": "0"},
        {"person_days": "x"},
        {"title_zh": " "},
        {"kind": "gift"},
        {"contact": "长" * 201},
    ],
)
def test_what_cannot_be_meant_is_shown_again_as_typed(send, session, wrong):
    answer = send(**wrong)

    assert answer.status_code == 422
    assert "Training on site" in answer.text
    assert found(session) == []


def test_an_offer_has_so_many_add_ons(send, monkeypatch):
    monkeypatch.setattr("market.addons.operations.MOST", 1)
    send()

    answer = send()

    assert answer.status_code == 409
    assert "at most 1" in answer.text


def test_another_office_finds_nothing_to_change(deal, send, make):
    stranger = make.user(make.office(), "office_admin")
    send()

    for path in ("", "/1", "/1/retire"):
        assert send(path, stranger).status_code == 404


def test_the_history_page_says_what_was_added(deal, send, sign_in):
    send()

    page = sign_in(deal.drafter).get(f"/office/offers/{deal.offer}/history").text

    assert "Help beside the licence added" in page
    assert "¥15,000.00" in page or "CN¥15,000.00" in page
