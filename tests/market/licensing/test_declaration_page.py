"""The page on which an office reads the text of a declaration."""

import re

import pytest

from market.accounts.models import Organisation
from market.catalogue.models import Patent
from market.db import transaction

MARKUP = "<attack onattack=1>&{{7*7}}"


@pytest.fixture
def page(office, draft, sign_in):
    """Open the page of a draft in the open lane, in English."""

    class Page:
        def __init__(self):
            self.client = sign_in(office.member, "en")
            self.use(lane="open")

        def use(self, **given):
            self.url = f"/office/offers/{draft(**given)}/declaration"

        def get(self, ending=""):
            return self.client.get(self.url + ending)

    return Page()


def test_an_office_reads_the_items_in_chinese_and_in_its_own_language(page):
    answer = page.get()

    assert answer.status_code == 200
    assert answer.text.count('class="declared-text"') == 7
    assert 'lang="zh">支付方式：提成支付附加预付入门费（净销售额提成）。' in answer.text
    assert "Method: a royalty on net sales with an entry fee" in answer.text
    assert "〔待填：由专利权人承诺" in answer.text
    assert "In English, as a courtesy" in answer.text


def test_the_patent_and_the_office_fill_what_they_know(app, page, office):
    with app.app_context(), transaction() as writing:
        patent = writing.get_one(Patent, office.patent_id)
        patent.number, patent.patentee = "ZL202111029984.2", MARKUP
        writing.get_one(Organisation, office.id).contact = "Room 1\ntel. 2"

    text = page.get().text

    assert "ZL202111029984.2</p>" in text
    assert "Room 1\ntel. 2</p>" in text
    assert "&lt;attack onattack=1&gt;" in text
    assert "<attack" not in text


def test_the_text_is_downloaded_as_it_is_lodged(page):
    answer = page.get(".txt")

    assert answer.mimetype == "text/plain"
    assert re.fullmatch(
        r"attachment; filename=declaration-\d+-1\.txt",
        answer.headers["Content-Disposition"],
    )
    assert answer.text.startswith("（1）专利号\n")
    assert "[to fill in" not in answer.text


def test_posted_terms_are_not_declared_and_it_is_said_how(page):
    page.use(lane="ordinary")

    assert "only an open licence is declared" in page.get().text
    assert "set lane to open" in page.get().text
    assert page.get(".txt").status_code == 404


def test_the_editor_leads_to_the_text_in_the_open_lane_only(page, client):
    editor = page.url.removesuffix("/declaration")

    assert f'href="{page.url}"' in page.client.get(editor).text
    page.use(lane="ordinary")
    editor = page.url.removesuffix("/declaration")
    assert f'href="{page.url}"' not in page.client.get(editor).text


def test_another_office_finds_nothing(page, make, sign_in):
    stranger = sign_in(make.user(make.office(), "office_admin"))

    assert stranger.get(page.url).status_code == 404
    assert stranger.get(page.url + ".txt").status_code == 404


@pytest.mark.parametrize(
    ("locale", "start"),
    [("zh", "这是明码标价的普通许可"), ("en", "This is an ordinary")],
)
def test_listing_and_editor_show_the_terms_in_plain_words(
    draft, office, sign_in, locale, start
):
    offer_id = draft()
    client = sign_in(office.member, locale)

    for address in (f"/offers/{offer_id}", f"/office/offers/{offer_id}"):
        text = client.get(address).text

        assert f'<p class="measure">{start}' in text
