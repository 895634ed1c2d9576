import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.errors import FigureNotFound, NotDeclared
from pricing.law.checks import PatentFacts
from pricing.terms import read_tree
from pricing.wording.declaration import Declarant, declaration
from pricing.wording.declared_terms import fee_method
from tests.pricing.examples import changed
from tests.pricing.licensing import fixed, royalty, stage, terms_with
from tests.pricing.random_terms import random_terms

DAY = date(2027, 1, 1)
KNOWN = Declarant(number="ZL202110000000.0", patentee="某大学", contact="甲\n乙")
STATED = ("fee_basis_zh",), "按同类许可的提成率确定。"


def declared(*changes, known=KNOWN, day=DAY, patent=None):
    terms = read_tree(changed((("lane",), "open"), *changes))
    return declaration(terms, known, day=day, patent=patent)


def codes(found):
    return [one.code for one in found.findings]


def text_of(found, key):
    (item,) = (item for item in found.items if item.asked.key == key)
    return item.text("zh"), item.text("en")


def test_the_items_stand_in_the_order_of_the_form():
    text = declared().text("zh")

    heads = re.findall(r"^（(\d)）(.+)$", text, re.MULTILINE)
    assert [int(number) for number, _ in heads] == [1, 2, 3, 4, 5, 6, 7]
    assert heads[0] == ("1", "专利号")
    assert heads[3] == ("4", "专利许可期限")
    assert "(5) How the patentee can be reached\n甲\n乙\n" in declared().text("en")


def test_what_is_not_known_is_a_visible_blank():
    told = declared(known=None)

    assert text_of(told, "number") == (
        "〔待填：专利号〕",
        "[to fill in: patent number]",
    )
    assert {item.asked.key for item in told.items if item.is_open} == {
        "number",
        "patentee",
        "fee",  # its basis is not stated
        "contact",
        "undertaking",
    }
    assert (
        "〔待填：对许可使用费计算依据和方式的简要说明，一般不超过 2,000 字〕"
        in told.text("zh")
    )


def test_only_the_undertaking_stays_open_when_all_else_is_known():
    told = declared(STATED)

    assert [item.asked.key for item in told.items if item.is_open] == ["undertaking"]
    assert (
        "计算依据和方式的简要说明：按同类许可的提成率确定。" in text_of(told, "fee")[0]
    )


METHODS = [
    ([], "无偿，不收费"),
    ([fixed("0.00")], "无偿，不收费"),
    ([fixed("9.00")], "固定费用，一次总算、一次总付"),
    ([fixed("9.00", instalments=2, every_months=6)], "固定费用，一次总算、分期支付"),
    ([fixed("9.00", due="yearly")], "固定费用，按年支付"),
    (
        [fixed("9.00"), fixed("8.00", due="yearly")],
        "固定费用，按阶段或者约定时间分笔支付",
    ),
    ([fixed("9.00"), fixed("8.00")], "固定费用，按阶段或者约定时间分笔支付"),
    ([royalty({"rate": "0.1"})], "提成支付（净销售额提成）"),
    ([royalty({"rate": "0.1"}, base="profit")], "提成支付（利润额提成）"),
    ([royalty({"per_unit": "1"}, base="units")], "提成支付（按件提成）"),
    (
        [fixed("9.00"), royalty({"rate": "0.1"})],
        "提成支付附加预付入门费（净销售额提成）",
    ),
    (
        [fixed("9.00", due="first_sale"), royalty({"rate": "0.1"})],
        "固定费用加提成支付（净销售额提成）",
    ),
]


@pytest.mark.parametrize(("fees", "method"), METHODS, ids=[m[1] for m in METHODS])
def test_the_method_is_named_in_the_words_of_the_form(fees, method):
    terms = terms_with(stage("only", *fees), lane="open")

    assert fee_method(terms)[0] == method
    fee = text_of(declaration(terms, day=DAY), "fee")
    assert fee[0].startswith(f"支付方式：{method}。\n支付标准：")
    assert fee[1].startswith("Method: ")


UNSETTLED = {
    "stage.may_stop": ("分期付款", "instalments"),
    "stage.no_sales": ("普通许可", "ordinary lane"),
    "stage.zero_fee": ("普通许可", "ordinary lane"),
    "tier.by_size": ("普通许可", "ordinary lane"),
    "tier.by_quality": ("普通许可", "ordinary lane"),
    "tier.by_region": ("普通许可", "ordinary lane"),
    "tier.zero": ("普通许可", "ordinary lane"),
}


@pytest.mark.parametrize("code", UNSETTLED)
def test_each_element_that_no_text_settles_has_a_finding_with_a_fallback(code):
    west = {"name": "west", "label_zh": "西", "label_en": "West", "factor": "0.5"}
    told = declared(
        (("stages", 1, "fees"), []),
        (("quality_tiers",), {"srdi": "0.9"}),
        (("regional_tiers",), [west | {"provinces": ["51"]}]),
    )

    found = next(one for one in told.findings if one.code == code)

    assert UNSETTLED[code][0] in found.mend_zh
    assert UNSETTLED[code][1] in found.mend_en


def test_a_statement_that_is_too_long_or_promotes_is_found():
    at_most = declared((("fee_basis_zh",), "字" * 2000))
    above = declared((("fee_basis_zh",), "字" * 2001))
    praise = declared((("fee_basis_zh",), "全球领先的技术。"))

    assert (at_most.statement_length, at_most.statement_most) == (2000, 2000)
    assert "fee_basis.too_long" not in codes(at_most)
    assert "fee_basis.too_long" in codes(above)
    assert "wording.promotional" in codes(praise)


def test_no_text_that_the_declaration_carries_may_promote():
    west = {"name": "west", "label_zh": "西", "label_en": "Best in class West"}
    told = declared(
        (("after_stop",), {"text_zh": "限时优惠"}),
        (("regional_tiers",), [west | {"provinces": ["51"], "factor": "0.5"}]),
    )

    places = [one.where for one in told.findings if one.code == "wording.promotional"]
    assert places == ["after_stop.text_zh", "regional_tiers[0].label_en"]


def test_the_patent_is_checked_where_it_is_known():
    told = declared(patent=PatentFacts(kind="invention", is_pledged=True))

    assert "not_checked.pledged" in codes(told)
    assert "bar.pledged" in codes(
        declared(patent=PatentFacts(is_pledged=True, pledgee_consents=False))
    )


def test_ordinary_licences_are_not_declared():
    with pytest.raises(NotDeclared, match="only an open licence is declared") as error:
        declaration(terms_with(stage("only")), day=DAY)

    assert "把 lane 改为 open" in error.value.mend_zh


def test_there_was_no_form_before_its_first_day():
    declared(day=date(2024, 1, 20))
    with pytest.raises(FigureNotFound, match="2024-01-20"):
        declared(day=date(2024, 1, 19))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_terms_are_declared_without_a_slip(data):
    def pick(low, high):
        return data.draw(st.integers(low, high))

    tree = random_terms(pick) | {"lane": "open"}
    told = declaration(read_tree(tree), KNOWN, day=DAY)

    assert not re.search(r"None|[{}_]|  ", told.text("zh") + told.text("en"))
    assert not re.search(r"[\u4e00-\u9fff] *[,;:?!]", told.text("zh"))
