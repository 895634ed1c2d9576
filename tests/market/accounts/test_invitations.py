from datetime import timedelta

import pytest
import sqlalchemy as sa

from market import clock
from market.accounts.models import Invitation, Membership, User
from tests.market.accounts.conftest import PASSWORD

NEWCOMER = {
    "name": "陈工",
    "password": PASSWORD,
    "password_confirm": PASSWORD,
    "consent": "y",
}


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def admin(make, sign_in, office):
    return sign_in(make.user(office, "office_admin"))


def invite(client, *roles, email="new@example.com"):
    return client.post(
        "/organisation/invite", data={"email": email, "roles": list(roles)}
    )


def test_an_invited_person_becomes_a_member(admin, client, session, link):
    invite(admin, "office_member", "inventor")
    assert "University" in client.get(link()).text or "大学" in client.get(link()).text

    answer = client.post(link(), data=NEWCOMER)

    user = session.scalar(sa.select(User).where(User.email == "new@example.com"))
    assert answer.location == "/login"
    assert user.confirmed_at is not None
    assert user.privacy_version == "2026-11-23"
    assert {m.role.value for m in user.memberships} == {"office_member", "inventor"}


def test_an_invitation_is_taken_up_once(admin, client, session, link):
    invite(admin, "finance")

    first = client.post(link(), data=NEWCOMER)
    second = client.post(link(), data=NEWCOMER)

    assert (first.status_code, second.status_code) == (303, 409)
    assert session.scalar(sa.select(sa.func.count(User.id))) == 2


@pytest.mark.parametrize(
    "roles", [("office_admin", "finance"), ("auditor", "finance"), ()]
)
def test_roles_that_must_stay_apart_are_refused(admin, session, mails, roles):
    answer = invite(admin, *roles)

    assert answer.status_code == 422
    assert 'href="#roles"' in answer.text
    assert mails() == []
    assert session.scalar(sa.select(sa.func.count(Invitation.id))) == 0


@pytest.mark.parametrize("role", ["operator", "policymaker", "licensee_admin", "king"])
def test_an_office_gives_no_roles_of_others(admin, mails, role):
    assert invite(admin, role).status_code == 422
    assert mails() == []


def test_inviting_tells_nothing_of_an_account_elsewhere(admin, make, link, client):
    make.user(make.firm(), "licensee_admin", email="new@example.com")

    answer = invite(admin, "inventor")

    assert answer.status_code == 303
    assert client.post(link(), data=NEWCOMER).status_code == 409


def test_a_second_invitation_replaces_the_first(admin, client, link):
    invite(admin, "finance")
    first = link()

    invite(admin, "auditor")

    assert client.get(first).status_code == 409
    assert client.get(link()).status_code == 200


def test_an_invitation_grows_old(admin, client, link, monkeypatch):
    invite(admin, "finance")
    later = clock.now_utc() + timedelta(days=14, seconds=60)
    monkeypatch.setattr(clock, "now_utc", lambda: later)

    assert client.get(link()).status_code == 409
    assert client.post(link(), data=NEWCOMER).status_code == 409


def test_a_withdrawn_invitation_is_void(admin, client, session, link):
    invite(admin, "finance")
    number = session.scalar(sa.select(Invitation.id))

    admin.post(f"/organisation/invitations/{number}/withdraw")

    assert client.get(link()).status_code == 409


def test_an_unknown_key_is_not_found(client):
    assert client.get("/invitation/nonsense").status_code == 404


def test_a_foreign_organisation_s_invitation_is_not_found(
    admin, make, sign_in, session, client, link
):
    invite(admin, "finance")
    number = session.scalar(sa.select(Invitation.id))
    stranger = sign_in(make.user(make.office(), "office_admin"))

    answer = stranger.post(f"/organisation/invitations/{number}/withdraw")

    assert answer.status_code == 404
    assert client.get(link()).status_code == 200


def test_a_member_who_leaves_is_signed_out(admin, make, sign_in, office, session):
    key = make.user(office, "finance")
    member, number = sign_in(key), make.user_id(key)
    assert member.get("/organisation").status_code == 200

    answer = admin.post(f"/organisation/members/{number}/end")

    assert answer.status_code == 303
    assert member.get("/organisation").location.startswith("/login")
    assert session.scalar(sa.select(sa.func.count(Membership.id))) == 1


def test_nobody_removes_oneself_or_the_last_admin(make, sign_in, office):
    key = make.user(office, "office_admin")
    admin = sign_in(key)

    answer = admin.post(f"/organisation/members/{make.user_id(key)}/end")

    assert answer.status_code == 409
    assert admin.get("/organisation").status_code == 200


def test_a_foreign_organisation_s_member_is_not_found(admin, make):
    number = make.user_id(make.user(make.office(), "finance"))

    assert admin.post(f"/organisation/members/{number}/end").status_code == 404
