import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pricing.clauses import Tax
from pricing.licensee import VAT_STATUSES
from pricing.money import parse_fen
from pricing.tax import Span, quote_tax
from pricing.tax_notes import _TEXTS

HALF_WIDTH = re.compile(r"[一-鿿][,;:!?()]|[,;:!?()][一-鿿]")
FILE = Path(__file__).parent.parent / "cases" / "quote_taxes.yaml"
CASES = yaml.safe_load(FILE.read_text(encoding="utf-8"))
FIGURES = {
    "with_vat": "price_with_vat",
    "vat": "vat",
    "credit": "creditable_vat",
    "net": "net_cost",
}
AMOUNTS = st.lists(st.integers(-(10**12), 10**12), max_size=12)


def fen(text):
    return -parse_fen(text[1:]) if text.startswith("-") else parse_fen(text)


def span(told):
    if told == "unknown":
        return None
    low, high = told if isinstance(told, list) else (told, told)
    return Span(fen(low), fen(high))


def taxes(case):
    return quote_tax(
        Tax(**case["tax"]),
        [fen(text) for text in case["pays"]],
        vat_status=case.get("status", "general"),
        contract_on=case.get("day", date(2027, 1, 1)),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_a_jurist_expects_of_a_quote(case):
    found = taxes(case)

    for key, name in FIGURES.items():
        if key in case:
            assert getattr(found, name) == span(case[key]), key
    if "stamp" in case:
        stamp = None if case["stamp"] == "unknown" else fen(case["stamp"])
        assert found.stamp_duty_fen == stamp
    assert found.creditable == case.get("creditable", found.creditable)
    assert set(case.get("says", ())) <= {note.code for note in found.notes}


def test_every_case_has_a_name_of_its_own():
    names = [case["name"] for case in CASES]

    assert len(names) == len(set(names))


@given(
    AMOUNTS,
    st.booleans(),
    st.integers(0, 1_000_000),
    st.sampled_from(("taxable", "undetermined")),
    st.sampled_from(VAT_STATUSES),
)
def test_the_lines_of_a_tax_add_up(amounts, includes, rate_ppm, treatment, status):
    clause = Tax(price_includes_vat=includes, treatment=treatment, rate="0")
    clause = clause.model_copy(update={"rate_ppm": rate_ppm})

    found = quote_tax(clause, amounts, vat_status=status, contract_on=date(2027, 1, 1))

    for end in range(2) if treatment == "taxable" else ():
        assert found.vat[end] == sum(one.vat[end] for one in found.payments)
        assert found.price_with_vat[end] == sum(
            one.with_vat[end] for one in found.payments
        )
    assert [one.stated_fen for one in found.payments] == amounts
    assert all(
        2
        * abs(one.with_vat.high_fen * rate_ppm - one.vat.high_fen * (10**6 + rate_ppm))
        <= 10**6 + rate_ppm
        for one in found.payments
        if treatment == "taxable" and includes
    )


@given(AMOUNTS, st.booleans(), st.sampled_from(VAT_STATUSES))
def test_the_range_of_an_open_treatment_holds_both_outcomes(amounts, includes, status):
    def under(treatment, rate=None):
        clause = Tax(price_includes_vat=includes, treatment=treatment, rate=rate)
        return quote_tax(
            clause, amounts, vat_status=status, contract_on=date(2027, 1, 1)
        )

    opened = under("undetermined")
    outcomes = (under("exempt"), under("taxable", "0.06"))

    for name in FIGURES.values():
        low = min(getattr(each, name).low_fen for each in outcomes)
        high = max(getattr(each, name).high_fen for each in outcomes)
        assert getattr(opened, name) == Span(low, high)


def test_every_remark_on_taxes_speaks_both_languages():
    for zh, en in _TEXTS.values():
        assert not HALF_WIDTH.search(zh), zh
        assert en.isascii(), en
        assert en.endswith(".")
