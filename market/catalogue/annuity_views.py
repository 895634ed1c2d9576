"""The office's page of a patent's annual fees: what opening it saves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from market import clock
from market.accounts.policies import OFFICE, acting_organisation, policy
from market.catalogue import queries
from market.catalogue.annuity_facts import life_of
from market.catalogue.annuity_forms import AnnuitiesForm, annuities_form
from market.catalogue.models import Patent
from market.catalogue.views import PATENT
from market.db import session
from pricing.annuities.adviser import Advice, advise
from pricing.errors import PricingError
from pricing.law.finding import DOUBTS

bp = Blueprint("annuities", __name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """The advice, or why there is none; neither where the form has errors."""

    advice: Advice | None = None
    fault: PricingError | None = None


@bp.get(f"{PATENT}/annual-fees")
@policy(OFFICE)
def annual_fees(patent_id: int) -> ResponseReturnValue:
    """Show the annual fees of a patent, with and without open licences."""
    today = clock.today()
    patent = queries.by_id(session(), acting_organisation().id, patent_id)
    form = annuities_form(request.args, patent, today=today)
    answer = _answer(patent, form, today)
    page = render_template(
        "catalogue/annuities.html",
        patent=patent,
        form=form,
        answer=answer,
        doubts=DOUBTS,
        today=today,
        is_sample=patent.is_sample,
    )
    return page, 422 if form.errors else 200


def _answer(patent: Patent, form: AnnuitiesForm, today: date) -> Answer:
    try:
        life = life_of(patent)
        licences = None if form.errors else form.opening(life)
        if form.errors:
            return Answer()
        return Answer(advise(life, form.patentees(), licences, day=today))
    except PricingError as fault:
        return Answer(fault=fault)
