"""Who may use a route: every view states its policy, and unknown means refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from market.accounts.models import Membership, Organisation, RoleName, User
from market.db import SAFE_METHODS
from market.errors import Forbidden, NotFound

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may use a route.

    Attributes
    ----------
    signed_in : bool
        Whether one must be signed in.
    roles : frozenset of RoleName
        Roles of which the acting membership needs one; empty asks for none.
    """

    signed_in: bool
    roles: frozenset[RoleName] = frozenset()

    def allows(self, actor: Actor | None) -> bool:
        """Say whether the actor may use the route."""
        if not self.signed_in:
            return True
        if actor is None:
            return False
        return not self.roles or bool(self.roles & actor.roles)


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who asks, the organisation for which, and the roles there."""

    user: User
    organisation: Organisation | None
    roles: frozenset[RoleName]


ANYONE = Policy(signed_in=False)
SIGNED_IN = Policy(signed_in=True)


def only(*roles: RoleName) -> Policy:
    """Return the policy that asks for one of these roles."""
    return Policy(signed_in=True, roles=frozenset(roles))


MEMBER = only(*RoleName)
OFFICE = only(RoleName.OFFICE_MEMBER, RoleName.OFFICE_ADMIN)
# Pages of the office that change nothing.
OFFICE_READS = only(RoleName.OFFICE_MEMBER, RoleName.OFFICE_ADMIN, RoleName.AUDITOR)
OFFICE_ADMIN = only(RoleName.OFFICE_ADMIN)
FINANCE = only(RoleName.FINANCE)
LICENSEE = only(RoleName.LICENSEE_MEMBER, RoleName.LICENSEE_ADMIN)
LICENSEE_ADMIN = only(RoleName.LICENSEE_ADMIN)
INVITES = only(RoleName.OFFICE_ADMIN, RoleName.LICENSEE_ADMIN)
POLICYMAKER = only(RoleName.POLICYMAKER)
OPERATOR = only(RoleName.OPERATOR)

# Routes that are not views of ours; everything else carries its own policy.
FOREIGN_ROUTES = {
    "static": ANYONE,
    "security.login": ANYONE,
    "security.logout": ANYONE,
    "security.forgot_password": ANYONE,
    "security.reset_password": ANYONE,
    "security.send_confirmation": ANYONE,
    "security.change_password": SIGNED_IN,
}


def policy(stated: Policy) -> Callable[[View], View]:
    """State who may use a view; stands next to its route."""

    def attach(view: View) -> View:
        view.policy = stated  # type: ignore[attr-defined]  # read by policy_of
        return view

    return attach


def policy_of(app: Flask, endpoint: str) -> Policy | None:
    """Return the policy that a route states, or None where it states none."""
    view = app.view_functions.get(endpoint)
    stated = getattr(view, "policy", None) or FOREIGN_ROUTES.get(endpoint)
    return stated if isinstance(stated, Policy) else None


def actor() -> Actor | None:
    """Return who asks, or None when nobody is signed in."""
    if not current_user.is_authenticated:
        return None
    if "actor" not in g:
        g.actor = _actor_of(current_user)
    found: Actor = g.actor
    return found


def acting() -> Actor:
    """Return who asks, in a view whose policy asks for a sign-in."""
    found = actor()
    if found is None:
        raise Forbidden("请先登录。", "Please sign in first.")
    return found


def acting_organisation() -> Organisation:
    """Return the organisation for which the reader acts."""
    organisation = acting().organisation
    if organisation is None:
        raise Forbidden(
            "您的账号还不属于任何机构。请让机构管理员邀请您，或登记您的机构。",
            "Your account belongs to no organisation yet. "
            "Ask an admin to invite you, or register your organisation.",
        )
    return organisation


def _actor_of(user: User) -> Actor:
    memberships: list[Membership] = user.memberships
    if not memberships:
        return Actor(user, None, frozenset())
    organisation = memberships[0].organisation
    roles = {m.role for m in memberships if m.organisation_id == organisation.id}
    return Actor(user, organisation, frozenset(roles))


def enforce(app: Flask) -> None:
    """Check the policy of each route before its view runs."""
    app.before_request(_check)


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # No route: the 404 is Flask's to give.
    stated = policy_of(current_app, request.endpoint)
    if stated is None:
        raise NotFound("没有这个页面。", "There is no such page.")
    if stated.allows(actor()):
        return None
    if actor() is None:
        return redirect(url_for("security.login", next=_way_back()))
    raise Forbidden(
        "您的角色不能打开这个页面。需要时请让机构管理员给您相应角色。",
        "Your role may not open this page. Ask an admin of your organisation for it.",
    )


def _way_back() -> str | None:
    """Return the page to go on to after the sign-in; a form cannot be sent again."""
    if request.method not in SAFE_METHODS:
        return None
    return request.full_path.rstrip("?")
