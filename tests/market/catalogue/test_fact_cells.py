from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.catalogue.fact_cells import (
    application_codes,
    cites_cell,
    claims_cell,
    count_cell,
    industry_codes,
    readiness_cell,
)
from market.catalogue.faults import RowRefused


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("8", 8),
        ("８ 项", 8),
        ("共12项", 12),
        ("1,204", 1204),
        ("8.0", 8),
        ("10 claims", 10),
        ("0", 0),
        ("n/a", None),
        ("", None),
    ],
)
def test_counts_are_read_as_people_write_them(text, count):
    assert count_cell("claims", text) == count


def test_no_claims_at_all_are_not_known():
    assert claims_cell("claims", "0") is None


@pytest.mark.parametrize("text", ["many", "-1", "1.5", "8-10", "100001", "9" * 5000])
def test_what_is_no_count_is_refused(text):
    with pytest.raises(RowRefused, match="whole number"):
        count_cell("claims", text)


@pytest.mark.parametrize(
    "text", ["6", "TRL 6", "trl6", "TRL-6", "6级", "第6级", "技术就绪度6级", "６"]
)
def test_readiness_is_read_in_every_spelling(text):
    assert readiness_cell("TRL", text) == 6


@pytest.mark.parametrize("text", ["10", "TRL", "high", "5-6", "TRL 0"])
def test_readiness_beyond_its_scale_is_refused(text):
    with pytest.raises(RowRefused, match="from 1 to 9"):
        readiness_cell("TRL", text)


def test_citations_are_numbers_each_once():
    text = "CN101000001A;CN101000001A\nUS 7,844,851 B2、US2007/0140112A1,EP1234567A1; -"

    assert cites_cell("cites", text) == [
        "CN101000001A",
        "US 7,844,851 B2",
        "US2007/0140112A1",
        "EP1234567A1",
    ]


def test_a_citation_of_other_literature_is_refused():
    with pytest.raises(RowRefused, match="patent document") as refused:
        cites_cell("cites", "CN101000001A; Bell Labs Technical Journal")

    assert refused.value.value == "Bell Labs Technical Journal"


def test_industries_and_fields_are_known_by_code_and_name():
    assert industry_codes("2614; 农业|Textiles") == (["C26", "A01", "C17"], [])
    assert industry_codes("计算机、通信和其他电子设备制造业") == (["C39"], [])
    assert application_codes("2、环境技术、污水") == (["02", "24"], ["污水"])


@given(st.text(max_size=40))
def test_any_cell_is_read_or_refused(text):
    for read in (count_cell, readiness_cell, cites_cell):
        with suppress(RowRefused):
            read("column", text)
    for codes in (industry_codes, application_codes):
        codes(text)
