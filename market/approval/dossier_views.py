"""The pricing dossier: write a version, work a fair price out for it, read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from market import clock
from market.accounts.policies import OFFICE, policy
from market.approval.dossiers import Written, write_dossier
from market.approval.forms import DossierForm
from market.approval.overview import case_of
from market.approval.pages import (
    CASE_READERS,
    LARGEST_ID,
    OFFER,
    changed,
    own_case,
    shown,
)
from market.approval.queries import dossiers_of
from market.approval.valuations import comparables_as_json, valuation_as_json
from market.db import MarketSession, session
from market.errors import NotFound, Unacceptable
from market.fair_price.forms import FIRST_KEYS, FURTHER_KEYS, form_of, typed_texts
from market.fair_price.queries import licences_given
from market.fair_price.question import Subjects, question_of
from market.fair_price.table import MOST_BYTES, table_of
from market.fair_price.views import DRAWS, SEED
from market.history import Author
from market.i18n import locale
from market.licensing.models import Offer
from pricing.errors import PricingError
from pricing.valuation.comparable_table import Table
from pricing.valuation.suggestion import suggest

bp = Blueprint("dossiers", __name__)

ADDRESS = f"/office/offers/{OFFER}/case/dossier"
NUMBER = f"<int(max={LARGEST_ID}):number>"


@dataclass(slots=True)
class _Price:
    """A fair price as it was asked for, and as a dossier keeps it."""

    texts: dict[str, str]
    errors: Mapping[str, PricingError] = field(default_factory=dict)
    file_error: str = ""
    valuation: dict[str, Any] | None = None
    comparables: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        """Whether something has to be corrected first."""
        return bool(self.errors or self.file_error)


@bp.route(ADDRESS, methods=["GET", "POST"])
@policy(OFFICE)
def write(offer_id: int) -> ResponseReturnValue:
    """Write a version of the dossier, or only work the fair price out."""
    offer, form = own_case(offer_id), DossierForm()
    if request.method == "GET":
        return _page(offer_id, form, _begun(offer, form))
    price = _price(offer, typed_texts(request.form))
    is_trial = request.form.get("do") == "work-out"
    if is_trial or price.is_wrong:
        return _page(offer_id, form, price), 422 if price.is_wrong else 200
    return changed(
        offer_id,
        form,
        lambda *given: _written(form, price, *given),
        lambda: _page(offer_id, form, price),
    )


@bp.get(f"{ADDRESS}/{NUMBER}")
@policy(CASE_READERS)
def show(offer_id: int, number: int) -> ResponseReturnValue:
    """Show one version of the dossier, to read and to print."""
    offer = own_case(offer_id)
    found = [one for one in dossiers_of(session(), offer.id) if one.number == number]
    if not found:
        raise NotFound("没有这一版定价依据。", "There is no such version.")
    return shown("dossier", offer=offer, dossier=found[0])


def _begun(offer: Offer, form: DossierForm) -> _Price:
    """Fill the form with the version before, and with what the address asks for."""
    dossiers = dossiers_of(session(), offer.id)
    asked = typed_texts(request.args)
    if dossiers:
        form.basis.data = dossiers[-1].basis
        kept = dossiers[-1].valuation or {}
        asked = typed_texts(kept.get("typed", {}) | _typed(asked))
    asked["lane"] = asked["lane"] or offer.lane.value
    return _Price(asked)


def _typed(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text}


def _price(offer: Offer, texts: dict[str, str]) -> _Price:
    """Work a fair price out where sales or another figure are told."""
    price = _Price(texts)
    table = _table(price, offer)
    if price.file_error or not (table or _is_asked(texts)):
        return price
    given = licences_given(session(), offer.patent_id)
    subjects = Subjects(
        expires_on=offer.patent.expires_on,
        ipc=offer.patent.ipc,
        comparables=(*(table.used if table else ()), *given.rows),
        free_count=given.free_count + (table.free_count if table else 0),
    )
    today = clock.today()
    question = question_of(texts, subjects, on=today)
    price.errors = question.errors
    if question.asked is not None:
        fair = suggest(question.asked, np.random.default_rng(SEED), count=DRAWS)
        price.valuation = valuation_as_json(fair, texts, day=today)
        price.comparables = comparables_as_json(table, given, fair.asked.subject)
    return price


def _is_asked(texts: Mapping[str, str]) -> bool:
    """Say whether the boxes ask for a fair price: choices alone do not."""
    chosen = ("number", "readiness", "lane", "licensor", "months")
    return any(text for key, text in texts.items() if key not in chosen)


def _table(price: _Price, offer: Offer) -> Table | None:
    """Read the sent file of comparables, or say why it cannot be read."""
    sent = request.files.get("comparables")
    if not sent:
        return None
    content = sent.read(MOST_BYTES + 1)
    sent.close()
    year, number = clock.today().year, offer.patent.number
    try:
        return table_of(content, latest=year, patent=number)
    except Unacceptable as error:
        price.file_error = error.message(locale())
        return None


def _written(  # the form, its price, and what `changed` gives
    form: DossierForm,
    price: _Price,
    writing: MarketSession,
    offer: Offer,
    who: Author,
    day: date,
) -> str:
    written = Written(
        basis=form.basis.data or "",
        valuation=price.valuation,
        comparables=price.comparables,
        uploads=form.files.uploads,
        keeps_files=form.keeps_files.data,
    )
    dossier = write_dossier(writing, offer, written, who, day=day)
    return url_for(".show", offer_id=offer.id, number=dossier.number)


def _page(offer_id: int, form: DossierForm, price: _Price) -> str:
    offer = own_case(offer_id)
    return shown(
        "write_dossier",
        offer=offer,
        case=case_of(session(), offer, day=clock.today()),
        form=form,
        price=price,
        boxes=form_of(price.texts, price.errors),
        first_keys=[key for key in FIRST_KEYS if key != "number"],
        further_keys=FURTHER_KEYS,
    )
