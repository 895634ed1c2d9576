import pytest
import sqlalchemy as sa

from market.accounts.models import Mail, User
from market.errors import NotFound, Refused, StaleVersion, Unacceptable
from market.licensing.models import Offer, OfferState
from market.negotiation import limits
from market.negotiation.models import Negotiation
from tests.market.factories import NOON
from tests.market.negotiation.conftest import terms_at


def mails(session):
    return session.scalars(sa.select(Mail.recipient).order_by(Mail.id)).all()


def test_a_firm_has_one_open_negotiation_on_an_offer(talks, session):
    first = talks.id

    assert talks.begin() == first
    assert session.scalar(sa.select(sa.func.count()).select_from(Negotiation)) == 1


def test_after_the_end_talks_begin_anew(talks):
    first = talks.id
    talks.end("firm")

    assert talks.begin() != first


def test_posted_prices_are_not_negotiated(talks, make):
    talks.offer = make.offer(talks.patent, talks.office, talks.admin)

    with pytest.raises(Refused, match="posted"):
        talks.begin()


def test_nobody_negotiates_with_itself(talks):
    with pytest.raises(Refused, match="your own"):
        talks.begin(organisation_id=talks.office)


@pytest.mark.parametrize(
    ("proposer", "accepter"), [("firm", "office"), ("office", "firm")]
)
def test_an_accepted_proposal_is_a_draft_for_this_firm_to_the_letter(
    talks, session, proposer, accepter
):
    talks.propose(proposer, "80000.00")
    kept = talks.read(lambda found: found.proposals[-1].terms_json)

    offer = session.get_one(Offer, talks.accept(accepter))

    assert offer.newest.terms_json == kept
    assert (offer.state, offer.reserved_for_id) == (OfferState.DRAFT, talks.firm)
    assert offer.organisation_id == talks.office
    assert offer.newest.drafted_by_id == talks.act("office").user_id
    assert talks.read(lambda found: (str(found.state), found.agreed_offer_id)) == (
        "agreed",
        offer.id,
    )


def test_nobody_accepts_its_own_proposal(talks):
    talks.propose("firm")

    with pytest.raises(Refused, match="your own"):
        talks.accept("firm")


def test_without_a_proposal_there_is_nothing_to_accept(talks):
    with pytest.raises(Refused, match="none yet"):
        talks.accept("office")


def test_what_was_replaced_meanwhile_is_not_accepted(talks):
    talks.propose("firm", "80000.00")
    talks.propose("firm", "70000.00")

    with pytest.raises(StaleVersion):
        talks.accept("office", seen=1)


def test_a_proposal_on_what_was_answered_meanwhile_is_not_made(talks):
    talks.propose("office")

    with pytest.raises(StaleVersion):
        talks.propose("firm", seen=0)


def test_terms_are_kept_as_a_posted_ordinary_offer_has_them(talks):
    talks.propose("firm", terms=terms_at("5.00", mode="negotiated"))

    kept = talks.read(lambda found: found.proposals[0].terms_json)

    assert "negotiated" not in kept


def test_a_firm_does_not_change_where_its_money_goes(talks):
    thief = {"name": "别人", "bank": "别的银行", "account": "6200000000000000"}

    talks.propose("firm", terms=terms_at("5.00", payee=thief))

    assert "别人" not in talks.read(lambda found: found.proposals[0].terms_json)


def test_what_the_law_forbids_is_not_proposed(talks):
    late = terms_at("5.00", ends_on="2045-12-31")

    with pytest.raises(Refused, match="law stands against"):
        talks.propose("office", terms=late)


def test_either_side_ends_the_talks_and_nothing_follows(talks):
    talks.propose("firm")
    talks.end("office", "另有安排")

    assert talks.read(lambda found: found.closing_reason) == "另有安排"
    for act in (talks.propose, talks.accept, talks.end):
        with pytest.raises(Refused, match="over"):
            act("office")


def test_each_act_tells_the_other_side(talks, session):
    talks.propose("firm")
    talks.propose("office")
    talks.accept("firm")

    firm, admin, member = (
        session.scalar(sa.select(User.email).where(User.fs_uniquifier == key))
        for key in (talks.buyer, talks.admin, talks.member)
    )
    assert mails(session) == [admin, firm, member]


def test_a_side_makes_so_many_proposals_a_day(talks, monkeypatch):
    monkeypatch.setattr(limits, "MOST_A_DAY", 2)
    talks.propose("firm")
    talks.propose("firm")

    with pytest.raises(Refused, match="within 24 hours"):
        talks.propose("firm")
    assert talks.propose("office") == 3


def test_both_sides_make_so_many_proposals_in_all(talks, monkeypatch):
    monkeypatch.setattr(limits, "MOST_PROPOSALS", 1)
    talks.propose("firm")

    with pytest.raises(Refused, match="takes no more"):
        talks.propose("office")


def test_a_message_is_no_book(talks):
    with pytest.raises(Unacceptable, match="too long"):
        talks.propose("firm", message="长" * (limits.LONGEST_MESSAGE + 1))


def test_a_third_party_finds_no_talks(talks, make):
    talks.firm = make.firm()

    with pytest.raises(NotFound):
        talks.propose("firm")


def test_talks_about_a_closed_offer_only_end(talks, app):
    with app.extensions["engine"].begin() as connection:
        ended = {"state": "ended", "closed_on": NOON.date(), "closing_reason": "x"}
        connection.execute(
            sa.update(Offer).where(Offer.id == talks.offer).values(ended)
        )

    with pytest.raises(Refused, match="no longer open"):
        talks.propose("firm")
    talks.end("firm")
