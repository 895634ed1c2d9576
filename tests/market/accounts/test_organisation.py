import pytest
import sqlalchemy as sa

from market.accounts.models import Organisation, User

SIZE = {
    "industry": "software",
    "staff": "0",
    "revenue": "０",
    "size_year": "2026",
    "size_class": "micro",
}

ACCOUNT = {
    "payee_name": "某大学",
    "payee_bank": "某银行",
    "payee_account": "6222 0001",
}


def test_members_see_their_own_organisation_only(make, sign_in):
    ours, theirs = make.firm(name_en="Ours Ltd"), make.firm(name_en="Theirs Ltd")
    make.user(theirs, "licensee_admin", email="their@example.com")

    page = sign_in(make.user(ours, "licensee_member")).get("/organisation").text

    assert "Ours Ltd" in page
    assert "Theirs Ltd" not in page
    assert "their@example.com" not in page


def test_an_admin_changes_what_the_firm_says_of_itself(make, sign_in, session):
    client = sign_in(make.user(make.firm(), "licensee_admin"))

    answer = client.post("/organisation/edit", data=SIZE | {"contact": "李\r\n010-1"})

    organisation = session.scalar(sa.select(Organisation))
    assert answer.status_code == 303
    assert (organisation.size_class.value, organisation.staff) == ("micro", 0)
    assert (organisation.revenue_fen, organisation.contact) == (0, "李\n010-1")


def test_the_form_shows_what_is_stored(make, sign_in):
    firm = make.firm(
        industry="software", staff=7, revenue_fen=1_250_050, size_year=2025
    )

    page = sign_in(make.user(firm, "licensee_admin")).get("/organisation/edit").text

    assert 'value="12500.50"' in page
    assert '<option selected value="software">' in page


def test_an_office_states_no_size(make, sign_in, session):
    client = sign_in(make.user(make.office(), "office_admin"))

    client.post("/organisation/edit", data={"name_en": "Tech  Transfer\x00", **SIZE})

    organisation = session.scalar(sa.select(Organisation))
    assert (organisation.name_en, organisation.size_class) == ("Tech Transfer", None)


def test_finance_changes_the_bank_account(make, sign_in, session):
    client = sign_in(make.user(make.office(), "finance"))

    answer = client.post("/organisation/payee", data=ACCOUNT)

    assert answer.status_code == 303
    assert session.scalar(sa.select(Organisation.payee_account)) == "6222 0001"


def test_an_incomplete_bank_account_is_not_saved(make, sign_in, session):
    client = sign_in(make.user(make.office(payee_account="1"), "finance"))

    answer = client.post("/organisation/payee", data=ACCOUNT | {"payee_bank": " "})

    assert answer.status_code == 422
    assert "某大学" in answer.text
    assert session.scalar(sa.select(Organisation.payee_account)) == "1"


def test_a_natural_person_invites_nobody(make, sign_in):
    person = make.body("natural_person")

    page = sign_in(make.user(person, "licensee_admin")).get("/organisation")

    assert "/organisation/invite" not in page.text


def test_people_change_their_own_name_and_language(make, sign_in, session):
    client = sign_in(make.user(make.firm(), "licensee_member"))

    answer = client.post("/account", data={"name": "  Li\tHua ", "locale": "en"})

    user = session.scalar(sa.select(User))
    assert answer.status_code == 303
    assert (user.name, user.locale) == ("Li Hua", "en")


@pytest.mark.parametrize("wrong", [{"name": ""}, {"locale": "fr"}, {"name": "x" * 101}])
def test_a_wrong_account_form_comes_back(make, sign_in, wrong):
    client = sign_in(make.user(make.firm(), "licensee_member"))

    answer = client.post("/account", data={"name": "Li", "locale": "zh"} | wrong)

    assert answer.status_code == 422


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("address", ["/privacy", "/terms-of-use", "/register"])
def test_the_texts_are_there_in_both_languages(make, sign_in, address, locale):
    page = sign_in(make.user(), locale).get(address).text

    assert ("隐私" in page) == (locale == "zh")
