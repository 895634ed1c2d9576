import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from market.catalogue.exports import csv_bytes, neutral
from market.catalogue.models import Patent

PAGE = "/office/patents/import"
GOOD = "number,title\nUS8930553,a\n"
MIXED = 'number,title\nUS8930553,a\nwhat,"=1+1"\n=cmd(),c\n'


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def member(make, office, sign_in):
    return sign_in(make.user(office, "office_member"))


def send(client, text, name="patents.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(PAGE, data={"file": (io.BytesIO(content), name)})


def uploaded(app):
    return sorted(
        path.suffix for path in Path(app.config["INSTANCE_DIR"]).rglob("uploads/*/*")
    )


def test_a_file_is_rehearsed_then_imported_and_removed(app, member, session):
    rehearsed = send(member, MIXED)
    assert rehearsed.status_code == 303
    page = member.get(rehearsed.location)
    assert "What would happen" in page.text
    assert "what" in page.text
    assert session.scalar(sa.select(sa.func.count(Patent.id))) == 0
    assert uploaded(app) == [".csv", ".json"]

    done = member.post(rehearsed.location)

    assert done.status_code == 303
    assert "What happened" in member.get(done.location).text
    session.rollback()
    assert session.scalar(sa.select(sa.func.count(Patent.id))) == 1
    assert uploaded(app) == [".json"]


def test_an_import_sent_twice_is_done_once(member):
    address = send(member, GOOD).location
    member.post(address)
    first = member.get(address).text

    assert member.post(address).status_code == 303
    assert member.get(address).text == first


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04", "XLSX"),
        (b"title\na\n", "No column of the header"),
    ],
)
def test_a_wrong_file_is_refused_beside_its_field(app, member, content, said):
    answer = send(member, content)

    assert answer.status_code == 422
    assert said in answer.text
    assert uploaded(app) == []


def test_the_refusal_is_in_the_readers_language(make, office, sign_in):
    client = sign_in(make.user(office, "office_member"), locale="zh")

    assert "文件是空的" in send(client, b"").text
    page = client.get(send(client, MIXED).location).text
    assert "不是可识别的专利号" in page
    assert "known form" not in page


def test_no_file_is_said_beside_the_field(member):
    answer = member.post(PAGE, data={})

    assert answer.status_code == 422
    assert "Choose a file first." in answer.text


def test_a_file_beyond_the_limit_is_told_so(member):
    answer = member.post(
        PAGE,
        data=b"",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(100 * 1024 * 1024)},
    )

    assert answer.status_code == 413
    assert "32 MB" in answer.text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_of_more_rows_than_a_page_can_report_is_refused(app, member, end):
    answer = send(member, f"number,title{end}" + f"x,y{end}" * 100_001)

    assert answer.status_code == 422
    assert "more than 100,000 rows" in answer.text
    assert uploaded(app) == []


def test_findings_come_as_a_file_that_runs_nothing(member):
    address = send(member, MIXED).location

    answer = member.get(f"{address}/findings.csv")

    assert answer.data.startswith(b"\xef\xbb\xbf")
    text = answer.data.decode("utf-8-sig")
    assert "'=cmd()" in text
    assert ",=cmd()" not in text


def test_a_cell_of_any_dangerous_beginning_is_neutralised():
    cells = ["=1", "+1", "-1", "@x", "\tx", "＝1", "＋1", "－1", "＠x"]
    text = csv_bytes(["a"], [*([cell] for cell in cells), [5]]).decode()

    assert text.splitlines()[1:] == [*(f"'{cell}" for cell in cells), "5"]
    assert neutral("\n=1") == "'\n=1"


def test_another_office_does_not_see_the_file(make, member, sign_in):
    address = send(member, MIXED).location
    stranger = sign_in(make.user(make.office(), "office_admin"))

    assert stranger.get(address).status_code == 404
    assert stranger.post(address).status_code == 404
    assert stranger.get(f"{address}/findings.csv").status_code == 404


@pytest.mark.parametrize("token", ["x", "..%2F..%2Fkeys", "a" * 43])
def test_an_address_of_no_file_is_not_found(member, token):
    assert member.get(f"{PAGE}/{token}").status_code == 404
    assert member.post(f"{PAGE}/{token}").status_code == 404


def test_a_file_left_lying_is_swept_away_by_anyone(app, make, member, sign_in):
    address = send(member, GOOD).location
    for path in Path(app.config["INSTANCE_DIR"]).rglob("uploads/*/*"):
        os.utime(path, (0, datetime(2020, 1, 1, tzinfo=UTC).timestamp()))

    send(sign_in(make.user(make.office(), "office_member")), GOOD)

    assert uploaded(app) == [".csv", ".json"]
    assert member.get(address).status_code == 404


def test_only_an_office_may_import(make, client, sign_in):
    firm = sign_in(make.user(make.firm(), "licensee_admin"))

    assert firm.get(PAGE).status_code == 403
    assert send(firm, GOOD).status_code == 403
    assert client.get(PAGE).status_code == 302
