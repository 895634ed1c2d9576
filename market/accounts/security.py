"""Flask-Security on our session: who signs in, how passwords and links are kept."""

from __future__ import annotations

from typing import Any, cast

from flask import Flask
from flask_security import RoleMixin, Security, SQLAlchemySessionUserDatastore
from sqlalchemy.orm import scoped_session

from market.accounts.models import User
from market.clock import now_utc
from market.db import session

CONFIGURATION = {
    "SECURITY_DATETIME_FACTORY": now_utc,
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_TRACKABLE": True,
    "SECURITY_WEBAUTHN": False,
    "SECURITY_LOGOUT_METHODS": ["POST"],
}


class Role(RoleMixin):
    """Flask-Security asks for a role model; our roles are words of memberships."""

    name = ""


class Datastore(SQLAlchemySessionUserDatastore):
    """Flask-Security's own views commit through here and nowhere else."""

    def commit(self) -> None:
        """Flush and commit on a writing connection; passwords were hashed before."""
        current = session()
        current.writing = True
        try:
            current.commit()
        finally:
            current.writing = False


def register(app: Flask) -> None:
    """Give an application its sign-in."""
    app.config.from_mapping(CONFIGURATION)
    sessions = cast("scoped_session[Any]", _Current())
    Security(app, Datastore(sessions, User, Role))


class _Current:
    """The session of the request, for a library that keeps one session for ever."""

    def __getattr__(self, name: str) -> object:
        return getattr(session(), name)
