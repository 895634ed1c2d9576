from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from market.accounts.models import Membership, Organisation, RoleName, User
from tests.market.accounts.conftest import CREDIT_CODE, FIRM, PASSWORD, PERSON


def register(client, kind="enterprise", **changed):
    form = (PERSON if kind == "natural_person" else FIRM) | changed
    return client.post(f"/register/{kind}", data=form)


def test_a_firm_registers_with_its_first_member(client, session, mails):
    answer = register(client)

    organisation = session.scalar(sa.select(Organisation))
    user = session.scalar(sa.select(User))
    assert answer.status_code == 303
    assert organisation.credit_code == CREDIT_CODE
    assert (organisation.staff, organisation.revenue_fen) == (42, 1_250_000_050)
    assert [m.role for m in user.memberships] == [RoleName.LICENSEE_ADMIN]
    assert (user.email, user.confirmed_at) == ("fang@example.com", None)
    assert user.privacy_version == "2026-11-23"
    assert [mail.recipient for mail in mails()] == ["fang@example.com"]


def test_a_natural_person_registers_without_a_credit_code(client, session):
    register(client, "natural_person")

    organisation = session.scalar(sa.select(Organisation))
    assert (organisation.name_zh, organisation.credit_code) == ("王芳", None)
    assert organisation.size_class is None


def test_a_firm_from_abroad_says_that_it_has_no_code(client, session):
    answer = register(client, credit_code="", outside_mainland="y")

    assert answer.status_code == 303
    assert session.scalar(sa.select(Organisation.outside_mainland))


def test_opening_the_link_of_the_mail_confirms_nothing(client, session, link):
    register(client)

    page = client.get(link())

    assert "清源环保科技有限公司" in page.text
    assert session.scalar(sa.select(User.confirmed_at)) is None


def test_the_button_behind_the_link_confirms_and_lets_in(client, link):
    register(client)
    early = client.post("/login", data={"email": FIRM["email"], "password": PASSWORD})

    client.post(link())
    late = client.post("/login", data={"email": FIRM["email"], "password": PASSWORD})

    assert early.status_code == 422
    assert "还没有确认" in early.text or "not confirmed yet" in early.text
    assert late.status_code == 302
    assert client.get("/organisation").status_code == 200


def test_a_confirmation_link_that_was_tampered_with_leads_to_a_new_one(client):
    assert client.post("/confirm/nonsense").location == "/confirm"


def test_a_new_confirmation_link_is_sent_on_request(client, mails, link):
    register(client)

    answer = client.post("/confirm", data={"email": FIRM["email"]})

    assert answer.status_code == 303
    assert len(mails()) == 2
    assert client.get(link()).status_code == 200


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "nobody"),
        ("name", " "),
        ("password", "too short"),
        ("password", "x" * 200),
        ("password", "password1234"),
        ("password_confirm", "another password"),
        ("name_zh", ""),
        ("name_zh", "长" * 201),
        ("credit_code", ""),
        ("credit_code", "91110000600037341M"),
        ("credit_code", "123"),
        ("industry", "nonsense"),
        ("staff", "-1"),
        ("staff", "99999999999999999999"),
        ("staff", "many"),
        ("revenue", "-5"),
        ("revenue", "9" * 40),
        ("revenue", "1.234"),
        ("size_year", "1999"),
        ("size_year", ""),
        ("size_year", "last year"),
        ("email", "李@example.com"),
        ("size_class", "giant"),
    ],
)
def test_wrong_input_is_named_and_nothing_typed_is_lost(client, session, field, typed):
    answer = register(client, **{field: typed})

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert "Qingyuan Ltd" in answer.text
    assert session.scalar(sa.select(sa.func.count(User.id))) == 0


def test_without_consent_nothing_is_stored(client, session):
    form = {name: value for name, value in FIRM.items() if name != "consent"}

    answer = client.post("/register/enterprise", data=form)

    assert answer.status_code == 422
    assert session.scalar(sa.select(sa.func.count(Organisation.id))) == 0


@pytest.mark.parametrize("kind", ["operator", "institution", "government", "nonsense"])
def test_what_the_operator_must_know_does_not_register_itself(client, kind):
    assert client.post(f"/register/{kind}", data=FIRM).status_code == 404


def test_the_page_never_tells_that_an_address_has_an_account(client, make, mails):
    firm = make.firm()
    make.user(firm, "licensee_admin", email="known@example.com")

    known = register(client, email="known@example.com")
    unknown = register(client, email="new@example.com")

    assert (known.status_code, known.location) == (
        unknown.status_code,
        unknown.location,
    )
    assert [mail.recipient for mail in mails()] == [
        "known@example.com",
        "new@example.com",
    ]
    assert "/reset" in mails()[0].body


def test_a_known_firm_is_told_by_mail_to_ask_its_admin(client, make, session, mails):
    firm = make.firm(credit_code=CREDIT_CODE)
    make.user(firm, "licensee_admin")

    answer = register(client)

    assert answer.location == "/registered"
    assert "清源环保科技有限公司" in mails()[0].body
    assert session.scalar(sa.select(sa.func.count(Membership.id))) == 1


def test_a_registration_that_nobody_confirmed_gives_way(client, session, link):
    register(client, email="squatter@example.com")
    taken = link()

    register(client)

    assert session.scalars(sa.select(User.email)).all() == ["fang@example.com"]
    assert client.post(taken).location == "/confirm"


def test_the_mail_is_in_the_reader_s_language(client, mails):
    client.post("/language", data={"locale": "en"})

    register(client)

    assert mails()[0].subject == "Openlicence: confirm your e-mail address"


def test_eight_clicks_at_once_register_one_firm(app, session):
    def click(number):
        return register(app.test_client(), email=f"p{number}@example.com").status_code

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(click, range(8)))

    assert answers == [303] * 8
    assert session.scalar(sa.select(sa.func.count(Organisation.id))) == 1
