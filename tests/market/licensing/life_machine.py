"""An offer led through its life at random, beside a model of what the design allows."""

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from market.db import transaction
from market.errors import Forbidden, Refused
from market.history import HistoryEntry
from market.licensing import closing, life, opening, operations
from market.licensing.models import Offer, OfferState, OfferVersion
from market.licensing.opening import Announcement
from market.licensing.queries import version_in_force
from pricing.patterns import pattern
from tests.market.licensing.life_model import Model

BEFORE_OPENING = ("draft", "checked", "approved")
# From far on to the beginning: the late states are the rarer ones.
STEPS_FIRST = (4, 3, 2, 1, 0)
CLOSED = ("not_announced", "withdrawn", "revoked", "ended")


class Life(RuleBasedStateMachine):
    """One offer; `world` gives all it needs and keeps what states were seen."""

    world = None

    @initialize()
    def draft(self):
        """Draft an offer and lead it some way, so that late states are seen too."""
        lane = self.world.lane
        self.model = Model(lane)
        with self.world.app.app_context(), transaction() as session:
            self.offer_id = operations.draft(
                session,
                self.act(),
                patent_id=self.world.patent_id,
                terms=self.terms(lane),
            ).id
        steps = [self.check, self.approve]
        if lane == "open":
            steps += [self.declare, lambda: self.announce(as_admin=True)]
        else:
            steps += [lambda: self.post(as_admin=True), lambda: self.edit(lane=lane)]
        for step in steps[: self.world.far]:
            step()

    def act(self, **given):
        return self.world.act(**given)

    def terms(self, lane):
        days = {"starts_on": self.world.starts_on, "ends_on": self.world.ends_on}
        return pattern("one_off", lane=lane, **days)

    def do(self, operation, after):
        """Try an operation: it gives what the model says, or is refused whole."""
        refusal = None
        try:
            with self.world.app.app_context(), transaction() as session:
                operation(session)
        except (Refused, Forbidden, sa.exc.DBAPIError) as refused:
            refusal = refused
        assert (after is None) == (refusal is not None), refusal or "it was not refused"
        self.model = after or self.model
        self.world.seen.add((self.model.lane, self.model.state, self.model.waits))

    @rule(lane=st.sampled_from(["open", "ordinary"]))
    def edit(self, lane):
        model, after = self.model, None
        if model.state in BEFORE_OPENING:
            drafted = model if model.state == "draft" else model.to("draft")
            after = replace(drafted, lane=lane)
        elif (model.state, model.lane, lane) == ("open", "ordinary", "ordinary"):
            after = model
        if after is not None:
            after = replace(after, newest=after.newest + 1, entries=after.entries + 1)
        self.do(
            lambda session: operations.change_terms(
                session,
                self.act(),
                offer_id=self.offer_id,
                seen=model.newest,
                terms=self.terms(lane),
            ),
            after,
        )

    @rule()
    def edit_what_has_changed(self):
        self.do(
            lambda session: operations.change_terms(
                session,
                self.act(),
                offer_id=self.offer_id,
                seen=self.model.newest - 1,
                terms=self.terms(self.model.lane),
            ),
            None,
        )

    @rule(word=st.sampled_from(["甲", "乙"]))
    def change_the_listing(self, word):
        with self.world.app.app_context(), transaction() as session:
            offer = session.get_one(Offer, self.offer_id)
            texts = operations.Texts(
                listing_zh=word,
                listing_en="",
                declaration=offer.declaration_text,
            )
            is_new = offer.listing_text_zh != word
        model = self.model
        after = replace(model, entries=model.entries + is_new)
        self.do(
            lambda session: operations.change_texts(
                session, self.act(), offer_id=self.offer_id, texts=texts
            ),
            None if model.state in CLOSED else after,
        )

    @rule()
    def check(self):
        after = self.model.advanced("checked")
        self.do(
            lambda session: operations.check(
                session, self.act(), offer_id=self.offer_id, seen=self.model.newest
            ),
            after if self.model.may("checked", self.model.stage) else None,
        )

    @rule()
    def approve(self):
        after = self.model.advanced("approved")
        self.do(
            lambda session: life.approve(
                session, session.get_one(Offer, self.offer_id), self.act().author
            ),
            after if self.model.may("approved", self.model.stage) else None,
        )

    @rule()
    def recall(self):
        after = self.model.advanced("draft")
        self.do(
            lambda session: operations.recall(
                session, self.act(), offer_id=self.offer_id
            ),
            after if self.model.may("draft", self.model.stage) else None,
        )

    @rule()
    def declare(self):
        self.do(
            lambda session: opening.declare(
                session,
                self.act(),
                offer_id=self.offer_id,
                declared_on=self.world.lodged_on,
            ),
            self.model.to("declared") if self.model.may("declared") else None,
        )

    @rule(as_admin=st.booleans())
    def announce(self, as_admin):
        announcement = Announcement(
            declaration_number="1",
            announced_on=self.world.lodged_on + timedelta(days=1),
            text="公告",
            equals_terms=True,
        )
        model = self.model
        is_right = model.lane == "open" and model.may("open") and as_admin
        self.do(
            lambda session: opening.announce(
                session,
                self.act(as_admin=as_admin),
                offer_id=self.offer_id,
                seen=model.newest,
                announcement=announcement,
            ),
            model.to("open") if is_right else None,
        )

    @rule(as_admin=st.booleans())
    def post(self, as_admin):
        model = self.model
        is_right = model.lane == "ordinary" and model.may("open") and as_admin
        self.do(
            lambda session: opening.post(
                session,
                self.act(as_admin=as_admin),
                offer_id=self.offer_id,
                seen=model.newest,
            ),
            model.to("open") if is_right else None,
        )

    @rule(as_admin=st.booleans())
    def not_announced(self, as_admin):
        is_right = as_admin and self.model.may("not_announced")
        self.do(
            lambda session: opening.not_announced(
                session,
                self.act(as_admin=as_admin),
                offer_id=self.offer_id,
                reason="不符合条件",
            ),
            self.model.to("not_announced") if is_right else None,
        )

    @rule(
        what=st.sampled_from(["withdrawn", "revoked", "ended"]), as_admin=st.booleans()
    )
    def close(self, what, as_admin):
        closes = {
            "withdrawn": closing.withdraw,
            "revoked": closing.revoke,
            "ended": closing.end,
        }
        stated = closing.Closing(closed_on=self.act().day, reason="理由", number="1")
        self.do(
            lambda session: closes[what](
                session,
                self.act(as_admin=as_admin),
                offer_id=self.offer_id,
                closing=stated,
            ),
            self.model.to(what) if as_admin and self.model.may(what) else None,
        )

    @rule()
    def end_what_is_over(self):
        day = self.world.ends_on + timedelta(days=1)
        after = self.model.to("ended") if self.model.may("ended") else self.model
        self.do(
            lambda session: closing.end_all_over(
                session, day=day, ended_at=self.act().placed_at
            ),
            after,
        )

    @rule(to=st.sampled_from(OfferState))
    def jump(self, to):
        if not self.model.may(to):
            self.do(
                lambda session: life.move(
                    session,
                    session.get_one(Offer, self.offer_id),
                    to,
                    self.act().author,
                ),
                None,
            )

    @rule(to=st.sampled_from(OfferState))
    def jump_by_sql(self, to):
        if to != self.model.state and not self.model.may(to):
            written = sa.update(Offer).where(Offer.id == self.offer_id)
            self.do(lambda session: session.execute(written.values(state=to)), None)

    @invariant()
    def the_offer_is_what_the_model_says(self):
        with self.world.app.app_context(), transaction() as session:
            offer = session.get_one(Offer, self.offer_id)
            found = Model(
                lane=str(offer.lane),
                state=str(offer.state),
                newest=session.scalar(
                    sa.select(sa.func.max(OfferVersion.number)).where(
                        OfferVersion.offer_id == self.offer_id
                    )
                ),
                checked=offer.checked_version,
                approved=offer.approved_version,
                entries=session.scalar(
                    sa.select(sa.func.count()).where(
                        HistoryEntry.subject == "offer",
                        HistoryEntry.subject_id == self.offer_id,
                    )
                ),
            )
            in_force = session.scalar(
                sa.select(version_in_force()).where(Offer.id == self.offer_id)
            )
            assert found == self.model
            assert str(life.stage_of(offer)) == self.model.stage
            assert offer.version.number == in_force
            assert offer.version.number == self.model.approved or (
                self.model.approved is None and offer.version is offer.newest
            )
