"""The application on both databases, signed-in clients, and things to work with."""

import pytest
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session

from app import create_app
from market.search.feed import feed_now
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


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory):
    """Templates are compiled once, not once for each application."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(database_url, compiled_templates, tmp_path):
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
    app.jinja_env.bytecode_cache = compiled_templates
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
def indexed(app):
    """Return what brings the search index up to date at once; call it after changes."""

    def fed():
        with app.app_context():
            assert feed_now()

    return fed


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


class Look(Session):
    """A session that sees the database as it stands at each question.

    It is apart from any request: an application context that stays open would be
    shared by the requests of all clients, and with it whoever is signed in.
    """

    def query(self, *what):
        self.rollback()
        return super().query(*what)

    def execute(self, *what, **how):
        self.rollback()
        return super().execute(*what, **how)

    def scalar(self, *what, **how):
        self.rollback()
        return super().scalar(*what, **how)

    def scalars(self, *what, **how):
        self.rollback()
        return super().scalars(*what, **how)


@pytest.fixture
def session(app):
    """A reading session, for looking at the outcome."""
    with Look(app.extensions["reading_engine"]) as look:
        yield look
