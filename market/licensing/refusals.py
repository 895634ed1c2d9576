"""What stands against an offer: the law, and the words of its declaration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from market.approval.queries import Gap, gaps, withdrawal_gaps
from market.catalogue.models import Patent
from market.errors import Refused
from market.licensing.models import Lane, Offer
from market.licensing.queries import findings_on, terms_of
from pricing.law.finding import Finding
from pricing.law.wording import promotional_findings
from pricing.terms import Terms

DECLARATION_TEXT = "declaration_text"
PROMOTIONAL = "wording.promotional"


def findings_of(offer: Offer, day: date) -> list[Finding]:
    """Return what the law says of an offer's newest terms and its declaration."""
    found = findings_on(terms_of(offer.newest), offer.patent, day=day)
    return found + text_findings(offer.lane, offer.declaration_text, day)


def text_findings(lane: Lane, text: str, day: date) -> list[Finding]:
    """Return what a declaration must not say; an ordinary offer is not declared.

    In the terms such a phrase may be a name, and is a warning; what is written for
    the declaration alone can do without.
    """
    if lane != Lane.OPEN:
        return []
    return [
        replace(found, severity="error") if found.code == PROMOTIONAL else found
        for found in promotional_findings(DECLARATION_TEXT, text, day)
    ]


def refuse_unlawful(offer: Offer, day: date) -> None:
    """Refuse an offer against which the law stands on a day.

    Raises
    ------
    Refused
        With every finding of level error.
    """
    errors = [each for each in findings_of(offer, day) if each.severity == "error"]
    if errors:
        raise _unlawful(errors)


def refuse_unlawful_terms(terms: Terms, patent: Patent, day: date) -> None:
    """Refuse terms on a patent against which the law stands on a day.

    Raises
    ------
    Refused
        With every finding of level error.
    """
    found = findings_on(terms, patent, day=day)
    errors = [each for each in found if each.severity == "error"]
    if errors:
        raise _unlawful(errors)


def refuse_gaps(session: Session, offer: Offer, day: date) -> None:
    """Refuse to check an offer of which consents are missing.

    Raises
    ------
    Refused
        With all that is missing.
    """
    missing = gaps(session, offer, day=day)
    _refuse([gap for gap in missing if gap.before == "checked"])


def refuse_withdrawal(session: Session, offer: Offer) -> None:
    """Refuse a withdrawal to which not all co-owners consent.

    Raises
    ------
    Refused
        With every consent that is missing.

    Notes
    -----
    Guidelines for Patent Examination 2023, Part V ch. 11 s. 4: all co-owners withdraw
    together, in writing.
    """
    _refuse(withdrawal_gaps(session, offer))


def _refuse(missing: list[Gap]) -> None:
    if missing:
        raise Refused(
            "还缺少：" + "".join(gap.zh for gap in missing),
            "Still missing: " + " ".join(gap.en for gap in missing),
        )


def _unlawful(errors: Iterable[Finding]) -> Refused:
    zh = "；".join(f"{e.message_zh.rstrip('。')}（{e.article_zh}）" for e in errors)
    en = "; ".join(f"{e.message_en.rstrip('.')} ({e.article_en})" for e in errors)
    return Refused(
        f"法律检查未通过：{zh}。请改正后再试。",
        f"The law stands against this offer: {en}. Mend this first.",
    )
