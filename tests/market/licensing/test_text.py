"""An office edits the terms of an offer as JSON."""

import json

from market.licensing.models import Offer, OfferVersion
from market.licensing.queries import terms_of


def terms(session):
    return terms_of(session.query(Offer).one().version)


def test_the_text_page_edits_what_the_boxes_do_not_show(edit, form, session):
    url = edit.url + "/text"
    data = form(edit.client.get(url))
    tree = json.loads(data["text"])
    tree["base_definition"]["deductions"] = ["returns"]

    answer = edit.client.post(url, data=data | {"text": json.dumps(tree)})

    assert answer.status_code == 303
    assert terms(session).base_definition.deductions == ("returns",)


WRONG_TEXTS = [
    ('"amount": "1000.00"', '"amount": 1000.0', "stages[0].fees[0].amount"),
    ('"currency": "CNY"', '"currncy": "CNY"', "currncy"),
    ('"months": 12', '"months": null', "stages[2]"),
    ('"months": 12', '"months": 99999999999999999999', "stages[1].months"),
    ('"currency": "CNY",', '"currency": "CNY"', "line"),
    ('"currency": "CNY"', '"currency": "CNY", "currency": "CNY"', "currency"),
    ('"currency": "CNY"', '"currency": "USD"', "currency"),
    ('"lane": "ordinary"', '"lane": 7', "lane"),
]


def test_a_wrong_text_is_named_and_kept(edit, form, session):
    url = edit.url + "/text"
    data = form(edit.client.get(url))
    for right, wrong, where in WRONG_TEXTS:
        assert right in data["text"]
        typed = data["text"].replace(right, wrong, 1)

        answer = edit.client.post(url, data=data | {"text": typed})

        assert (answer.status_code, where) == (422, where)
        assert f"<code>{where}" in answer.text
        assert form(answer)["text"] == typed
    assert session.query(OfferVersion).count() == 1


def test_a_stale_text_is_kept(edit, form, session, sign_in, office):
    url = edit.url + "/text"
    data = form(edit.client.get(url))
    edit.send(fee_basis_en="Meanwhile.")

    answer = edit.client.post(url, data=data)

    assert answer.status_code == 409
    assert form(answer)["text"] == data["text"]
    assert "Meanwhile." in answer.text
