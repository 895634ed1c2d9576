"""What narrows a search: in the address of a page, and in a rule kept as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from werkzeug.datastructures import MultiDict

from market.catalogue.models import PatentKind
from market.licensing.models import Lane
from pricing.tiers import PROVINCES

# Of one filter in one address, more values are left out.
MOST_VALUES = 30

# Least and most cost to the firm under the standard forecast [fen]; None: no most.
FEE_BANDS: Mapping[str, tuple[int, int | None]] = MappingProxyType(
    {
        "free": (0, 0),
        "low": (1, 1_000_000),
        "middle": (1_000_001, 10_000_000),
        "high": (10_000_001, 100_000_000),
        "highest": (100_000_001, None),
    }
)
# Least and most technology readiness level, as GB/T 22900 and ISO 16290 count them.
READINESS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"early": (1, 3), "pilot": (4, 6), "ready": (7, 9)}
)

# How each filter is called in an address, and what its values look like.
ARGUMENTS: Mapping[str, str] = MappingProxyType(
    {
        "industries": "industry",
        "applications": "application",
        "ipc": "ipc",
        "provinces": "province",
        "organisations": "institution",
        "kinds": "kind",
        "lanes": "lane",
        "price_forms": "form",
        "fee_bands": "fee",
        "free_trial": "trial",
        "readiness": "readiness",
        "expires_after": "until",
        "zones": "zone",
    }
)
_IPC = re.compile(r"[A-H](?:[0-9]{2}(?:[A-Z](?:[0-9]{1,4}(?:/[0-9]{1,6})?)?)?)?")
_CODE = re.compile(r"[A-Za-z0-9_]{1,20}")
_SLUG = re.compile(r"[a-z0-9-]{1,60}")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_ONE_OF: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "provinces": frozenset(PROVINCES),
        "kinds": frozenset(kind.value for kind in PatentKind),
        "lanes": frozenset(lane.value for lane in Lane),
        "fee_bands": frozenset(FEE_BANDS),
        "readiness": frozenset(READINESS),
    }
)
_SHAPES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "industries": _CODE,
        "applications": _CODE,
        "ipc": _IPC,
        "organisations": _NUMBER,
        "price_forms": _CODE,
        "zones": _SLUG,
    }
)
# The filters of which several values may be chosen; any of them will do.
MANY = tuple(name for name in ARGUMENTS if name in _ONE_OF or name in _SHAPES)

Words = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an offer must be; an empty filter asks for nothing.

    Attributes
    ----------
    industries, applications : frozenset of str
        Divisions of GB/T 4754, codes of fields of application.
    ipc : frozenset of str
        Classes of any depth, such as ``"C"``, ``"C02F"`` or ``"C02F1/461"``.
    provinces, organisations : frozenset of str
        Where the office is, by two digits of GB/T 2260; ids of offices.
    kinds, lanes, price_forms : frozenset of str
        Of the patent, of the offer, of its price.
    fee_bands : frozenset of str
        Words of `FEE_BANDS`, for the size class of who asks.
    free_trial : bool
        Whether only offers with a trial that costs nothing are wanted.
    readiness : frozenset of str
        Words of `READINESS`.
    expires_after : date or None
        A day on which the patent must still run; an unknown expiry does not count.
    zones : frozenset of str
        Slugs of zones.
    """

    industries: Words = frozenset()
    applications: Words = frozenset()
    ipc: Words = frozenset()
    provinces: Words = frozenset()
    organisations: Words = frozenset()
    kinds: Words = frozenset()
    lanes: Words = frozenset()
    price_forms: Words = frozenset()
    fee_bands: Words = frozenset()
    free_trial: bool = False
    readiness: Words = frozenset()
    expires_after: date | None = None
    zones: Words = frozenset()

    @classmethod
    def from_args(cls, arguments: MultiDict[str, str]) -> Filters:
        """Read the address of a page; what is no value of a filter is left out.

        Examples
        --------
        >>> read = Filters.from_args(MultiDict([("ipc", "c02f"), ("ipc", "?")]))
        >>> read.as_args()
        {'ipc': ['C02F']}
        """
        given = {name: arguments.getlist(key) for name, key in ARGUMENTS.items()}
        return cls.from_json(given)

    @classmethod
    def from_json(cls, tree: Mapping[str, Any]) -> Filters:
        """Read filters that were kept; what is no value of a filter is left out."""
        read: dict[str, Any] = {
            name: frozenset(_values(name, _texts(tree.get(name)))) for name in MANY
        }
        return cls(
            **read,
            free_trial=any(
                each in ("1", "true") for each in _texts(tree.get("free_trial"))
            ),
            expires_after=next(map(_day, _texts(tree.get("expires_after"))), None),
        )

    def as_args(self) -> dict[str, list[str]]:
        """Return the filters as arguments of an address, in a fixed order."""
        return {ARGUMENTS[name]: values for name, values in self.as_json().items()}

    def as_json(self) -> dict[str, list[str]]:
        """Return the filters that ask for something, as plain lists."""
        tree: dict[str, list[str]] = {}
        for name in ARGUMENTS:
            value = getattr(self, name)
            if value:
                tree[name] = sorted(value) if name in MANY else [_text(value)]
        return tree

    def without(self, name: str) -> Filters:
        """Return the filters but one."""
        tree = self.as_json()
        tree.pop(name, None)
        return Filters.from_json(tree)

    def toggled(self, name: str, value: str) -> Filters:
        """Return the filters with one value more, or without it where it was set."""
        chosen = self.as_json().get(name, [])
        if value in chosen:
            rest = [each for each in chosen if each != value]
        else:
            rest = [*chosen, value] if name in MANY else [value]
        return Filters.from_json(self.as_json() | {name: rest})

    @property
    def names(self) -> tuple[str, ...]:
        """The filters that ask for something."""
        return tuple(self.as_json())


def _texts(value: object) -> list[str]:
    """Return what was given as a list of texts."""
    if isinstance(value, bool):
        return ["1"] if value else []
    if isinstance(value, str):
        return [value]
    return [str(each) for each in value] if isinstance(value, Iterable) else []


def _values(name: str, typed: list[str]) -> list[str]:
    wanted = [_spelled(name, each) for each in typed[:MOST_VALUES]]
    if name in _ONE_OF:
        return [each for each in wanted if each in _ONE_OF[name]]
    return [each for each in wanted if _SHAPES[name].fullmatch(each)]


def _spelled(name: str, typed: str) -> str:
    return "".join(typed.split()).upper() if name == "ipc" else typed


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _text(value: bool | date) -> str:
    return "1" if value is True else str(value)
