"""What a search knows of terms is what the pricing library says of them."""

import json
from datetime import date

import pytest

from market.db import session, transaction
from market.licensing.models import OfferVersion
from market.quotes.costs import base_of, example, filled, licence_years
from market.search import terms_facts
from market.search.models import TermsFacts
from market.search.price_forms import has_free_trial, price_forms
from pricing.canonical import canonical_json
from pricing.licensee import Licensee
from pricing.patterns import PATTERNS, pattern
from pricing.quote import quote
from pricing.terms import SIZES, read_terms

DAYS = {"starts_on": date(2026, 11, 1), "ends_on": date(2032, 12, 31)}


def terms_of(name, **changed):
    terms = pattern(name, lane="ordinary", **DAYS)
    return read_terms(json.dumps(json.loads(canonical_json(terms)) | changed))


def stage(name, *fees, **keys):
    return {"name": name, "label_zh": "段", "label_en": "Stage", "fees": fees} | keys


def fixed(amount, **keys):
    return {"kind": "fixed", "amount": amount} | keys


@pytest.mark.parametrize("name", PATTERNS)
def test_the_standard_cost_is_a_quote_on_the_example_forecast(name):
    terms = terms_of(name)
    years = licence_years(terms, terms.starts_on)

    quoted = tuple(
        quote(
            terms,
            licensee=Licensee(size),
            sales_fen=filled((example(base_of(terms), size),), years),
        ).total_fen
        for size in SIZES
    )

    assert terms_facts.standard_costs(terms) == quoted


def test_terms_beyond_exact_arithmetic_cost_more_than_any_others():
    fixed_fees = [fixed("90000000000.00", due="yearly")] * 20
    dear = terms_of("one_off", stages=[stage("production", *fixed_fees)])
    bands = [{"per_unit": "1000000", "up_to": None}]
    royalty = {"kind": "royalty", "base": "units", "bands": bands}
    beyond = terms_of("royalty", stages=[stage("production", royalty)])

    costs_fen = terms_facts.standard_costs(beyond)

    assert len(costs_fen) == len(SIZES)
    assert min(costs_fen) > max(terms_facts.standard_costs(dear))


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_has_the_form_that_it_is_named_for(name):
    assert name in price_forms(terms_of(name))


def test_an_edited_pattern_is_what_it_has_become():
    zero = terms_of("one_off", stages=[stage("production", fixed("0.00"))])
    paid_twice = terms_of("one_off", stages=[stage("production", *[fixed("1.00")] * 2)])
    yearly = fixed("1.00", due="yearly")

    assert price_forms(zero) == ("free",)
    assert price_forms(paid_twice) == ()
    assert price_forms(terms_of("one_off", stages=[stage("production", yearly)])) == (
        "instalments",
    )


def test_a_trial_is_free_where_one_may_stop_and_owes_nothing():
    free_stage = stage("trial", months=6)
    paid = stage("production", fixed("5.00"))
    binding = stage("trial", months=6, may_stop=False)
    owed = fixed("5.00", due="after_months", months=6, if_stopped="owed")

    assert has_free_trial(terms_of("pay_later"))
    assert has_free_trial(terms_of("staged", stages=[free_stage, paid]))
    assert not has_free_trial(terms_of("staged", stages=[binding, paid]))
    assert not has_free_trial(terms_of("pay_later", stages=[stage("production", owed)]))
    assert not has_free_trial(terms_of("staged"))
    assert not has_free_trial(terms_of("free"))
    assert not has_free_trial(terms_of("one_off"))


def test_facts_are_kept_and_reckoned_anew_under_new_rules(
    app, make, indexed, monkeypatch
):
    office = make.office()
    member = make.user(office, "office_member")
    for _ in range(2):
        make.offer(make.patent(office), office, member)
    indexed()

    with app.app_context():
        kept = session().query(TermsFacts).one()
        sha, cost_fen = kept.terms_sha256, kept.small_fen
        version_id = session().query(OfferVersion.id).first()[0]
        assert set(terms_facts.known(session(), [sha])) == {sha}

        monkeypatch.setattr(terms_facts, "RULES", "later")
        assert terms_facts.known(session(), [sha]) == {}
        anew = terms_facts.reckoned(session(), {sha: version_id})
        with transaction() as writing:
            terms_facts.keep(writing, anew)
        assert terms_facts.known(session(), [sha]) == anew
        assert session().query(TermsFacts).one().rules == "later"
    assert anew[sha].costs_fen[1] == cost_fen > 0
