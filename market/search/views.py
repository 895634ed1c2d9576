"""The first page, and the offers that a query finds."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from market.accounts.models import Organisation
from market.accounts.policies import ANYONE, actor, policy
from market.db import session
from market.licensing.models import Offer
from market.licensing.queries import terms_of
from market.quotes.classes import asks_province, asks_quality
from market.quotes.firm import asked_size, usual_licensee
from market.quotes.selection import KEY, selection
from market.search.asked import asked_of
from market.search.queries import find
from pricing.ladder import Ladder, ladder
from pricing.licensee import Licensee

bp = Blueprint("search", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One offer as the results show it.

    `ladder` is made for the size that was asked for and the reader's classes, of
    of which the two flags say whether the terms price by them.
    """

    offer: Offer
    ladder: Ladder
    asks_quality: bool
    asks_province: bool


@bp.get("/")
@policy(ANYONE)
def home() -> ResponseReturnValue:
    """Show the search box and the three doors."""
    return render_template("search/home.html", size=asked_size({}, _reader()))


@bp.get("/offers")
@policy(ANYONE)
def results() -> ResponseReturnValue:
    """Show the offers that a query finds."""
    reader = _reader()
    size = asked_size(request.args, reader)
    asked = asked_of(request.args, size)
    found = find(session(), asked)
    return render_template(
        "search/results.html",
        text=asked.typed.text,
        is_cut=asked.typed.is_cut,
        size=size,
        found=found,
        cards=[_card(offer, usual_licensee(size, reader)) for offer in found.offers],
        chosen=selection(session(), request.args.getlist(KEY)),
        is_sample=any(offer.is_sample for offer in found.offers),
        all_sample=all(offer.is_sample for offer in found.offers),
    )


def _card(offer: Offer, licensee: Licensee) -> Card:
    terms = terms_of(offer.version)
    return Card(
        offer=offer,
        ladder=ladder(terms, licensee),
        asks_quality=asks_quality(terms),
        asks_province=asks_province(terms),
    )


def _reader() -> Organisation | None:
    who = actor()
    return who.organisation if who else None
