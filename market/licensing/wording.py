"""What pages call a patent, a lane, a stage, in the reader's language."""

from __future__ import annotations

import re

from flask import Blueprint
from flask_babel import gettext as _

from market.catalogue.models import Patent, PatentKind
from market.formats import current_locale
from market.licensing.models import Lane, Offer, OfferState
from market.licensing.queries import terms_of
from market.licensing.shapes import first_price, shape_name
from pricing.terms import Stage, Terms
from pricing.wording.explanation import explain
from pricing.wording.fee_words import yuan

SENTENCE = re.compile(r".+?(?:[。!?！？](?=.)|[.!?](?=\s)|$)", re.DOTALL)
LONGEST_SENTENCE = 140


def register(bp: Blueprint) -> None:
    """Give the templates these functions as filters."""
    for function in (
        title,
        pitch,
        pitch_sentence,
        sentence,
        purpose,
        classes,
        kind_name,
        lane_name,
        lane_words,
        state_name,
        closing_reason,
        stage_name,
    ):
        bp.add_app_template_filter(function, f"{function.__name__}_of")
    bp.add_app_template_filter(explained)
    bp.add_app_template_filter(newest_terms)
    bp.add_app_template_filter(shape_name)
    bp.add_app_template_filter(first_price)
    bp.add_app_template_filter(amount)
    bp.add_app_template_filter(whole_yuan)


def title(patent: Patent) -> str:
    """Return a patent's title in the reader's language, or the one there is."""
    if current_locale() == "zh":
        return patent.title or patent.title_en
    return patent.title_en or patent.title


def purpose(patent: Patent) -> str:
    """Return what a patent is for: its summary, else its abstract, else nothing."""
    both = (patent.summary_zh, patent.summary_en)
    mine, other = both if current_locale() == "zh" else both[::-1]
    return mine or other or patent.abstract


def pitch(offer: Offer) -> str:
    """Return what an offer says of itself, else what its patent is for."""
    both = (offer.listing_text_zh, offer.listing_text_en)
    mine, other = both if current_locale() == "zh" else both[::-1]
    return mine or other or purpose(offer.patent)


def pitch_sentence(offer: Offer) -> str:
    """Return the first sentence of what an offer says of itself."""
    return first_sentence(pitch(offer))


def sentence(patent: Patent) -> str:
    """Return the first sentence of what a patent is for."""
    return first_sentence(purpose(patent))


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, cut where it is long.

    Examples
    --------
    >>> first_sentence("脱色率 92%。能耗低。")
    '脱色率 92%。'
    >>> first_sentence("Saves 1.4 yuan. Runs cold.")
    'Saves 1.4 yuan.'
    """
    match = SENTENCE.match(text.strip())
    found = match[0].strip() if match else ""
    if len(found) <= LONGEST_SENTENCE:
        return found
    return found[:LONGEST_SENTENCE].rstrip() + "…"


def classes(patent: Patent) -> str:
    """Return the IPC classes of a patent, parted for reading."""
    parts = [part.strip() for part in re.split(r"[|;,]", patent.ipc)]
    return " · ".join(part for part in parts if part)


def kind_name(kind: PatentKind | None) -> str:
    """Name a kind of patent."""
    names = {
        PatentKind.INVENTION: _("Invention patent"),
        PatentKind.UTILITY_MODEL: _("Utility model"),
        PatentKind.DESIGN: _("Design patent"),
        None: _("Patent"),
    }
    return str(names[kind])


def lane_name(lane: Lane) -> str:
    """Name a lane."""
    if lane == Lane.OPEN:
        return str(_("Open licence"))
    return str(_("Ordinary licence, posted price"))


def lane_words(offer: Offer) -> str:
    """Name the lane of an offer, and whether its prices are posted or talked about."""
    if offer.lane == Lane.ORDINARY and is_negotiated(offer):
        return str(_("Ordinary licence, price by negotiation"))
    return lane_name(offer.lane)


def is_negotiated(offer: Offer) -> bool:
    """Say whether the terms in force are where talks begin."""
    return terms_of(offer.version).mode == "negotiated"


def state_name(state: OfferState) -> str:
    """Name a state of an offer."""
    names = {
        OfferState.DRAFT: _("Draft"),
        OfferState.CHECKED: _("Checked"),
        OfferState.APPROVED: _("Approved"),
        OfferState.DECLARED: _("Declared"),
        OfferState.OPEN: _("Open"),
        OfferState.NOT_ANNOUNCED: _("Not announced"),
        OfferState.WITHDRAWN: _("Withdrawn"),
        OfferState.REVOKED: _("Revoked"),
        OfferState.ENDED: _("Ended"),
    }
    return str(names[state])


def closing_reason(offer: Offer) -> str:
    """Return why an offer closed, the worker's reasons written out."""
    known = {
        "term_over": _("The term of the offer is over."),
        "patent_expired": _("The patent expired."),
        "patent_ended": _("The patent has ended."),
        "patent_invalidated": _("The patent was invalidated."),
    }
    return str(known.get(offer.closing_reason, offer.closing_reason))


def stage_name(stage: Stage) -> str:
    """Return what a stage is called in the reader's language."""
    return stage.label_zh if current_locale() == "zh" else stage.label_en


def newest_terms(offer: Offer) -> Terms:
    """Return the terms of an offer's version in force, else its newest."""
    return terms_of(offer.version)


def explained(terms: Terms) -> str:
    """Return terms as one plain paragraph in the reader's language."""
    return explain(terms, current_locale())


def amount(amount_fen: int) -> str:
    """Write an amount [fen] for a column of yuan: no sign of the currency.

    Examples
    --------
    >>> amount(1_000_000), amount(-50)
    ('10,000', '−0.50')
    """
    return f"{'−' if amount_fen < 0 else ''}{yuan(abs(amount_fen))}"


def whole_yuan(amount_fen: int) -> str:
    """Write an amount [fen] for a column of yuan, to the yuan.

    Examples
    --------
    >>> whole_yuan(226_411_51), whole_yuan(50)
    ('226,412', '1')
    """
    return amount((amount_fen + 50) // 100 * 100)
