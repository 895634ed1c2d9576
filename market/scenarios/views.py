"""The policymaker's pages: ask, watch, read the outcome."""

from __future__ import annotations

import json

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from market import clock
from market.accounts.policies import POLICYMAKER, acting, acting_organisation, policy
from market.db import session, transaction
from market.i18n import locale
from market.jobs import JobState
from market.scenarios import operations, outcomes, queries
from market.scenarios.forms import RunForm
from market.scenarios.models import Run

bp = Blueprint("scenarios", __name__, url_prefix="/policy")

UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


@bp.get("/")
@policy(POLICYMAKER)
def overview() -> ResponseReturnValue:
    """Show what can be asked and the runs so far."""
    return _overview(_form())


@bp.post("/")
@policy(POLICYMAKER)
def ask() -> ResponseReturnValue:
    """Put a run in the queue, or show the form again with what is wrong."""
    form = _form()
    if not form.validate():
        return _overview(form), 422
    with transaction() as writing:
        run = operations.ask(
            writing,
            form.question(),
            organisation=acting_organisation(),
            asked_by=acting().user,
            asked_at=clock.now_utc(),
        )
        token = run.token
    return redirect(url_for(".show", token=token), 303)


@bp.get("/runs/<token>")
@policy(POLICYMAKER)
def show(token: str) -> ResponseReturnValue:
    """Show how far a run is, or its outcome."""
    run = _run(token)
    if run.outcome is None:
        return render_template("scenarios/waiting.html", **_about(run))
    return render_template(
        "scenarios/outcome.html",
        page=outcomes.page(run.outcome, queries.titles(locale()), locale()),
        **_about(run),
    )


@bp.get("/runs/<token>/progress")
@policy(POLICYMAKER)
def progress(token: str) -> ResponseReturnValue:
    """Answer a waiting page: the bar, or the order to load the outcome."""
    run = _run(token)
    if run.job.state in UNFINISHED:
        return render_template("scenarios/progress.html", **_about(run))
    return Response(headers={"HX-Refresh": "true"})


@bp.get("/runs/<token>/outcome.json")
@policy(POLICYMAKER)
def download(token: str) -> ResponseReturnValue:
    """Give the outcome as the command line prints it."""
    run = _run(token)
    if run.outcome is None:
        abort(404)
    return Response(
        json.dumps(run.outcome["summary"], ensure_ascii=False, indent=1),
        mimetype="application/json",
        headers={"Content-Disposition": f"attachment; filename=run-{run.id}.json"},
    )


@bp.post("/runs/<token>/cancel")
@policy(POLICYMAKER)
def cancel(token: str) -> ResponseReturnValue:
    """Stop a run."""
    with transaction() as writing:
        run = queries.run(writing, acting_organisation().id, token)
        operations.cancel(run, cancelled_at=clock.now_utc())
    return redirect(url_for(".show", token=token), 303)


def _form() -> RunForm:
    form = RunForm()
    form.offer_choices(locale())
    return form


def _run(token: str) -> Run:
    return queries.run(session(), acting_organisation().id, token)


def _about(run: Run) -> dict[str, object]:
    return {
        "run": run,
        "job": run.job,
        "titles": queries.titles(locale()),
        "unfinished": run.job.state in UNFINISHED,
    }


def _overview(form: RunForm) -> str:
    return render_template(
        "scenarios/overview.html",
        form=form,
        runs=queries.runs(session(), acting_organisation().id),
        titles=queries.titles(locale()),
    )
