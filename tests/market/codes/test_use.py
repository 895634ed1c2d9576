import csv
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.codes.applications import APPLICATIONS, application_of
from market.codes.concordance import facts_of_use, of_ipc
from market.codes.industries import DIVISIONS, division
from market.codes.ipc import TITLES, Symbol, symbols, title

ROOT = Path(__file__).resolve().parents[3]
TITLES_OF_PATENTS = ROOT.parent / "shared/data/patents/cn_titles_ipc_dev.csv"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("C02F1/28; B01D 39/00", ["C02F 1/28", "B01D 39/00"]),
        ("c02f 1/28（2006.01）、C02F1/28", ["C02F 1/28"]),
        ("Ｃ０２Ｆ１／２８", ["C02F 1/28"]),
        ("B60S|C02F", ["B60S", "C02F"]),
        ("C02", ["C02"]),
        ("H04N0005225000", ["H04N 5/225"]),
        ("H04N 21/00, H04N 1", ["H04N 21/00", "H04N 1"]),
        ("Int. Cl. A61K 8/97 (2017.01) A61Q19/00", ["A61K 8/97", "A61Q 19/00"]),
        ("A77Q 1/00; Z99; 2006.01; none", []),
        ("", []),
    ],
)
def test_symbols_are_found_however_they_are_written(text, codes):
    assert [symbol.code for symbol in symbols(text)] == codes


@given(st.text(max_size=60))
def test_any_text_gives_only_known_codes(text):
    found = of_ipc(text)

    assert set(found.industries) <= set(DIVISIONS)
    assert set(found.applications) <= set(APPLICATIONS)


@given(st.lists(st.sampled_from([c for c in TITLES if len(c) == 4]), max_size=5))
def test_what_is_printed_is_read_back(codes):
    text = "; ".join(Symbol(code, 7, "02").code for code in codes)

    assert [s.stem for s in symbols(text)] == list(dict.fromkeys(codes))


@pytest.mark.parametrize(
    ("symbol", "field"),
    [
        (Symbol("H04N", 1), "03"),
        (Symbol("H04N", 19), "02"),
        (Symbol("H04N", 21), "04"),
        (Symbol("G01N", 33), "11"),
        (Symbol("G01N", 3), "10"),
        (Symbol("A61K", 8), "14"),
        (Symbol("A61K", 31), "16"),
        (Symbol("G06Q", 50), "07"),
        (Symbol("G06F", 16), "06"),
        (Symbol("E01F", 8), "24"),
        (Symbol("E01F", 9), "35"),
        (Symbol("C02"), "24"),
        (Symbol("C12S"), None),
    ],
)
def test_a_group_stands_above_its_subclass(symbol, field):
    assert application_of(symbol) == field


def test_the_first_symbol_gives_all_its_industries_and_others_their_likeliest():
    assert of_ipc("C02F 1/28; B65D 1/00").industries == ("N77", "D46", "C35", "C29")


def test_what_an_office_states_stands_above_what_the_ipc_suggests():
    patent = SimpleNamespace(ipc="C02F 1/28", industries=["C27"], applications=["16"])

    found = facts_of_use(patent)

    assert (found.industries, found.applications) == (("C27",), ("16",))
    assert not found.are_derived


def test_what_an_office_leaves_open_is_read_from_the_ipc_and_said_to_be():
    patent = SimpleNamespace(ipc="C02F 1/28", industries=["C27"], applications=[])

    found = facts_of_use(patent)

    assert (found.industries, found.applications) == (("C27",), ("24",))
    assert found.are_derived


def test_a_patent_without_ipc_has_no_fields():
    patent = SimpleNamespace(ipc="", industries=[], applications=[])

    assert facts_of_use(patent).industries == ()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("C26", "C26"),
        ("26", "C26"),
        ("c2614", "C26"),
        ("２６１", "C26"),
        ("Chemicals", "C26"),
        ("医药制造业", "C27"),
        ("A26", None),
        ("C98", None),
        ("", None),
        ("chem", None),
    ],
)
def test_a_division_is_known_by_code_or_name(typed, code):
    assert division(typed) == code


def test_a_subclass_answers_in_english_with_its_class():
    assert title("B60S", "en") == "Vehicles in general"
    assert title("B60S", "zh") == "车辆的保养、清洗、修理、举升"
    assert title("Z00Z", "zh") == "Z00Z"


def test_every_class_of_real_patents_has_a_field_and_an_industry():
    if not TITLES_OF_PATENTS.exists():
        pytest.skip("the real titles are not here: ../shared/data is absent")
    with TITLES_OF_PATENTS.open(encoding="utf-8-sig", newline="") as lines:
        texts = [row["ipc_subclasses"] for row in csv.DictReader(lines)]

    classified = [text for text in texts if text]

    assert len(classified) > 2000
    assert [t for t in classified if not of_ipc(t).applications] == []
    assert [t for t in classified if not of_ipc(t).industries] == []
