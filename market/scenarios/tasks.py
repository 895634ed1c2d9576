"""What the worker does for a policymaker's run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from market.db import session, transaction
from market.scenarios.models import Run
from market.scenarios.outcomes import stored
from market.scenarios.queries import choices
from market.worker import Progress
from simulation.charts import use_fonts
from simulation.experiment import compare
from simulation.scenario import load

# The charts' text is measured with the font that the front-end set-up brought.
FONTS = (
    Path(__file__).resolve().parents[2]
    / "node_modules/@expo-google-fonts/noto-sans-sc/400Regular"
)


def simulate(progress: Progress, argument: dict[str, Any]) -> None:
    """Run a baseline against reforms and keep the outcome with the run."""
    asked = sa.select(Run).where(Run.token == argument["token"])
    run = session().scalars(asked).one()
    reforms, firms = list(run.reforms), run.firms
    replications, seed = run.replications, run.seed
    baseline = load(run.baseline)
    session().rollback()  # Holds no snapshot of the database while it simulates.

    summary = compare(
        baseline,
        [load(name) for name in reforms],
        replications=replications,
        seed=seed,
        firms=firms,
        progress=progress,
    )

    use_fonts(FONTS)
    outcome = stored(summary.as_json(), choices())
    with transaction() as writing:
        writing.scalars(asked).one().outcome = outcome
