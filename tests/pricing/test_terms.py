import json

import jsonschema
import pytest

from pricing.canonical import canonical_json
from pricing.terms import (
    SIZES,
    FixedFee,
    SalesRoyalty,
    UnitRoyalty,
    json_schema,
    read_terms,
)
from tests.pricing.examples import DELETE, EXAMPLE, ROYALTY, WEST, changed, text_of

FEE = ("stages", 2, "fees", 0)


def fixed(**keys):
    return (FEE, {"kind": "fixed", "amount": "50000.00", **keys})


def royalty(base, **keys):
    return (ROYALTY, {"kind": "royalty", "base": base, **keys})


UNIT_BANDS = [{"up_to": "1000", "per_unit": "2.5"}, {"per_unit": "0.000001"}]
PRICE_FORMS = {
    "lump sum": fixed(),
    "instalments": fixed(instalments=3, every_months=4, if_stopped="waived"),
    "entry fee": fixed(due="stage_entry", if_stopped="owed"),
    "annual fee": fixed(due="yearly"),
    "free": (("stages", 2, "fees"), []),
    "pay later after a year": fixed(due="after_months", months=12),
    "pay later on first sale": fixed(due="first_sale"),
    "pay later on a result": fixed(
        due="result", months=24, result_zh="通过验收", result_en="Accepted"
    ),
    "royalty on sales": royalty("net_sales", bands=[{"rate": "0.03"}]),
    "royalty on profit": royalty("profit", bands=[{"rate": "0.4"}]),
    "royalty on units": royalty("units", bands=UNIT_BANDS),
    "volume bands": royalty(
        "net_sales",
        mode="volume",
        bands=[{"up_to": "0.01", "rate": "0.03"}, {"rate": "0.02"}],
    ),
    "bands over the licence": royalty(
        "net_sales", bands=[{"rate": "0.02"}], bands_period="licence"
    ),
    "a threshold": royalty(
        "net_sales", bands=[{"up_to": "1000.00", "rate": "0"}, {"rate": "0.02"}]
    ),
    "rising rates": royalty("net_sales", rates_by_year=["0.01", "0.02", "0.03"]),
    "falling unit fees": royalty("units", rates_by_year=["3", "2.5"]),
    "holiday, minimum and caps": royalty(
        "net_sales",
        bands=[{"rate": "0.02"}],
        holiday_months=12,
        minimum_per_year="1.00",
        cap_per_year="2.00",
        cap_total="3.00",
    ),
    "a dearer tier": (("size_tiers", "large"), "1.25"),
    "quality tiers": (("quality_tiers",), {"innovative": "0.8", "srdi": "0.75"}),
    "regional tiers": (
        ("regional_tiers",),
        [WEST, WEST | {"name": "north_east", "provinces": ["21", "22", "23"]}],
    ),
    "an exempt price": (("tax",), {"price_includes_vat": False, "treatment": "exempt"}),
    "a taxable price": (
        ("tax",),
        {"price_includes_vat": True, "treatment": "taxable", "rate": "0.06"},
    ),
    "a negotiated price": (("mode",), "negotiated"),
    "a payee": (("payee",), {"name": "某大学", "bank": "某银行", "account": "01 2345"}),
    "a last stage with months": (("stages", 2, "months"), 48),
    "no trial": (("stages", 0), DELETE),
}


def test_the_worked_example_is_read():
    terms = read_terms(json.dumps(EXAMPLE))
    trial, pilot, production = terms.stages
    deferred, share = production.fees

    assert not trial.sales_allowed
    assert isinstance(pilot.fees[0], FixedFee)
    assert pilot.fees[0].amount_fen == 2_000_000
    assert deferred.if_stopped == "waived"
    assert share.bands_in(4) == ((500_000_000, 30_000), (None, 20_000))
    assert dict(zip(SIZES, terms.size_tiers.factors_ppm, strict=True))["small"] == 5e5


def test_only_version_currency_lane_dates_tax_and_labelled_stages_are_required():
    required = ("version", "currency", "lane", "starts_on", "ends_on", "tax")
    least = {key: EXAMPLE[key] for key in required}
    least["stages"] = [{"name": "all", "label_zh": "全程", "label_en": "Whole"}]

    terms = read_terms(json.dumps(least))

    assert terms.mode == "posted"
    assert terms.reporting.period == "year"
    assert terms.late.rate_per_day_ppm == 0
    assert terms.size_tiers.factors_ppm == (1_000_000,) * 4


@pytest.mark.parametrize("change", PRICE_FORMS.values(), ids=PRICE_FORMS.keys())
def test_every_price_form_can_be_written_and_reads_back_unchanged(change):
    terms = read_terms(text_of(change))
    text = canonical_json(terms)

    assert read_terms(text) == terms
    assert canonical_json(read_terms(text)) == text
    jsonschema.validate(changed(change), json_schema())
    jsonschema.validate(json.loads(text), json_schema())


def test_rates_by_year_keep_their_last_rate():
    terms = read_terms(text_of(PRICE_FORMS["rising rates"]))
    share = terms.stages[2].fees[1]

    assert isinstance(share, SalesRoyalty)
    assert [share.bands_in(year)[0][1] for year in (1, 3, 9)] == [
        10_000,
        30_000,
        30_000,
    ]


def test_fees_per_unit_are_whole_micro_yuan():
    terms = read_terms(text_of(PRICE_FORMS["royalty on units"]))
    share = terms.stages[2].fees[1]

    assert isinstance(share, UnitRoyalty)
    assert share.bands_in(1) == ((1000, 2_500_000), (None, 1))
    assert share.rate_scale == 10_000


def test_a_byte_order_mark_is_read_over():
    text = json.dumps(EXAMPLE, ensure_ascii=False)

    assert read_terms(b"\xef\xbb\xbf" + text.encode()) == read_terms("\ufeff" + text)


def test_the_schema_is_sound_and_states_each_default_as_json_writes_it():
    schema = json_schema()
    late = schema["$defs"]["Late"]["properties"]

    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    assert late["rate_per_day"]["default"] == "0"
    assert schema["properties"]["size_tiers"]["default"]["micro"] == "1"
