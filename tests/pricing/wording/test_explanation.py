import json
import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.canonical import canonical_json
from pricing.clauses import BaseDefinition
from pricing.patterns import PATTERNS, pattern
from pricing.terms import FixedFee, read_terms, read_tree
from pricing.wording.explanation import explain
from pricing.wording.phrases import percent, yuan
from tests.pricing.examples import changed
from tests.pricing.licensing import fixed, stage, terms_with
from tests.pricing.random_terms import random_terms

FILE = Path(__file__).parents[2] / "cases" / "explanations.yaml"
CHINESE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"


def told(terms, lang="en"):
    return explain(terms, lang)


@pytest.mark.parametrize(
    ("lane", "mode", "zh", "en"),
    [
        (
            "open",
            "posted",
            "第五十条规定的开放许可",
            "open licence under article 50",
        ),
        ("open", "negotiated", "协商定价的许可属于普通许可", "is an ordinary one"),
        (
            "ordinary",
            "posted",
            "明码标价的普通许可",
            "at a published price, not an",
        ),
        ("ordinary", "negotiated", "协商定价的普通许可", "at a negotiated price, not"),
    ],
)
def test_the_lane_is_said_first(lane, mode, zh, en):
    terms = terms_with(stage("only"), lane=lane, mode=mode)

    assert zh in told(terms, "zh").split("。")[0]
    assert en in told(terms).split(". ")[0]


