"""What a patent's record says to the question of its annual fees."""

from __future__ import annotations

from datetime import date

from market.catalogue.models import Patent, PatentStatus
from pricing.annuities.patent_life import PatentLife, patent_life
from pricing.errors import FactImpossible


def life_of(patent: Patent) -> PatentLife:
    """Return the days of a recorded patent's life.

    Raises
    ------
    PricingError
        Where a day is not recorded, the days contradict one another, the patent
        has ended, or it is not a Chinese one.
    """
    if patent.jurisdiction != "CN":
        raise FactImpossible(
            "Only the annual fees of Chinese patents are known here.",
            "这里只有中国专利的年费标准。",
        )
    if patent.status is PatentStatus.ENDED:
        raise FactImpossible(
            "This patent has ended: no annual fee falls due.",
            "这件专利已经终止，不再有年费到期。",
        )
    return patent_life(
        patent.kind.value if patent.kind else None,
        filed_on=patent.filed_on,
        granted_on=_granted_on(patent),
        ends_on=None if patent.expiry_is_computed else patent.expires_on,
    )


def _granted_on(patent: Patent) -> date | None:
    is_application = patent.status is PatentStatus.APPLICATION
    return None if is_application else patent.granted_on
