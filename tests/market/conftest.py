"""The application on both databases, signed-in clients, and things to work with."""

import pytest

from app import create_app
from market.db import session as market_session
from tests import databases
from tests.market.factories import Factory


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    template = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    databases.migrate(f"sqlite:///{template}")
    return template


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory):
    server = databases.start_postgresql(tmp_path_factory.mktemp("postgresql"))
    url = server.get_uri()
    databases.migrate(url)
    yield url
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        return databases.copy_of(template, tmp_path)
    url = request.getfixturevalue("postgresql_url")
    databases.empty(url)
    return url


@pytest.fixture
def app(database_url, tmp_path):
    app = create_app(
        {
            "TESTING": True,
            "DATABASE_URL": database_url,
            "INSTANCE_DIR": str(tmp_path / "instance"),
            "SECRET_KEY": "test",
            "SECURITY_PASSWORD_SALT": "test",
            "WTF_CSRF_ENABLED": False,
            "RATELIMIT_ENABLED": False,
        }
    )
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def make(app):
    """Make and commit organisations, members, patents and offers."""
    return Factory(app)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def runner(app):
    return app.test_cli_runner()


@pytest.fixture
def sign_in(app):
    """Return a client signed in as a user, given by fs_uniquifier."""

    def signed_in(uniquifier, locale="en"):
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = uniquifier
            cookie["_fresh"] = True
            cookie["locale"] = locale
        return client

    return signed_in


@pytest.fixture
def session(app):
    """The reading session of an application context, for looking at the outcome."""
    with app.app_context():
        yield market_session()
