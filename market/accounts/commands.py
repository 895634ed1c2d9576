"""`flask accounts`: let the first operator in."""

from __future__ import annotations

from secrets import token_urlsafe

import click
import sqlalchemy as sa
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from market import clock
from market.accounts import invitations, operations
from market.accounts.facts import OrganisationFacts
from market.accounts.invitations import Invited
from market.accounts.letters import letter
from market.accounts.models import Organisation, OrganisationKind, RoleName
from market.db import transaction

accounts_commands = AppGroup("accounts", help="People and organisations.")


@accounts_commands.command("invite-operator")
@click.argument("email")
@click.option("--name", default="平台运营方", help="Name of the operator.")
@click.option("--locale", type=click.Choice(["zh", "en"]), default="zh")
@click.option("--url", default="http://127.0.0.1:8000", help="Address of the site.")
def invite_operator(email: str, name: str, locale: str, url: str) -> None:
    """Invite EMAIL as operator; the link is printed and mailed."""
    key = token_urlsafe(32)
    link = f"{url.rstrip('/')}/invitation/{key}"
    invited = Invited(
        email=email,
        roles={RoleName.OPERATOR},
        key=key,
        invited_by_id=None,
        letter=letter("invitation", locale, link=link, organisation=name, inviter=name),
    )
    now = clock.now_utc()
    with transaction() as session:
        operator = _operator(session)
        if operator is None:
            facts = OrganisationFacts(kind=OrganisationKind.OPERATOR, name_zh=name)
            operator = operations.create_organisation(session, facts, created_at=now)
        invitations.invite(session, operator.id, invited, invited_at=now)
    click.echo(link)


def _operator(session: Session) -> Organisation | None:
    return session.scalar(
        sa.select(Organisation)
        .where(Organisation.kind == OrganisationKind.OPERATOR)
        .order_by(Organisation.id)
        .limit(1)
    )
