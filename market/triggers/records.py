"""History and evidence: kept for ever."""

from __future__ import annotations

from market.triggers.trigger import never

TRIGGERS = (
    never("history", "UPDATE"),
    never("history", "DELETE"),
    never("attachment", "UPDATE"),
    never("attachment", "DELETE"),
)
