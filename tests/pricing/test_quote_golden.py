"""What was quoted once is quoted for ever, to the fen and to the day.

A file that is added or changed needs a line in the changelog, newest first:
"Golden prices: DIGEST: why", with the digest that the failing test names.
"""

import hashlib
import json
import re
from datetime import date
from pathlib import Path

import pytest

from pricing.canonical import terms_sha256
from pricing.licensee import Licensee
from pricing.patterns import PATTERNS
from pricing.quote import quote
from pricing.terms import read_terms

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))
CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"
LINE = re.compile(r"^- Golden prices: ([0-9a-f]{12}): \S.*", re.MULTILINE)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_terms_of_old_cost_what_they_always_cost(path):
    golden = json.loads(path.read_text(encoding="utf-8"))
    terms = read_terms(json.dumps(golden["terms"]))

    assert terms_sha256(terms) == golden.get("terms_sha256", terms_sha256(terms))
    for asked in golden["quotes"]:
        first_sale = asked.get("first_sale_on")
        found = quote(
            terms,
            licensee=licensee(asked),
            sales_fen=asked["sales_fen"],
            starts_on=date.fromisoformat(asked["starts_on"]),
            first_sale_on=first_sale and date.fromisoformat(first_sale),
        )
        assert answer(found) == asked["answer"]


def licensee(asked):
    classes = ("size", "quality", "province")
    return Licensee(**{key: asked[key] for key in classes if key in asked})


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_has_a_price_for_three_firms(name):
    files = {path.stem: path for path in GOLDEN}
    golden = json.loads(files[f"tiers_{name}"].read_text(encoding="utf-8"))

    firms = {licensee(asked) for asked in golden["quotes"]}

    assert firms == {
        Licensee("micro", "innovative", "51"),
        Licensee("small"),
        Licensee("large"),
    }


def test_a_change_of_golden_prices_has_its_reason_in_the_changelog():
    digest = hashlib.sha256()
    for path in GOLDEN:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")

    newest = LINE.search(CHANGELOG.read_text(encoding="utf-8"))

    assert newest is not None
    assert newest[1] == digest.hexdigest()[:12]


def answer(found):
    return {
        "payments": [
            [payment.on.isoformat(), payment.stage, payment.kind, payment.amount_fen]
            for payment in found.payments
        ],
        "total_fen": found.total_fen,
        "worst_case_fen": found.worst_case_fen,
        "present_value_fen": found.present_value_fen,
        "stop_after": [list(stop) for stop in found.stop_after],
    }
