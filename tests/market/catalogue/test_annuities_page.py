"""The page of annual fees: what opening saves, what is missing, what is wrong."""

from datetime import date

import pytest

from market import clock
from market.accounts.models import OrganisationKind
from market.catalogue.models import PatentKind, PatentStatus
from tests.market.factories import NOON


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr(clock, "now_utc", lambda: NOON)


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def member(make, office, sign_in):
    return sign_in(make.user(office, "office_member"))


@pytest.fixture
def patent(make, office):
    return make.patent(office)


ASKED = {
    "owners": "sole",
    "qualify": "yes",
    "licence_filed": "2026-11-23",
    "licence_ends": "",
    "withdrawn": "",
}


def page(client, patent, **asked):
    query = ASKED | asked if asked else None
    return client.get(f"/office/patents/{patent}/annual-fees", query_string=query)


def test_a_university_saves_once_its_standard_reduction_has_ended(member, patent):
    answer = page(member, patent)

    assert answer.status_code == 200
    assert "Open licences save 8,700 yuan" in answer.text
    assert "in years 13 to 20" in answer.text
    assert "do not stack" in answer.text


def test_the_page_of_the_patent_leads_to_it(make, office, member, patent):
    link = f"/office/patents/{patent}/annual-fees"
    foreign = make.patent(office, jurisdiction="US", number="US8930553B2")

    assert link in member.get(f"/office/patents/{patent}").text
    assert "annual-fees" not in member.get(f"/office/patents/{foreign}").text


def test_without_a_filed_licence_nothing_is_saved(member, patent):
    answer = page(member, patent, licence_filed="")

    assert "a declaration alone earns no reduction" in answer.text
    assert "would save 8,700 yuan" in answer.text


def test_several_patentees_are_guessed_from_the_record_and_asked_for(
    make, office, member
):
    shared = make.patent(office, patentee="第1大学;第2有限公司")

    asked = page(member, shared)
    told = page(member, shared, owners="joint", qualify="no")

    assert "It is not known whether each patentee qualifies" in asked.text
    assert "not every patentee qualifies" in told.text


def test_a_firm_is_not_taken_to_qualify(make, sign_in):
    firm = make.office(kind=OrganisationKind.ENTERPRISE)
    client = sign_in(make.user(firm, "office_member"))

    assert "It is not known whether" in page(client, make.patent(firm)).text


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ({"granted_on": None}, "the day of the grant is not known"),
        ({"kind": None, "filed_on": None}, "the kind of patent and the day of filing"),
        ({"status": PatentStatus.ENDED}, "This patent has ended"),
        ({"status": PatentStatus.APPLICATION}, "the day of the grant is not known"),
        ({"jurisdiction": "US"}, "Only the annual fees of Chinese patents"),
        ({"granted_on": date(2020, 1, 1)}, "The grant lies before the filing"),
        ({"filed_on": date(1991, 1, 1)}, "1993-01-01"),
    ],
)
def test_a_fact_that_is_missing_or_wrong_is_named(make, office, member, recorded, said):
    answer = page(member, make.patent(office, **recorded))

    assert answer.status_code == 200
    assert said in answer.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"licence_filed": "soon"}, "not a day of the calendar"),
        ({"licence_filed": "2023-01-01"}, "2024-07-15"),
        ({"licence_filed": "2042-01-01"}, "outside the patent"),
        ({"licence_ends": "2026-11-22"}, "ends before it is filed"),
        ({"withdrawn": "2022-01-01"}, "before the grant"),
        ({"owners": "many"}, "not on offer"),
        ({"qualify": "maybe"}, "not on offer"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(member, patent, asked, said):
    answer = page(member, patent, **asked)

    assert answer.status_code == 422
    assert said in answer.text
    assert 'class="table' not in answer.text


def test_what_was_typed_stays(member, patent):
    answer = page(member, patent, licence_filed="2027-05-06", licence_ends="gone")

    assert 'value="2027-05-06"' in answer.text
    assert 'value="gone"' in answer.text


def test_a_stated_expiry_ends_the_fees(make, office, member):
    ends = {"expires_on": date(2035, 3, 1), "expiry_is_computed": False}
    short = make.patent(office, **ends)

    answer = page(member, short)

    assert "2034-03-01" in answer.text
    assert "2035-03-01" not in answer.text
    assert "in years 13 to 14" in answer.text


def test_a_utility_model_never_saves(make, office, member):
    model = make.patent(
        office, kind=PatentKind.UTILITY_MODEL, granted_on=date(2021, 12, 3)
    )

    assert "No filing, whenever made, would save any." in page(member, model).text


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_another_office_finds_nothing_and_ours_reads_its_language(
    make, office, patent, sign_in, locale
):
    stranger = sign_in(make.user(make.office(), "office_admin"), locale)
    ours = sign_in(make.user(office, "office_admin"), locale)

    assert page(stranger, patent).status_code == 404
    answer = page(ours, patent)
    assert answer.status_code == 200
    assert ("不得重复享受" in answer.text) is (locale == "zh")
