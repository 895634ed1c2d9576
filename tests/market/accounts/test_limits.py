import pytest

from app import create_app
from tests.market.accounts.conftest import FIRM

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def client(database_url, tmp_path):
    app = create_app(
        {
            "TESTING": True,
            "DATABASE_URL": database_url,
            "INSTANCE_DIR": str(tmp_path),
            "WTF_CSRF_ENABLED": False,
        }
    )
    yield app.test_client()
    app.extensions["engine"].dispose()


def guess(client, email="li@example.com", machine="10.0.0.1"):
    form = {"email": email, "password": "guess"}
    return client.post("/login", data=form, environ_base={"REMOTE_ADDR": machine})


def test_guessing_at_one_account_ends_whatever_the_machine(client):
    answers = [guess(client, machine=f"10.0.0.{n}").status_code for n in range(12)]

    assert answers[:10] == [422] * 10
    assert answers[10:] == [429] * 2


def test_another_spelling_of_an_account_gives_no_more_guesses(client):
    for n in range(10):
        guess(client, machine=f"10.0.0.{n}")

    # Full-width letters of a domain are the same domain.
    for spelling in ("LI@example.com ", "li@ｅxample.com", "li@example。com"):
        assert guess(client, spelling, "10.0.1.1").status_code == 429


def test_one_machine_cannot_try_many_accounts(client):
    answers = [guess(client, f"p{n}@example.com").status_code for n in range(31)]

    assert answers[-1] == 429
    assert guess(client, "q@example.com", "10.0.0.2").status_code == 422


def test_looking_at_the_sign_in_is_never_limited(client):
    assert {client.get("/login").status_code for _ in range(40)} == {200}


@pytest.mark.parametrize(
    ("address", "form", "allowed"),
    [
        ("/reset", {"email": "li@example.com"}, 5),
        ("/confirm", {"email": "li@example.com"}, 5),
        ("/register/enterprise", FIRM | {"email": ""}, 10),
    ],
)
def test_mail_and_registrations_are_limited(client, address, form, allowed):
    answers = [client.post(address, data=form) for _ in range(allowed + 1)]

    assert 429 not in {answer.status_code for answer in answers[:allowed]}
    assert answers[-1].status_code == 429
