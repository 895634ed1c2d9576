"""What pages call the parts of a case, in the reader's language."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask_babel import gettext as _

from market.accounts.models import User
from market.approval.models import (
    ApprovalRound,
    Decision,
    Dossier,
    PublicityResult,
    Purpose,
    RoundState,
)
from market.approval.queries import Gap
from market.approval.steps import Step, steps_from
from market.formats import current_locale
from market.licensing.models import Offer, OfferVersion
from market.licensing.queries import terms_of
from pricing.law.finding import Finding
from pricing.wording.explanation import explain


def register(bp: Blueprint) -> None:
    """Give the templates these functions as filters."""
    bp.add_app_template_filter(gap_address)
    bp.add_app_template_filter(part_name)
    bp.add_app_template_filter(person_name)
    bp.add_app_template_filter(purpose_name, "consent_purpose")
    bp.add_app_template_filter(result_name)
    bp.add_app_template_filter(round_name)
    bp.add_app_template_filter(decision_name)
    bp.add_app_template_filter(round_steps)
    bp.add_app_template_filter(kept_findings)
    bp.add_app_template_filter(version_in_words)


def listed_person(name: str, part: str) -> str:
    """Return a name with what the person has to do with the offer."""
    is_zh = current_locale() == "zh"
    return f"{name}（{part_name(part)}）" if is_zh else f"{name} ({part_name(part)})"


def gap_address(gap: Gap, offer: Offer) -> str:
    """Return the address of the page on which a gap is closed."""
    pages = {
        "consents": "cases.consents",
        "conflicts": "cases.interests",
        "dossier": "dossiers.write",
        "publicity": "publicities.show",
    }
    return url_for(pages[gap.where], offer_id=offer.id)


def part_name(part: str) -> str:
    """Name what somebody has to do with an offer."""
    names = {
        "drafter": _("drafted the terms"),
        "inventor": _("inventor"),
        "approver": _("approver"),
    }
    return str(names.get(part, _("other person")))


def person_name(user: User | None) -> str:
    """Name a member, by the address where there is no name."""
    return "—" if user is None else user.name or user.email


def purpose_name(purpose: Purpose) -> str:
    """Name what a co-owner consents to."""
    if purpose == Purpose.OPENING:
        return str(_("The licence on these terms"))
    return str(_("The withdrawal of the offer"))


def result_name(result: PublicityResult | None) -> str:
    """Name how a publicity ended."""
    names = {
        None: _("under way"),
        PublicityResult.NO_OBJECTION: _("No objection"),
        PublicityResult.SETTLED: _("Objections were settled; the price stays"),
        PublicityResult.UPHELD: _("An objection is upheld; back to drafting"),
    }
    return str(names[result])


def round_name(state: RoundState) -> str:
    """Name how far a round of approval has come."""
    names = {
        RoundState.PENDING: _("waits for a decision"),
        RoundState.APPROVED: _("approved"),
        RoundState.RETURNED: _("returned for drafting"),
        RoundState.RECALLED: _("recalled"),
    }
    return str(names[state])


def decision_name(decision: Decision) -> str:
    """Name a decision."""
    is_approved = decision == Decision.APPROVE
    return str(_("approved") if is_approved else _("returned for drafting"))


def round_steps(sent: ApprovalRound) -> tuple[Step, ...]:
    """Return the steps of a round."""
    return steps_from(sent.steps)


def kept_findings(dossier: Dossier) -> list[Finding]:
    """Return what the law said of the terms when a dossier was written."""
    return [Finding(**kept) for kept in dossier.findings]


def version_in_words(version: OfferVersion) -> str:
    """Return the terms of a version as one paragraph in the reader's language."""
    return explain(terms_of(version), current_locale())
