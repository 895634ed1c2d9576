"""What is wrong in the editor is said beside its box, in the words of the box."""

import re

from market.licensing.models import Offer, OfferVersion

AMOUNT = "stages[0].fees[0].amount"
RATE = "stages[2].fees[1].bands[0].rate"
WRONG = [
    (AMOUNT, "abc", "This is no amount"),
    (AMOUNT, "0.001", "at most two decimals"),
    (AMOUNT, "-5", "This is no amount"),
    (AMOUNT, "1e9", "This is no amount"),
    (AMOUNT, "9" * 12, "at most 90 billion"),
    (AMOUNT, "9" * 90, "This is no amount"),
    (AMOUNT, "9" * 90 + "万", "This is no amount"),
    (AMOUNT, "", "Fill in this box."),
    ("stages[0].months", "six", "This is no whole number"),
    ("stages[0].months", "9" * 17, "at most 600"),
    ("stages[0].months", "", "Only the last stage runs to the end"),
    (RATE, "150", "This is no percentage"),
    (RATE, "3.12345", "This is no percentage"),
    ("size_tiers.small", "1000", "This is no percentage from 0 to 900"),
    ("quality_tiers.srdi", "half", "This is no percentage from 0 to 900"),
    ("starts_on", "2040-01-01", "The last day lies before the first"),
    ("ends_on", "31.12.2030", "This is no day"),
    ("stages[0].label_zh", " ", "Fill in this box."),
    ("reporting.period", "daily", "Choose one from the list."),
    ("tax.treatment", "taxable", "What is taxable needs a rate"),
    ("stages[1].fees[0].instalments", "2", "the months between them"),
    ("stages[1].fees[0].due", "after_months", "needs its months"),
    ("stages[1].fees[0].months", "3", "has no months"),
    ("payee.bank", "工商银行", "Fill in this box."),
    ("records_years", "31", "at most 30"),
]


def test_wrong_input_is_named_and_nothing_saved(edit, session):
    for box, typed, message in WRONG:
        answer = edit.post({box: typed, "do": "save"})

        assert (answer.status_code, box) == (422, box)
        assert (box, message in said(answer.text)) == (box, True)
        assert not KEYS.search(messages(answer.text)), box
    assert session.query(OfferVersion).count() == 1


# What the JSON calls things, and how it writes them: no word for a box.
KEYS = re.compile(r"[a-z]_[a-z]|null|&#34;|JSON|quotes")


def said(page):
    """Return what stands beside the boxes, as text."""
    found = re.findall(r'<div class="box-said".*?</div>', page, re.DOTALL)
    return re.sub(r"<[^>]*>", "", " ".join(found))


def messages(page):
    """Return the list of what is to be corrected, as text."""
    side = page[page.index('id="review"') :].partition("</ul>")[0]
    return re.sub(r"<[^>]*>", "", side)


def test_a_fault_is_named_by_the_labels_of_the_page_in_chinese(sign_in, edit, office):
    client = sign_in(office.member, "zh")
    typed = {AMOUNT: "abc", "stages[1].fees[0].due": "result", RATE: "200"}

    answer = client.post(edit.url, data=edit.data | typed | {"do": "check"})

    assert "试用 · 固定许可费 · 金额" in messages(answer.text)
    assert "产业化 · 提成费 2 · 第 1 档 · 提成率" in messages(answer.text)
    assert "这不是金额" in said(answer.text)
    assert not KEYS.search(messages(answer.text))


def test_a_province_in_two_tiers_is_named_by_its_name(edit, form):
    edit.data = form(edit.send(do="add-region"), "sheet")
    edit.data = form(edit.send(do="add-region"), "sheet")
    tiers = {f"regional_tiers[{n}].provinces": ["51", "50"] for n in (0, 1)}

    answer = edit.post(tiers | {"do": "check"})

    assert "Chongqing stands in two regional tiers" in said(answer.text)


def test_a_finding_of_the_law_stands_beside_its_box(edit):
    answer = edit.post({"size_tiers.micro": "120", "do": "check"})

    place = answer.text.index('id="said-size_tiers-micro"')
    assert "pays more than a small" in answer.text[place : place + 500]


def test_a_minimum_above_its_cap_is_named(edit):
    at = "stages[2].fees[1]"

    answer = edit.post({f"{at}.minimum_per_year": "10000", f"{at}.cap_total": "5000"})

    assert answer.status_code == 422
    assert f'href="#{at}.minimum_per_year"' in answer.text


def test_what_was_typed_wrongly_stays_in_its_box(edit, form):
    answer = edit.post({"stages[0].fees[0].amount": "1.2.3", "fee_basis_zh": "旧稿"})

    kept = form(answer, "sheet")
    assert kept["fee_basis_zh"] == "旧稿"
    assert kept["stages[0].fees[0].amount"] == "1.2.3"


def test_bands_that_overlap_are_named(edit, form, session):
    added = edit.send(do="add-band:2.1")
    edit.data = form(added, "sheet")
    at = "stages[2].fees[1].bands"

    once = {f"{at}[0].up_to": "5000000", f"{at}[1].rate": "1"}
    assert edit.post(once | {"do": "save"}).status_code == 303

    edit.use(session.query(Offer.id).scalar())
    edit.data = form(edit.send(do="add-band:2.1"), "sheet")
    overlap = edit.post({f"{at}[1].up_to": "4000000", "do": "save"})
    assert overlap.status_code == 422
    assert "so that the bands overlap" in said(overlap.text)


def test_what_is_said_while_one_types_replaces_no_box(edit):
    typed = edit.data | {AMOUNT: "abc", "do": "check"}

    answer = edit.client.post(edit.url, data=typed, headers={"HX-Request": "true"})

    assert 'id="said-stages-0-fees-0-amount" hx-swap-oob="true"' in answer.text
    assert "This is no amount" in said(answer.text)
    assert "Nothing that you typed is lost" not in answer.text
