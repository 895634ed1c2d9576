"""Flask-Security on our session: who signs in, how passwords and links are kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from flask import (
    Flask,
    Response,
    after_this_request,
    current_app,
    g,
    redirect,
    render_template,
    request,
)
from flask import session as cookie
from flask_babel import get_locale, gettext
from flask_login import (  # type: ignore[import-untyped]  # publishes no types
    user_logged_out,
)
from flask_security import MailUtil, RoleMixin, Security, SQLAlchemySessionUserDatastore
from flask_security.confirmable import (
    confirm_email_token_status,
    generate_confirmation_link,
)
from flask_security.signals import user_authenticated
from sqlalchemy.orm import scoped_session

from market.accounts import messages, outbox, passwords
from market.accounts.forms import SignInForm
from market.accounts.letters import letter
from market.accounts.models import User
from market.clock import now_utc
from market.db import SAFE_METHODS, session

CONFIGURATION: dict[str, Any] = {
    "SECURITY_DATETIME_FACTORY": now_utc,
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_LENGTH_MIN": passwords.SHORTEST,
    # Few mail servers take letters beyond ASCII before the @.
    "SECURITY_EMAIL_VALIDATOR_ARGS": {
        "check_deliverability": False,
        "allow_smtputf8": False,
    },
    "SECURITY_TRACKABLE": True,
    "SECURITY_CONFIRMABLE": True,
    "SECURITY_CONFIRM_EMAIL_WITHIN": timedelta(days=2),
    "SECURITY_RECOVERABLE": True,
    "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=2),
    "SECURITY_CHANGEABLE": True,
    "SECURITY_POST_CHANGE_VIEW": "/account",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    # Nobody learns from a page whether an address has an account.
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    # Registration is ours (a person comes with an organisation), and so is mail.
    "SECURITY_REGISTERABLE": False,
    "SECURITY_EMAIL_PLAINTEXT": False,
    "SECURITY_EMAIL_HTML": False,
    "SECURITY_EMAIL_TEMPLATE_CONFIRM": "confirm",
    "SECURITY_EMAIL_TEMPLATE_PASSWORD_RESET": "reset",
    "SECURITY_EMAIL_TEMPLATE_PASSWORD_RESET_NOTICE": "password_changed",
    "SECURITY_EMAIL_TEMPLATE_PASSWORD_CHANGE_NOTICE": "password_changed",
    # What we do not use has no route: files, tokens, passkeys, second sign-in.
    "SECURITY_STATIC_FOLDER": None,
    "SECURITY_FRESHNESS": timedelta(seconds=-1),
    "SECURITY_API_ENABLED_METHODS": ["session"],
    "SECURITY_WEBAUTHN": False,
    "SECURITY_TWO_FACTOR": False,
    "SECURITY_CLI_USERS_NAME": None,
    "SECURITY_CLI_ROLES_NAME": None,
    "SECURITY_I18N_DOMAIN": "messages",
    # A session ends with the browser, and at the latest after a working day.
    "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
    # A form stays good as long as the session: a slow writer loses no text.
    "WTF_CSRF_TIME_LIMIT": None,
    **messages.settings(),
}


class Role(RoleMixin):
    """Flask-Security asks for a role model; our roles are words of memberships."""

    name = ""


class Datastore(SQLAlchemySessionUserDatastore):
    """Flask-Security's own views commit through here and nowhere else."""

    def put(self, model: object) -> object:
        """Keep a change until the commit: the reading connection takes no writes."""
        session().autoflush = False
        return super().put(model)  # type: ignore[no-untyped-call]

    def commit(self) -> None:
        """Write and commit on a writing connection; passwords were hashed before."""
        current = session()
        current.writing = request.method not in SAFE_METHODS
        for recipient, written in g.pop("letters", []):
            outbox.post(current, recipient, written, created_at=now_utc())
        try:
            current.commit()
        finally:
            current.rollback()
            current.writing, current.autoflush = False, True


class Post(MailUtil):
    """Flask-Security's mail, written by us and put in the outbox."""

    def send_mail(  # the library's own signature
        self,
        template: str,
        subject: str,
        recipient: str | tuple[str, str],
        sender: str | tuple[str, str],
        body: str | None,
        html: str | None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """Hold a letter until the commit of the request, which posts it."""
        del subject, sender, body, html  # We write our own, in the reader's language.
        locale = kwargs["user"].locale or str(get_locale())[:2]
        written = letter(template, locale, **kwargs)
        g.setdefault("letters", []).append((recipient, written))
        # Flask-Security does not commit where it only sends mail.
        after_this_request(_commit)


def register(app: Flask) -> None:
    """Give an application its sign-in."""
    app.config.from_mapping(
        {
            **CONFIGURATION,
            "SECURITY_I18N_DIRNAME": str(Path(app.root_path) / "translations"),
            **app.config,
        }
    )
    sessions = cast("scoped_session[Any]", _Current())
    security = Security(
        app,
        Datastore(sessions, User, Role),
        login_form=SignInForm,
        mail_util_cls=Post,
        password_util_cls=passwords.Passwords,
        render_template=_page,
    )
    security.want_json(lambda _request: False)
    user_authenticated.connect(_speak, app)
    user_logged_out.connect(_end_sessions, app)


class _Current:
    """The session of the request, for a library that keeps one session for ever."""

    def __getattr__(self, name: str) -> object:
        return getattr(session(), name)


def confirmation_link(user: User) -> str:
    """Return the link that proves an address; slow, so never under a lock."""
    link, _token = generate_confirmation_link(user)  # type: ignore[no-untyped-call]
    return str(link)


def waiting_user(token: str) -> User | None:
    """Return who waits for this confirmation, or None where the link does not work."""
    status = confirm_email_token_status(token)  # type: ignore[no-untyped-call]
    expired, invalid, user = status
    return None if expired or invalid else user


def _commit(response: Response) -> Response:
    datastore().commit()
    return response


def datastore() -> Datastore:
    """Return the datastore of this application."""
    return cast("Datastore", current_app.extensions["security"].datastore)


def _speak(_app: Flask, user: User, **_how: object) -> None:
    # Who has not chosen a language on this device gets that of the account.
    if user.locale:
        cookie.setdefault("locale", user.locale)


def _end_sessions(_app: Flask, user: User, **_how: object) -> None:
    # The cookie itself cannot be called back, and a copy of it must not go on.
    if request.method not in SAFE_METHODS:
        datastore().set_uniquifier(user)
        after_this_request(_commit)


def _page(template: str, **context: Any) -> Any:  # noqa: ANN401  # page or answer
    """Answer as our own views do: 422 for wrong input, a redirect after a POST."""
    form = next((value for name, value in context.items() if name.endswith("_form")))
    for field in form:
        if field.name in messages.LABELS:
            field.label.text = gettext(messages.LABELS[field.name])
    page = render_template(template, form=form, **context)
    if request.method in SAFE_METHODS:
        return page
    return (page, 422) if form.errors else redirect(request.path, 303)
