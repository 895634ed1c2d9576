"""People at the door: forms as they are sent, and the mail that answers."""

import re

import pytest
import sqlalchemy as sa

from market.accounts.models import Mail
from market.accounts.passwords import hashed

PASSWORD = "correct horse battery"  # noqa: S105  # of a person in a test
CREDIT_CODE = "91110000600037341L"
FIRM = {
    "name": "王芳",
    "email": "Fang@Example.com",
    "password": PASSWORD,
    "password_confirm": PASSWORD,
    "consent": "y",
    "name_zh": "清源环保科技有限公司",
    "name_en": "Qingyuan Ltd",
    "credit_code": "９111 0000-6000 37341l",
    "industry": "manufacturing",
    "staff": "42",
    "revenue": "12,500,000.50",
    "size_year": "2025",
    "size_class": "small",
}
PERSON = {
    name: FIRM[name]
    for name in ("name", "email", "password", "password_confirm", "consent")
}


@pytest.fixture
def mails(app):
    """Return a function that reads the outbox, oldest first."""

    def read():
        with app.app_context(), app.extensions["engine"].connect() as connection:
            return connection.execute(sa.select(Mail).order_by(Mail.id)).all()

    return read


@pytest.fixture
def link(mails):
    """Return a function that finds the link in the newest mail, as a path."""

    def newest():
        return re.search(r"http://localhost(/\S+)", mails()[-1].body)[1]

    return newest


@pytest.fixture
def password_hash(app):
    with app.test_request_context():
        return hashed(PASSWORD)


def visible(answer, *addresses):
    """Return a page without what differs each time: its tokens, the address typed."""
    text = re.sub(r'name="csrf_token"[^>]*', "", answer.text)
    for address in addresses:
        text = text.replace(address, "")
    return text
