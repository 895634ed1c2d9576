import logging

import pytest
from sqlalchemy.exc import IntegrityError

from market.accounts.policies import ANYONE, policy
from market.db import make_engine

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

WORDS = {"zh": "有人同时修改了同一内容", "en": "Somebody changed the same"}


@pytest.fixture
def faulty(app):
    """Add a page at /faulty that raises what it is given."""

    def raises(error):
        @policy(ANYONE)
        def fault():
            raise error

        app.add_url_rule("/faulty", "faulty", fault)
        app.config["PROPAGATE_EXCEPTIONS"] = False  # As it is where people use it.

    return raises


@pytest.mark.parametrize("locale", WORDS)
def test_a_row_that_another_was_quicker_with_is_a_conflict(
    faulty, make, sign_in, caplog, locale
):
    faulty(IntegrityError("INSERT secret", {}, Exception("UNIQUE failed: user.email")))

    with caplog.at_level(logging.ERROR):
        answer = sign_in(make.user(), locale).get("/faulty")

    assert answer.status_code == 409
    assert WORDS[locale] in answer.text
    assert "UNIQUE" not in answer.text
    assert "UNIQUE failed: user.email" in caplog.text


def test_a_fault_of_ours_tells_the_reader_nothing_of_the_inside(faulty, client, caplog):
    faulty(RuntimeError("the password is in /etc"))

    answer = client.get("/faulty")

    assert answer.status_code == 500
    assert "/etc" not in answer.text
    assert "Traceback" not in answer.text
    assert "/etc" in caplog.text


@pytest.mark.parametrize("address", ["/", "/offers", "/account", "/nowhere"])
def test_without_its_database_the_site_still_answers(app, make, sign_in, address):
    signed_in = sign_in(make.user())
    app.config["PROPAGATE_EXCEPTIONS"] = False
    away = make_engine("sqlite:////nowhere/market.sqlite")
    app.extensions["engine"] = away
    app.extensions["reading_engine"] = away.execution_options(reading=True)

    answer = signed_in.get(address)

    assert answer.status_code in (404, 500)
    assert "nowhere/market" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("host", ["x" * 300, "a..b", "-"])
def test_a_host_that_no_site_can_have_is_refused(client, host):
    answer = client.get("/nowhere", headers={"Host": host})

    assert answer.status_code in (400, 404)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_method_that_no_page_takes_is_said_so(make, sign_in, method, locale):
    answer = sign_in(make.user(), locale).open("/offers", method=method)

    assert answer.status_code == 405
    assert {"zh": "错误 405", "en": "Error 405"}[locale] in answer.text


def test_the_switch_of_language_leads_to_no_other_site(client):
    elsewhere = [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n//evil.example",
        "/offers\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "evil.example",
    ]
    sent = [
        client.post("/language", data={"locale": "en", "next": target})
        for target in elsewhere
    ]

    assert {answer.location for answer in sent} == {"/"}
    assert {answer.status_code for answer in sent} == {302}
