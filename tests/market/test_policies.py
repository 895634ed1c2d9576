"""Every route, every role: exactly the allowed ones get in."""

from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from market.accounts.models import OrganisationKind, RoleName
from market.accounts.policies import FOREIGN_ROUTES, policy_of
from market.accounts.roles import ROLES_OF_KIND
from market.db import SAFE_METHODS

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

# Any address that fits; no row has it, so that nothing is ended or withdrawn.
NO_ROW = {"IntegerConverter": 999_999, "RowNumber": 999_999}
LOGOUT = "security.logout"
NOBODY, STRANGER = "anonymous", "no organisation"


def routes(app):
    """Return every route as its endpoint, method and an address."""
    with app.test_request_context():
        return [
            SimpleNamespace(
                endpoint=rule.endpoint, method=method, address=address_of(app, rule)
            )
            for rule in app.url_map.iter_rules()
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
        ]


def address_of(app, rule):
    values = {
        name: NO_ROW.get(type(converter).__name__, "none-such")
        for name, converter in rule._converters.items()
    }
    return app.url_map.bind("localhost").build(rule.endpoint, values)


@pytest.fixture
def actors(make):
    """Return a key to sign in with for each role, and for a person without any."""
    keys = {NOBODY: None, STRANGER: make.user()}
    for kind, roles in ROLES_OF_KIND.items():
        organisation = make.body(kind)
        for role in roles:
            keys[role] = make.user(organisation, role)
    return keys


def may(stated, name):
    if not stated.signed_in:
        return True
    if name == NOBODY:
        return False
    return not stated.roles or name in stated.roles


def got_in(answer):
    to_login = answer.status_code in (302, 303) and answer.location.startswith("/login")
    return answer.status_code not in (401, 403) and not to_login


def test_every_role_gets_where_it_may_and_nowhere_else(app, actors, sign_in):
    wrong = []
    for name, key in actors.items():
        # Signing out ends every session of a person, so it comes last.
        for route in sorted(routes(app), key=lambda r: r.endpoint == LOGOUT):
            client = sign_in(key) if key else app.test_client()
            answer = client.open(route.address, method=route.method)
            expected = may(policy_of(app, route.endpoint), name)
            if got_in(answer) != expected or answer.status_code >= 500:
                wrong.append((str(name), route, answer.status_code))

    assert wrong == []


def test_every_role_is_among_those_that_were_tried(actors):
    assert set(actors) == {NOBODY, STRANGER, *RoleName}
    assert set(ROLES_OF_KIND) == set(OrganisationKind)


def test_every_route_states_its_policy(app):
    silent = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if policy_of(app, rule.endpoint) is None
    }

    assert silent == set()


def test_no_policy_is_stated_for_a_route_that_is_not_there(app):
    assert set(FOREIGN_ROUTES) <= set(app.view_functions)


def test_a_route_without_a_policy_is_closed(app, client):
    app.add_url_rule("/forgotten", "forgotten", lambda: "open")

    assert client.get("/forgotten").status_code == 404


def test_no_page_writes_when_it_is_only_looked_at(app, actors, sign_in):
    begun = []
    sa.event.listen(
        app.extensions["engine"],
        "begin",
        lambda connection: begun.append(connection.get_execution_options()),
    )

    for key in actors.values():
        client = sign_in(key) if key else app.test_client()
        for route in routes(app):
            if route.method in SAFE_METHODS:
                client.get(route.address)

    assert begun
    assert all(options.get("reading") for options in begun)


def test_who_is_not_signed_in_is_led_back_after_the_sign_in(client):
    asked = client.get("/organisation/edit?tab=1")
    posted = client.post("/organisation/edit")

    assert asked.location == "/login?next=/organisation/edit?tab%3D1"
    assert posted.location == "/login"
