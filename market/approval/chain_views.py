"""The page on which an admin sets the institution's approval chain."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.utils import redirect

from market.accounts.models import RoleName
from market.accounts.policies import (
    OFFICE_ADMIN,
    OFFICE_READS,
    acting,
    acting_organisation,
    policy,
)
from market.approval.chain import (
    LAST_POSITION,
    NewStep,
    add_step,
    approvers_of,
    chain_of,
    place_step,
    remove_step,
)
from market.approval.forms import StepForm
from market.approval.pages import LARGEST_ID, author, shown
from market.approval.wording import person_name
from market.db import MarketSession, session
from market.errors import MarketError, NotFound
from market.history import Author, entries_of
from market.i18n import locale
from market.licensing.pages import sent_once

bp = Blueprint("chain", __name__)

ADDRESS = "/office/approval-chain"
STEP = f"<int(max={LARGEST_ID}):step_id>"


@bp.get(ADDRESS)
@policy(OFFICE_READS)
def show() -> ResponseReturnValue:
    """Show the steps of the chain, in order."""
    return _page(_form())


@bp.post(ADDRESS)
@policy(OFFICE_ADMIN)
def added() -> ResponseReturnValue:
    """Add a step."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    asked = NewStep(
        position=form.position.data or 1,
        title_zh=form.title_zh.data or "",
        title_en=form.title_en.data or "",
        approver_id=int(form.approver.data) if form.approver.data != "any" else None,
    )
    return _changed(form, lambda writing, who: add_step(writing, who, asked))


@bp.post(f"{ADDRESS}/{STEP}")
@policy(OFFICE_ADMIN)
def changed(step_id: int) -> ResponseReturnValue:
    """Move a step, or take it out of the chain."""
    form, position = _form(is_begun=True), _position()
    if request.form.get("do") == "remove":
        return _changed(
            form, lambda writing, who: remove_step(writing, who, step_id=step_id)
        )
    return _changed(
        form,
        lambda writing, who: place_step(
            writing, who, step_id=step_id, position=position
        ),
    )


def _position() -> int:
    """Return what was typed, or 0: what is no number is out of range too."""
    typed = request.form.get("position", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 3 else 0


def _changed(
    form: StepForm, change: Callable[[MarketSession, Author], object]
) -> ResponseReturnValue:
    who = author()

    def effect(writing: MarketSession) -> str:
        change(writing, who)
        return url_for(".show")

    try:
        return redirect(sent_once(effect), 303)
    except NotFound:
        raise
    except MarketError as refused:
        form.form_errors = [refused.message(locale())]
        return _page(form), refused.status


def _form(*, is_begun: bool = False) -> StepForm:
    """Return the form of a step, empty where it is another form that was sent."""
    form = StepForm(formdata=None) if is_begun else StepForm()
    people = approvers_of(session(), acting_organisation().id)
    form.approver.choices = [
        ("any", _("Any admin of the office")),
        *((str(user.id), person_name(user)) for user in people),
    ]
    if form.position.data is None and not form.position.raw_data:
        chain = chain_of(session(), acting_organisation().id)
        form.position.data = min(LAST_POSITION, chain[-1].position + 1 if chain else 1)
    return form


def _page(form: StepForm) -> str:
    office_id = acting_organisation().id
    return shown(
        "chain",
        chain=chain_of(session(), office_id),
        form=form,
        entries=entries_of(session(), "approval_chain", office_id, limit=20),
        may_change=RoleName.OFFICE_ADMIN in acting().roles,
    )
