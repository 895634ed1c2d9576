"""The pages of saved searches, and the link that ends their mails."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from market.alerts.models import Frequency, SavedSearch, SavedSearchHit
from market.alerts.operations import MOST_SEARCHES
from tests.market.factories import NOON

pytestmark = pytest.mark.usefixtures("noon")
ADDRESS = "/searches/new?q=iron&ipc=C02F&size=micro"


@pytest.fixture
def reader(sign_in, saver):
    return sign_in(saver)


@pytest.fixture
def searches(session):
    return lambda: session.scalars(sa.select(SavedSearch)).all()


def send(client, address=ADDRESS, **typed):
    nonce = re.search(r'name="nonce"[^>]*value="([^"]+)"', client.get(address).text)[1]
    form = {"nonce": nonce, "name": "Iron", "frequency": "weekly"} | typed
    return client.post(address, data=form)


def test_a_search_is_saved_with_text_filters_and_size(reader, searches):
    assert send(reader).location == "/searches"

    (search,) = searches()
    assert (search.name, search.text, search.size) == ("Iron", "iron", "micro")
    assert search.filters == {"ipc": ["C02F"]}
    assert search.frequency == Frequency.WEEKLY
    page = reader.get("/searches").text
    assert "“iron”" in page
    assert "C02F" in page


def test_the_results_lead_to_it(reader, indexed):
    indexed()

    page = reader.get("/offers?q=iron&ipc=C02F").text

    assert "/searches/new?q=iron&amp;size=small&amp;ipc=C02F" in page


def test_a_visitor_signs_in_first_and_comes_back_with_the_search(client):
    answer = client.get(ADDRESS)

    assert answer.location.startswith("/login?next=/searches/new?q%3Diron")
    assert "ipc%3DC02F" in answer.location


@pytest.mark.parametrize("typed", [{"name": " "}, {"frequency": "hourly"}])
def test_wrong_input_shows_the_form_again(reader, searches, typed):
    answer = send(reader, **typed)

    assert answer.status_code == 422
    assert "C02F" in answer.text
    assert searches() == []


def test_a_person_keeps_at_most_so_many_searches(reader, saved, searches):
    for _ in range(MOST_SEARCHES):
        saved()

    answer = send(reader)

    assert answer.status_code == 422
    assert f"at most {MOST_SEARCHES} searches" in answer.text
    assert len(searches()) == MOST_SEARCHES


def test_the_frequency_changes(reader, saved, search_of):
    search_id = saved()

    answer = reader.post(
        f"/searches/{search_id}/frequency", data={"frequency": "never"}
    )

    assert answer.status_code == 303
    assert search_of(search_id).frequency == Frequency.NEVER
    wrong = reader.post(f"/searches/{search_id}/frequency", data={"frequency": "x"})
    assert wrong.status_code == 422


def test_a_removed_search_takes_what_it_told_with_it(
    reader, opened, saved, tell, session, searches
):
    search_id = saved()
    opened()
    assert tell(2) == 1

    reader.post(f"/searches/{search_id}/removal")

    assert searches() == []
    assert session.scalars(sa.select(SavedSearchHit)).all() == []


def test_what_is_new_is_counted_until_the_owner_looks(
    reader, opened, saved, tell, monkeypatch
):
    search_id = saved("iron", frequency="never")
    opened(title_en="Iron filler")
    tell(2)
    assert "New since you looked: 1" in reader.get("/searches").text

    monkeypatch.setattr("market.clock.now_utc", lambda: NOON + timedelta(seconds=9))
    answer = reader.post(f"/searches/{search_id}/look")

    assert answer.location == "/offers?q=iron&size=small&sort=newest"
    assert "Nothing new since you looked" in reader.get("/searches").text


def test_nobody_reaches_the_search_of_another(make, sign_in, saved):
    search_id = saved()
    stranger = sign_in(make.user(make.firm(), "licensee_admin"))

    for what in ("frequency", "look", "removal"):
        answer = stranger.post(f"/searches/{search_id}/{what}", data={})
        assert answer.status_code == 404


def test_the_link_of_a_mail_asks_and_ends_nothing_by_itself(client, saved, search_of):
    search_id = saved()
    address = f"/searches/mails/{search_of(search_id).key}"

    page = client.get(address, headers={"Accept-Language": "en"}).text

    assert "Shall it stop?" in page
    assert search_of(search_id).frequency == Frequency.INSTANT


def test_a_mail_program_ends_the_mails_with_one_press(
    app, client, saved, search_of, opened, tell
):
    app.config["WTF_CSRF_ENABLED"] = True
    search_id = saved()
    address = f"/searches/mails/{search_of(search_id).key}"

    answer = client.post(address, data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert search_of(search_id).frequency == Frequency.NEVER
    opened()
    assert tell(2) == 0


def test_every_other_form_keeps_its_token(app, reader, saved, search_of):
    app.config["WTF_CSRF_ENABLED"] = True
    search_id = saved()

    assert reader.post(f"/searches/{search_id}/removal").status_code == 400
    assert search_of(search_id) is not None


def test_a_key_that_no_search_has_is_not_found(client):
    assert client.get("/searches/mails/none").status_code == 404
    assert client.post("/searches/mails/none").status_code == 404


def test_the_page_says_where_mails_go(app, reader):
    assert "no mail server" in reader.get("/searches").text

    app.config["SMTP_URL"] = "smtp://127.0.0.1:25"
    assert "no mail server" not in reader.get("/searches").text
