"""The listing may sell; the declaration may not."""

import pytest

from market.licensing.models import Offer

SELLS = "全球领先的填料，欢迎洽购。"


@pytest.fixture
def write(office, sign_in, form):
    def written(offer_id, **typed):
        client = sign_in(office.member)
        url = f"/office/offers/{offer_id}/texts"
        return client.post(url, data=form(client.get(url)) | typed)

    return written


def test_the_listing_is_shown_first_and_may_sell(draft, walk, write, client):
    offer_id = walk(draft(), "open")

    assert write(offer_id, listing_zh=SELLS).status_code == 303

    assert SELLS in client.get(f"/offers/{offer_id}").text


def test_a_declaration_that_sells_is_refused_and_kept_as_typed(draft, write, session):
    offer_id = draft("one_off", lane="open")

    answer = write(offer_id, declaration=SELLS, listing_zh=SELLS)

    assert answer.status_code == 422
    assert "reads as promotion" in answer.text
    assert answer.text.count(SELLS) == 2
    assert session.get(Offer, offer_id).declaration_text == ""


def test_what_is_added_stands_in_the_declaration(draft, write, office, sign_in):
    offer_id = draft("one_off", lane="open")
    write(offer_id, declaration="附工艺参数表一份。")

    text = sign_in(office.member).get(f"/office/offers/{offer_id}/declaration.txt").text

    assert text.rstrip().endswith("附工艺参数表一份。")


def test_a_changed_declaration_is_checked_anew_a_changed_listing_is_not(
    draft, walk, write, session
):
    offer_id = walk(draft("one_off", lane="open"))

    write(offer_id, listing_zh="好用")
    assert str(session.get(Offer, offer_id).state) == "approved"
    write(offer_id, declaration="另附样品。")
    session.rollback()
    assert str(session.get(Offer, offer_id).state) == "draft"


def test_a_lodged_declaration_is_not_changed(draft, walk, write, session):
    offer_id = walk(draft("one_off", lane="open"), "declared")

    answer = write(offer_id, declaration="另附样品。")

    assert answer.status_code == 409
    assert "was lodged and cannot be changed" in answer.text
    assert session.get(Offer, offer_id).declaration_text == ""
