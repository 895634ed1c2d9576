import re

import pytest
import sqlalchemy as sa

from market.accounts.models import Organisation, OrganisationKind
from tests.market.accounts.conftest import CREDIT_CODE

OFFICE = {
    "kind": "institution",
    "name_zh": "示例大学",
    "name_en": "Sample University",
    "code": "sample",
    "credit_code": CREDIT_CODE,
    "email": "first@example.com",
}
NEW = "/operator/organisations/new"


@pytest.fixture
def operator(make, sign_in):
    return sign_in(make.user(make.body(OrganisationKind.OPERATOR), "operator"))


def form(client, **changed):
    nonce = re.search(r'name="nonce"[^>]*value="([^"]+)"', client.get(NEW).text)[1]
    return OFFICE | {"nonce": nonce} | changed


def test_the_operator_creates_an_office_and_invites_its_admin(
    operator, session, client, mails, link
):
    answer = operator.post(NEW, data=form(operator))

    office = session.scalar(
        sa.select(Organisation).where(Organisation.code.is_not(None))
    )
    assert answer.location == f"/operator/organisations/{office.id}"
    assert (office.code, office.credit_code) == ("SAMPLE", CREDIT_CODE)
    assert mails()[0].recipient == "first@example.com"
    assert client.get(link()).status_code == 200
    assert "first@example.com" in operator.get(answer.location).text


def test_two_clicks_make_one_organisation(operator, session, mails):
    sent = form(operator)

    first = operator.post(NEW, data=sent)
    second = operator.post(NEW, data=sent)

    assert first.location == second.location
    assert len(mails()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "kingdom"},
        {"name_zh": ""},
        {"code": "大学"},
        {"credit_code": "1"},
        {"email": "x"},
    ],
)
def test_wrong_input_comes_back(operator, mails, wrong):
    answer = operator.post(NEW, data=form(operator, **wrong))

    assert answer.status_code == 422
    assert "Sample University" in answer.text
    assert mails() == []


def test_a_code_of_another_organisation_is_refused(operator, make, mails):
    make.office(code="SAMPLE")

    answer = operator.post(NEW, data=form(operator))

    assert answer.status_code == 422
    assert "SAMPLE" in answer.text
    assert mails() == []


def test_the_operator_invites_into_any_organisation(operator, make, mails):
    bureau = make.body()

    answer = operator.post(
        f"/operator/organisations/{bureau}/invite",
        data={"email": "policy@example.com", "roles": ["policymaker"]},
    )

    assert answer.location == f"/operator/organisations/{bureau}"
    assert mails()[0].recipient == "policy@example.com"


def test_organisations_are_found_by_a_piece_of_the_name(operator, make):
    make.firm(name_en="Blue Pump")
    make.firm(name_en="100% Green")

    page = operator.get("/operator/organisations?q=100%25").text

    assert "100% Green" in page
    assert "Blue Pump" not in page


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "9" * 30])
def test_a_page_that_is_not_there_is_no_error(operator, page):
    assert operator.get(f"/operator/organisations?page={page}").status_code == 200


def test_an_unknown_organisation_is_not_found(operator):
    assert operator.get("/operator/organisations/999999").status_code == 404
    assert operator.get("/operator/organisations/999999/invite").status_code == 404


def test_a_number_beyond_the_database_is_not_found(operator):
    assert operator.get(f"/operator/organisations/{'9' * 30}").status_code == 404


def test_the_first_operator_is_invited_by_command(runner, client):
    outcome = runner.invoke(args=["accounts", "invite-operator", "op@example.com"])

    path = outcome.output.strip().removeprefix("http://127.0.0.1:8000")
    assert outcome.exit_code == 0
    assert client.get(path).status_code == 200
