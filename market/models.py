"""Every model, so that migrations and tests see the whole schema."""

from market import jobs, submissions
from market.accounts import models as accounts
from market.catalogue import models as catalogue
from market.licences import models as licences
from market.licensing import models as licensing
from market.payments import models as payments
from market.scenarios import models as scenarios

__all__ = [
    "accounts",
    "catalogue",
    "jobs",
    "licences",
    "licensing",
    "payments",
    "scenarios",
    "submissions",
]
