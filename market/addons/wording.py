"""What pages call help beside a licence, in the reader's language."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import gettext as _

from market.addons.models import Addon, AddonKind
from market.formats import current_locale


def register(bp: Blueprint) -> None:
    """Give the templates these functions as filters."""
    for function in (addon_kind, addon_title, addon_text):
        bp.add_app_template_filter(function, f"{function.__name__}_of")


def addon_kind(kind: AddonKind) -> str:
    """Name a kind of help."""
    return str(kinds()[kind])


def kinds() -> dict[AddonKind, str]:
    """Return every kind of help with its name."""
    return {
        AddonKind.SERVICE: _("Technical service"),
        AddonKind.CONSULTING: _("Technical consulting"),
        AddonKind.KNOW_HOW: _("Licence of know-how"),
        AddonKind.SAMPLE: _("Samples"),
        AddonKind.TRAINING: _("Training"),
    }


def addon_title(addon: Addon) -> str:
    """Return what an add-on is called, in the reader's language where it has one."""
    both = (addon.title_zh, addon.title_en)
    mine, other = both if current_locale() == "zh" else both[::-1]
    return mine or other


def addon_text(addon: Addon) -> str:
    """Return what an add-on is, in the reader's language where it says it."""
    both = (addon.text_zh, addon.text_en)
    mine, other = both if current_locale() == "zh" else both[::-1]
    return mine or other
