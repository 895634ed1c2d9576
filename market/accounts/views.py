"""Pages of a person: register, confirm, take up an invitation, one's own account."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from market import clock, i18n
from market.accounts import invitations, limits, operations, queries
from market.accounts.facts import PersonFacts
from market.accounts.forms import (
    AccountForm,
    FirmRegistrationForm,
    PersonForm,
    RegistrationForm,
)
from market.accounts.letters import letter
from market.accounts.models import OrganisationKind, User
from market.accounts.operations import Registration
from market.accounts.outbox import Letter
from market.accounts.passwords import hashed
from market.accounts.policies import ANYONE, SIGNED_IN, acting, policy
from market.accounts.privacy import PRIVACY_ON, PRIVACY_VERSION, TERMS_OF_USE_ON
from market.accounts.roles import SELF_REGISTERED_KINDS
from market.accounts.security import confirmation_link, waiting_user
from market.db import SAFE_METHODS, session, transaction
from market.errors import NotFound

bp = Blueprint("accounts", __name__)


@bp.get("/register")
@policy(ANYONE)
def choose_kind() -> ResponseReturnValue:
    """Ask who licenses: a firm, an individual business, a person."""
    return render_template("accounts/choose_kind.html", kinds=SELF_REGISTERED_KINDS)


@bp.route("/register/<word>", methods=["GET", "POST"])
@policy(ANYONE)
def register(word: str) -> ResponseReturnValue:
    """Register a licensee with its first member."""
    kind = _kind(word)
    person_alone = kind is OrganisationKind.NATURAL_PERSON
    form = RegistrationForm() if person_alone else FirmRegistrationForm()
    if form.validate_on_submit():
        _register(form, kind)
        return redirect(url_for("accounts.registered"), 303)
    page = render_template("accounts/register.html", form=form, kind=kind)
    return page, 422 if form.errors else 200


def _register(form: RegistrationForm, kind: OrganisationKind) -> None:
    # Hashing, links and letters come first: nothing slow happens under the lock.
    person = _person(form, form.email.data or "")
    facts = form.facts(kind)
    letters = _letters(person, facts.name_zh)
    with transaction() as current:
        operations.register(
            current, facts, person, letters=letters, registered_at=clock.now_utc()
        )


@bp.get("/registered")
@policy(ANYONE)
def registered() -> ResponseReturnValue:
    """Say that a mail is on its way, whoever asked."""
    return render_template("accounts/registered.html")


# This stands in for a view of Flask-Security that confirms by GET; see `_complete`.
@policy(ANYONE)
def confirm(token: str) -> ResponseReturnValue:
    """Show who is about to be confirmed; the button confirms, opening does not."""
    user = waiting_user(token)
    if user is None or user.confirmed_at:
        flash(_confirmation_fault(user), "warning")
        return redirect(url_for("security.send_confirmation"), 303)
    if request.method in SAFE_METHODS:
        return render_template("accounts/confirm.html", user=user)
    user_id = user.id
    with transaction() as current:
        operations.confirm(current, user_id, confirmed_at=clock.now_utc())
    flash(gettext("Your e-mail address is confirmed. Sign in."), "success")
    return redirect(url_for("security.login"), 303)


@bp.route("/invitation/<key>", methods=["GET", "POST"])
@policy(ANYONE)
def accept(key: str) -> ResponseReturnValue:
    """Take up an invitation: name, password, consent."""
    found = queries.invitation(session(), key)
    invitation = invitations.require_open(found, clock.now_utc())
    form = PersonForm()
    if form.validate_on_submit():
        person = _person(form, invitation.email)
        with transaction() as current:
            invitations.accept(current, key, person, accepted_at=clock.now_utc())
        flash(gettext("Welcome. Your account is ready; sign in."), "success")
        return redirect(url_for("security.login"), 303)
    page = render_template("accounts/accept.html", form=form, invitation=invitation)
    return page, 422 if form.errors else 200


@bp.route("/account", methods=["GET", "POST"])
@policy(SIGNED_IN)
def account() -> ResponseReturnValue:
    """Show and change a person's own data."""
    user = acting().user
    form = AccountForm(obj=user)
    form.locale.data = form.locale.data or i18n.locale()
    if form.validate_on_submit():
        user_id = user.id
        with transaction() as current:
            operations.change_person(
                current,
                user_id,
                name=form.name.data or "",
                locale=str(form.locale.data),
            )
        flash(gettext("Your data are saved."), "success")
        return redirect(url_for("accounts.account"), 303)
    page = render_template("accounts/account.html", form=form, user=user)
    return page, 422 if form.errors else 200


@bp.get("/privacy")
@policy(ANYONE)
def privacy() -> ResponseReturnValue:
    """Say what is stored of people, why, for how long, and whom to ask."""
    return render_template(
        f"accounts/legal/privacy_{i18n.locale()}.html", version_on=PRIVACY_ON
    )


@bp.get("/terms-of-use")
@policy(ANYONE)
def terms_of_use() -> ResponseReturnValue:
    """Say what the platform does, does not do, and asks of its users."""
    return render_template(
        f"accounts/legal/terms_{i18n.locale()}.html", version_on=TERMS_OF_USE_ON
    )


def _kind(word: str) -> OrganisationKind:
    for kind in SELF_REGISTERED_KINDS:
        if kind.value == word:
            return kind
    raise NotFound(
        "这类机构不能自行注册。请从注册页选择，或联系平台运营方。",
        "Organisations of this kind do not register themselves. Choose on the "
        "registration page, or write to the operator.",
    )


def _person(form: PersonForm, email: str) -> PersonFacts:
    return PersonFacts(
        email=email,
        name=form.name.data or "",
        password_hash=hashed(form.password.data or ""),
        locale=i18n.locale(),
        privacy_version=PRIVACY_VERSION,
    )


def _letters(person: PersonFacts, organisation: str) -> dict[Registration, Letter]:
    user = User(email=person.email, fs_uniquifier=person.uniquifier)
    facts = {
        "confirmation_link": confirmation_link(user),
        "recovery_link": url_for("security.forgot_password", _external=True),
        "name": person.name,
        "organisation": organisation,
    }
    names = {
        Registration.DONE: "confirm",
        Registration.KNOWN_ADDRESS: "known_address",
        Registration.KNOWN_ORGANISATION: "known_organisation",
    }
    return {
        outcome: letter(name, person.locale, **facts) for outcome, name in names.items()
    }


def _confirmation_fault(user: User | None) -> str:
    if user is not None:
        return str(gettext("This address is confirmed already. You can sign in."))
    fault = gettext(
        "The link does not work: it is older than two days, replaced by a newer one, "
        "or not copied in full. Ask for a new one below."
    )
    return str(fault)


def _complete(state: object) -> None:
    """Finish once every route is there: our confirmation, and the limits."""
    app = state.app  # type: ignore[attr-defined]  # a BlueprintSetupState
    app.view_functions["security.confirm_email"] = confirm
    limits.guard(app)


bp.record(_complete)
