import hashlib
import json

import pytest

from pricing.canonical import canonical_json, terms_sha256
from pricing.terms import read_terms
from tests.pricing.examples import EXAMPLE, WEST, changed


def test_the_canonical_text_does_not_depend_on_order_or_written_defaults():
    reordered = dict(reversed(EXAMPLE.items()))
    written_out = changed((("territory",), "CN"), (("payee",), None))

    one = terms_sha256(read_terms(json.dumps(EXAMPLE)))

    assert terms_sha256(read_terms(json.dumps(reordered, indent=3))) == one
    assert terms_sha256(read_terms(json.dumps(written_out))) == one


def test_the_hash_is_that_of_the_canonical_text_in_utf8():
    terms = read_terms(json.dumps(EXAMPLE))
    text = canonical_json(terms)

    assert "试用" in text
    assert ": " not in text
    assert terms_sha256(terms) == hashlib.sha256(text.encode()).hexdigest()


# A change here reprices frozen licences: raise the version instead.
EXAMPLE_SHA256 = "679db590afc9b51c44be4b04a46d688759e88322892f4f19afb440f82442adec"


@pytest.mark.parametrize(
    "silent",
    [
        {},
        {"quality_tiers": {}},
        {"quality_tiers": {"none": "1", "srdi": "1.0"}, "regional_tiers": []},
    ],
)
def test_tiers_that_say_nothing_leave_the_example_its_first_hash(silent):
    terms = read_terms(json.dumps(EXAMPLE | silent))

    assert terms_sha256(terms) == EXAMPLE_SHA256
    assert (
        not {"quality_tiers", "regional_tiers"}
        & json.loads(canonical_json(terms)).keys()
    )


@pytest.mark.parametrize(
    ("spoken", "sha256"),
    [
        (
            {"quality_tiers": {"srdi": "0.5"}},
            "7e496a6b3549c8203eaa46d39845fb56d4496e56a0b5ed3dc93cc59288142c1a",
        ),
        (
            {"regional_tiers": [WEST]},
            "340fa90e87cf6d136d5047f74a10d9a5b6dca99e8e42a2cdecff9cc572ae3888",
        ),
        # A factor of 1 in a region changes no price, but it is stated.
        (
            {"regional_tiers": [WEST | {"factor": "1"}]},
            "764bc81b38d4b392afec1947b351ae637a1449d9aebc25dee95ddd5aa12a93ee",
        ),
    ],
)
def test_tiers_that_say_something_are_part_of_the_hash_for_ever(spoken, sha256):
    assert terms_sha256(read_terms(json.dumps(EXAMPLE | spoken))) == sha256
