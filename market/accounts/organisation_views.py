"""Pages of an organisation: its facts, its members, its invitations."""

from __future__ import annotations

from secrets import token_urlsafe

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from market import clock, i18n
from market.accounts import invitations, operations, queries
from market.accounts.derived_size import derived_size
from market.accounts.invitations import Invited
from market.accounts.letters import letter
from market.accounts.models import Organisation, OrganisationKind
from market.accounts.names import (
    INDUSTRIES,
    KINDS,
    PROVINCE_NAMES,
    QUALITY_CLASSES,
    ROLES,
    SIZES,
)
from market.accounts.organisation_forms import (
    AboutForm,
    InvitationForm,
    LicenseeForm,
    PayeeForm,
)
from market.accounts.policies import (
    FINANCE,
    INVITES,
    MEMBER,
    acting,
    acting_organisation,
    policy,
)
from market.db import session, transaction
from pricing.money import format_yuan

bp = Blueprint("organisation", __name__, url_prefix="/organisation")


@bp.get("")
@policy(MEMBER)
def show() -> ResponseReturnValue:
    """Show one's organisation: facts, members, open invitations."""
    organisation = acting_organisation()
    return render_template(
        "accounts/organisation.html", **about(organisation), actor=acting()
    )


@bp.route("/edit", methods=["GET", "POST"])
@policy(INVITES)
def edit() -> ResponseReturnValue:
    """Change what the organisation says of itself."""
    organisation = acting_organisation()
    form = _about_form(organisation)
    if form.validate_on_submit():
        organisation_id = organisation.id
        with transaction() as current:
            operations.change_organisation(
                current,
                organisation_id,
                name_en=form.name_en.data or "",
                contact=form.contact.data or "",
                size=form.size() if isinstance(form, LicenseeForm) else None,
            )
        flash(gettext("The data of your organisation are saved."), "success")
        return redirect(url_for("organisation.show"), 303)
    page = render_template("accounts/edit.html", form=form, organisation=organisation)
    return page, 422 if form.errors else 200


@bp.route("/payee", methods=["GET", "POST"])
@policy(FINANCE)
def payee() -> ResponseReturnValue:
    """Change the account that licensees pay to."""
    organisation = acting_organisation()
    form = PayeeForm(obj=organisation)
    if form.validate_on_submit():
        organisation_id = organisation.id
        with transaction() as current:
            operations.change_payee(current, organisation_id, form.payee())
        flash(gettext("The account is saved. New payment requests show it."), "success")
        return redirect(url_for("organisation.show"), 303)
    page = render_template("accounts/payee.html", form=form)
    return page, 422 if form.errors else 200


@bp.route("/invite", methods=["GET", "POST"])
@policy(INVITES)
def invite() -> ResponseReturnValue:
    """Invite a person into one's organisation."""
    organisation = acting_organisation()
    form = InvitationForm()
    form.offer(organisation.kind)
    if form.validate_on_submit():
        send_invitation(form, organisation)
        return redirect(url_for("organisation.show"), 303)
    page = render_template("accounts/invite.html", form=form, organisation=organisation)
    return page, 422 if form.errors else 200


@bp.post("/invitations/<int:invitation_id>/withdraw")
@policy(INVITES)
def withdraw(invitation_id: int) -> ResponseReturnValue:
    """Withdraw an invitation that was not taken up."""
    organisation_id = acting_organisation().id
    with transaction() as current:
        invitations.withdraw(
            current,
            invitation_id,
            organisation_id=organisation_id,
            withdrawn_at=clock.now_utc(),
        )
    flash(gettext("The invitation is withdrawn."), "success")
    return redirect(url_for("organisation.show"), 303)


@bp.post("/members/<int:user_id>/end")
@policy(INVITES)
def end_membership(user_id: int) -> ResponseReturnValue:
    """Let a member go."""
    who = acting()
    organisation_id, ended_by_id = acting_organisation().id, who.user.id
    with transaction() as current:
        invitations.end_membership(
            current, user_id, organisation_id=organisation_id, ended_by_id=ended_by_id
        )
    flash(gettext("The member has left your organisation."), "success")
    return redirect(url_for("organisation.show"), 303)


def _about_form(organisation: Organisation) -> AboutForm:
    if organisation.size_class is None:
        return AboutForm(obj=organisation)
    revenue = format_yuan(organisation.revenue_fen or 0)
    assets = organisation.assets_fen
    return LicenseeForm(
        obj=organisation,
        revenue=revenue,
        assets=None if assets is None else format_yuan(assets),
    )


def about(organisation: Organisation) -> dict[str, object]:
    """Return what a page about an organisation shows."""
    current = session()
    return {
        "organisation": organisation,
        "members": queries.members(current, organisation.id),
        "invitations": queries.open_invitations(
            current, organisation.id, now=clock.now_utc()
        ),
        "names": {
            "kinds": KINDS,
            "roles": ROLES,
            "sizes": SIZES,
            "industries": INDUSTRIES,
            "qualities": QUALITY_CLASSES,
            "provinces": PROVINCE_NAMES,
        },
        "derived": derived_size(
            organisation.industry,
            day=clock.today(),
            staff=organisation.staff,
            revenue_fen=organisation.revenue_fen,
            assets_fen=organisation.assets_fen,
        ),
        "is_alone": organisation.kind is OrganisationKind.NATURAL_PERSON,
        "is_sample": organisation.is_sample,
    }


def send_invitation(form: InvitationForm, organisation: Organisation) -> None:
    """Invite whom a valid form names, and say that the mail is on its way."""
    key, who = token_urlsafe(32), acting().user
    invited = Invited(
        email=form.email.data or "",
        roles=form.wanted(),
        key=key,
        invited_by_id=who.id,
        letter=letter(
            "invitation",
            i18n.locale(),
            link=url_for("accounts.accept", key=key, _external=True),
            organisation=organisation.name(i18n.locale()),
            inviter=who.name or who.email,
        ),
    )
    organisation_id = organisation.id
    with transaction() as current:
        invitations.invite(
            current, organisation_id, invited, invited_at=clock.now_utc()
        )
    flash(
        gettext("An invitation is on its way to %(email)s.", email=invited.email),
        "success",
    )
