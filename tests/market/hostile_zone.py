"""A public zone of an office with one offer in it, its texts as hostile as can be."""

from datetime import date

from market.zones.models import Zone, ZoneEntry, ZoneState
from tests.market.factories import NOON


def zone_rows(make, deal, markup):
    """Commit the zone; return its ids by the names that addresses use."""
    user_id = make.user_id(deal.drafter)
    zone_id = make._save(
        Zone(
            slug="hostile",
            organisation_id=deal.office,
            state=ZoneState.OPEN,
            **{
                f"{name}_{language}": markup
                for name in ("title", "theme", "cover")
                for language in ("zh", "en")
            },
            rule={"text": markup, "filters": {}, "size": "small"},
            opens_on=date(2026, 11, 1),
            created_by_id=user_id,
            created_at=NOON,
        )
    )
    entry_id = make._save(
        ZoneEntry(
            zone_id=zone_id,
            offer_id=deal.offer,
            note_zh=markup,
            note_en=markup,
            added_by_id=user_id,
            added_at=NOON,
        )
    )
    return {"zone_id": zone_id, "entry_id": entry_id, "slug": "hostile"}
