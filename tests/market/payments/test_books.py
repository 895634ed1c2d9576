from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from market.db import session
from market.errors import Refused
from market.payments.verify import first_broken
from tests.market.deals import FREE, NOTICED_AT, PAID_ON, STAGED, Deal

DEARER = STAGED | {"size_tiers": dict.fromkeys(STAGED["size_tiers"], "1")}
TERMS = (STAGED, FREE, DEARER)

# What may happen: firm 0 to 2 gives notice on the version it saw last or before;
# finance enters a line for a due, right or wrong; the office changes the terms.
firms = st.integers(0, 2)
notices = st.tuples(st.just("notice"), firms, st.integers(0, 1))
transfers = st.tuples(
    st.just("transfer"),
    st.integers(0, 9),
    st.sampled_from([0, 0, 0, 1]),
    st.integers(-4, 4),
    st.integers(0, 6),
)
changes = st.tuples(st.just("change"), st.sampled_from(TERMS))
courses = st.lists(st.one_of(notices, transfers, transfers, changes), max_size=9)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(courses)
def test_the_books_are_sound_after_every_step(app, make, course):
    market = Happenings(Deal(app, make, STAGED), make)

    for what, *given_ in [("notice", 0, 0), *course]:
        getattr(market, what)(*given_)

        with app.app_context():
            assert first_broken(session()) is None


class Happenings:
    """One offer, three firms and the steps that they take."""

    def __init__(self, deal, make):
        self.deal, self.newest, self.licences = deal, 1, set()
        self.firms = [deal.firm, make.firm(), make.firm()]

    def notice(self, firm, behind):
        licensee_id = self.firms[firm]
        try:
            licence_id = self.deal.licence(
                licensee_id=licensee_id,
                version_number=max(1, self.newest - behind),
                given_at=NOTICED_AT,
            )
        except Refused:
            return
        self.licences.add(licence_id)

    def transfer(self, which, excess_fen, late, number):
        dues = [due.id for one in sorted(self.licences) for due in self.deal.dues(one)]
        due_id = dues[which % len(dues)]
        amount_fen, payer = self.deal.asked(due_id)
        try:
            self.deal.pay(
                due_id,
                amount_fen=amount_fen + excess_fen,
                payer_name=payer,
                value_on=PAID_ON + timedelta(days=min(late, 2)),
                statement_number=f"N{number}",
            )
        except Refused:
            return

    def change(self, tree):
        self.newest += 1
        self.deal.redraft(tree, number=self.newest)
