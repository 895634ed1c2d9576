"""The life of an offer as the design has it, beside which the code is led."""

from dataclasses import dataclass, replace

from market.licensing.models import Lane

# The design's own words, not the table of the code.
ALLOWED = {
    "open": {
        ("draft", "checked"),
        ("checked", "approved"),
        ("approved", "declared"),
        ("declared", "open"),
        ("declared", "not_announced"),
        ("open", "withdrawn"),
        ("open", "revoked"),
        ("open", "ended"),
        ("checked", "draft"),
        ("approved", "draft"),
    },
    "ordinary": {
        ("draft", "checked"),
        ("checked", "approved"),
        ("approved", "open"),
        ("open", "withdrawn"),
        ("open", "ended"),
        ("checked", "draft"),
        ("approved", "draft"),
    },
}


@dataclass(frozen=True)
class Model:
    """What an offer should look like."""

    lane: str
    state: str = "draft"
    newest: int = 1
    checked: int | None = None
    approved: int | None = None
    entries: int = 1

    @property
    def waits(self):
        return self.state == "open" and self.newest != self.approved

    @property
    def stage(self):
        if not self.waits:
            return self.state
        return "checked" if self.checked == self.newest else "draft"

    def may(self, to, stage=None):
        return (stage or self.state, to) in ALLOWED[self.lane]

    def to(self, state):
        """Return the offer one step on."""
        after = replace(self, state=state, entries=self.entries + 1)
        if state == "draft":
            return replace(after, checked=None, approved=None)
        if state == "checked":
            return replace(after, checked=self.newest)
        return replace(after, approved=self.newest) if state == "approved" else after

    def advanced(self, to):
        """Return the offer with its newest version one step on."""
        if not self.waits:
            return self.to(to)
        after = replace(self, entries=self.entries + 1)
        if to == "approved":
            return replace(after, approved=self.newest)
        return replace(after, checked=self.newest if to == "checked" else self.approved)


assert set(ALLOWED) == set(Lane)
