"""The pages of an import: rehearse, look, import; wrong input; other offices."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from market.catalogue.models import Patent
from market.jobs import Job
from tests.market.imports.tables import PAGE, many, send

GOOD = "number,title\nUS8930553,a\n"
MIXED = 'number,title\nUS8930553,a\nwhat,"=1+1"\n=cmd(),c\n'


def stored(app, pattern="*/*"):
    folder = Path(app.config["INSTANCE_DIR"]) / "uploads"
    return sorted(path.suffix for path in folder.glob(pattern))


def count_of(session, kind=Patent):
    return session.scalar(sa.select(sa.func.count(kind.id)))


def test_a_file_is_rehearsed_then_imported_and_removed(
    app, member, session, rehearsed, do_jobs
):
    address = rehearsed(MIXED)
    page = member.get(address).text
    assert "What would happen" in page
    assert "Import the good rows" in page
    assert count_of(session) == 0
    assert stored(app, "*/*.sent") == [".sent"]

    assert member.post(address).status_code == 303
    assert "Waiting for the worker" in member.get(address).text
    do_jobs()

    assert "Import finished" in member.get(address).text
    assert count_of(session) == 1
    assert stored(app, "*/*.sent") == []


def test_an_import_sent_twice_is_done_once(member, session, rehearsed, do_jobs):
    address = rehearsed(GOOD)
    member.post(address)
    member.post(address)
    assert count_of(session, Job) == 2
    do_jobs()
    first = member.get(address).text

    assert member.post(address).status_code == 303
    assert do_jobs() == 0
    assert member.get(address).text == first


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "This is PDF"),
        (b"number,title\n", "no row|nothing to import"),
        (b"title\na\n", "No column of the header"),
        (b"\x00\x01\x02\x03" * 50, "no text"),
    ],
)
def test_a_wrong_file_says_why_on_its_page(member, rehearsed, content, said):
    page = member.get(rehearsed(content)).text

    assert any(words in page for words in said.split("|"))


def test_an_empty_file_is_refused_beside_its_box(app, member):
    answer = send(member, b"")

    assert answer.status_code == 422
    assert "The file is empty" in answer.text
    assert stored(app) == []


def test_no_file_is_said_beside_the_box(member):
    answer = member.post(PAGE, data={})

    assert answer.status_code == 422
    assert "Choose a file first." in answer.text


def test_what_was_found_is_in_the_readers_language(make, office, sign_in, rehearsed):
    client = sign_in(make.user(office, "office_member"), locale="zh")

    page = client.get(rehearsed(MIXED, client=client)).text

    assert "不是可识别的专利号" in page
    assert "known form" not in page


def test_a_file_beyond_the_limit_is_told_so(member):
    answer = member.post(
        PAGE,
        data=b"",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(100 * 1024 * 1024)},
    )

    assert answer.status_code == 413
    assert "32 MB" in answer.text


def test_nothing_of_a_file_is_read_in_the_request(member, monkeypatch):
    def read(*_):
        raise AssertionError("read in the request")

    monkeypatch.setattr("market.imports.tasks.read_file", read)

    assert send(member, many(2000)).status_code == 303


def test_a_sixth_file_of_an_office_waits_outside(app, member):
    for _ in range(5):
        assert send(member, GOOD).status_code == 303

    answer = send(member, GOOD)

    assert answer.status_code == 422
    assert "5 files of your office are waiting" in answer.text
    assert len(stored(app)) == 5


def test_findings_come_as_a_file_that_runs_nothing(member, rehearsed):
    answer = member.get(f"{rehearsed(MIXED)}/findings.csv")

    assert answer.data.startswith(b"\xef\xbb\xbf")
    text = answer.data.decode("utf-8-sig")
    assert "'=cmd()" in text
    assert ",=cmd()" not in text


def test_many_findings_are_shown_page_by_page(member, rehearsed):
    rows = "".join(f"what{n},a\n" for n in range(120))
    address = rehearsed("number,title\n" + rows)

    assert "what0" in member.get(address).text
    assert "what30" not in member.get(address).text
    assert "what30" in member.get(f"{address}?refused=2").text
    assert "what119" in member.get(f"{address}?refused=99").text
    assert member.get(f"{address}?refused=x").status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "..\\..\\x.csv",
        "a<script>.csv",
        "=cmd|' /C calc'!A0.csv",
        "名" * 500 + ".csv",
        " ",
    ],
)
def test_the_name_of_a_file_leads_nowhere(app, member, rehearsed, import_row, name):
    address = rehearsed(GOOD, name)

    page = member.get(address)
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert len(import_row(address).filename) <= 200
    outside = set(Path(app.config["INSTANCE_DIR"]).rglob("*.sent"))
    assert outside == set(Path(app.config["INSTANCE_DIR"]).glob("uploads/*/*.sent"))


def test_another_office_sees_nothing_of_it(make, sign_in, rehearsed):
    address = rehearsed(MIXED)
    stranger = sign_in(make.user(make.office(), "office_admin"))

    for page in ("", "/progress", "/findings.csv", "/refused.csv", "/refused.xlsx"):
        assert stranger.get(address + page).status_code == 404
    for act in ("", "/columns", "/again", "/cancel"):
        assert stranger.post(address + act).status_code == 404


@pytest.mark.parametrize("token", ["x", "..%2F..%2Fkeys", "a" * 43])
def test_an_address_of_no_file_is_not_found(member, token):
    assert member.get(f"{PAGE}/{token}").status_code == 404
    assert member.post(f"{PAGE}/{token}").status_code == 404
    assert member.get(f"{PAGE}/{token}/refused.csv").status_code == 404


def test_a_format_that_nobody_offers_is_not_found(member, rehearsed):
    assert member.get(f"{rehearsed(MIXED)}/refused.exe").status_code == 404


def test_a_file_left_lying_is_removed_and_its_page_says_so(
    app, member, rehearsed, do_jobs
):
    address = rehearsed(MIXED)
    folder = Path(app.config["INSTANCE_DIR"]) / "uploads"
    for path in (*folder.rglob("*"), folder / "swept"):
        os.utime(path, (0, datetime(2020, 1, 1, tzinfo=UTC).timestamp()))

    do_jobs()

    assert stored(app) == []
    assert "was removed after 7 days" in member.get(address).text
    assert member.post(address).status_code == 409
    assert member.get(f"{address}/refused.csv").status_code == 404


def test_the_files_so_far_are_listed_with_their_state(member, rehearsed):
    assert "No file yet" in member.get(PAGE).text
    member.post(rehearsed(GOOD, "first.csv"))
    rehearsed(GOOD, "second.csv")

    page = member.get(PAGE).text

    assert "first.csv" in page
    assert "Imported" in page
    assert "Rehearsed, not imported" in page


def test_only_an_office_may_import(make, client, sign_in):
    firm = sign_in(make.user(make.firm(), "licensee_admin"))

    assert firm.get(PAGE).status_code == 403
    assert send(firm, GOOD).status_code == 403
    assert client.get(PAGE).status_code == 302


def test_a_page_that_waits_asks_again_and_then_loads_anew(member, do_jobs):
    address = send(member, GOOD).location

    page = member.get(address).text
    assert f'hx-get="{address}/progress"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "Waiting for the worker" in member.get(f"{address}/progress").text
    do_jobs()

    assert member.get(f"{address}/progress").headers["HX-Refresh"] == "true"
