"""What is told, to whom and when; never twice, never what was there before."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from market.accounts.models import User
from market.alerts import letters, operations, telling
from market.alerts.models import Frequency, SavedSearchHit
from market.db import transaction
from market.licensing.models import Offer, OfferState
from tests.market.factories import NOON

# Monday noon in Beijing; the next rounds from then on, in UTC.
TUESDAY_AT_8 = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
MONDAY_AT_8 = datetime(2026, 11, 30, 0, 0, tzinfo=UTC)


def change(app, offer_id, **facts):
    with app.app_context(), transaction() as writing:
        offer = writing.get_one(Offer, offer_id)
        for name, value in facts.items():
            setattr(offer, name, value)


def test_what_existed_when_the_search_was_saved_is_not_told(opened, saved, tell):
    opened()
    saved()

    assert tell(1) == 0
    assert tell(100) == 0


def test_a_new_offer_is_told_once(opened, saved, tell, outbox):
    saved("iron")
    tell(1)
    opened(title_en="Iron filler")
    opened(title_en="Copper filler")

    assert [tell(2), tell(3), tell(1000)] == [1, 0, 0]
    (mail,) = outbox()
    assert "Iron filler" in mail.body
    assert "Copper filler" not in mail.body


def test_an_offer_is_told_to_each_search_that_finds_it(
    opened, saved, make, tell, outbox
):
    other = make.user(make.firm(), "licensee_member", email="other@example.com")
    saved("iron")
    saved("iron", by=other, locale="zh")
    opened(title_en="Iron filler", title="铁碳填料")

    assert tell(2) == 2
    assert [mail.recipient for mail in outbox()] == [
        "saver@example.com",
        "other@example.com",
    ]
    assert "铁碳填料" in outbox()[1].body
    assert "新结果" in outbox()[1].subject


def test_a_filter_narrows_what_is_told(opened, saved, tell):
    saved(ipc="H01M")
    opened(ipc="C02F")
    assert tell(2) == 0

    opened(ipc="H01M")
    assert tell(3) == 1


def test_an_offer_that_was_withdrawn_meanwhile_is_not_told(app, opened, saved, tell):
    saved(frequency="daily")
    gone = opened()
    tell(2)
    change(app, gone, state=OfferState.WITHDRAWN, closed_on=NOON.date())

    assert tell(TUESDAY_AT_8) == 0


def test_an_offer_that_changes_is_not_told_again(app, opened, saved, tell, indexed):
    saved("iron")
    offer_id = opened(title_en="Iron filler")
    assert tell(2) == 1
    change(app, offer_id, listing_text_en="Iron at half the price")
    indexed()

    assert tell(3) == 0
    assert tell(300) == 0


@pytest.mark.parametrize(
    ("frequency", "round_at"),
    [("daily", TUESDAY_AT_8), ("weekly", MONDAY_AT_8)],
)
def test_a_round_begins_at_eight_and_not_before(
    opened, saved, tell, frequency, round_at
):
    saved(frequency=frequency)
    opened()

    assert tell(2) == 0
    assert tell(round_at - timedelta(microseconds=1)) == 0
    assert tell(round_at) == 1
    assert tell(round_at + timedelta(hours=1)) == 0
    assert tell(round_at + timedelta(days=7)) == 0


def test_a_worker_that_was_away_at_eight_writes_when_it_is_back(opened, saved, tell):
    saved(frequency="daily")
    opened()

    assert tell(TUESDAY_AT_8 + timedelta(hours=30)) == 1


def test_a_search_that_never_writes_writes_nothing(opened, saved, tell, search_of):
    search_id = saved(frequency="never")
    opened()

    assert tell(MONDAY_AT_8) == 0
    assert search_of(search_id).mailed_at is None


def test_mails_that_are_turned_on_again_begin_with_that(
    app, make, saver, opened, saved, tell
):
    search_id = saved(frequency="never")
    opened()
    tell(2)
    with app.app_context(), transaction() as writing:
        operations.change_frequency(
            writing,
            search_id,
            Frequency.INSTANT,
            user_id=make.user_id(saver),
            now=NOON + timedelta(hours=1),
        )
    assert tell(3601) == 0

    opened()
    assert tell(3602) == 1


def test_a_person_whose_account_is_closed_gets_no_mail(app, saver, opened, saved, tell):
    saved()
    with app.app_context(), transaction() as writing:
        writing.execute(
            sa.update(User).where(User.fs_uniquifier == saver).values(active=False)
        )
    opened()

    assert tell(2) == 0


def test_a_long_list_says_how_many_more_there_are(
    opened, saved, tell, outbox, monkeypatch
):
    monkeypatch.setattr(letters, "MOST_TOLD", 2)
    saved("filler")
    for _ in range(5):
        opened()

    tell(2)

    (mail,) = outbox()
    assert "There are more: 3" in mail.body
    assert "https://licences.example/offers?q=filler" in mail.body


def test_a_worker_killed_while_it_writes_tells_it_the_next_time(
    opened, saved, tell, outbox, session, monkeypatch
):
    class Killed(BaseException):
        pass

    def die(*_args, **_kwargs):
        raise Killed

    saved()
    opened()
    with monkeypatch.context() as patched:
        patched.setattr(telling, "headers", die)
        with pytest.raises(Killed):
            tell(2)
    assert outbox() == []
    assert session.scalar(sa.select(sa.func.count(SavedSearchHit.id))) == 0

    assert [tell(3), tell(4)] == [1, 0]


def test_one_search_that_cannot_be_told_does_not_silence_the_others(
    opened, saved, tell, outbox, monkeypatch
):
    first, written = saved("filler"), telling.written

    def breaking(search, offers):
        if search.id == first:
            raise ValueError
        return written(search, offers)

    saved("water")
    opened()
    with monkeypatch.context() as patched:
        patched.setattr(telling, "written", breaking)
        assert tell(2) == 1

    assert tell(3) == 1
    assert len(outbox()) == 2
