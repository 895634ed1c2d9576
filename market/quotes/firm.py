"""The firm that asks what a licence costs: its size, its classes, its VAT status."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from market.accounts.derived_size import DerivedSize, derived_size
from market.accounts.models import Organisation
from market.accounts.names import INDUSTRIES
from market.quotes.amounts import Unreadable, amount_of, persons_of
from market.quotes.classes import asks_province, asks_quality
from pricing.law.size_limits import metrics_of
from pricing.licensee import VAT_STATUSES, Licensee
from pricing.money import format_yuan
from pricing.terms import SIZES, Terms
from pricing.tiers import PROVINCES, QUALITIES

USUAL_SIZE = "small"
# Beside the four sizes: the page works the size out of the firm's figures.
DERIVED = "derived"
LONGEST = 40
READ: dict[str, Callable[[str], int]] = {
    "staff": persons_of,
    "revenue": amount_of,
    "assets": amount_of,
}

BOXES = ("industry", "staff", "revenue", "assets", "quality", "province", "vat")
# What each list offers, and whether terms ask for it.
LISTS: dict[str, tuple[Collection[str], Callable[[Terms], bool]]] = {
    "quality": (QUALITIES, asks_quality),
    "province": (PROVINCES, asks_province),
    "vat": (VAT_STATUSES, lambda _terms: True),
}

WRONG_SIZE = _("Choose one of the four sizes.")
NO_INDUSTRY = _("Choose the industry of your firm.")
NO_FIGURE = _("The size in this industry rests on this figure too.")
WRONG_CHOICE = _("Choose one from the list.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """Who asks, as far as it could be read.

    Attributes
    ----------
    choice : str
        A size, or `DERIVED`.
    licensee : Licensee
        The classes that count; a usual size stands in while one is not known.
    derived : DerivedSize or None
        What the figures give, where the size is to be derived.
    typed : dict
        What stands in the boxes industry, staff, revenue, assets, quality,
        province and vat.
    errors : dict
        What is wrong, by the key of the box.
    """

    choice: str
    licensee: Licensee
    derived: DerivedSize | None
    typed: dict[str, str]
    errors: dict[str, LazyString | str] = field(default_factory=dict)

    @property
    def to_notice(self) -> dict[str, str]:
        """What a notice takes over in its address: the classes that count."""
        licensee = self.licensee
        classes = {"size": licensee.size}
        if licensee.quality != "none":
            classes["quality"] = licensee.quality
        if licensee.province:
            classes["province"] = licensee.province
        return classes


def usual_size(organisation: Organisation | None) -> str:
    """Return the size that a reader's organisation stated, or a small firm's."""
    if organisation is None or organisation.size_class is None:
        return USUAL_SIZE
    return organisation.size_class.value


def asked_size(arguments: Mapping[str, str], organisation: Organisation | None) -> str:
    """Return the size that an address asks for, or the reader's own."""
    wanted = arguments.get("size", "")
    return wanted if wanted in SIZES else usual_size(organisation)


def usual_licensee(size: str, organisation: Organisation | None) -> Licensee:
    """Return a licensee of a size with the classes that an organisation states."""
    known = _known(organisation)
    return Licensee(size, known["quality"] or "none", known["province"] or None)


def firm(
    arguments: Mapping[str, str],
    organisation: Organisation | None,
    *,
    terms: tuple[Terms, ...],
    day: date,
) -> Firm:
    """Read from the address of a page who asks.

    Parameters
    ----------
    arguments : mapping
        ``size``, ``industry``, ``staff``, ``revenue``, ``assets``, ``quality``,
        ``province`` and ``vat``; any may be missing.
    organisation : Organisation or None
        Whose own statements count where nothing is asked for.
    terms : tuple of Terms
        What is asked about: classes by which none of them prices are left aside.
    day : date
        Day on which the size is asked for.
    """
    typed = _known(organisation) | {
        name: arguments[name][:LONGEST] for name in BOXES if name in arguments
    }
    errors: dict[str, LazyString | str] = {}
    choice = arguments.get("size", usual_size(organisation))
    derived = _derived(typed, errors, day) if choice == DERIVED else None
    if choice not in (*SIZES, DERIVED):
        errors["size"] = WRONG_SIZE
        choice = usual_size(organisation)
    size = (derived.size if derived else choice) or DERIVED
    return Firm(
        choice=choice,
        licensee=Licensee(
            size if size in SIZES else usual_size(organisation),
            _chosen("quality", typed, errors, terms) or "none",
            _chosen("province", typed, errors, terms) or None,
            _chosen("vat", typed, errors, terms) or "unknown",
        ),
        derived=derived,
        typed=typed,
        errors=errors,
    )


def _known(organisation: Organisation | None) -> dict[str, str]:
    """Return what the boxes begin with: what the organisation says of itself."""
    typed = dict.fromkeys(BOXES, "")
    if organisation is None:
        return typed
    known = {
        "industry": organisation.industry,
        "staff": organisation.staff,
        "revenue": _yuan(organisation.revenue_fen),
        "assets": _yuan(organisation.assets_fen),
        "quality": organisation.quality_class,
        "province": organisation.province,
    }
    stated = {name: str(value) for name, value in known.items() if value is not None}
    return typed | {
        name: text
        for name, text in stated.items()
        if name not in LISTS or text in LISTS[name][0]
    }


def _yuan(amount_fen: int | None) -> str | None:
    return None if amount_fen is None else format_yuan(amount_fen).removesuffix(".00")


def _derived(
    typed: Mapping[str, str], errors: dict[str, LazyString | str], day: date
) -> DerivedSize | None:
    """Derive the size from the figures that the industry asks for."""
    industry = typed["industry"]
    if industry not in INDUSTRIES:
        errors["industry"] = NO_INDUSTRY
        return None
    read: dict[str, int] = {}
    for metric in metrics_of(industry, day):
        try:
            if typed[metric].strip():
                read[metric] = READ[metric](typed[metric])
        except Unreadable as fault:
            errors[metric] = fault.reason
    found = derived_size(
        industry,
        day=day,
        staff=read.get("staff"),
        revenue_fen=read.get("revenue"),
        assets_fen=read.get("assets"),
    )
    if found is None or found.found is None:
        _ask_for_missing(metrics_of(industry, day), read, errors)
    return found


def _ask_for_missing(
    metrics: tuple[str, ...],
    read: Mapping[str, int],
    errors: dict[str, LazyString | str],
) -> None:
    for metric in metrics:
        if metric not in read:
            errors.setdefault(metric, NO_FIGURE)


def _chosen(
    name: str,
    typed: Mapping[str, str],
    errors: dict[str, LazyString | str],
    terms: tuple[Terms, ...],
) -> str | None:
    """Return what was chosen from a list, where any terms ask for it."""
    choices, asks = LISTS[name]
    if not typed[name] or not any(asks(each) for each in terms):
        return None
    if typed[name] not in choices:
        errors[name] = WRONG_CHOICE
        return None
    return typed[name]
