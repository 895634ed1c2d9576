"""Pages of talks: how far they have come, and the boxes of the next proposal."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request, url_for

from market import clock, submissions
from market.accounts.policies import acting, acting_organisation
from market.db import session
from market.errors import MarketError, StaleVersion
from market.formats import current_locale
from market.licences.wording import Difference, clauses
from market.licensing import editing
from market.licensing.box_faults import faults_of
from market.licensing.box_fields import box_form
from market.licensing.pages import said_beside
from market.licensing.review import review
from market.licensing.sheet import Tree, sheet_of
from market.negotiation.course import changes_since, course_of, other_side, standing
from market.negotiation.forms import EndBox, MessageBox
from market.negotiation.models import Negotiation
from market.negotiation.policies import TALKS
from market.negotiation.queries import latest_terms, negotiation_of
from market.quotes.amounts import TOO_LARGE
from market.quotes.asked import Asked, asked_of
from market.quotes.choices import choices_of
from market.quotes.costs import Cost, base_of, beginning, cost
from market.quotes.forecast import KEYS
from pricing.errors import PricingError
from pricing.ladder import Ladder, ladder
from pricing.terms import Terms

# Fixed by what this is: terms of an ordinary offer for one firm, on the office's
# account.
FIXED = frozenset({"lane", "mode"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A proposal as typed: its terms, what it began from, why it was not made."""

    tree: Tree
    seen: int
    message: MessageBox
    refusal: MarketError | None = None
    changes: tuple[Difference, ...] = ()
    is_unsaved: bool = False


def own_talks(negotiation_id: int) -> Negotiation:
    """Return talks of the reader's organisation."""
    own = acting_organisation().id
    return negotiation_of(session(), own, negotiation_id=negotiation_id)


def address_of(talks_id: int) -> str:
    """Return the address of talks for a mail."""
    return url_for("negotiation.show", negotiation_id=talks_id, _external=True)


def talks_page(
    talks: Negotiation,
    form: EndBox,
    *,
    refused: MarketError | None = None,
    seen: int = 0,
) -> str:
    """Return the page of talks, with what differs where something was refused."""
    own, locale = acting_organisation().id, current_locale()
    found, is_stale = course_of(talks, own, locale), isinstance(refused, StaleVersion)
    terms, day = found.terms, clock.today()
    asked = asked_of(request.args, talks.licensee, terms=(terms,), day=day)
    return render_template(
        "negotiation/talks.html",
        talks=talks,
        course=found,
        other=other_side(talks, own),
        standing=standing(talks, own),
        own_id=own,
        may_act=TALKS.allows(acting()),
        is_office=own != talks.licensee_id,
        form=form,
        refused=refused,
        changes=changes_since(talks, seen, locale) if is_stale else (),
        asked=asked,
        cost=_cost(terms, asked),
        choices=choices_of((terms,), base=base_of(terms), day=day),
        steps=_ladder(terms, asked),
        clauses=clauses(terms, locale),
        nonce=submissions.new_nonce(),
    )


def _cost(terms: Terms, asked: Asked) -> Cost | None:
    if asked.errors:
        return None
    expected = asked.forecast
    try:
        return cost(
            terms,
            expected.bases,
            licensee=asked.firm.licensee,
            day=clock.today(),
            first_sale_on=expected.first_sale_on,
            capital_ppm=expected.capital_ppm,
        )
    except PricingError:
        asked.errors[KEYS["high"]] = TOO_LARGE
        return None


def _ladder(terms: Terms, asked: Asked) -> Ladder | None:
    """Return the ladder of terms; of amounts beyond all bounds there is none."""
    starts_on = beginning(terms, clock.today())
    try:
        return ladder(terms, asked.firm.licensee, starts_on=starts_on)
    except PricingError:
        return None


def proposal_page(talks: Negotiation, typed: Typed) -> str:
    """Return the page on which a proposal is written, box by box."""
    sheet, own = sheet_of(typed.tree), acting_organisation().id
    found = review(typed.tree, talks.offer.patent, day=clock.today())
    faults = faults_of(sheet, typed.tree, found.places)
    return render_template(
        "negotiation/propose.html",
        talks=talks,
        other=other_side(talks, own),
        is_office=own != talks.licensee_id,
        fixed=FIXED,
        typed=typed,
        latest=editing.tree_of(latest_terms(talks)),
        sheet=sheet,
        form=box_form(sheet, typed.tree),
        frame=editing.pretty(typed.tree),
        review=found,
        base=base_of(found.terms) if found.terms else None,
        said=said_beside(sheet, found, faults),
        faults=faults,
        is_live="HX-Request" in request.headers,
        nonce=submissions.new_nonce(),
    )
