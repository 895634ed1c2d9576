"""Every model, so that migrations and tests see the whole schema."""

from market import attachments, history, jobs, submissions
from market.accounts import models as accounts
from market.addons import models as addons
from market.alerts import models as alerts
from market.approval import models as approval
from market.bulk import models as bulk
from market.catalogue import models as catalogue
from market.imports import models as imports
from market.licences import models as licences
from market.licensing import models as licensing
from market.negotiation import models as negotiation
from market.payments import models as payments
from market.scenarios import models as scenarios
from market.screening import models as screening
from market.search import models as search
from market.zones import models as zones

__all__ = [
    "accounts",
    "addons",
    "alerts",
    "approval",
    "attachments",
    "bulk",
    "catalogue",
    "history",
    "imports",
    "jobs",
    "licences",
    "licensing",
    "negotiation",
    "payments",
    "scenarios",
    "screening",
    "search",
    "submissions",
    "zones",
]
