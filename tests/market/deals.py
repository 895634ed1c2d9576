"""One office, one firm and an open offer between them, ready for a notice."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa

from market.accounts.models import SizeClass
from market.db import session, transaction
from market.licences import operations as licences
from market.licences.key_terms import CODES
from market.licences.models import Licence
from market.licences.notices import Notice
from market.licensing.models import Lane, Offer, OfferState, OfferVersion
from market.payments import operations as payments
from market.payments.models import Due, TransferReport
from pricing.canonical import canonical_json, terms_sha256
from pricing.terms import read_terms

NOTICED_AT = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
PAID_ON = date(2026, 11, 25)
ENTERED_AT = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)

STAGED = {
    "version": 1,
    "currency": "CNY",
    "lane": "ordinary",
    "starts_on": "2026-11-01",
    "ends_on": "2032-12-31",
    "tax": {"price_includes_vat": True, "treatment": "undetermined", "rate": None},
    "size_tiers": {"micro": "0", "small": "0.5", "medium": "1", "large": "1"},
    "stages": [
        {
            "name": "trial",
            "label_zh": "试用",
            "label_en": "Trial",
            "months": 6,
            "sales_allowed": False,
            "fees": [
                {"kind": "fixed", "amount": "1000.00", "credited_to": "production"},
                {
                    "kind": "fixed",
                    "amount": "600.01",
                    "due": "after_months",
                    "months": 3,
                    "instalments": 3,
                    "every_months": 1,
                },
            ],
        },
        {
            "name": "production",
            "label_zh": "产业化",
            "label_en": "Production",
            "fees": [
                {"kind": "fixed", "amount": "50000.00"},
                {"kind": "royalty", "base": "net_sales", "bands": [{"rate": "0.03"}]},
            ],
        },
    ],
}
TIERS = {
    "quality_tiers": {
        "none": "1",
        "innovative": "0.9",
        "srdi": "0.8",
        "little_giant": "0.7",
    },
    "regional_tiers": [
        {
            "name": "west",
            "label_zh": "西部地区",
            "label_en": "Western provinces",
            "provinces": ["51", "52"],
            "factor": "0.9",
        },
        {
            "name": "near",
            "label_zh": "邻省",
            "label_en": "Neighbours",
            "provinces": ["33"],
            "factor": "0.3333",
        },
    ],
}
FREE = STAGED | {
    "size_tiers": {"micro": "1", "small": "1", "medium": "1", "large": "1"},
    "stages": [{"name": "use", "label_zh": "实施", "label_en": "Use", "fees": []}],
}


def terms_of(tree):
    return read_terms(json.dumps(tree))


@dataclass
class Deal:
    """Ids of an open offer and of the people on both sides."""

    app: object
    make: object
    terms: dict
    is_open: bool = True
    opened_by: str = "drafter"

    def __post_init__(self):
        self.office = self.make.office(contact="许可办 licences@example.edu")
        self.firm = self.make.firm()
        self.drafter = self.make.user(self.office, "office_admin", "finance")
        self.finance = self.make.user(self.office, "finance")
        self.admin = self.make.user(self.firm, "licensee_admin")
        self.member = self.make.user(self.firm, "licensee_member")
        self.patent = self.make.patent(self.office)
        self.offer = self._offer()

    def _offer(self):
        offer = Offer(
            organisation_id=self.office,
            patent_id=self.patent,
            lane=Lane.ORDINARY,
            state=OfferState.OPEN if self.is_open else OfferState.DRAFT,
            checked_version=1 if self.is_open else None,
            approved_version=1 if self.is_open else None,
            opened_at=NOTICED_AT if self.is_open else None,
            opened_by_id=self.make.user_id(getattr(self, self.opened_by)),
            created_at=NOTICED_AT,
        )
        offer.versions = [self._version(1, self.terms)]
        return self.make._save(offer)

    def _version(self, number, tree):
        terms = terms_of(tree)
        return OfferVersion(
            number=number,
            terms_json=canonical_json(terms),
            terms_sha256=terms_sha256(terms),
            drafted_by_id=self.make.user_id(self.drafter),
            created_at=NOTICED_AT,
        )

    def redraft(self, tree, number=2):
        """Save a version; of an open offer it is approved, and so in force."""
        version = self._version(number, tree)
        version.offer_id = self.offer
        saved = self.make._save(version)
        for column in ("checked_version", "approved_version") if self.is_open else ():
            with self.app.app_context(), transaction() as writing:
                offer = writing.get_one(Offer, self.offer)
                setattr(offer, column, number)
        return saved

    def notice(self, **given):
        values = {
            "offer_id": self.offer,
            "version_number": 1,
            "licensee_id": self.firm,
            "user_id": self.make.user_id(self.admin),
            "size_class": SizeClass.SMALL,
            "size_statement": {"size_class": "small", "staff": 30},
            "confirmed_terms": CODES,
            "authority": "王小明,总经理",
            "given_at": NOTICED_AT,
        }
        return Notice(**values | given)

    def licence(self, **given):
        """Give notice and return the id of the licence."""
        with self.app.app_context(), transaction() as writing:
            return licences.give_notice(
                writing, self.notice(**given), page_of=lambda found: f"/{found.id}"
            ).id

    def dues(self, licence_id):
        """Return the dues as rows (id, number, stage, due_on, amount, paid_on)."""
        query = (
            sa.select(
                Due.id,
                Due.number,
                Due.stage,
                Due.due_on,
                Due.amount_fen,
                Due.paid_on,
            )
            .where(Due.licence_id == licence_id)
            .order_by(Due.number)
        )
        with self.app.app_context():
            return session().execute(query).all()

    def asked(self, due_id):
        """Return the amount of a due and the name of who owes it."""
        with self.app.app_context():
            due = session().get_one(Due, due_id)
            return due.amount_fen, due.licence.licensee.name_zh

    def transfer(self, due_id, **given):
        values = {
            "due_id": due_id,
            "organisation_id": self.office,
            "user_id": self.make.user_id(self.finance),
            "bank": "示例银行",
            "statement_number": "202611250001",
            "value_on": PAID_ON,
            "amount_fen": 50_000,
            "payer_name": self.firm_name(),
        }
        return payments.Transfer(**values | given)

    def pay(self, due_id, entered_at=ENTERED_AT, **given):
        """Record a bank line; return whether it was applied, or why not."""
        with self.app.app_context(), transaction() as writing:
            line = payments.record_transfer(
                writing, self.transfer(due_id, **given), entered_at=entered_at
            )
            return line.unapplied_reason or "applied"

    def firm_name(self):
        from market.accounts.models import Organisation

        with self.app.app_context():
            return session().get_one(Organisation, self.firm).name_zh

    def report(self, due_id):
        """Report a transfer as a member of the firm."""
        told = TransferReport(
            transferred_on=PAID_ON,
            reported_by_id=self.make.user_id(self.member),
            reported_at=ENTERED_AT,
        )
        with self.app.app_context(), transaction() as writing:
            payments.report_transfer(
                writing, due_id, licensee_id=self.firm, report=told
            )

    def trade(self):
        """Make one row of every kind, with the ids that a fresh database gives.

        Licence 1 is in force: due 1 paid by line 1, dues 2 to 4 open; line 2 waits.
        Licence 2, of another firm, is noticed: due 5 is open.
        """
        first = self.dues(self.licence())[0].id
        self.report(first)
        self.pay(first)
        self.pay(first, statement_number="202611260002")
        self.licence(licensee_id=self.make.firm())

    def state(self, licence_id):
        with self.app.app_context():
            found = session().get_one(Licence, licence_id)
            return str(found.state), found.effective_on
