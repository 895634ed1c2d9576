"""Which privacy notice and terms of use are in force; the texts are templates."""

from __future__ import annotations

from datetime import date

# A changed text takes a new date here; with each person stands the one agreed to.
PRIVACY_VERSION = "2026-11-23"
TERMS_OF_USE_VERSION = "2026-11-23"

PRIVACY_ON = date.fromisoformat(PRIVACY_VERSION)
TERMS_OF_USE_ON = date.fromisoformat(TERMS_OF_USE_VERSION)
