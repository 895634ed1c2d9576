"""The change log of the search index: which listing may read otherwise than before.

A row says no more than the offer's id; the worker reads what the listing is by then.
Only changes of what a listing says, or of whether anyone may find it, are logged:
an import that changes a hundred thousand patents without offers logs none. Offers and
reservations are never removed.
"""

from __future__ import annotations

from market.triggers.trigger import Follower, changed

_LOG = "INSERT INTO search_change (offer_id)"
OFFER = (
    "organisation_id",
    "patent_id",
    "lane",
    "state",
    "approved_version",
    "opened_at",
    "listing_text_zh",
    "listing_text_en",
)
PATENT = (
    "number",
    "kind",
    "status",
    "title",
    "title_en",
    "summary_zh",
    "summary_en",
    "abstract",
    "ipc",
    "patentee",
    "expires_on",
    "industries",
    "applications",
    "readiness",
    "is_invalidated",
)
ORGANISATION = ("name_zh", "name_en", "province")


def _logged(
    table: str,
    event: str,
    statement: str,
    *,
    condition: str = "TRUE",
    columns: tuple[str, ...] = (),
) -> Follower:
    return Follower(
        name=f"search_{table}_{event.lower()}",
        table=table,
        event=event,
        condition=condition,
        statement=f"{_LOG} {statement}",
        writes_to="search_change",
        columns=columns,
    )


TRIGGERS = (
    _logged("offer", "INSERT", "VALUES (NEW.id)", condition="NEW.state = 'open'"),
    _logged(
        "offer",
        "UPDATE",
        "VALUES (NEW.id)",
        condition=f"(OLD.state = 'open' OR NEW.state = 'open') AND ({changed(*OFFER)})",
        columns=OFFER,
    ),
    _logged(
        "offer_version",
        "INSERT",
        "SELECT id FROM offer WHERE id = NEW.offer_id AND state = 'open'",
    ),
    _logged(
        "patent",
        "UPDATE",
        "SELECT id FROM offer WHERE patent_id = NEW.id AND state = 'open'",
        condition=changed(*PATENT),
        columns=PATENT,
    ),
    _logged(
        "organisation",
        "UPDATE",
        "SELECT id FROM offer WHERE organisation_id = NEW.id AND state = 'open'",
        condition=changed(*ORGANISATION),
        columns=ORGANISATION,
    ),
    _logged("reservation", "INSERT", "VALUES (NEW.offer_id)"),
)
