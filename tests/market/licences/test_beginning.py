from datetime import UTC, date, datetime

import pytest

from market.accounts.models import SizeClass
from market.db import session
from market.errors import Refused
from market.licences.models import Licence
from market.licences.notices import frozen_terms
from market.licensing.models import OfferVersion
from tests.market.deals import FREE, STAGED, Deal, canonical_json, terms_of

MONTHS_LATER = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)
LAST_SECOND = datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
TWO_FEES = STAGED | {
    "stages": [
        STAGED["stages"][0]
        | {
            "fees": [
                {"kind": "fixed", "amount": "100.00"},
                {"kind": "fixed", "amount": "60.00", "due": "yearly"},
            ]
        },
        *STAGED["stages"][1:],
    ]
}


@pytest.mark.parametrize(
    ("given_at", "value_on", "begins_on"),
    [
        (LAST_SECOND, date(2026, 11, 22), date(2026, 11, 23)),
        (LAST_SECOND, date(2026, 11, 23), date(2026, 11, 23)),
        (LAST_SECOND, date(2026, 11, 24), date(2026, 11, 24)),
        (MIDNIGHT, date(2026, 11, 23), date(2026, 11, 24)),
        (MIDNIGHT, date(2026, 11, 25), date(2026, 11, 25)),
    ],
)
def test_a_licence_begins_on_the_later_of_notice_and_value_date(
    deal, given_at, value_on, begins_on
):
    licence_id = deal.licence(given_at=given_at)

    deal.pay(deal.dues(licence_id)[0].id, value_on=value_on)

    assert deal.state(licence_id) == ("in_force", begins_on)


@pytest.mark.parametrize(
    ("given_at", "begins_on"),
    [(LAST_SECOND, date(2026, 11, 23)), (MIDNIGHT, date(2026, 11, 24))],
)
def test_a_licence_without_a_first_due_begins_on_the_day_in_shanghai(
    free_deal, given_at, begins_on
):
    assert free_deal.state(free_deal.licence(given_at=given_at)) == (
        "in_force",
        begins_on,
    )


def test_the_silence_of_the_office_does_not_move_the_beginning(deal):
    licence_id = deal.licence()

    deal.pay(deal.dues(licence_id)[0].id, entered_at=MONTHS_LATER)

    assert deal.state(licence_id) == ("in_force", date(2026, 11, 25))
    assert deal.dues(licence_id)[1].due_on == date(2027, 2, 25)


def test_a_licence_begins_with_the_last_of_several_first_dues(app, make):
    deal = Deal(app, make, TWO_FEES)
    licence_id = deal.licence()
    first, second = deal.dues(licence_id)
    later = {"statement_number": "N2", "value_on": date(2026, 11, 26)}

    deal.pay(first.id, amount_fen=first.amount_fen)
    assert deal.state(licence_id) == ("noticed", None)
    deal.pay(second.id, amount_fen=second.amount_fen, **later)

    assert deal.state(licence_id) == ("in_force", date(2026, 11, 26))
    assert [due.due_on for due in deal.dues(licence_id)] == [date(2026, 11, 26)] * 2


def test_the_terms_and_the_size_of_a_licence_stay_when_the_offer_changes(deal):
    licence_id = deal.licence()
    deal.redraft(FREE)

    with deal.app.app_context():
        licence = session().get_one(Licence, licence_id)
        assert canonical_json(licence.terms) == canonical_json(terms_of(STAGED))
        assert licence.terms_sha256 == licence.offer_version.terms_sha256
        assert licence.size_class is SizeClass.SMALL
    deal.pay(deal.dues(licence_id)[0].id)
    assert len(deal.dues(licence_id)) == 4


def test_terms_that_do_not_match_their_hash_price_nothing():
    version = OfferVersion(
        number=1, terms_json=canonical_json(terms_of(STAGED)), terms_sha256="0" * 64
    )

    with pytest.raises(Refused, match="does not match its hash"):
        frozen_terms(version)


def test_the_number_of_a_licence_is_its_id_in_six_digits(deal):
    licence_id = deal.licence()

    with deal.app.app_context():
        assert session().get_one(Licence, licence_id).number == f"OL-{licence_id:06d}"
