"""An office whose checked offer goes through its case, step by step."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from market.approval.chain import NewStep, add_step
from market.approval.deciding import Approver, Verdict, decide
from market.approval.dossiers import Written, write_dossier
from market.approval.interests import Interest, state_interest
from market.approval.models import Decision
from market.approval.owners import inventors_of
from market.approval.queries import gaps, rounds_of
from market.approval.rounds import locked_offer, recall, send
from market.attachments import as_upload
from market.catalogue.models import PatentOwner
from market.db import session, transaction
from market.history import Author, entries_of
from market.licensing import life
from market.licensing.models import Offer, OfferState, OfferVersion
from tests.market.factories import NOON

DAY = date(2026, 11, 23)
PAGE = "https://market.example/case"
PDF = as_upload(b"%PDF-1.7 minutes", "纪要.pdf")


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: NOON)


def _nothing_to_state(writing, offer, who, drafter):
    none = Interest(person="D", part="drafter", has_interest=False, user_id=drafter)
    state_interest(writing, offer, none, who)
    for name in inventors_of(offer.patent):
        one = Interest(person=name, part="inventor", has_interest=False)
        state_interest(writing, offer, one, who)


def newer_version(case, with_dossier=True):
    """Append a version and check it; of an open offer it waits."""

    def act(writing, offer, who):
        if offer.state == OfferState.CHECKED:
            life.send_back(writing, offer, who)
        first = offer.versions[0]
        offer.versions.append(
            OfferVersion(
                number=len(offer.versions) + 1,
                terms_json=first.terms_json,
                terms_sha256=first.terms_sha256,
                drafted_by_id=who.user_id,
                created_at=who.happened_at,
            )
        )
        writing.flush()
        life.check(writing, offer, who)

    case.change(act)
    if with_dossier:
        case.dossier()


@dataclass
class CaseOf:
    """Ids of an office and its offer; each method commits one act."""

    app: object
    make: object
    given: dict

    def __post_init__(self):
        self.office = self.make.office()
        for role in ("office_admin", "office_member", "finance", "auditor", "inventor"):
            name = role.removeprefix("office_")
            setattr(self, name, self.make.user(self.office, role, name=f"The {name}"))
        self.second = self.make.user(self.office, "office_admin", name="The second")
        self.patent = self.make.patent(self.office, inventors="李明；王芳")
        values = {
            "state": OfferState.CHECKED,
            "checked_version": 1,
            "opened_at": None,
        }
        self.offer = self.make.offer(
            self.patent, self.office, self.member, **values | self.given
        )

    def author(self, key):
        return Author(
            happened_at=NOON,
            organisation_id=self.office,
            user_id=self.make.user_id(key),
        )

    def write(self, act, key=None):
        """Let somebody do something; return what comes of it, detached."""
        author = self.author(key or self.member)
        with self.app.app_context(), transaction() as writing:
            return act(writing, author)

    def change(self, act, key=None):
        """The same, with the offer locked."""
        return self.write(
            lambda writing, who: act(
                writing, locked_offer(writing, who, self.offer), who
            ),
            key,
        )

    def read(self, look):
        with self.app.app_context():
            return look(session(), session().get_one(Offer, self.offer))

    def complete(self):
        """Close every gap that an office closes by itself."""
        drafter = self.make.user_id(self.member)
        self.change(
            lambda writing, offer, who: _nothing_to_state(writing, offer, who, drafter)
        )
        self.dossier()
        return self

    def dossier(self, **given):
        written = Written(**{"basis": "Comparable licences"} | given)
        self.change(
            lambda writing, offer, who: write_dossier(
                writing, offer, written, who, day=DAY
            )
        )

    def step(self, position, approver=None, title="步骤"):
        asked = NewStep(
            position=position,
            title_zh=title,
            approver_id=self.make.user_id(approver) if approver else None,
        )
        return self.write(
            lambda writing, who: add_step(writing, who, asked).id, self.admin
        )

    def send(self):
        return self.write(
            lambda writing, who: (
                send(writing, who, offer_id=self.offer, day=DAY, page=PAGE).number
            )
        )

    def state_interest(self, key, text=""):
        user_id = self.make.user_id(key)
        interest = Interest(
            person="somebody",
            part="approver",
            has_interest=bool(text),
            text=text,
            user_id=user_id,
        )
        self.change(
            lambda writing, offer, who: state_interest(writing, offer, interest, who),
            key,
        )

    def decide(self, key, decision="approve", number=1, **given):
        self.state_interest(key)
        self.decide_only(key, decision, number, **given)

    def decide_only(self, key, decision="approve", number=1, **given):
        verdict = Verdict(decision=Decision(decision), **given)
        as_admin = key in (self.admin, self.second)

        def act(writing, who):
            approver = Approver(author=who, as_admin=as_admin, round_number=number)
            decide(writing, approver, verdict, offer_id=self.offer, day=DAY, page=PAGE)

        self.write(act, key)

    def recall(self):
        self.write(lambda writing, who: recall(writing, who, offer_id=self.offer))

    def owner(self, name, position=1):
        owner = PatentOwner(patent_id=self.patent, position=position, name=name)
        return self.make._save(owner)

    def gaps(self, day=DAY):
        return self.read(
            lambda reading, offer: [gap.en for gap in gaps(reading, offer, day=day)]
        )

    def state(self):
        """Return state and versions of the offer, and of each round its state."""
        return self.read(
            lambda reading, offer: (
                str(offer.state),
                offer.approved_version,
                [str(sent.state) for sent in rounds_of(reading, offer.id)],
            )
        )

    def actions(self):
        """Return what the history tells, the oldest first."""
        return self.read(
            lambda reading, offer: [
                entry.action for entry in entries_of(reading, "offer", offer.id)
            ][::-1]
        )


@pytest.fixture
def case(app, make):
    """Make an office with a checked offer; `given` are columns of the offer."""
    return lambda **given: CaseOf(app, make, given)


@pytest.fixture
def later(monkeypatch):
    """Move the clock on by days."""

    def moved(days):
        now = NOON + timedelta(days=days)
        monkeypatch.setattr("market.clock.now_utc", lambda: now)

    return moved
