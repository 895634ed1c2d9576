from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa

from market.accounts.models import Organisation
from market.db import session
from market.errors import AlreadyDone, Refused, Unacceptable
from market.submissions import Submission, new_nonce, once
from tests.market.factories import NOON


@pytest.fixture
def send(app, make):
    """Send a form of a user; its effect makes an organisation."""
    user_id = make.user_id(make.user())

    def send(nonce, effect=found, user_id=user_id):
        with app.app_context():
            return once(effect, nonce=nonce, user_id=user_id, submitted_at=NOON)

    return send


def found(writing):
    organisation = Organisation(kind="enterprise", name_zh="新公司", created_at=NOON)
    writing.add(organisation)
    writing.flush()
    return f"/organisations/{organisation.id}"


def refuse(_writing):
    raise Refused("不行。", "No.")


def test_a_form_sent_twice_counts_once_and_leads_to_the_same_page(send, app):
    nonce = new_nonce()

    assert send(nonce) == send(nonce) == "/organisations/1"

    assert _count(app, Organisation) == 1


def test_two_forms_count_twice(send, app):
    assert send(new_nonce()) != send(new_nonce())
    assert _count(app, Organisation) == 2


def test_a_form_sent_eight_times_at_once_counts_once(send, app):
    nonce, start = new_nonce(), Barrier(8)

    def run(_):
        start.wait(10)
        return send(nonce)

    with ThreadPoolExecutor(8) as threads:
        locations = set(threads.map(run, range(8)))

    assert len(locations) == 1
    assert _count(app, Organisation) == 1


def test_a_form_that_was_refused_may_be_sent_again(send, app):
    nonce = new_nonce()

    with pytest.raises(Refused, match="No"):
        send(nonce, refuse)
    assert _count(app, Submission) == 0
    assert send(nonce) == "/organisations/1"


def test_a_form_that_had_its_effect_is_not_refused_later(send):
    nonce = new_nonce()

    assert send(nonce) == send(nonce, refuse)


def test_a_form_of_another_user_is_refused_and_has_no_effect(send, app, make):
    nonce = new_nonce()
    send(nonce)

    with pytest.raises(AlreadyDone, match="Another person"):
        send(nonce, user_id=make.user_id(make.user()))
    assert _count(app, Organisation) == 1


@pytest.mark.parametrize(
    "nonce",
    ["", "short", "x" * 44, "ü" * 43, "a b" * 14 + "c"],
    ids=["none", "short", "long", "umlauts", "blanks"],
)
def test_a_form_without_a_sound_nonce_is_not_accepted(send, app, nonce):
    with pytest.raises(Unacceptable, match="incomplete"):
        send(nonce)
    assert _count(app, Organisation) == 0


def _count(app, model):
    with app.app_context():
        return session().scalar(sa.select(sa.func.count(model.id)))
