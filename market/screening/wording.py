"""What pages call criteria and evidence, and why a patent stands where it does."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from market.formats import current_locale
from market.licensing.life import WORDS
from market.licensing.models import OfferState
from market.screening.models import Criterion
from market.screening.reasons import Part, Reason
from market.screening.scoring import Evidence, Score

CRITERIA = {
    Criterion.PROSPECTS: _("Market prospects"),
    Criterion.BREADTH: _("Breadth of use"),
    Criterion.PRACTICALITY: _("Practicality"),
    Criterion.READINESS: _("Readiness"),
}
QUESTIONS = {
    Criterion.PROSPECTS: _("Is it wanted, and will it be for long?"),
    Criterion.BREADTH: _("In how many fields and industries is it of use?"),
    Criterion.PRACTICALITY: _("Is the right sound, and free to be licensed?"),
    Criterion.READINESS: _("How near is it to use in production?"),
}
LABELS = {
    "years_left": _("Years of protection left"),
    "cited_by": _("Later patents that cite it"),
    "licences": _("Licences given here"),
    "talks": _("Firms that negotiated here"),
    "applications": _("Fields of application"),
    "industries": _("Industries"),
    "licensees": _("Different licensees here"),
    "status": _("Legal status"),
    "examined": _("Examined for novelty and inventive step"),
    "fee_paid": _("Annual fees paid"),
    "is_free": _("Free of other licences, liens and suspension"),
    "consent": _("Co-owners consent"),
    "claims": _("Claims"),
    "level": _("Technology readiness level"),
    "in_force": _("Licences in force here"),
    "checked": _("Legal status looked up within a year"),
}
_NO, _YES = _("no"), _("yes")
_STATES: dict[str, tuple[LazyString, ...]] = {
    "status": (_("ended"), _("application"), _("granted")),
    "examined": (_NO, _("yes, by a positive evaluation report"), _("yes, at grant")),
    "fee_paid": (_NO, _YES),
    "is_free": (_NO, _YES),
    "consent": (_NO, _YES),
    "checked": (_("no, longer ago"), _YES),
}


def register(bp: Blueprint) -> None:
    """Give the templates these functions as filters."""
    bp.add_app_template_filter(criterion_name, "criterion_name")
    bp.add_app_template_filter(criterion_question, "criterion_question")
    bp.add_app_template_filter(evidence_label, "evidence_label")
    bp.add_app_template_filter(evidence_value, "evidence_value")
    bp.add_app_template_filter(offer_state, "screened_offer_state")


def criterion_name(criterion: Criterion) -> str:
    """Return the name of a criterion."""
    return str(CRITERIA[criterion])


def criterion_question(criterion: Criterion) -> str:
    """Return what a criterion asks."""
    return str(QUESTIONS[criterion])


def evidence_label(evidence: Evidence) -> str:
    """Return what a piece of evidence is about."""
    return str(LABELS[evidence.key])


def evidence_value(evidence: Evidence) -> str:
    """Return what is known of it; what is not known is said to be so."""
    if evidence.value is None:
        return str(gettext("not known"))
    if evidence.key in _STATES:
        return str(_STATES[evidence.key][evidence.value])
    if evidence.key == "level":
        return str(gettext("%(level)s of 9", level=evidence.value))
    return str(evidence.value)


def offer_state(state: OfferState) -> str:
    """Return the state of an offer."""
    return str(WORDS[state][0 if current_locale() == "zh" else 1])


def sentence(score: Score, reason: Reason) -> str:
    """Return in one sentence why a patent has its place."""
    if score.has_lapsed:
        return str(
            gettext("It ended, expired or was declared invalid: nothing to offer.")
        )
    if not reason.lifts:
        return str(
            gettext("Nothing speaks for it yet: %(holds)s.", holds=_list(reason.holds))
        )
    if not reason.holds:
        return str(
            gettext(
                "Lifted by %(lifts)s; nothing is missing.", lifts=_list(reason.lifts)
            )
        )
    return str(
        gettext(
            "Lifted by %(lifts)s; held down by %(holds)s.",
            lifts=_list(reason.lifts),
            holds=_list(reason.holds),
        )
    )


def _list(parts: Iterable[Part]) -> str:
    return str(gettext(" and ")).join(_part(part) for part in parts)


def _part(part: Part) -> str:
    evidence = part.evidence
    if part.is_mark:
        return str(
            gettext(
                "the mark for %(criterion)s (%(points)s of 100)",
                criterion=_lower(criterion_name(part.criterion)),
                points=evidence.points,
            )
        )
    return str(
        gettext(
            "%(label)s (%(value)s: %(points)s of %(most)s points)",
            label=_lower(evidence_label(evidence)),
            value=evidence_value(evidence),
            points=evidence.points,
            most=evidence.most,
        )
    )


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
