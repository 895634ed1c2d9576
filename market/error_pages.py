"""What goes wrong is answered by a page in the reader's language, and logged."""

from __future__ import annotations

from flask import Flask, current_app, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from werkzeug.exceptions import BadHost, HTTPException, SecurityError

from market import i18n
from market.db import session
from market.errors import MarketError

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}
INTERNAL = 500


def register(app: Flask) -> None:
    """Answer what the views of an application raise."""
    app.register_error_handler(MarketError, _answer_refusal)
    app.register_error_handler(IntegrityError, _answer_conflict)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(SecurityError, _answer_foreign_host)
    app.register_error_handler(BadHost, _answer_foreign_host)


def _answer_refusal(error: MarketError) -> ResponseReturnValue:
    return _page(error.message(i18n.locale()), error.status)


def _answer_conflict(error: IntegrityError) -> ResponseReturnValue:
    # Two people changed the same at once, or a fault of ours: the log tells which.
    current_app.logger.error("The database refused a row", exc_info=error)
    return _page(i18n.http_message(409), 409)


def _answer_http_error(error: HTTPException) -> ResponseReturnValue:
    # Redirects are HTTP exceptions too, and carry their own response.
    if error.response is not None or (error.code or INTERNAL) < 400:
        return error.get_response()
    status = error.code or INTERNAL
    return _page(i18n.http_message(status), status)


def _answer_foreign_host(_error: HTTPException) -> ResponseReturnValue:
    # No page: its links would name the host that is not ours.
    return "This site has another name.\n", 400, PLAIN


def _page(message: str, status: int) -> ResponseReturnValue:
    try:
        session().rollback()
        page = render_template("errors/error.html", message=message, status=status)
    except SQLAlchemyError:
        # Who is signed in stands in the database, which may be what is away.
        current_app.logger.exception("The page of an error could not be made")
        return f"{message}\n", status, PLAIN
    return page, status
