"""An offer closes: withdrawn, revoked, ended; licences already given go on."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from market.catalogue.models import Patent, PatentOwner
from market.db import transaction
from market.errors import Forbidden, Refused, Unacceptable
from market.history import HistoryEntry, Source
from market.licensing import closing, opening
from market.licensing.closing import Closing
from market.licensing.models import Offer, OfferState
from market.licensing.queries import visible_offer
from market.licensing.tasks import EndOffers
from tests.market.factories import NOON
from tests.market.licensing.conftest import ENDS_ON

STATED = Closing(closed_on=date(2026, 11, 22), reason="改为转让", number="2026-9")


@pytest.fixture
def announced(app, act, draft, walk):
    """Return an announced offer of the statutory lane."""
    offer_id = walk(draft("one_off", lane="open"), "declared")
    announcement = opening.Announcement(
        declaration_number="1",
        announced_on=date(2026, 11, 20),
        text="公告",
        equals_terms=True,
    )
    doing = act()
    with app.app_context(), transaction() as session:
        opening.announce(
            session, doing, offer_id=offer_id, seen=1, announcement=announcement
        )
    return offer_id


@pytest.fixture
def close(app, act):
    def closed(offer_id, how=closing.withdraw, stated=STATED, **given):
        doing = act(**given)
        with app.app_context(), transaction() as session:
            how(session, doing, offer_id=offer_id, closing=stated)

    return closed


def own(app, patent_id, *names):
    """Name the owners of a patent."""
    with app.app_context(), transaction() as session:
        patent = session.get_one(Patent, patent_id)
        patent.owners = [
            PatentOwner(position=position, name=name)
            for position, name in enumerate(names, start=1)
        ]


def test_an_announced_withdrawal_closes_the_offer_on_its_day(announced, close, session):
    close(announced)

    offer = session.get(Offer, announced)
    assert offer.state == OfferState.WITHDRAWN
    assert (offer.closed_on, offer.closing_number) == (date(2026, 11, 22), "2026-9")
    assert offer.closing_reason == "改为转让"


def test_a_withdrawal_needs_every_co_owner(app, announced, close, office, session):
    own(app, office.patent_id, "本校", "合作企业")

    with pytest.raises(Refused, match="合作企业"):
        close(announced)

    assert session.get(Offer, announced).state == OfferState.OPEN


def test_an_ordinary_offer_is_withdrawn_by_its_office_alone(
    app, draft, walk, close, office, session
):
    offer_id = walk(draft(), "open")
    own(app, office.patent_id, "本校", "合作企业")

    close(offer_id)

    assert session.get(Offer, offer_id).state == OfferState.WITHDRAWN


def test_the_price_stays_until_the_day_of_the_withdrawal(announced, close, session):
    for day, message in (
        (date(2026, 11, 24), "the price stays in force"),
        (date(2026, 11, 19), "before the announcement"),
    ):
        with pytest.raises(Unacceptable, match=message):
            close(announced, stated=Closing(closed_on=day, reason="x"))
    assert session.get(Offer, announced).state == OfferState.OPEN


def test_only_an_admin_closes_an_offer(announced, close):
    for how in (closing.withdraw, closing.revoke, closing.end):
        with pytest.raises(Forbidden):
            close(announced, how, as_admin=False)


def test_what_is_closed_is_gone_for_the_public(app, make, announced, close, sign_in):
    firm_id = make.firm()
    firm = sign_in(make.user(firm_id, "licensee_admin"))
    close(announced, closing.revoke)

    assert firm.get(f"/offers/{announced}").status_code == 404
    assert firm.get(f"/offers/{announced}/notice").status_code == 404
    with app.app_context(), transaction() as session:
        assert visible_offer(
            session,
            announced,
            organisation_id=session.get_one(Offer, announced).organisation_id,
        )


@pytest.fixture
def posted(make, office, draft, walk):
    """Return two posted offers, the first on the office's usual patent."""
    other = make.patent(office.id)
    return walk(draft(), "open"), walk(draft(patent_id=other), "open")


def test_the_worker_ends_what_is_over_and_says_why(
    app, office, posted, session, monkeypatch
):
    over, other = posted
    with app.app_context(), transaction() as writing:
        writing.get_one(Patent, office.patent_id).is_invalidated = True
    chore = EndOffers()

    with app.app_context():
        assert (chore(), chore()) == (1, 0)

    offer = session.get(Offer, over)
    assert (offer.state, offer.closing_reason) == (
        OfferState.ENDED,
        "patent_invalidated",
    )
    assert session.get(Offer, other).state == OfferState.OPEN
    entry = session.scalar(
        sa.select(HistoryEntry).where(HistoryEntry.action == "ended")
    )
    assert (entry.source, entry.user_id) == (Source.WORKER, None)

    later = NOON + timedelta(days=(ENDS_ON - NOON.date()).days)
    for at, ended in ((later, 0), (later + timedelta(days=1), 1)):
        monkeypatch.setattr("market.clock.now_utc", lambda at=at: at)
        with app.app_context():
            assert chore() == ended


def test_why_an_offer_ended_is_written_out(app, office, draft, walk, sign_in):
    offer_id = walk(draft(), "open")
    with app.app_context(), transaction() as writing:
        writing.get_one(Patent, office.patent_id).is_invalidated = True
    with app.app_context():
        EndOffers()()

    page = sign_in(office.member).get(f"/office/offers/{offer_id}/life").text

    assert "The patent was invalidated." in page
