"""Pages of the operator: which words a search takes for one another."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from market import clock, submissions
from market.accounts.policies import OPERATOR, acting, policy
from market.db import MarketSession, session, transaction
from market.errors import NotFound, Unacceptable
from market.history import Author
from market.i18n import locale
from market.search import operations, synonyms
from market.search.forms import GroupForm
from market.search.models import SynonymGroup

bp = Blueprint("synonyms", __name__, url_prefix="/operator/synonyms")


@bp.get("")
@policy(OPERATOR)
def groups() -> ResponseReturnValue:
    """Show every group."""
    return _page(GroupForm(), group=None)


@bp.post("")
@policy(OPERATOR)
def add() -> ResponseReturnValue:
    """Add a group."""
    form, author = GroupForm(), _author()

    def effect(current: MarketSession) -> str:
        operations.add_group(current, form.group(), author)
        return url_for("synonyms.groups")

    return _saved(form, effect)


@bp.get("/<int:group_id>")
@policy(OPERATOR)
def group(group_id: int) -> ResponseReturnValue:
    """Show one group, to change or remove it."""
    found = _found(group_id)
    return _page(GroupForm(words="\n".join(found.words)), group=found)


@bp.post("/<int:group_id>")
@policy(OPERATOR)
def change(group_id: int) -> ResponseReturnValue:
    """Change the words of a group."""
    form, author = GroupForm(), _author()

    def effect(current: MarketSession) -> str:
        operations.change_group(current, group_id, form.group(), author)
        return url_for("synonyms.groups")

    return _saved(form, effect, group=_found(group_id))


@bp.post("/<int:group_id>/removal")
@policy(OPERATOR)
def remove(group_id: int) -> ResponseReturnValue:
    """Remove a group."""
    author = _author()
    with transaction() as writing:
        operations.remove_group(writing, group_id, author)
    flash(_("The group is removed; searches no longer use it."), "success")
    return redirect(url_for("synonyms.groups"), 303)


@bp.post("/seed")
@policy(OPERATOR)
def add_seed() -> ResponseReturnValue:
    """Add the groups of the starting list that are not here yet."""
    author = _author()
    with transaction() as writing:
        added = operations.add_seed(writing, author)
    flash(_("Groups added from the starting list: %(count)s", count=added), "success")
    return redirect(url_for("synonyms.groups"), 303)


def _found(group_id: int) -> SynonymGroup:
    found = session().get(SynonymGroup, group_id)
    if found is None:
        raise NotFound("没有这组同义词。", "There is no such group of words.")
    return found


def _saved(
    form: GroupForm, effect: submissions.Effect, *, group: SynonymGroup | None = None
) -> ResponseReturnValue:
    """Give a form its effect, or show it again with what is wrong beside it."""
    if not form.validate():
        return _page(form, group=group), 422
    try:
        location = submissions.once(
            effect,
            nonce=form.nonce.data or "",
            user_id=acting().user.id,
            submitted_at=clock.now_utc(),
        )
    except Unacceptable as error:
        form.words.errors = [error.message(locale())]
        return _page(form, group=group), 422
    flash(_("Saved; the next search uses it."), "success")
    return redirect(location, 303)


def _page(form: GroupForm, *, group: SynonymGroup | None) -> str:
    form.nonce.data = form.nonce.data or submissions.new_nonce()
    return render_template(
        "search/synonyms.html",
        form=form,
        group=group,
        groups=synonyms.groups(session()),
    )


def _author() -> Author:
    return Author(
        happened_at=clock.now_utc(),
        user_id=acting().user.id,
        address=request.remote_addr or "",
    )
