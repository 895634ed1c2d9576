"""The only wiring: build the application out of its rooms."""

from __future__ import annotations

import os
from typing import Any

import click
from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from werkzeug.exceptions import HTTPException, SecurityError

from market import addresses, formats, headers, i18n, ladders, navigation, settings
from market.accounts import operator_views, organisation_views, policies, security
from market.accounts import views as accounts
from market.accounts.commands import accounts_commands
from market.accounts.tasks import send_mails
from market.catalogue import import_views
from market.catalogue import views as catalogue
from market.catalogue.commands import patents_commands
from market.db import connect_database, session
from market.demo.commands import demo_commands
from market.errors import MarketError
from market.licences import views as licences
from market.licensing import views as licensing
from market.licensing.commands import quote_command, terms_commands
from market.migrate import db_commands
from market.payments import views as payments
from market.payments.commands import ledger_commands
from market.scenarios import views as scenarios
from market.scenarios.tasks import simulate
from market.search import views as search
from market.worker import Chore, Task, worker_command

# Each subject adds its blueprint and its commands here, one line each.
BLUEPRINTS: tuple[Blueprint, ...] = (
    accounts.bp,
    organisation_views.bp,
    operator_views.bp,
    catalogue.bp,
    import_views.bp,
    licences.bp,
    licensing.bp,
    payments.bp,
    scenarios.bp,
    search.bp,
)
COMMANDS: tuple[click.Command, ...] = (
    accounts_commands,
    db_commands,
    demo_commands,
    ledger_commands,
    patents_commands,
    terms_commands,
    quote_command,
)
# What the worker does for each task's name, and between jobs.
TASKS: dict[str, Task] = {"simulate": simulate}
CHORES: tuple[Chore, ...] = (send_mails,)


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """Build an application; `overrides` stand above the environment."""
    app = Flask("market")
    app.config.from_mapping(settings.from_environment(os.environ, overrides or {}))
    connect_database(app)
    addresses.register(app)
    CSRFProtect(app)
    i18n.register(app)
    formats.register(app)
    ladders.register(app)
    headers.register(app)
    navigation.register(app)
    security.register(app)
    policies.enforce(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in (*COMMANDS, worker_command(TASKS, CHORES)):
        app.cli.add_command(command)
    app.register_error_handler(MarketError, _answer_market_error)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(SecurityError, _answer_foreign_host)
    return app


def _answer_market_error(error: MarketError) -> ResponseReturnValue:
    session().rollback()
    return _error_page(error.message(i18n.locale()), error.status)


def _answer_http_error(error: HTTPException) -> ResponseReturnValue:
    session().rollback()
    # Redirects are HTTP exceptions too, and carry their own response.
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    return _error_page(i18n.http_message(error.code or 500), error.code or 500)


def _answer_foreign_host(_error: SecurityError) -> ResponseReturnValue:
    # No page: its links would name the host that is not ours.
    return "This site has another name.\n", 400, {"Content-Type": "text/plain"}


def _error_page(message: str, status: int) -> ResponseReturnValue:
    return render_template("errors/error.html", message=message, status=status), status
