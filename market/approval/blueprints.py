"""The pages of the case of an offer."""

from __future__ import annotations

from market.approval import (
    attachment_views,
    chain_views,
    deciding_views,
    dossier_views,
    publicity_views,
    views,
)

BLUEPRINTS = (
    views.bp,
    dossier_views.bp,
    publicity_views.bp,
    deciding_views.bp,
    chain_views.bp,
    attachment_views.bp,
)
