"""Pages of saved searches, and the link by which their mails end."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask import render_template as render
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from market import clock, submissions
from market.accounts.policies import ANYONE, SIGNED_IN, acting, policy
from market.alerts import operations, queries
from market.alerts.forms import FREQUENCIES, LONGEST_NAME, SaveForm
from market.alerts.models import Frequency
from market.db import MarketSession, session, transaction
from market.errors import Refused, Unacceptable
from market.i18n import locale
from market.quotes.firm import asked_size
from market.search.asked import Asked, Sort, address_of, asked_of

bp = Blueprint("alerts", __name__, url_prefix="/searches")


@bp.get("")
@policy(SIGNED_IN)
def mine() -> ResponseReturnValue:
    """Show the reader's saved searches."""
    return render(
        "alerts/mine.html",
        kept=queries.mine(session(), acting().user.id),
        frequencies=FREQUENCIES,
        most=operations.MOST_SEARCHES,
        mails_are_files=_mails_are_files(),
    )


@bp.get("/new")
@policy(SIGNED_IN)
def new() -> ResponseReturnValue:
    """Show the form that keeps the search of the address."""
    asked = _asked()
    words = queries.words_of(session(), asked)
    name = asked.typed.text or words or _("All offers")
    return _form(SaveForm(formdata=None, name=name[:LONGEST_NAME]), asked)


@bp.post("/new")
@policy(SIGNED_IN)
def save() -> ResponseReturnValue:
    """Keep the search of the address."""
    asked, form, user_id = _asked(), SaveForm(), acting().user.id
    if not form.validate():
        return _form(form, asked), 422
    wish = operations.Wish(
        name=form.name.data or "",
        asked=asked,
        frequency=Frequency(form.frequency.data),
        locale=locale(),
        site=request.url_root,
    )

    def effect(writing: MarketSession) -> str:
        operations.save(writing, user_id, wish, now=clock.now_utc())
        return url_for("alerts.mine")

    return _saved(form, asked, effect)


@bp.post("/<int:search_id>/frequency")
@policy(SIGNED_IN)
def change(search_id: int) -> ResponseReturnValue:
    """Let a search write more or less often."""
    typed, user_id = request.form.get("frequency", ""), acting().user.id
    operations.owned(session(), search_id, user_id=user_id)
    if typed not in list(Frequency):
        raise Unacceptable("请选择提醒频率。", "Choose how often to write.")
    with transaction() as writing:
        operations.change_frequency(
            writing,
            search_id,
            Frequency(typed),
            user_id=user_id,
            now=clock.now_utc(),
        )
    flash(_("Changed."), "success")
    return redirect(url_for("alerts.mine"), 303)


@bp.post("/<int:search_id>/look")
@policy(SIGNED_IN)
def look(search_id: int) -> ResponseReturnValue:
    """Run a search, and count what is new from now on."""
    user_id = acting().user.id
    with transaction() as writing:
        operations.look(writing, search_id, user_id=user_id, now=clock.now_utc())
    search = operations.owned(session(), search_id, user_id=user_id)
    return redirect(_results(queries.asked_of(search), newest=True), 303)


@bp.post("/<int:search_id>/removal")
@policy(SIGNED_IN)
def remove(search_id: int) -> ResponseReturnValue:
    """Forget a search."""
    user_id = acting().user.id
    with transaction() as writing:
        operations.remove(writing, search_id, user_id=user_id)
    flash(_("The saved search is removed; it writes no more mails."), "success")
    return redirect(url_for("alerts.mine"), 303)


@bp.get("/mails/<key>")
@policy(ANYONE)
def ending(key: str) -> ResponseReturnValue:
    """Ask whoever follows the link of a mail whether the mails shall end."""
    search = operations.of_key(session(), key)
    return render("alerts/ending.html", search=search, never=Frequency.NEVER)


@bp.post("/mails/<key>")
@policy(ANYONE)
def end(key: str) -> ResponseReturnValue:
    """End the mails; a mail program sends this by itself, without any session."""
    with transaction() as writing:
        operations.end_mails(writing, key)
    search = operations.of_key(session(), key)
    return render("alerts/ending.html", search=search, never=Frequency.NEVER)


@bp.record_once
def _without_token(state: BlueprintSetupState) -> None:
    """Let `end` alone be posted without a token: its key is what allows it."""
    extensions: dict[str, Any] = state.app.extensions
    extensions["csrf"].exempt(end)


def _asked() -> Asked:
    return asked_of(request.args, asked_size(request.args, acting().organisation))


def _saved(
    form: SaveForm, asked: Asked, effect: submissions.Effect
) -> ResponseReturnValue:
    """Give the form its effect, or show it again with what is wrong beside it."""
    try:
        location = submissions.once(
            effect,
            nonce=form.nonce.data or "",
            user_id=acting().user.id,
            submitted_at=clock.now_utc(),
        )
    except (Refused, Unacceptable) as error:
        form.name.errors = [error.message(locale())]
        return _form(form, asked), 422
    flash(_("The search is saved."), "success")
    return redirect(location, 303)


def _form(form: SaveForm, asked: Asked) -> str:
    form.nonce.data = form.nonce.data or submissions.new_nonce()
    return render(
        "alerts/new.html",
        form=form,
        words=queries.words_of(session(), asked),
        action=url_for("alerts.save", **_arguments(asked)),
        back=_results(asked),
        mails_are_files=_mails_are_files(),
    )


def _results(asked: Asked, *, newest: bool = False) -> str:
    sort = {"sort": Sort.NEWEST.value} if newest else {}
    return url_for("search.results", **_arguments(asked) | sort)


def _arguments(asked: Asked) -> dict[str, Any]:
    return dict(address_of(asked))


def _mails_are_files() -> bool:
    return not current_app.config["SMTP_URL"]
