"""Pages of the operator: every organisation, and new ones with their first member."""

from __future__ import annotations

from secrets import token_urlsafe

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from market import clock, i18n, submissions
from market.accounts import invitations, queries
from market.accounts.fields import one_line
from market.accounts.invitations import Invited
from market.accounts.letters import letter
from market.accounts.names import KINDS
from market.accounts.organisation_forms import InvitationForm, OrganisationForm
from market.accounts.organisation_views import about, send_invitation
from market.accounts.policies import OPERATOR, acting, policy
from market.accounts.roles import first_role
from market.db import MarketSession, session
from market.errors import Refused

bp = Blueprint("operator", __name__, url_prefix="/operator/organisations")


@bp.get("")
@policy(OPERATOR)
def organisations() -> ResponseReturnValue:
    """List organisations, found by a piece of the name or of a code."""
    wanted = one_line(request.args.get("q"))[:100]
    page = max(1, request.args.get("page", 1, type=int))
    found = queries.organisations(session(), wanted=wanted, page=min(page, 10_000))
    return render_template(
        "accounts/organisations.html", found=found, wanted=wanted, kinds=KINDS
    )


@bp.route("/new", methods=["GET", "POST"])
@policy(OPERATOR)
def create() -> ResponseReturnValue:
    """Create an organisation and invite its first member."""
    form = OrganisationForm()
    if form.validate_on_submit():
        try:
            return redirect(_create(form), 303)
        except Refused as error:
            form.form_errors.append(error.message(i18n.locale()))
    form.nonce.data = form.nonce.data or submissions.new_nonce()
    page = render_template("accounts/create.html", form=form)
    return page, 422 if form.errors else 200


def _create(form: OrganisationForm) -> str:
    facts, who = form.facts(), acting().user
    key = token_urlsafe(32)
    invited = Invited(
        email=form.email.data or "",
        roles={first_role(facts.kind)},
        key=key,
        invited_by_id=who.id,
        letter=letter(
            "invitation",
            i18n.locale(),
            link=url_for("accounts.accept", key=key, _external=True),
            organisation=facts.name_zh,
            inviter=who.name or who.email,
        ),
    )
    now = clock.now_utc()

    def effect(current: MarketSession) -> str:
        created = invitations.found(current, facts, invited, founded_at=now)
        return url_for("operator.organisation", organisation_id=created.id)

    location = submissions.once(
        effect, nonce=form.nonce.data or "", user_id=who.id, submitted_at=now
    )
    flash(
        gettext("Created; an invitation is on its way to the first member."), "success"
    )
    return location


@bp.get("/<int:organisation_id>")
@policy(OPERATOR)
def organisation(organisation_id: int) -> ResponseReturnValue:
    """Show one organisation with its members and invitations."""
    found = queries.organisation(session(), organisation_id)
    return render_template("accounts/organisation.html", **about(found), actor=None)


@bp.route("/<int:organisation_id>/invite", methods=["GET", "POST"])
@policy(OPERATOR)
def invite(organisation_id: int) -> ResponseReturnValue:
    """Invite a person into any organisation."""
    found = queries.organisation(session(), organisation_id)
    form = InvitationForm()
    form.offer(found.kind)
    if form.validate_on_submit():
        send_invitation(form, found)
        there = url_for("operator.organisation", organisation_id=organisation_id)
        return redirect(there, 303)
    page = render_template("accounts/invite.html", form=form, organisation=found)
    return page, 422 if form.errors else 200
