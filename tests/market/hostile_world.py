"""Something behind every address: owned by one office, one firm, one ministry."""

import io
from threading import Event

from market.accounts.models import Organisation, OrganisationKind
from market.accounts.roles import ROLES_OF_KIND
from market.alerts.models import Frequency, SavedSearch
from market.bulk.tasks import do_bulk
from market.catalogue.exports import csv_bytes
from market.catalogue.models import Patent
from market.db import transaction
from market.imports.tasks import import_patents
from market.search.feed import feed_now
from market.search.models import SynonymGroup
from market.worker import work
from tests.market.deals import STAGED, TIERS, Deal
from tests.market.factories import NOON
from tests.market.hostile_case import case_rows
from tests.market.hostile_talks import talk_rows
from tests.market.hostile_zone import zone_rows

# Ends an attribute of either kind, then begins a tag; harmless where it is text.
MARKUP = "\"'><attack onattack=1>&{{7*7}}"
RUN = {
    "baseline": "national",
    "reforms": ["staged"],
    "firms": "100",
    "replications": "2",
    "seed": "7",
}


class World:
    """The rows behind every address, and who may see them."""

    def __init__(self, app, make, sign_in):
        self.app, self.make, self.sign_in = app, make, sign_in
        self.deal = Deal(app, make, _labelled(STAGED))
        self.draft = Deal(app, make, STAGED, is_open=False)
        other = Deal(app, make, STAGED)
        waiting = Deal(app, make, STAGED, is_open=False)
        # Some pages are of an offer that is no draft, or gave no licence yet.
        self.offers = {
            "licensing.opening": self.draft.offer,
            "licences.new_notice": other.offer,
            "licences.give_notice": other.offer,
            "deciding.show": waiting.offer,
            "deciding.decided": waiting.offer,
            "deciding.recalled": waiting.offer,
        }
        self._name_all()
        bureau = make.body(OrganisationKind.GOVERNMENT)
        self.owners = {
            "office": self.deal.drafter,
            "drafter": self.draft.drafter,
            "approver": waiting.drafter,
            "finance": self.deal.finance,
            "firm": self.deal.admin,
            "bureau": make.user(bureau, "policymaker"),
            "operator": make.user(make.body(OrganisationKind.OPERATOR), "operator"),
        }
        self.values = (
            self._rows()
            | case_rows(app, self.deal, waiting, MARKUP)
            | talk_rows(app, self.deal, MARKUP)
            | {
                "word": "enterprise",
                "filename": "site.css",
                "kind": "csv",
            }
        )
        self.tokens = self._sent()
        with app.app_context():
            feed_now()

    def rules(self, method):
        """Return the routes that take a method."""
        return [
            rule
            for rule in self.app.url_map.iter_rules()
            if method in rule.methods and rule.endpoint != "static"
        ]

    def address(self, rule):
        """Return the address of a route at which there is something."""
        subject = rule.endpoint.partition(".")[0]
        values = self.values | {
            "token": self.tokens.get(subject, "none-such"),
            "key": "k" * 43 if subject == "alerts" else "none-such",
            "offer_id": self.offers.get(rule.endpoint, self.deal.offer),
        }
        known = {name: values[name] for name in rule.arguments}
        return self.app.url_map.bind("localhost").build(rule.endpoint, known)

    def pages(self, locale="en"):
        """Yield (rule, client, answer) for each page, as the first who sees it."""
        left = {rule.endpoint: rule for rule in self.rules("GET")}
        for key in self.owners.values():
            client = self.sign_in(key, locale)
            for rule in list(left.values()):
                answer = client.get(self.address(rule))
                if answer.status_code == 200:
                    del left[rule.endpoint]
                    yield rule, client, answer

    def strangers(self):
        """Yield (role, client) for every role, in organisations of their own."""
        for kind, roles in ROLES_OF_KIND.items():
            organisation_id = self.make.body(kind)
            for role in roles:
                yield role, self.sign_in(self.make.user(organisation_id, role))

    def _rows(self):
        licence_id = self.deal.licence()
        return {
            "licence_id": licence_id,
            "due_id": self.deal.dues(licence_id)[0].id,
            "offer_id": self.deal.offer,
            "patent_id": self.deal.patent,
            "organisation_id": self.deal.office,
            "user_id": self.make.user_id(self.deal.member),
            "invitation_id": 1,
            "group_id": self._group(),
            **zone_rows(self.make, self.deal, MARKUP),
            "search_id": self._search(),
        }

    def _group(self):
        """Return words that a search takes for one another."""
        words = [MARKUP, "废水"]
        return self.make._save(SynonymGroup(words=words, changed_at=NOON))

    def _search(self):
        """Return a search that a person of the firm keeps."""
        search = SavedSearch(
            user_id=self.make.user_id(self.deal.admin),
            name=MARKUP,
            text=MARKUP,
            filters={},
            size="small",
            locale="en",
            site="http://localhost/",
            frequency=Frequency.DAILY,
            key="k" * 43,
            created_at=NOON,
            checked_at=NOON,
        )
        return self.make._save(search)

    def _name_all(self):
        with self.app.app_context(), transaction() as writing:
            for organisation_id in (self.deal.office, self.deal.firm):
                organisation = writing.get_one(Organisation, organisation_id)
                organisation.name_zh = organisation.name_en = MARKUP
                organisation.contact = organisation.payee_bank = MARKUP
            patent = writing.get_one(Patent, self.deal.patent)
            for column in ("title", "title_en", "summary_zh", "abstract", "patentee"):
                setattr(patent, column, MARKUP)

    def _sent(self):
        """Invite, report, upload and ask; return the tokens of upload and run."""
        firm = self.sign_in(self.owners["firm"])
        invited = {"email": "new@example.com", "roles": "licensee_member"}
        firm.post("/organisation/invite", data=invited)
        report = {"nonce": "n" * 43, "transferred_on": "2026-11-23"}
        address = f"/dues/{self.values['due_id']}/report"
        firm.post(address, data=report | {"bank_reference": MARKUP})
        content = io.BytesIO(csv_bytes(["number", "title"], [[MARKUP, "=1+1"]]))
        upload = self.sign_in(self.owners["office"]).post(
            "/office/patents/import", data={"file": (content, f"{MARKUP[1:]}.csv")}
        )
        with self.app.app_context():
            work({"import": import_patents}, (), Event(), until_idle=True)
        bulk = self.sign_in(self.owners["office"]).post(
            "/office/bulk/new",
            data={
                "nonce": "b" * 43,
                "action": "check",
                "patents": str(self.deal.patent),
            },
        )
        with self.app.app_context():
            work({"bulk": do_bulk}, (), Event(), until_idle=True)
        run = self.sign_in(self.owners["bureau"]).post("/policy/", data=RUN)
        sent = {"imports": upload, "scenarios": run, "bulk": bulk}
        return {name: told.location.rsplit("/", 1)[1] for name, told in sent.items()}


def _labelled(terms):
    """Return terms whose labels are markup."""
    labels = {"label_zh": MARKUP, "label_en": MARKUP}
    regions = [region | labels for region in TIERS["regional_tiers"]]
    stages = [stage | labels for stage in terms["stages"]]
    return terms | TIERS | {"stages": stages, "regional_tiers": regions}
