"""The sample is labelled, complete and safe to load again."""

import pytest

from market.accounts.models import Membership, Organisation, RoleName, User
from market.catalogue.models import Patent
from market.catalogue.numbers import read_number
from market.demo import load
from market.licensing.life import waits
from market.licensing.models import Offer, OfferState
from market.payments.verify import first_broken


@pytest.fixture
def loaded(runner):
    def run():
        outcome = runner.invoke(args=["demo", "load"])
        assert outcome.exit_code == 0, outcome.output
        return outcome.output

    return run


def test_a_second_loading_changes_nothing(loaded, session):
    loaded()
    before = session.query(User).count(), session.query(Patent).count()
    session.rollback()

    assert "0 accounts added, 0 patents added" in loaded()
    assert (session.query(User).count(), session.query(Patent).count()) == before


def test_there_is_an_account_for_each_role(loaded, session):
    loaded()

    assert {m.role for m in session.query(Membership)} == set(RoleName)
    assert len(list(load.people())) == session.query(User).count()


def test_everything_is_labelled_as_a_sample(loaded, session):
    loaded()

    for kind in (Organisation, Patent, Offer):
        assert session.query(kind).count() > 0
        assert session.query(kind).filter(~kind.is_sample).count() == 0


def test_no_number_of_the_sample_can_be_a_real_patent(loaded, session):
    loaded()

    for patent in session.query(Patent):
        if patent.number.startswith("ZL"):
            assert not read_number(patent.number).valid


def test_the_offers_stand_at_every_stage_and_the_ledger_is_sound(loaded, session):
    loaded()

    assert {offer.state for offer in session.query(Offer)} == {
        OfferState.DRAFT,
        OfferState.CHECKED,
        OfferState.APPROVED,
        OfferState.DECLARED,
        OfferState.OPEN,
        OfferState.WITHDRAWN,
    }
    assert [offer.newest.number for offer in session.query(Offer) if waits(offer)] == [
        2
    ]
    assert first_broken(session) is None
