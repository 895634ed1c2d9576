"""What pages call a zone, its theme, its days, in the reader's language."""

from __future__ import annotations

from datetime import date

from flask import Blueprint
from flask_babel import gettext as _

from market import clock
from market.formats import current_locale, day
from market.licensing.wording import first_sentence
from market.zones.models import Zone, ZoneEntry
from market.zones.queries import Phase, phase_of
from market.zones.scope import title_of


def register(bp: Blueprint) -> None:
    """Give the templates these functions as filters."""
    bp.add_app_template_filter(title_of, "zone_title")
    bp.add_app_template_filter(theme, "zone_theme")
    bp.add_app_template_filter(paragraphs, "zone_paragraphs")
    bp.add_app_template_filter(description, "zone_description")
    bp.add_app_template_filter(days, "zone_days")
    bp.add_app_template_filter(note, "zone_note")
    bp.add_app_template_filter(phase_name, "zone_phase")
    bp.add_app_template_filter(phase_today, "zone_phase_today")


def theme(zone: Zone) -> str:
    """Return a zone's theme in the reader's language, or the one there is."""
    return _mine(zone.theme_zh, zone.theme_en)


def paragraphs(zone: Zone) -> list[str]:
    """Return the cover text as paragraphs, plain text each."""
    lines = _mine(zone.cover_zh, zone.cover_en).splitlines()
    return [line for line in lines if line.strip()]


def description(zone: Zone) -> str:
    """Return one sentence for whoever is sent the link."""
    text = _mine(zone.cover_zh, zone.cover_en)
    return first_sentence(text) or theme(zone) or zone.organisation.name(_locale())


def days(zone: Zone) -> str:
    """Write from when to when a zone runs."""
    first = _written(zone.opens_on)
    if zone.closes_on is None:
        return str(_("from %(day)s", day=first))
    last = _written(zone.closes_on)
    return str(_("%(first)s to %(last)s", first=first, last=last))


def note(entry: ZoneEntry) -> str:
    """Return a curator's note in the reader's language, or the one there is."""
    return _mine(entry.note_zh, entry.note_en)


def phase_today(zone: Zone) -> Phase:
    """Return how far a zone has come today."""
    return phase_of(zone, clock.today())


def phase_name(phase: Phase) -> str:
    """Name how far a zone has come."""
    names = {
        Phase.DRAFT: _("Draft"),
        Phase.COMING: _("Coming"),
        Phase.RUNNING: _("Running"),
        Phase.CLOSED: _("Closed"),
    }
    return str(names[phase])


def _mine(chinese: str, english: str) -> str:
    mine, other = (chinese, english) if _locale() == "zh" else (english, chinese)
    return mine or other


def _locale() -> str:
    return current_locale()


def _written(value: date) -> str:
    return day(value, _locale())
