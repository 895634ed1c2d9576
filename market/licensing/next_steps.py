"""What an office can do next with an offer: one main step, the others, what lacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from market.approval.queries import Gap, gaps
from market.approval.wording import gap_address
from market.formats import current_locale
from market.licensing import life
from market.licensing.models import Lane, Offer, OfferState
from market.licensing.refusals import findings_of
from pricing.law.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A button or a way: `acts` at once by a form, or leads to a page.

    `is_quiet` marks what is seldom done and closes the offer.
    """

    label: str
    url: str
    acts: bool = False
    needs_admin: bool = False
    is_quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What stands in the way of the next step, and the page on which to mend it."""

    text: str
    url: str
    before: OfferState


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where the newest version stands, what is missing, what can be done."""

    stage: OfferState
    missing: tuple[Missing, ...]
    main: NextStep | None
    others: tuple[NextStep, ...]

    @property
    def blocking(self) -> tuple[Missing, ...]:
        """What is missing for the very next stage."""
        after = {
            OfferState.DRAFT: OfferState.CHECKED,
            OfferState.CHECKED: OfferState.APPROVED,
        }
        wanted = (OfferState.CHECKED, after.get(self.stage))
        return tuple(each for each in self.missing if each.before in wanted)


def plan_of(session: Session, offer: Offer, *, day: date) -> Plan:
    """Return what can be done next with an offer.

    Parameters
    ----------
    session : Session
        Reads.
    offer : Offer
        Of the reader's office.
    day : date
        Day whose law holds.
    """
    stage = life.stage_of(offer)
    missing: tuple[Missing, ...] = ()
    if stage in life.BEFORE_OPENING:
        found = findings_of(offer, day)
        missing = tuple(_unlawful(offer, found))
        if stage != OfferState.APPROVED:
            missing += tuple(
                _lacking(offer, gap) for gap in gaps(session, offer, day=day)
            )
    main, others = _STEPS[stage](offer)
    return Plan(stage=stage, missing=missing, main=main, others=others)


Steps = tuple[NextStep | None, tuple[NextStep, ...]]


def _draft(offer: Offer) -> Steps:
    return _acting("offer_life.check", offer, _("Check")), (
        _edit(offer),
        _to("offer_life.texts", offer, _("Texts of the listing")),
        _addons(offer),
        _case(offer),
        *_declaration(offer),
        *_closing_while_open(offer),
    )


def _checked(offer: Offer) -> Steps:
    return _to("deciding.show", offer, _("Have it approved")), (
        _case(offer),
        _acting("offer_life.recall", offer, _("Take back to draft")),
        _edit(offer),
        *_declaration(offer),
        *_closing_while_open(offer),
    )


def _approved(offer: Offer) -> Steps:
    back = _acting("offer_life.recall", offer, _("Take back to draft"))
    if offer.lane == Lane.OPEN:
        return _to("offer_steps.declare", offer, _("Record the lodging")), (
            *_declaration(offer),
            back,
        )
    return _acting("licensing.opening", offer, _("Post"), needs_admin=True), (back,)


def _declared(offer: Offer) -> Steps:
    return _to(
        "licensing.opening", offer, _("Enter the announcement"), needs_admin=True
    ), (
        *_declaration(offer),
        _to(
            "offer_steps.not_announced",
            offer,
            _("It is not announced"),
            needs_admin=True,
        ),
    )


def _open(offer: Offer) -> Steps:
    seen = _to("licensing.listing", offer, _("See it as a firm does"))
    return seen, (
        *([_edit(offer)] if offer.lane == Lane.ORDINARY else []),
        _to("offer_life.texts", offer, _("Texts of the listing")),
        _addons(offer),
        _redraft(offer),
        *_closing(offer),
    )


def _over(offer: Offer) -> Steps:
    return _redraft(offer), ()


_STEPS: dict[OfferState, Callable[[Offer], Steps]] = {
    OfferState.DRAFT: _draft,
    OfferState.CHECKED: _checked,
    OfferState.APPROVED: _approved,
    OfferState.DECLARED: _declared,
    OfferState.OPEN: _open,
    OfferState.NOT_ANNOUNCED: _over,
    OfferState.WITHDRAWN: _over,
    OfferState.REVOKED: _over,
    OfferState.ENDED: _over,
}


def _closing_while_open(offer: Offer) -> tuple[NextStep, ...]:
    """Return how the offer closes, where a newer version of it waits."""
    return _closing(offer) if offer.state == OfferState.OPEN else ()


def _closing(offer: Offer) -> tuple[NextStep, ...]:
    withdraw = _last("offer_steps.withdraw", offer, _("Withdraw"))
    end = _last("offer_steps.end", offer, _("End it"))
    if offer.lane == Lane.ORDINARY:
        return withdraw, end
    return withdraw, _last("offer_steps.revoke", offer, _("CNIPA revoked it")), end


def _last(endpoint: str, offer: Offer, label: str) -> NextStep:
    return replace(_to(endpoint, offer, label), needs_admin=True, is_quiet=True)


def _declaration(offer: Offer) -> tuple[NextStep, ...]:
    if offer.lane != Lane.OPEN:
        return ()
    return (_to("declaring.show", offer, _("Text of the declaration")),)


def _case(offer: Offer) -> NextStep:
    return _to("cases.show", offer, _("Case of the offer"))


def _addons(offer: Offer) -> NextStep:
    return _to("addons.show", offer, _("Help beside the licence"))


def _edit(offer: Offer) -> NextStep:
    return _to("licensing.editor", offer, _("Edit the terms"))


def _redraft(offer: Offer) -> NextStep:
    label = _("Draft changed terms as a new offer")
    return _acting("licensing.redraft", offer, label)


def _to(
    endpoint: str, offer: Offer, label: str, *, needs_admin: bool = False
) -> NextStep:
    url = url_for(endpoint, offer_id=offer.id)
    return NextStep(label=str(label), url=url, needs_admin=needs_admin)


def _acting(
    endpoint: str, offer: Offer, label: str, *, needs_admin: bool = False
) -> NextStep:
    url = url_for(endpoint, offer_id=offer.id)
    return NextStep(label=str(label), url=url, acts=True, needs_admin=needs_admin)


def _unlawful(offer: Offer, found: list[Finding]) -> list[Missing]:
    is_zh = current_locale() == "zh"
    editor = url_for("licensing.editor", offer_id=offer.id)
    texts = url_for("offer_life.texts", offer_id=offer.id)
    return [
        Missing(
            text=each.message_zh if is_zh else each.message_en,
            url=texts if each.where == "declaration_text" else editor,
            before=OfferState.CHECKED,
        )
        for each in found
        if each.severity == "error"
    ]


def _lacking(offer: Offer, gap: Gap) -> Missing:
    return Missing(
        text=gap.message(current_locale()),
        url=gap_address(gap, offer),
        before=OfferState(gap.before),
    )
