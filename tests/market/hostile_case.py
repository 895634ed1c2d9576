"""A case whose every text is markup: statements, files, a publicity, rounds."""

from datetime import date

from market.approval.chain import NewStep, add_step
from market.approval.dossiers import Written, write_dossier
from market.approval.interests import Interest, state_interest
from market.approval.models import ApprovalRound, Consent, Purpose, RoundState
from market.approval.publicity import Notice, Objected, begin, object_to
from market.attachments import Upload
from market.catalogue.models import PatentOwner
from market.db import transaction
from market.history import Author
from market.licensing import life
from market.licensing.models import Offer
from tests.market.factories import NOON

DAY = date(2026, 11, 23)


def case_rows(app, deal, waiting, text):
    """Fill the case of one offer, and let another one wait for its approval.

    Parameters
    ----------
    app : Flask
        The application.
    deal, waiting : Deal
        An open offer and a draft of another office.
    text : str
        What everybody typed.

    Returns
    -------
    dict
        The ids of the rows, by the names that routes give them.
    """
    who, other = _author(deal), _author(waiting)
    with app.app_context(), transaction() as writing:
        offer = writing.get_one(Offer, deal.offer)
        state_interest(
            writing,
            offer,
            Interest(person=text, part="inventor", has_interest=True, text=text),
            who,
        )
        upload = Upload(content=b"%PDF-1.7", filename=text, media_type="text/html")
        written = Written(basis=text, uploads=[upload])
        dossier = write_dossier(writing, offer, written, who, day=DAY)
        begin(writing, offer, Notice(starts_on=DAY, ends_on=DAY, place=text), who)
        said = Objected(objector=text, received_on=DAY, text=text)
        object_to(writing, offer, said, who, day=DAY)
        _consent(writing, offer, who, text)
        step = add_step(writing, who, NewStep(position=1, title_zh=text, title_en=text))
        _wait(writing, waiting.offer, other, text)
        return {
            "attachment_id": dossier.attachments[0].id,
            "step_id": step.id,
            "number": dossier.number,
        }


def _author(deal):
    user_id = deal.make.user_id(deal.drafter)
    return Author(happened_at=NOON, organisation_id=deal.office, user_id=user_id)


def _consent(writing, offer, who, text):
    owner = PatentOwner(patent_id=offer.patent_id, position=1, name=text)
    writing.add(owner)
    writing.flush()
    writing.add(
        Consent(
            offer_id=offer.id,
            owner_id=owner.id,
            purpose=Purpose.OPENING,
            consents=True,
            stated_on=DAY,
            note=text,
            recorded_by_id=who.user_id,
            recorded_at=NOON,
        )
    )


def _wait(writing, offer_id, who, text):
    """Have a version wait for any admin of its office."""
    offer = writing.get_one(Offer, offer_id)
    life.check(writing, offer, who)
    step = {"position": 1, "title_zh": text, "title_en": text}
    writing.add(
        ApprovalRound(
            offer_id=offer.id,
            number=1,
            version_number=offer.newest.number,
            steps=[step | {"approver_id": None, "approver": ""}],
            state=RoundState.PENDING,
            sent_by_id=who.user_id,
            sent_at=NOON,
        )
    )
