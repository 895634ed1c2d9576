"""Add help to an offer, change it, retire it: the past stays, each with its entry."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from market.addons.models import Addon, AddonKind
from market.addons.queries import addon_of, addons_of
from market.errors import Refused
from market.history import Change, record
from market.licensing import life
from market.licensing.acts import Act, own_to_change
from market.licensing.models import Offer

__all__ = ["MOST", "Help", "add", "change", "retire"]

# Of one offer at a time.
MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """One kind of help as the office states it.

    Attributes
    ----------
    price_fen : int or None
        The price [fen]; None is "ask".
    person_days : int or None
        How much work it is [person-days], where that is known.
    """

    kind: AddonKind
    title_zh: str
    title_en: str = ""
    text_zh: str = ""
    text_en: str = ""
    price_fen: int | None = None
    person_days: int | None = None
    contact: str = ""


def add(session: Session, act: Act, *, offer_id: int, stated: Help) -> Addon:
    """Add help to an offer of the acting office.

    Raises
    ------
    Refused
        When the offer is closed, or has as many add-ons as a reader can take in.
    """
    offer = _changeable(session, act, offer_id)
    if len(addons_of(session, offer.id)) >= MOST:
        raise Refused(
            f"一个许可方案最多有 {MOST} 项配套服务。请先撤下一项。",
            f"An offer has at most {MOST} add-ons. Retire one first.",
        )
    made = _made(session, act, offer, stated)
    _note(session, act, offer, "addon_added", after=_words(made))
    return made


def change(
    session: Session, act: Act, *, offer_id: int, addon_id: int, stated: Help
) -> Addon:
    """Retire an add-on and put another in its place."""
    offer = _changeable(session, act, offer_id)
    old = addon_of(session, offer.id, addon_id)
    old.retired_at = act.placed_at
    made = _made(session, act, offer, stated)
    before, after = _words(old), _words(made)
    _note(session, act, offer, "addon_changed", before=before, after=after)
    return made


def retire(session: Session, act: Act, *, offer_id: int, addon_id: int) -> None:
    """Take an add-on off an offer; what was stated stays in its history."""
    offer = own_to_change(session, act, offer_id=offer_id)
    old = addon_of(session, offer.id, addon_id)
    old.retired_at = act.placed_at
    _note(session, act, offer, "addon_retired", before=_words(old))


def _changeable(session: Session, act: Act, offer_id: int) -> Offer:
    offer = own_to_change(session, act, offer_id=offer_id)
    if offer.state in life.CLOSED:
        raise Refused(
            "这个许可方案已经结束，不能再加配套服务。请在新的许可方案中添加。",
            "This offer is closed and takes no add-ons. Add them to a new offer.",
        )
    return offer


def _made(session: Session, act: Act, offer: Offer, stated: Help) -> Addon:
    made = Addon(offer_id=offer.id, created_at=act.placed_at, **asdict(stated))
    session.add(made)
    session.flush()  # The history names its number.
    return made


def _words(addon: Addon) -> dict[str, object]:
    names = Help.__dataclass_fields__
    stated = {f"addon_{name}": getattr(addon, name) for name in names}
    return {"addon": addon.id, **stated, "addon_kind": addon.kind.value}


def _note(  # one entry of history has these parts
    session: Session,
    act: Act,
    offer: Offer,
    action: str,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    told = dict.fromkeys(before or {}) if after is None else after
    entry = Change(
        subject="offer",
        subject_id=offer.id,
        action=action,
        before=before,
        after=told,
    )
    record(session, act.author, [entry])
