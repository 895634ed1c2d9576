import re

import pytest

from market.codes import applications, concordance, industries, ipc
from market.codes.lists import DATA

FILES = sorted(path.name for path in DATA.iterdir())
SUBCLASSES = [code for code in ipc.TITLES if len(code) == 4]


def real(prefix):
    """Say whether a prefix is a class or subclass of the list, or a group of one."""
    stem = re.match(r"[A-H]\d\d[A-Z]?|[A-H]", prefix)[0]
    return stem in ipc.TITLES and re.fullmatch(r"\d*", prefix[len(stem) :])


@pytest.mark.parametrize("name", FILES)
def test_a_list_names_its_source_and_date(name):
    text = (DATA / name).read_text("utf-8")

    assert "# source:" in text
    assert "# dated:" in text


def test_the_industries_are_20_sections_and_97_divisions():
    assert len(industries.SECTIONS) == 20
    assert len(industries.DIVISIONS) == 97
    assert {code[0] for code in industries.DIVISIONS} == set(industries.SECTIONS)
    assert [code[1:] for code in industries.DIVISIONS] == [
        f"{number:02}" for number in range(1, 98)
    ]


def test_every_industry_and_field_has_a_name_in_both_languages():
    named = [
        *industries.SECTIONS.values(),
        *industries.DIVISIONS.values(),
        *applications.SECTORS.values(),
        *(field.names for field in applications.APPLICATIONS.values()),
    ]

    assert all(names.zh and names.en for names in named)
    assert all(re.search(r"[一-鿿]", names.zh) for names in named)
    assert all(names.en.isascii() for names in named)


def test_sections_and_classes_have_titles_in_both_languages_and_subclasses_in_chinese():
    assert all(names.zh for names in ipc.TITLES.values())
    assert all(len(names.zh) <= 34 for names in ipc.TITLES.values())
    upper = [names for code, names in ipc.TITLES.items() if len(code) < 4]
    assert all(names.en and names.en.isascii() for names in upper)
    assert (len(upper), len(SUBCLASSES)) == (140, 656)


def test_every_subclass_stands_under_a_class_of_the_list():
    assert all(code[:3] in ipc.TITLES and code[0] in ipc.TITLES for code in SUBCLASSES)


def test_there_are_35_fields_of_application_in_5_sectors():
    fields = applications.APPLICATIONS
    assert list(fields) == [f"{number:02}" for number in range(1, 36)]
    assert {field.sector for field in fields.values()} == set(applications.SECTORS)


def test_every_prefix_of_a_field_or_an_industry_is_a_real_symbol():
    fields = applications.APPLICATIONS.values()
    prefixes = [prefix for field in fields for prefix in field.prefixes]

    assert [each for each in prefixes if not real(each)] == []
    assert [each for each in concordance.CONCORDANCE if not real(each)] == []
    assert len(prefixes) == len(set(prefixes))


@pytest.mark.parametrize("code", SUBCLASSES)
def test_a_subclass_has_exactly_one_field_and_at_least_one_industry(code):
    symbol = ipc.Symbol(code)
    fields = [
        field
        for field in applications.APPLICATIONS.values()
        # The longest prefix in the whole list: no two fields may share it.
        if _longest(symbol) in field.prefixes
    ]

    assert len(fields) == 1
    assert applications.application_of(symbol) == fields[0].code
    assert concordance.industries_of(symbol)


def _longest(symbol):
    known = {p for f in applications.APPLICATIONS.values() for p in f.prefixes}
    return next((each for each in symbol.prefixes() if each in known), None)


def test_every_guess_of_an_industry_is_a_division_with_a_reason():
    for likely in concordance.CONCORDANCE.values():
        assert set(likely.divisions) <= set(industries.DIVISIONS)
        assert 1 <= len(likely.divisions) <= 3
        assert likely.reason


def test_every_field_is_reached_by_some_subclass_or_group():
    reached = {applications.application_of(ipc.Symbol(code)) for code in SUBCLASSES}

    # Analysis of biological materials is one main group, G01N 33.
    assert set(applications.APPLICATIONS) - reached == {"11"}
