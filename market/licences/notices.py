"""What a notice says, and when none can be given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from market.accounts.models import QualityClass, SizeClass
from market.catalogue.models import Patent, PatentStatus
from market.clock import business_day
from market.errors import NotFound, Refused
from market.formats import day as written
from market.licences.billing import is_startable
from market.licensing.models import Offer, OfferState, OfferVersion
from market.licensing.queries import is_open_to
from pricing.canonical import terms_sha256
from pricing.terms import Terms, read_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A licensee's written notice (开放许可实施通知书).

    Attributes
    ----------
    offer_id, version_number : int
        The offer, and the version that the licensee saw.
    licensee_id, user_id : int
        The organisation that is bound, and the person who gives the notice.
    size_class, size_statement
        The size at this day, with the figures behind it.
    quality_class, province
        Stated where the terms price by them.
    confirmed_terms : tuple of str
        The key terms that were ticked.
    authority : str
        Name and office of the person who signs.
    given_at : datetime
        When it arrived here, which is where the patentee receives notices.
    """

    offer_id: int
    version_number: int
    licensee_id: int
    user_id: int
    size_class: SizeClass
    size_statement: dict[str, Any]
    confirmed_terms: tuple[str, ...]
    authority: str
    given_at: datetime
    quality_class: QualityClass = QualityClass.NONE
    province: str | None = None

    @property
    def day(self) -> date:
        """The business day of the notice."""
        return business_day(self.given_at)


def frozen_terms(version: OfferVersion) -> Terms:
    """Return the terms of a version whose text is what its hash says.

    Raises
    ------
    Refused
        Where text and hash differ: nothing may be priced by such terms.
    """
    terms = read_terms(version.terms_json)
    hashes = (sha256(version.terms_json.encode()).hexdigest(), terms_sha256(terms))
    if hashes != (version.terms_sha256, version.terms_sha256):
        raise Refused(
            f"许可方案第 {version.number} 版的条款与其校验值不符，已停止使用。"
            "请联系平台运营方。",
            f"The text of version {version.number} does not match its hash, so it is "
            "not used. Tell the operator.",
        )
    return terms


def no_such_offer() -> NotFound:
    """Return what everybody outside is told of an offer that is not open."""
    return NotFound(
        "没有这个许可方案，或者它尚未公开。",
        "There is no such offer, or it is not open.",
    )


def refuse_unless_public(offer: Offer, licensee_id: int) -> None:
    """Refuse what concerns an offer that a licensee may not know of.

    Raises
    ------
    NotFound
        For an offer that is not open, or reserved for another firm.
    """
    # The licensor may know: it is told why it gives no notice to itself.
    if offer.state is OfferState.OPEN and offer.organisation_id == licensee_id:
        return
    if not is_open_to(offer, licensee_id):
        raise no_such_offer()


def refuse_unless_open(
    offer: Offer, terms: Terms, *, licensee_id: int, day: date
) -> None:
    """Refuse a notice where the offer, the patent, the dates or the party forbid it.

    Raises
    ------
    NotFound
        For an offer that is not open: nobody outside may know of it.
    Refused
        With the reason.
    """
    refuse_unless_public(offer, licensee_id)
    for reason in (
        _own(offer, licensee_id),
        _negotiated(terms),
        _patent_over(offer.patent, day),
        _outside_term(terms, day),
    ):
        if reason is not None:
            raise reason


def _own(offer: Offer, licensee_id: int) -> Refused | None:
    if offer.organisation_id != licensee_id:
        return None
    return Refused(
        "许可方不能就自己的专利发出实施通知：专利权人本来就可以实施。",
        "A licensor gives no notice on its own patent: the patentee may use it anyway.",
    )


def _negotiated(terms: Terms) -> Refused | None:
    if terms.mode == "posted":
        return None
    return Refused(
        "这些条款只是协商的起点，不能直接发出实施通知。请先与许可方商定条款。",
        "These terms are where talks begin, so no notice can be given on them. "
        "Agree on terms with the licensor first.",
    )


def _patent_over(patent: Patent, day: date) -> Refused | None:
    if patent.expires_on is not None and patent.expires_on < day:
        return Refused(
            f"该专利已于 {written(patent.expires_on, 'zh')}期满，任何人都可以实施，"
            "无需许可。",
            f"The patent expired on {written(patent.expires_on, 'en')}: anyone may use "
            "the invention, and no licence is needed.",
        )
    if patent.is_invalidated or patent.status is PatentStatus.ENDED:
        return Refused(
            "该专利权已终止或被宣告无效，不能再许可。",
            "The patent has ended or was invalidated, so it cannot be licensed.",
        )
    return None


def _outside_term(terms: Terms, day: date) -> Refused | None:
    if is_startable(terms, day):
        return None
    if day < terms.starts_on:
        return Refused(
            f"许可期限自 {written(terms.starts_on, 'zh')}起，请在该日或之后发出通知。",
            f"The term begins on {written(terms.starts_on, 'en')}. "
            "Give notice on that day or later.",
        )
    return Refused(
        f"许可期限已于 {written(terms.ends_on, 'zh')}届满，不能再发出通知。",
        f"The term ended on {written(terms.ends_on, 'en')}, so no notice can be given.",
    )
