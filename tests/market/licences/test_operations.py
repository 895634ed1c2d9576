from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from market.accounts.models import Mail, SizeClass, User
from market.db import session, transaction
from market.errors import NotFound, Refused, StaleVersion
from market.licences.models import Licence
from market.licensing.models import Offer
from tests.market.deals import FREE, STAGED, Deal


def test_a_notice_freezes_the_terms_and_raises_what_is_due_at_entry(deal):
    licence_id = deal.licence()

    assert deal.state(licence_id) == ("noticed", None)
    assert [due[3:] for due in deal.dues(licence_id)] == [
        (date(2026, 11, 23), 50_000, None)
    ]
    with deal.app.app_context():
        licence = session().get_one(Licence, licence_id)
        assert licence.terms_json == licence.offer_version.terms_json
        assert licence.size_class is SizeClass.SMALL


def test_a_second_notice_leads_to_the_same_licence(deal):
    assert deal.licence() == deal.licence()
    with deal.app.app_context():
        assert session().scalar(sa.select(sa.func.count(Licence.id))) == 1


def test_a_second_notice_finds_the_licence_after_the_terms_changed(deal):
    licence_id = deal.licence()
    deal.redraft(FREE)

    assert deal.licence() == licence_id


def test_a_notice_on_a_stale_version_is_refused(deal):
    deal.redraft(FREE)

    with pytest.raises(StaleVersion, match="after you saw version 1"):
        deal.licence()
    assert deal.licence(version_number=2)


def test_a_version_that_never_was_is_not_found(deal):
    with pytest.raises(NotFound, match="no version 9"):
        deal.licence(version_number=9)


def test_a_licence_with_nothing_due_at_entry_begins_with_the_notice(free_deal):
    licence_id = free_deal.licence()

    assert free_deal.state(licence_id) == ("in_force", date(2026, 11, 23))
    assert free_deal.dues(licence_id) == []


def test_a_size_whose_factor_is_zero_begins_with_the_notice(deal):
    licence_id = deal.licence(size_class=SizeClass.MICRO)

    assert deal.state(licence_id) == ("in_force", date(2026, 11, 23))


def test_the_notice_arrives_on_the_business_day_in_shanghai(free_deal):
    late = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)

    licence_id = free_deal.licence(given_at=late)

    assert free_deal.state(licence_id) == ("in_force", date(2027, 1, 1))


def test_a_draft_is_not_there_for_others(app, make):
    deal = Deal(app, make, STAGED, is_open=False)

    with pytest.raises(NotFound):
        deal.licence()


def test_an_institution_gives_no_notice_on_its_own_patent(deal):
    with pytest.raises(Refused, match="own patent"):
        deal.licence(licensee_id=deal.office)


@pytest.mark.parametrize(
    ("given_at", "reason"),
    [
        (datetime(2026, 10, 31, 15, 59, tzinfo=UTC), "term begins on Nov 1, 2026"),
        (datetime(2032, 12, 31, 16, 0, tzinfo=UTC), "term ended on Dec 31, 2032"),
        (datetime(2041, 3, 2, 4, 0, tzinfo=UTC), "expired on Mar 1, 2041"),
    ],
)
def test_a_notice_outside_the_term_is_refused(deal, given_at, reason):
    with pytest.raises(Refused, match=reason):
        deal.licence(given_at=given_at)


@pytest.mark.parametrize(
    "given_at",
    [
        datetime(2026, 10, 31, 16, 0, tzinfo=UTC),
        datetime(2032, 12, 31, 15, 59, tzinfo=UTC),
    ],
)
def test_a_notice_on_the_first_and_the_last_day_counts(deal, given_at):
    assert deal.licence(given_at=given_at)


def test_an_invalidated_patent_cannot_be_licensed(app, make):
    deal = Deal(app, make, STAGED)
    with app.app_context(), transaction() as writing:
        writing.get_one(Offer, deal.offer).patent.is_invalidated = True

    with pytest.raises(Refused, match="invalidated"):
        deal.licence()


def test_the_notice_is_sent_to_the_contact_of_the_licensor(deal):
    deal.licence()

    with deal.app.app_context():
        mail = session().scalars(sa.select(Mail)).one()
    assert mail.recipient == "licences@example.edu"
    assert "实施通知" in mail.body


def test_a_stale_version_is_told_before_its_dates(deal):
    deal.redraft(FREE | {"ends_on": "2039-12-31"})
    after_version_1 = datetime(2033, 1, 5, 4, 0, tzinfo=UTC)

    with pytest.raises(StaleVersion):
        deal.licence(given_at=after_version_1)


@pytest.mark.parametrize("number", [1, 2, 9])
def test_the_versions_of_a_draft_are_not_told(app, make, number):
    deal = Deal(app, make, STAGED, is_open=False)
    deal.redraft(FREE)

    with pytest.raises(NotFound, match="no such offer"):
        deal.licence(version_number=number)


def test_without_a_contact_the_active_admins_of_the_office_are_told(app, make):
    deal = Deal(app, make, STAGED)
    make.user(deal.office, "office_admin", active=False)
    with app.app_context(), transaction() as writing:
        writing.get_one(Offer, deal.offer).organisation.contact = "电话 010-1234"

    deal.licence()

    with app.app_context():
        told = session().scalars(sa.select(Mail.recipient)).all()
        drafter = session().scalar(
            sa.select(User.email).where(User.fs_uniquifier == deal.drafter)
        )
    assert told == [drafter]
