from urllib.parse import urljoin, urlsplit

import pytest
import sqlalchemy as sa

from market.accounts import passwords
from market.accounts.models import User
from tests.market.accounts.conftest import FIRM, PASSWORD, visible

NEW_PASSWORD = "a quite different sentence"  # noqa: S105  # of a person in a test
WRONG = "a wrong password"
ADDRESS = "li@example.com"
NOBODY = "nobody@example.com"


@pytest.fixture
def person(make, password_hash):
    firm = make.firm()
    return make.user(firm, "licensee_admin", email=ADDRESS, password=password_hash)


def sign_in(client, password=PASSWORD, email=ADDRESS, **more):
    return client.post("/login", data={"email": email, "password": password, **more})


def test_a_copied_cookie_does_not_outlive_the_sign_out(app, client, person):
    sign_in(client)
    copy = app.test_client()
    copy.set_cookie("session", client.get_cookie("session").value)
    assert copy.get("/account").status_code == 200

    client.post("/logout")

    assert copy.get("/account").status_code == 302
    assert sign_in(client).status_code == 302


def test_a_member_signs_in_and_the_visit_is_recorded(client, person, session):
    answer = sign_in(client)

    assert (answer.status_code, answer.location) == (302, "/")
    assert session.scalar(sa.select(User.login_count)) == 1
    assert client.get("/account").status_code == 200


def test_an_address_is_found_however_it_is_written(client, person):
    assert sign_in(client, email="LI@Example.COM").status_code == 302


def test_sign_out_is_a_post(client, person):
    sign_in(client)

    assert client.get("/logout").status_code == 405
    assert client.get("/account").status_code == 200
    client.post("/logout")
    assert client.get("/account").location.startswith("/login")


def test_a_wrong_password_and_an_unknown_address_look_alike(client, person):
    wrong = sign_in(client, WRONG)
    unknown = sign_in(client, email=NOBODY)

    assert wrong.status_code == unknown.status_code == 422
    assert visible(wrong, ADDRESS) == visible(unknown, NOBODY)


def test_a_closed_account_does_not_sign_in(client, make, password_hash):
    make.user(email="gone@example.com", password=password_hash, active=False)

    assert sign_in(client, email="gone@example.com").status_code == 422


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        r"/\evil.example",
        r"\\evil.example",
        "javascript:alert(1)",
        " //evil.example",
    ],
)
def test_a_sign_in_never_leads_off_the_site(client, person, elsewhere):
    by_form = sign_in(client, next=elsewhere)
    client.post("/logout")
    by_address = client.post(
        "/login",
        query_string={"next": elsewhere},
        data={"email": ADDRESS, "password": PASSWORD},
    )

    for answer in (by_form, by_address):
        assert answer.status_code == 302
        where = urljoin("http://localhost/login", answer.location)
        assert urlsplit(where.replace("\\", "/")).netloc == "localhost"


def test_a_sign_in_goes_on_to_the_page_that_was_asked_for(client, person):
    asked = client.get("/organisation/edit")

    answer = client.post(asked.location, data={"email": ADDRESS, "password": PASSWORD})

    assert answer.location == "/organisation/edit"


def test_who_chose_no_language_gets_that_of_the_account(client, make, password_hash):
    make.user(email=ADDRESS, password=password_hash, locale="en")

    sign_in(client)

    assert 'lang="en"' in client.get("/account").text[:200]


def test_a_new_password_comes_by_a_link_that_works_once(client, person, mails, link):
    client.post("/reset", data={"email": ADDRESS})
    opened = client.get(link())
    path = link()
    form = {"password": NEW_PASSWORD, "password_confirm": NEW_PASSWORD}

    saved = client.post(path, data=form)

    assert opened.status_code == 200
    assert saved.location == "/login"
    assert sign_in(client, NEW_PASSWORD).location == "/"
    assert len(mails()) == 2
    client.post("/logout")
    assert client.get(path).location == "/reset"


def test_asking_for_a_new_password_tells_nothing_of_the_account(client, person, mails):
    known = client.post("/reset", data={"email": ADDRESS}, follow_redirects=True)
    unknown = client.post("/reset", data={"email": NOBODY}, follow_redirects=True)

    assert visible(known, ADDRESS) == visible(unknown, NOBODY)
    assert len(mails()) == 1


def test_asking_for_a_confirmation_tells_nothing_of_the_account(client, person, mails):
    known = client.post("/confirm", data={"email": ADDRESS}, follow_redirects=True)
    unknown = client.post("/confirm", data={"email": NOBODY}, follow_redirects=True)

    assert visible(known, ADDRESS) == visible(unknown, NOBODY)
    assert mails() == []


def test_a_changed_password_ends_every_other_session(app, client, person):
    other = app.test_client()
    sign_in(other)
    sign_in(client)
    form = {
        "password": PASSWORD,
        "new_password": NEW_PASSWORD,
        "new_password_confirm": NEW_PASSWORD,
    }

    answer = client.post("/change", data=form)

    assert answer.location == "/account"
    assert client.get("/account").status_code == 200
    assert other.get("/account").location.startswith("/login")


def test_a_wrong_present_password_changes_nothing(client, person):
    sign_in(client)
    form = {
        "password": WRONG,
        "new_password": NEW_PASSWORD,
        "new_password_confirm": NEW_PASSWORD,
    }

    assert client.post("/change", data=form).status_code == 422


def test_no_password_is_hashed_while_the_database_is_locked(
    app, client, person, monkeypatch
):
    writing, hashed_under = [], []
    engine = app.extensions["engine"]

    def begun(connection):
        if not connection.get_execution_options().get("reading", False):
            writing.append(connection)

    def ended(connection):
        if connection in writing:
            writing.remove(connection)

    for name, note in (("begin", begun), ("commit", ended), ("rollback", ended)):
        sa.event.listen(engine, name, note)
    watch_hashing(monkeypatch, lambda: hashed_under.append(len(writing)))

    walk_through_every_hash(client)

    assert len(hashed_under) >= 5
    assert set(hashed_under) == {0}


def watch_hashing(monkeypatch, note):
    from passlib.context import CryptContext

    for name in ("hash", "verify"):
        real = getattr(CryptContext, name)

        def watched(self, *given, real=real, **named):
            note()
            return real(self, *given, **named)

        monkeypatch.setattr(CryptContext, name, watched)


def walk_through_every_hash(client):
    client.post("/register/enterprise", data=FIRM)
    client.post("/confirm", data={"email": FIRM["email"]})
    client.post("/reset", data={"email": ADDRESS})
    sign_in(client, WRONG)
    sign_in(client)
    form = {
        "password": PASSWORD,
        "new_password": NEW_PASSWORD,
        "new_password_confirm": NEW_PASSWORD,
    }
    client.post("/change", data=form)


@pytest.mark.parametrize(
    ("password", "easy"),
    [
        ("123456789012", True),
        ("qwertyuiopas", True),
        ("aaaaaaaaaaaaaaaa", True),
        ("passwordpassword", True),
        ("admin2026admin", True),
        ("a quite different sentence", False),
        ("我喜欢在春天读很多很多书", False),
        ("X7#kq9$Lm2!z", False),
    ],
)
def test_the_first_guesses_are_no_passwords(password, easy):
    assert passwords.is_easy(password) is easy
