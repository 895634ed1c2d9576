"""What an attacker tries at every route; a new route is tried by itself."""

from html.parser import HTMLParser
from itertools import count

import pytest

from market.accounts.policies import ANYONE, policy_of
from market.fair_price.question import KEYS
from market.search.filters import ARGUMENTS as ARGUMENTS_OF_FILTERS
from tests.market.hostile_world import World
from tests.market.page_forms import PageForms

ROWS = {
    "licence_id",
    "due_id",
    "offer_id",
    "patent_id",
    "user_id",
    "invitation_id",
    "search_id",
    "attachment_id",
    "step_id",
    "addon_id",
    "negotiation_id",
    "zone_id",
    "entry_id",
    "token",
}
# Whoever may licence may ask for an offer that is open to all.
OPEN_TO_FIRMS = {
    "licences.new_notice",
    "licences.give_notice",
    "negotiation.begin",
}
ARGUMENTS = (
    "q",
    "page",
    "status",
    "size",
    "sales",
    "low",
    "high",
    "version",
    "size_class",
    "quality_class",
    "industry",
    "staff",
    "revenue",
    "assets",
    "quality",
    "province",
    "vat",
    "first_sale",
    "capital",
    "offer",
    "patent_id",
    "next",
    "owners",
    "qualify",
    "licence_filed",
    "licence_ends",
    "withdrawn",
    "number",
    "ladder",
    "by",
    "under",
    "sort",
    "filters",
    *ARGUMENTS_OF_FILTERS.values(),
    *KEYS,
)
HOSTILE = ("a\0b", "9" * 5000, "²", "0001-01-01", "\ud800")
LONG_FORM = 20  # [fields]; longer ones are tried as a whole

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app, make, sign_in):
    world = World(app, make, sign_in)
    app.config["PROPAGATE_EXCEPTIONS"] = False  # As it is where people use it.
    return world


class Attacked(HTMLParser):
    """Where stored text became a tag or an attribute."""

    def __init__(self, page):
        super().__init__()
        self.places = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag == "attack" or "onattack" in dict(attributes):
            self.places.append(self.getpos())


@on_sqlite
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_nothing_stored_becomes_markup(world, locale):
    wrong, shown = [], set()
    for rule, _client, answer in world.pages(locale):
        if answer.mimetype == "text/html":
            wrong += [(rule.rule, place) for place in Attacked(answer.text).places]
            shown |= {rule.endpoint} if "&lt;attack" in answer.text else set()

    assert wrong == []
    assert {"licensing.listing", "licences.licence", "payments.due"} <= shown


@on_sqlite
def test_no_organisation_reaches_the_rows_of_another(world):
    wrong, numbers = [], count()
    for role, client in world.strangers():
        for method in ("GET", "POST"):
            for rule in world.rules(method):
                is_open = policy_of(world.app, rule.endpoint) == ANYONE
                if is_open or not rule.arguments & ROWS:
                    continue
                if rule.endpoint in OPEN_TO_FIRMS:
                    continue
                form = {"nonce": f"{next(numbers):043}"} if method == "POST" else None
                answer = client.open(world.address(rule), method=method, data=form)
                if answer.status_code not in (403, 404):
                    wrong.append((str(role), method, rule.rule, answer.status_code))

    assert wrong == []


@on_sqlite
def test_a_row_number_that_no_database_holds_is_not_found(world):
    wrong = []
    client = world.sign_in(world.owners["office"])
    for rule in world.rules("GET"):
        for name in rule.arguments & ROWS - {"token"}:
            for number in ("9" * 19, "9" * 5000, "0", "-1", "1%00"):
                address = rule.rule.split("<")[0] + number
                status = client.get(address).status_code
                if status not in (404, 403):
                    wrong.append((name, address[:60], status))

    assert wrong == []


@pytest.mark.parametrize("word", ["a%00b", "%ED%A0%80", "x" * 3000, "..%2F..%2Fapp.py"])
def test_a_word_that_no_database_holds_is_not_found(world, word):
    wrong = []
    for key in world.owners.values():
        client = world.sign_in(key)
        for rule in world.rules("GET"):
            if not rule.arguments & {"token", "key", "word"}:
                continue
            address = rule.rule.split("<")[0] + word + rule.rule.split(">")[-1]
            status = client.get(address).status_code
            if status not in (302, 303, 403, 404):
                wrong.append((address[:60], status))

    assert wrong == []


def test_no_page_breaks_under_a_hostile_address(world):
    wrong = []
    for rule, client, _answer in world.pages():
        for text in HOSTILE:
            typed = text.encode("utf-8", "surrogatepass")
            query = dict.fromkeys(ARGUMENTS, typed)
            status = client.get(world.address(rule), query_string=query).status_code
            if status >= 500:
                wrong.append((rule.rule, text[:20], status))

    assert wrong == []


def test_no_form_breaks_whatever_is_typed(world):
    wrong, tried = [], set()
    for rule, client, answer in world.pages():
        if answer.mimetype != "text/html":
            continue  # A file has no forms.
        for address, fields in PageForms(answer.text, world.address(rule)).found:
            if (address, *fields) in tried or address == "/logout":
                continue
            tried.add((address, *fields))
            for sent in _hostile(fields):
                status = client.post(address, data=sent).status_code
                if status >= 500:
                    wrong.append((address, status, str(sent)[:200]))

    assert len(tried) > 20
    assert wrong == []


def _hostile(fields):
    """Yield what to send: each field wrong by itself, then all of them."""
    for text in HOSTILE[:2]:
        if len(fields) <= LONG_FORM:
            yield from (fields | {name: text} for name in fields)
    for text in HOSTILE:
        typed = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        yield dict.fromkeys(fields, typed)
