"""What filters and their values are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from market.accounts.models import Organisation
from market.catalogue.models import PatentKind
from market.codes import applications, industries, ipc
from market.formats import current_locale, day, province_name
from market.licensing.models import Lane
from market.licensing.wording import kind_name
from market.search.zone_seam import zones
from pricing.patterns import PATTERN_LABELS

TITLES: Mapping[str, LazyString] = {
    "applications": lazy_gettext("Field of application"),
    "industries": lazy_gettext("Industry"),
    "ipc": lazy_gettext("Patent class (IPC)"),
    "lanes": lazy_gettext("Kind of licence"),
    "price_forms": lazy_gettext("Form of price"),
    "fee_bands": lazy_gettext("Cost to a firm of my size"),
    "free_trial": lazy_gettext("Free trial"),
    "kinds": lazy_gettext("Kind of patent"),
    "readiness": lazy_gettext("Readiness"),
    "expires_after": lazy_gettext("Patent in force"),
    "provinces": lazy_gettext("Region"),
    "organisations": lazy_gettext("Institution"),
    "zones": lazy_gettext("Zone"),
}
FEES: Mapping[str, LazyString] = {
    "free": lazy_gettext("free of charge"),
    "low": lazy_gettext("up to CN¥10,000"),
    "middle": lazy_gettext("CN¥10,000 to 100,000"),
    "high": lazy_gettext("CN¥100,000 to 1 million"),
    "highest": lazy_gettext("over CN¥1 million"),
}
LANES: Mapping[Lane, LazyString] = {
    Lane.OPEN: lazy_gettext("Open licence"),
    Lane.ORDINARY: lazy_gettext("Ordinary licence"),
}
READINESS_WORDS: Mapping[str, LazyString] = {
    "early": lazy_gettext("Principle and laboratory (TRL 1–3)"),
    "pilot": lazy_gettext("Sample and pilot (TRL 4–6)"),
    "ready": lazy_gettext("Ready for production (TRL 7–9)"),
}


def label(name: str, value: str, names: Mapping[str, str]) -> str:
    """Name one value of a filter.

    Parameters
    ----------
    name : str
        The filter, as `Filters` calls it.
    value : str
        The value.
    names : mapping
        The names of the organisations that may occur, by their ids as text.
    """
    if name == "organisations":
        return names.get(value, value)
    return str(_LABELS[name](value)) if name in _LABELS else value


def organisation_names(session: Session, ids: Collection[str]) -> dict[str, str]:
    """Return the names of organisations in the reader's language, by their ids."""
    wanted = sa.select(Organisation).where(Organisation.id.in_(map(int, ids)))
    locale = current_locale()
    return {str(each.id): each.name(locale) for each in session.scalars(wanted)}


def _class(symbol: str) -> str:
    title = ipc.title(symbol, current_locale())
    return symbol if title == symbol else f"{symbol} {title}"


def _zone(slug: str) -> str:
    return zones().titles([slug]).get(slug, slug)


def _form(word: str) -> str:
    chinese, english = PATTERN_LABELS.get(word, (word, word))
    return chinese if current_locale() == "zh" else english


def _in_force(value: str) -> str:
    written = day(date.fromisoformat(value), current_locale())
    return str(gettext("until %(day)s at least", day=written))


_LABELS: Mapping[str, Callable[[str], object]] = {
    "applications": lambda code: applications.name(code, current_locale()),
    "industries": lambda code: industries.name(code, current_locale()),
    "ipc": _class,
    "lanes": lambda word: LANES[Lane(word)],
    "price_forms": _form,
    "fee_bands": lambda band: FEES[band],
    "free_trial": lambda _value: gettext("try first at no cost"),
    "kinds": lambda word: kind_name(PatentKind(word)),
    "readiness": lambda band: READINESS_WORDS[band],
    "expires_after": _in_force,
    "provinces": lambda code: province_name(code, current_locale()),
    "zones": _zone,
}
