"""Two languages: which one the reader wants, and the switch that keeps the page."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Flask, redirect, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import Babel, gettext, lazy_gettext
from flask_babel import get_locale as babel_locale

from market.accounts.policies import ANYONE, policy

LOCALES = ("zh", "en")

bp = Blueprint("language", __name__)

HTTP_MESSAGES = {
    400: lazy_gettext(
        "The form could not be accepted: it was open too long, or it was sent from "
        "another page. Go back, reload the page and send it again."
    ),
    403: lazy_gettext("You may not open this page with the account in use."),
    404: lazy_gettext("There is no such page, or it is not yours to see."),
    405: lazy_gettext("This address does not take that kind of request."),
    409: lazy_gettext(
        "Somebody changed the same at the same moment, so nothing of yours was "
        "stored. Go back, reload the page, look at it and send yours again."
    ),
    413: lazy_gettext(
        "The file is larger than 32 MB, so nothing of it was read. "
        "Split it into smaller files and send them one after another."
    ),
    429: lazy_gettext("Too many attempts. Wait a minute and try again."),
    500: lazy_gettext(
        "Something went wrong on our side, and nothing was changed. "
        "Try again; if it happens again, tell the operator the time."
    ),
}


def register(app: Flask) -> None:
    """Give an application its languages."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "zh")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Asia/Shanghai")
    Babel(app, locale_selector=_wanted)
    app.register_blueprint(bp)
    app.context_processor(lambda: {"locale": locale()})


def locale() -> str:
    """Return "zh" or "en": the language of this answer."""
    found = babel_locale()
    return "en" if found is not None and found.language == "en" else "zh"


def http_message(status: int) -> str:
    """Return what an HTTP error means and what to do, in the reader's language."""
    return str(HTTP_MESSAGES.get(status) or gettext("The request was refused."))


def _wanted() -> str:
    chosen = cookie.get("locale")
    if chosen in LOCALES:
        return str(chosen)
    return request.accept_languages.best_match(LOCALES) or "zh"


@bp.post("/language")
@policy(ANYONE)
def switch() -> ResponseReturnValue:
    """Change the language and stay on the page."""
    wanted = request.form.get("locale", "")
    if wanted in LOCALES:
        cookie["locale"] = wanted
    return redirect(_same_site(request.form.get("next", "/")))


def _same_site(target: str) -> str:
    """Return a path of this site: a link must not lead elsewhere."""
    parts = urlsplit(target)
    is_path = not parts.scheme and not parts.netloc and target.startswith("/")
    # Browsers drop line breaks and tabs, and then read what is left.
    is_safe = target.isprintable() and not target.startswith(("//", "/\\"))
    return target if is_path and is_safe else "/"
