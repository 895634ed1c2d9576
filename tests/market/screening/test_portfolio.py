"""What is read of a portfolio, on both databases."""

from datetime import date

import pytest

from market.screening import portfolio, queries
from market.screening.models import Criterion
from market.screening.queries import Narrowed
from market.screening.record import UNKNOWN
from tests.market.deals import STAGED, Deal

DAY = date(2026, 11, 24)


@pytest.fixture
def office(make):
    return make.office()


def test_industries_and_fields_are_counted_as_stated_or_read_from_the_ipc(
    office, make, session
):
    make.patent(office, ipc="C02F 1/28; G06N 3/08")
    make.patent(office, ipc="C02F", industries=["C27"], applications=["01", "02"])
    make.patent(office, ipc="")

    record = portfolio.record_of_office(session, office)

    assert record.industries.tolist() == [4, 1, UNKNOWN]
    assert record.applications.tolist() == [2, 2, UNKNOWN]


def test_licences_count_for_their_patent(app, make, session):
    deal = Deal(app, make, STAGED)
    deal.licence()
    other = make.patent(deal.office)

    record = portfolio.record_of_office(session, deal.office)

    of = dict(zip(record.patent_ids.tolist(), record.licences.tolist(), strict=True))
    assert of == {deal.patent: 1, other: 0}
    assert record.licensees.sum() == 1
    assert record.in_force.sum() in (0, 1)


def test_an_office_without_patents_has_an_empty_worklist(office, session):
    found = queries.worklist(session, office, Narrowed(), page=3, day=DAY)

    assert (found.entries, found.total, found.page, found.pages) == ([], 0, 1, 1)
    assert found.weights == dict.fromkeys(Criterion, 25)


def test_a_worklist_is_cut_into_pages_without_gap_or_double(office, make, session):
    made = {make.patent(office) for _ in range(queries.PAGE_SIZE + 3)}

    pages = [
        queries.worklist(session, office, Narrowed(), page=page, day=DAY)
        for page in (1, 2)
    ]

    shown = [entry.patent.id for page in pages for entry in page.entries]
    assert len(shown) == len(made)
    assert set(shown) == made
    assert [len(page.entries) for page in pages] == [queries.PAGE_SIZE, 3]


def test_another_offices_patents_marks_and_offers_stay_out(office, make, session):
    mine = make.patent(office)
    make.patent(make.office())

    found = queries.worklist(session, office, Narrowed(), page=1, day=DAY)

    assert [entry.patent.id for entry in found.entries] == [mine]
