"""Short ways to value a licence under terms."""

from datetime import date

from pricing.licensee import Licensee
from pricing.valuation.development import Phase, Project
from pricing.valuation.stops import Case
from tests.pricing.licensing import fixed, royalty, stage, terms_with

TRIAL_FEN, PILOT_FEN, PRODUCTION_FEN = 1_000_00, 20_000_00, 50_000_00
SALES = (1_000_000_00, 2_000_000_00, 3_000_000_00)


def project(*, chances=(1.0, 1.0), months=(12, 12), costs=(0, 0), **changes):
    phases = tuple(
        Phase(months=month, cost_fen=cost, success=chance)
        for month, cost, chance in zip(months, costs, chances, strict=True)
    )
    given = {"sales_fen": SALES, "margin": 0.1, "firm_rate": 0.1, "office_rate": 0.05}
    return Project(phases=phases, **(given | changes))


def ladder(*production, months=(12, 12), **rest):
    """Three stages, the gates of the first two after `months`."""
    return terms_with(
        stage("trial", fixed("1000.00"), months=months[0], sales_allowed=False),
        stage("pilot", fixed("20000.00"), months=months[1], sales_allowed=False),
        stage("production", *(production or (fixed("50000.00"),))),
        starts_on="2027-01-01",
        ends_on="2036-12-31",
        **rest,
    )


def lump_sum(amount="100000.00", **rest):
    return terms_with(
        stage("production", fixed(amount)),
        starts_on="2027-01-01",
        ends_on="2036-12-31",
        **rest,
    )


def case(terms, the_project, size="large"):
    return Case(
        terms=terms,
        project=the_project,
        licensee=Licensee(size),
        starts_on=date(2027, 1, 1),
    )


__all__ = ["case", "fixed", "ladder", "lump_sum", "project", "royalty", "stage"]
