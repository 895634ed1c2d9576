"""What was quoted once is quoted for ever, to the fen and to the day."""

import json
from datetime import date
from pathlib import Path

import pytest

from pricing.licensee import Licensee
from pricing.quote import quote
from pricing.terms import read_terms

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_terms_of_old_cost_what_they_always_cost(path):
    golden = json.loads(path.read_text(encoding="utf-8"))
    terms = read_terms(json.dumps(golden["terms"]))

    for asked in golden["quotes"]:
        found = quote(
            terms,
            licensee=Licensee(asked["size"]),
            sales_fen=asked["sales_fen"],
            starts_on=date.fromisoformat(asked["starts_on"]),
        )
        assert answer(found) == asked["answer"]


def test_there_are_golden_files():
    assert len(GOLDEN) >= 10


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
