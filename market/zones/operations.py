"""What a curator does with a zone; each act writes its entry of the history."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.errors import NotFound, Refused, Unacceptable
from market.history import Author, Change, Values, record
from market.licensing.queries import open_offer
from market.zones.models import Zone, ZoneEntry, ZoneState
from market.zones.queries import own_zone
from market.zones.rules import Rule

SUBJECT = "zone"
# What a person curates by hand; more is what a rule is for.
MOST_ENTRIES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything about a zone but its state and its entries."""

    slug: str
    title_zh: str
    title_en: str
    theme_zh: str
    theme_en: str
    cover_zh: str
    cover_en: str
    rule: Rule
    opens_on: date
    closes_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """How an offer stands in a zone by hand."""

    is_left_out: bool = False
    position: int = 0
    note_zh: str = ""
    note_en: str = ""


def create(session: Session, draft: Draft, author: Author) -> Zone:
    """Add a draft of a zone for the author's organisation.

    Raises
    ------
    Unacceptable
        When the address is taken.
    """
    _free(session, draft.slug, but=None)
    zone = Zone(
        **asdict(draft),
        organisation_id=author.organisation_id,
        state=ZoneState.DRAFT,
        created_by_id=author.user_id,
        created_at=author.happened_at,
    )
    session.add(zone)
    session.flush()  # The history refers to its id.
    _tell(session, author, zone, action="created", after=_plain(draft))
    return zone


def change(session: Session, zone_id: int, draft: Draft, author: Author) -> Zone:
    """Change everything about a zone but its state and its entries.

    Raises
    ------
    NotFound
        When it is no zone of the author's organisation.
    Unacceptable
        When the address is taken, or other than it was when the zone was opened.
    """
    zone = _own(session, zone_id, author)
    _free(session, draft.slug, but=zone.id)
    if zone.state != ZoneState.DRAFT and draft.slug != zone.slug:
        raise Unacceptable(
            "专区公开后网址不能再改，否则他人保存的链接会失效。",
            "The address of a public zone stays, or links to it would break.",
        )
    new = asdict(draft)
    before = {name: getattr(zone, name) for name in new}
    changed = {name for name in new if new[name] != before[name]}
    for name in changed:
        setattr(zone, name, new[name])
    if changed:
        _tell(
            session,
            author,
            zone,
            action="changed",
            before=_values({name: before[name] for name in sorted(changed)}),
            after=_values({name: new[name] for name in sorted(changed)}),
        )
    return zone


def open_zone(session: Session, zone_id: int, author: Author, *, day: date) -> Zone:
    """Make a draft public; its offers show from its first day on.

    Raises
    ------
    Refused
        When it is no draft, or its last day is over.
    """
    zone = _own(session, zone_id, author)
    if zone.state != ZoneState.DRAFT:
        raise Refused(
            "只有草稿可以公开。这个专区已经公开或结束。",
            "Only a draft can be opened. This zone is public or closed already.",
        )
    if zone.closes_on is not None and zone.closes_on < day:
        raise Refused(
            "结束日期已过。请先修改日期再公开。",
            "Its last day is over. Change the dates first, then open it.",
        )
    return _moved(session, zone, ZoneState.OPEN, author)


def close_zone(session: Session, zone_id: int, author: Author) -> Zone:
    """Close a public zone for good; it stays readable.

    Raises
    ------
    Refused
        When it is not open.
    """
    zone = _own(session, zone_id, author)
    if zone.state != ZoneState.OPEN:
        raise Refused(
            "只有已公开的专区可以结束。", "Only a zone that is open can be closed."
        )
    return _moved(session, zone, ZoneState.CLOSED, author)


def place(
    session: Session, zone_id: int, author: Author, *, offer_id: int, note: Note
) -> ZoneEntry:
    """Put an offer that is open to all into a zone, or leave it out of the rule.

    An offer that is there already takes the new place and note.

    Raises
    ------
    NotFound
        When the zone is not the author's, or the offer not open to all.
    Refused
        When the zone holds as many by hand as it can.
    """
    zone = _own(session, zone_id, author)
    offer = open_offer(session, offer_id)
    entry = session.scalar(
        sa.select(ZoneEntry).where(
            ZoneEntry.zone_id == zone.id, ZoneEntry.offer_id == offer.id
        )
    )
    before = None if entry is None else _entry(entry)
    if entry is None:
        _has_room(session, zone)
        entry = ZoneEntry(zone_id=zone.id, offer_id=offer.id)
        entry.added_by_id, entry.added_at = author.user_id or 0, author.happened_at
        session.add(entry)
    for name, value in asdict(note).items():
        setattr(entry, name, value)
    session.flush()
    _tell(session, author, zone, action="placed", before=before, after=_entry(entry))
    return entry


def remove(session: Session, zone_id: int, author: Author, *, entry_id: int) -> None:
    """Take away what was done by hand; the rule alone decides on the offer again.

    Raises
    ------
    NotFound
        When there is no such entry in a zone of the author's organisation.
    """
    zone = _own(session, zone_id, author)
    entry = session.get(ZoneEntry, entry_id)
    if entry is None or entry.zone_id != zone.id:
        raise NotFound("专区中没有这一项。", "There is no such entry in this zone.")
    before = _entry(entry)
    session.delete(entry)
    _tell(session, author, zone, action="removed", before=before)


def _own(session: Session, zone_id: int, author: Author) -> Zone:
    return own_zone(
        session,
        zone_id,
        organisation_id=author.organisation_id or 0,
        to_change=True,
    )


def _free(session: Session, slug: str, *, but: int | None) -> None:
    holder = session.scalar(sa.select(Zone.id).where(Zone.slug == slug))
    if holder is not None and holder != but:
        raise Unacceptable(
            "这个网址已被另一个专区使用。请换一个。",
            "Another zone has this address. Choose another.",
        )


def _has_room(session: Session, zone: Zone) -> None:
    wanted = sa.select(sa.func.count()).where(ZoneEntry.zone_id == zone.id)
    if (session.scalar(wanted) or 0) >= MOST_ENTRIES:
        raise Refused(
            f"手工条目最多 {MOST_ENTRIES} 项。更多内容请用规则选取。",
            f"At most {MOST_ENTRIES} offers by hand. Use a rule for more.",
        )


def _moved(session: Session, zone: Zone, to: ZoneState, author: Author) -> Zone:
    before = {"state": zone.state.value}
    zone.state = to
    after = {"state": to.value}
    _tell(session, author, zone, action=to.value, before=before, after=after)
    return zone


def _tell(
    session: Session,
    author: Author,
    zone: Zone,
    *,
    action: str,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    told = Change(
        subject=SUBJECT, subject_id=zone.id, action=action, before=before, after=after
    )
    record(session, author, [told])


def _plain(draft: Draft) -> Values:
    return _values(asdict(draft))


def _values(values: dict[str, Any]) -> Values:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def _entry(entry: ZoneEntry) -> Values:
    return {
        "offer_id": entry.offer_id,
        "is_left_out": entry.is_left_out,
        "position": entry.position,
        "note_zh": entry.note_zh,
        "note_en": entry.note_en,
    }
