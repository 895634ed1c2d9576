import json

import jsonschema
import pytest

from pricing.errors import TermsUnreadable
from pricing.plan import plan_of
from pricing.terms import json_schema, read_terms
from tests.pricing.examples import changed, path_of
from tests.pricing.refused import BEYOND_SCHEMA, REFUSED

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def refused_places(*changes):
    with pytest.raises(TermsUnreadable) as caught:
        read_terms(json.dumps(changed(*changes)))
    return {place.where: place for place in caught.value.places}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_a_refused_case_names_its_place_and_mend_in_both_languages(case):
    places = refused_places((path_of(case[0]), case[1]))

    assert case[-1 if len(case) == 3 else 0] in places
    for place in places.values():
        assert all([place.message_zh, place.message_en, place.mend_zh, place.mend_en])
        assert "terms language (" not in place.message_en


@pytest.mark.parametrize(
    "name", [name for name in REFUSED if name not in BEYOND_SCHEMA]
)
def test_the_json_schema_refuses_the_same_cases(name):
    path, value, *_ = REFUSED[name]

    assert not VALIDATOR.is_valid(changed((path_of(path), value)))


def test_several_faults_are_named_at_once():
    places = refused_places(
        (("stages", 2, "fees", 0, "amount"), 1),
        (("lane",), "x"),
        (("territory",), "US"),
    )

    assert set(places) == {"stages[2].fees[0].amount", "lane", "territory"}


NINE = {"name": "west", "label_zh": "西部", "label_en": "West", "provinces": ["51"]}


@pytest.mark.parametrize(
    ("sizes", "qualities", "region", "place"),
    [
        ("9", "1.000001", "1", "quality_tiers"),
        ("3", "3.000001", "0", "quality_tiers"),
        ("3", "3", "1.000001", "regional_tiers[0].factor"),
        ("9", "9", "9", "quality_tiers"),
        ("1", "1", "9", None),
        ("3", "3", "1", None),
        ("1.5", "2", "3", None),
    ],
)
def test_factors_are_held_to_nine_together_and_never_wrap(
    sizes, qualities, region, place
):
    tree = changed(
        (("size_tiers",), {"large": sizes}),
        (("quality_tiers",), {"little_giant": qualities}),
        (("regional_tiers",), [NINE | {"factor": region}]),
    )

    if place is None:
        plan = plan_of(read_terms(json.dumps(tree)))
        assert plan.factors_ppm.max() == 9_000_000
        assert plan.factors_ppm.min() > 0
    else:
        with pytest.raises(TermsUnreadable) as caught:
            read_terms(json.dumps(tree))
        (found,) = caught.value.places
        assert found.where == place
        assert "above 9." in found.message_en


def test_a_product_just_above_nine_is_not_shown_as_nine():
    found = refused_places(
        (("size_tiers",), {"large": "3.000001"}), (("quality_tiers",), {"srdi": "3"})
    )["quality_tiers"]

    assert "9.000003" in found.message_zh


def test_a_misspelt_key_is_told_the_right_one():
    places = refused_places((("stages", 0, "fees", 0, "creditedto"), "x"))

    assert "credited_to" in places["stages[0].fees[0].creditedto"].mend_en


@pytest.mark.parametrize(
    ("key", "value", "mend"),
    [
        ("kind", "bonus", "fixed or royalty"),
        ("base", "turnover", "net_sales, profit or units"),
    ],
)
def test_a_fee_of_no_known_kind_is_one_fault(key, value, mend):
    places = refused_places((("stages", 2, "fees", 1, key), value))

    (found,) = places.values()
    assert found.where == f"stages[2].fees[1].{key}"
    assert mend in found.mend_en


def test_allowed_values_are_listed_in_each_language():
    found = refused_places((("lane",), "x"))["lane"]

    assert found.mend_zh == "可用的值：'open'、'ordinary'。"
    assert found.mend_en == "Use one of: 'open' or 'ordinary'."
    assert found.line("zh").startswith("lane：")
