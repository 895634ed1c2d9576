"""What an editor sees of terms as they stand: faults, law, ladder, costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from market.catalogue.models import Patent
from market.licensing.archetypes import ArchetypeCost, archetype_costs, archetypes
from market.licensing.boxes import nearest
from market.licensing.queries import findings_on
from market.licensing.sheet import Tree
from pricing.errors import Place, PricingError, TermsUnreadable
from pricing.ladder import Ladder, ladder
from pricing.law.checks import Finding
from pricing.terms import Terms, read_tree

# Of the three firms, whose ladder is drawn.
SHOWN = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What can be said of terms: all of it where they read, else where they do not.

    Attributes
    ----------
    terms : Terms or None
        The terms, where they can be read.
    places : tuple of Place
        Why they cannot.
    overflow : PricingError or None
        Why they read but cannot be priced.
    """

    terms: Terms | None
    places: tuple[Place, ...] = ()
    findings: tuple[Finding, ...] = ()
    costs: tuple[ArchetypeCost, ...] = ()
    ladder: Ladder | None = None
    overflow: PricingError | None = None

    @property
    def is_lawful(self) -> bool:
        """Whether nothing stands against opening."""
        return self.terms is not None and not any(
            finding.severity == "error" for finding in self.findings
        )

    def findings_at(self, names: Iterable[str]) -> dict[str, list[Finding]]:
        """Return the findings by the box beside which they belong."""
        boxes = list(names)
        placed: dict[str, list[Finding]] = {}
        for finding in self.findings:
            box = nearest(boxes, finding.where)
            if box is not None and finding.severity != "notice":
                placed.setdefault(box, []).append(finding)
        return placed


def review(tree: Tree, patent: Patent, *, day: date) -> Review:
    """Return what an editor sees of a tree of terms on a patent on a day."""
    try:
        terms = read_tree(tree)
    except TermsUnreadable as fault:
        return Review(terms=None, places=fault.places)
    found = tuple(findings_on(terms, patent, day=day))
    try:
        costs, steps = archetype_costs(terms), ladder(terms, archetypes(terms)[SHOWN])
    except PricingError as fault:
        return Review(terms=terms, findings=found, overflow=fault)
    return Review(terms=terms, findings=found, costs=costs, ladder=steps)
