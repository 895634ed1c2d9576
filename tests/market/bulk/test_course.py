import pytest
import sqlalchemy as sa

from market.bulk import tasks
from market.bulk.models import BulkAction, BulkResult
from market.bulk.operations import MOST_PATENTS
from market.db import transaction
from market.jobs import Job, JobState
from market.submissions import new_nonce
from tests.market.bulk.conftest import DRAFT, ask


class Killed(BaseException):
    """Ends the worker as a kill does: nothing after it runs."""


def test_the_same_form_sent_twice_is_one_action(member, patents, session):
    sent = {"nonce": new_nonce(), "action": "check", "patents": f"{patents[0]}"}

    first = member.post("/office/bulk/new", data=sent)
    second = member.post("/office/bulk/new", data=sent)

    assert first.location == second.location
    assert session.scalar(sa.select(sa.func.count(BulkAction.id))) == 1


def test_a_patent_of_another_office_is_unknown(make, member, patents, session):
    foreign = make.patent(make.office())

    told = ask(member, "check", [*patents, foreign])

    assert told.status_code == 404
    assert "1 are not there or not your" in told.text
    assert session.scalar(sa.select(sa.func.count(BulkAction.id))) == 0


@pytest.mark.parametrize("chosen", [[], range(1, MOST_PATENTS + 2)])
def test_none_and_too_many_are_refused(member, chosen):
    assert ask(member, "check", chosen).status_code == 422


def test_a_worker_killed_in_the_middle_does_no_patent_twice(  # noqa: PLR0917  # fixtures
    app, member, patents, rehearse, do_jobs, offers, session, monkeypatch
):
    address = rehearse(member, "draft", patents, **DRAFT)
    told = member.post(f"{address}/confirm", data={"nonce": new_nonce()})
    done = tasks.do_one

    def killed_at_the_second(action_id, patent_id):
        if patent_id == patents[1]:
            raise Killed
        done(action_id, patent_id)

    monkeypatch.setattr(tasks, "do_one", killed_at_the_second)
    with pytest.raises(Killed):
        do_jobs()
    assert len(offers()) == 1
    monkeypatch.setattr(tasks, "do_one", done)
    with app.app_context(), transaction() as writing:
        job = writing.scalars(sa.select(Job).order_by(Job.id.desc())).first()
        assert job.state == JobState.RUNNING
        job.state = JobState.QUEUED  # As when its heartbeat is old.
    do_jobs()

    assert [offer.patent_id for offer in offers()] == patents
    assert session.scalar(sa.select(sa.func.count(BulkResult.id))) == 6
    assert "Report on each patent" in member.get(told.location).text


def test_an_action_is_stopped_and_gone_on_with(member, patents, do_jobs, outcome):
    address = ask(member, "draft", patents, **DRAFT).location
    member.post(f"{address}/cancel")
    do_jobs()
    assert "It was stopped; 3 patents are left." in member.get(address).text

    member.post(f"{address}/again")
    do_jobs()

    assert outcome(address) == [(True, "")] * 3


def test_what_is_not_rehearsed_to_the_end_is_not_done(member, patents):
    address = ask(member, "draft", patents, **DRAFT).location

    assert (
        member.post(f"{address}/confirm", data={"nonce": new_nonce()}).status_code
        == 409
    )


def test_a_waiting_page_is_told_when_to_load_the_report(member, patents, do_jobs):
    address = ask(member, "check", patents).location

    assert "Waiting for the worker" in member.get(address).text
    assert "HX-Refresh" not in member.get(f"{address}/progress").headers
    do_jobs()
    assert member.get(f"{address}/progress").headers["HX-Refresh"] == "true"


def test_the_report_is_a_table_to_download(member, patents, rehearse, held):
    address = rehearse(member, "check", patents)

    table = member.get(f"{address}/report.csv").text
    book = member.get(f"{address}/report.xlsx")

    assert all(patent.number in table for patent in held())
    assert "Draft one first" in table
    assert book.data.startswith(b"PK")


def test_another_office_sees_nothing_of_an_action(make, member, patents, sign_in):
    address = ask(member, "check", patents).location
    other = sign_in(make.user(make.office(), "office_admin"))

    assert other.get(address).status_code == 404
    assert other.post(f"{address}/cancel").status_code == 404
    assert member.get("/office/bulk/").status_code == 200
