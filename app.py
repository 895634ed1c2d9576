"""The only wiring: build the application out of its rooms."""

from __future__ import annotations

import os
from typing import Any

import click
from flask import Blueprint, Flask
from flask_wtf import CSRFProtect

from market import (
    addresses,
    error_pages,
    formats,
    headers,
    i18n,
    ladders,
    navigation,
)
from market.accounts import operator_views, organisation_views, policies, security
from market.accounts import views as accounts
from market.accounts.commands import accounts_commands
from market.addons import views as addons
from market.alerts import tasks as mails
from market.alerts import views as alerts
from market.alerts.commands import alerts_commands
from market.approval.blueprints import BLUEPRINTS as APPROVAL
from market.bulk import views as bulk
from market.bulk.tasks import do_bulk
from market.catalogue import annuity_views
from market.catalogue import views as catalogue
from market.db import connect_database
from market.demo.commands import demo_commands
from market.fair_price import views as fair_price
from market.fair_price.commands import price_commands
from market.imports import views as imports
from market.imports.commands import patents_commands
from market.imports.tasks import import_patents
from market.imports.uploads import sweep
from market.licences import views as licences
from market.licensing import declaration_views, life_views, step_views
from market.licensing import views as licensing
from market.licensing.commands import terms_commands
from market.licensing.tasks import end_offers
from market.migrate import db_commands
from market.negotiation import views as negotiation
from market.payments import views as payments
from market.payments.commands import ledger_commands
from market.quotes import views as quotes
from market.quotes.commands import quote_command
from market.scenarios import views as scenarios
from market.scenarios.tasks import simulate
from market.screening import views as screening
from market.search import feed as search_feed
from market.search import synonym_views
from market.search import views as search
from market.search.commands import search_commands
from market.settings import from_environment
from market.worker import Chore, Companion, Task, worker_command
from market.zones import curator_views
from market.zones import scope as zone_scope
from market.zones import views as zones

# Each subject adds its blueprint and its commands here, one line each.
BLUEPRINTS: tuple[Blueprint, ...] = (
    accounts.bp,
    organisation_views.bp,
    operator_views.bp,
    catalogue.bp,
    annuity_views.bp,
    imports.bp,
    bulk.bp,
    screening.bp,
    licences.bp,
    licensing.bp,
    fair_price.bp,
    quotes.bp,
    declaration_views.bp,
    life_views.bp,
    step_views.bp,
    *APPROVAL,
    addons.bp,
    negotiation.bp,
    payments.bp,
    scenarios.bp,
    search.bp,
    synonym_views.bp,
    zones.bp,
    curator_views.bp,
    alerts.bp,
)
COMMANDS: tuple[click.Command, ...] = (
    accounts_commands,
    alerts_commands,
    db_commands,
    demo_commands,
    ledger_commands,
    patents_commands,
    terms_commands,
    quote_command,
    price_commands,
    search_commands,
)
# What the worker does for each task's name, between jobs, and beside them.
TASKS: dict[str, Task] = {
    "import": import_patents,
    "simulate": simulate,
    "bulk": do_bulk,
}
CHORES: tuple[Chore, ...] = (sweep, end_offers)
COMPANIONS: tuple[Companion, ...] = (
    Companion(search_feed.feed_until, search_feed.feed_now),
    Companion(mails.mail_until, mails.mail_now),
)


def create_app(settings: dict[str, Any] | None = None) -> Flask:
    """Build an application; `settings` stand above the environment."""
    app = Flask("market")
    app.config.from_mapping(from_environment(os.environ, settings or {}))
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
    error_pages.register(app)
    zone_scope.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in (*COMMANDS, worker_command(TASKS, CHORES, COMPANIONS)):
        app.cli.add_command(command)
    return app
