"""Talks and help beside a licence whose every text is markup."""

from market.addons import operations as addons
from market.addons.models import AddonKind
from market.db import transaction
from market.licensing.acts import Act
from market.negotiation import operations
from pricing.terms import read_tree
from tests.market.deals import STAGED
from tests.market.factories import NOON


def talk_rows(app, deal, text):
    """Begin talks between the two sides of a deal, and add help to its offer.

    Returns
    -------
    dict
        The ids of the rows, by the names that routes give them.
    """
    terms = read_tree(STAGED | {"mode": "negotiated"})
    offer = deal.make.offer(deal.patent, deal.office, deal.drafter, terms=terms)
    office, firm = (
        _act(deal, deal.office, deal.drafter),
        _act(deal, deal.firm, deal.admin),
    )
    stated = addons.Help(
        kind=AddonKind.SAMPLE, title_zh=text, title_en=text, text_zh=text, contact=text
    )
    put = operations.Put(seen=0, terms=terms, message=text)
    with app.app_context(), transaction() as writing:
        addon = addons.add(writing, office, offer_id=deal.offer, stated=stated)
        talks = operations.begin(writing, firm, offer_id=offer)
        operations.propose(writing, firm, negotiation_id=talks.id, put=put)
        return {"addon_id": addon.id, "negotiation_id": talks.id}


def _act(deal, organisation_id, key):
    return Act(
        organisation_id=organisation_id,
        user_id=deal.make.user_id(key),
        as_admin=True,
        placed_at=NOON,
        day=NOON.date(),
    )