CASES = yaml.safe_load(FILE.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_price_form_has_its_sentence(case):
    terms = terms_with(stage("only", case["fee"]))

    assert case["zh"] in told(terms, "zh")
    assert case["en"] in told(terms)


def test_stages_say_how_long_they_last_whether_to_sell_and_where_to_stop():
    tried = stage("trial", months=1, sales_allowed=False, may_stop=False)
    terms = terms_with(tried, stage("pilot", months=12), stage("production"))

    assert (
        "许可分 3 个阶段。第 1 阶段“trial”为期 1 个月，期间不得销售，不收费。"
        "第 2 阶段“pilot”为期 12 个月，期间可以销售，不收费。"
        "第 3 阶段“production”自进入之日至许可期末，期间可以销售，不收费。"
        "“pilot”期满时可以退出，其后各阶段不再进入、不再收费，此前已到期的款项仍须付清。"
        "“trial”期满时不得退出。"
    ) in told(terms, "zh")
    assert (
        'There are 3 stages. Stage 1, "trial", lasts 1 month, allows no sales and '
        'costs nothing. Stage 2, "pilot", lasts 12 months, allows sales and costs '
        'nothing. Stage 3, "production", runs to the end of the term, allows sales '
        'and costs nothing. The licensee may stop when "pilot" ends: later stages then '
        "cost nothing, and what fell due before is still owed. The licensee may not "
        'stop when "trial" ends.'
    ) in told(terms)


def test_tiers_say_who_pays_which_share():
    terms = terms_with(
        stage("only", fixed("1.00")),
        size_tiers={"micro": "0", "small": "0.5"},
        quality_tiers={"srdi": "0.9", "little_giant": "0.9"},
        regional_tiers=[
            {
                "name": "west",
                "label_zh": "西部",
                "label_en": "The West",
                "provinces": ["51", "52"],
                "factor": "1.2",
            }
        ],
    )

    assert (
        "按企业规模：微型企业不收费，小型企业按上述价格的 50%，中型和大型企业按全价。"
        "按优质中小企业梯度：未列入梯度的企业和创新型中小企业按全价，"
        "专精特新中小企业和专精特新“小巨人”企业按上述价格的 90%。"
        "按地区：“西部”（四川、贵州）的被许可方按上述价格的 120%，其他地区按全价。"
        "以上各项比例相乘。"
    ) in told(terms, "zh")
    assert (
        "By the size of the enterprise: micro enterprises pay nothing; small "
        "enterprises pay 50% of these prices; medium and large enterprises pay the "
        "full price. By the quality class of SMEs: enterprises in no class and "
        'innovative SMEs pay the full price; SRDI SMEs and SRDI "Little Giants" pay '
        '90% of these prices. By region: licensees in "The West" (Sichuan, Guizhou) '
        "pay 120% of these prices; those elsewhere pay the full price. The shares "
        "multiply."
    ) in told(terms)


def test_every_pattern_is_explained_in_chinese_punctuation_and_plain_english():
    for name in PATTERNS:
        terms = pattern(
            name, lane="open", starts_on=date(2027, 1, 1), ends_on=date(2031, 12, 31)
        )
        assert_natural(terms)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_terms_are_explained_without_a_slip(data):
    def pick(low, high):
        return data.draw(st.integers(low, high))

    terms = read_terms(json.dumps(random_terms(pick)))

    assert_natural(terms)
    assert_figures_are_those_of(terms)


def assert_natural(terms):
    chinese, english = told(terms, "zh"), told(terms)
    for text in (chinese, english):
        assert "\n" not in text
        assert not re.search(r"None|[{}_]|  |\(\)|“”|\"\"", text), text
    assert not re.search(f"{CHINESE} *[,.;:!?()]|[,.;:!?()] *{CHINESE}", chinese)
    assert not re.search(r"。。|，，|，。| [，。：；）]|[，。：；（] ", chinese), (
        chinese
    )
    assert not re.search(CHINESE, english), english
    # A declaration says the same in the same sentences, and speaks to nobody.
    assert not re.search(r"您|\b[Yy]our?\b", chinese + english)
    assert not re.search(r"\b1 (months|days|years|units)\b", english)
    assert not re.search(r"[,.] ?[,.]| [,.;:]", english.replace("...", "")), english
    assert not re.search(r"[.] [a-z]", english), english


def assert_figures_are_those_of(terms):
    """Every amount and rate is said, and no number comes from elsewhere."""
    stated = json.loads(canonical_json(terms))
    said = set(re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?%?", told(terms)))
    amounts = {
        yuan(value)
        for stage_ in terms.stages
        for fee in stage_.fees
        for value in amounts_of(fee)
    }
    rates = {
        percent(band.rate_ppm)
        for stage_ in terms.stages
        for fee in stage_.fees
        if not isinstance(fee, FixedFee) and fee.base != "units"
        for band in fee.bands
    }
    assert amounts | rates <= said
    plain = {number.replace(",", "") for number in said if not number.endswith("%")}
    own = {"50", "47", "12"} | {str(number) for number in range(1, 61)}
    known = own | numbers_in(stated)
    assert {number.rstrip(".") for number in plain} <= known


def amounts_of(fee):
    if isinstance(fee, FixedFee):
        return [fee.amount_fen]
    bounds = (fee.minimum_per_year_fen, fee.cap_per_year_fen, fee.cap_total_fen)
    return [value for value in bounds if value is not None]


def numbers_in(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return set().union(*map(numbers_in, value)) if value else set()
    parts = re.findall(r"[0-9]+(?:\.[0-9]+)?", str(value))
    return {str(int(p)) if p.isdigit() else re.sub(r"\.00$", "", p) for p in parts}


def test_without_a_royalty_the_base_is_said_only_where_it_is_stated():
    silent = terms_with(stage("only", fixed("1.00")))
    stated = read_tree(
        json.loads(canonical_json(silent))
        | {"base_definition": {"deductions": ["vat"]}}
    )

    assert silent.base_definition == BaseDefinition()
    assert "计算提成费" not in told(silent, "zh")
    assert "Royalties are counted on their base without value-added tax, less" in told(
        stated
    )


def test_a_number_of_units_is_not_said_to_be_without_tax():
    by_unit = {"kind": "royalty", "base": "units", "bands": [{"per_unit": "1"}]}
    terms = terms_with(stage("only", by_unit))

    assert "计算提成费的件数不作扣除。" in told(terms, "zh")
    assert "Royalties are counted on units, with nothing taken off." in told(terms)


def test_a_tax_that_may_not_be_due_is_not_said_to_be_added():
    clause = {"price_includes_vat": False, "treatment": "undetermined"}
    terms = read_tree(changed((("tax",), clause)))

    assert "价格不含增值税，如应税则税款另加；是否应税尚未确定。" in told(terms, "zh")
    assert "value-added tax, which is added if it is due; whether" in told(terms)


def test_the_payee_is_quoted_as_each_language_quotes():
    payee = {"name": "某大学", "bank": "某银行", "account": "1234567"}
    terms = read_tree(changed((("payee",), payee)))

    assert "户名“某大学”、开户行“某银行”、账号“1234567”的账户" in told(terms, "zh")
    assert 'to the account "1234567" of "某大学" at "某银行".' in told(terms)


def test_texts_of_the_terms_are_quoted_on_one_line():
    tree = changed((("fee_basis_zh",), "甲\n乙  丙。"), (("fee_basis_en",), "A\tB"))

    assert told(read_tree(tree), "zh").endswith("说明：“甲 乙 丙。”")
    assert told(read_tree(tree)).endswith('as stated: "A B".')
