import pytest
import sqlalchemy as sa

from market.accounts.models import Mail
from tests.market.deals import STAGED, Deal


@pytest.mark.parametrize(
    ("contact", "recipient"),
    [
        ("许可办 licences@example.edu", "licences@example.edu"),
        ("邮箱licences@example.edu，电话12345678", "licences@example.edu"),
        ("a@" + "b" * 1900 + ".cn", "drafter@example.edu"),
        ("只有电话 12345678", "drafter@example.edu"),
    ],
)
def test_the_notice_goes_to_the_address_in_the_contact_or_to_the_admin(
    app, make, session, contact, recipient
):
    deal = Deal(app, make, STAGED)
    office = make.office(contact=contact)
    deal.drafter = make.user(office, "office_admin", email="drafter@example.edu")
    deal.office, deal.patent = office, make.patent(office)
    deal.offer = deal._offer()

    deal.licence()

    assert session.scalars(sa.select(Mail.recipient)).all() == [recipient]
