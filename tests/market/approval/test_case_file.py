import csv
import hashlib
import io
import json
import zipfile

import pytest

from market.approval.consents import Stated, record_consent
from market.approval.models import Purpose
from market.approval.zip_stream import Entry, streamed
from market.attachments import as_upload
from market.licensing.models import Lane
from tests.market.approval.conftest import DAY, PDF

FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def full(case):
    """A case with every kind of part, approved."""
    case = case().complete()
    scan = as_upload(b"\x89PNG\r\n\x1a\n scan", "../同意 书.png")
    stated = Stated(
        owner_id=case.owner(FORMULA),
        purpose=Purpose.OPENING,
        consents=True,
        stated_on=DAY,
        upload=scan,
    )
    case.change(
        lambda writing, offer, who: record_consent(writing, offer, stated, who, day=DAY)
    )
    case.dossier(basis="Compared with three licences", uploads=[PDF])
    case.send()
    case.decide(case.admin, opinion="Fair", upload=PDF)
    return case


def downloaded(case, sign_in, key=None):
    client = sign_in(key or case.member)
    answer = client.get(f"/office/offers/{case.offer}/case.zip")
    assert answer.status_code == 200
    return answer.data


def rows_of(archive, name):
    text = archive.read(name).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


def test_every_file_of_a_case_has_the_hash_that_its_index_states(full, sign_in):
    with zipfile.ZipFile(io.BytesIO(downloaded(full, sign_in))) as archive:
        names = set(archive.namelist())
        index = rows_of(archive, "index.csv")
        told = {name: (int(size), sha) for name, _what, size, sha in index}
        found = {
            name: (len(archive.read(name)), hashlib.sha256(archive.read(name)))
            for name in names - {"index.csv", "index.html"}
        }
        page = archive.read("index.html").decode()

    assert told == {
        name: (size, sha.hexdigest()) for name, (size, sha) in found.items()
    }
    assert all(sha in page for _size, sha in told.values())
    assert {
        "offer.json",
        "terms/version-001.json",
        "terms/version-001.zh.txt",
        "dossier/version-002.json",
        "consents.csv",
        "interests.csv",
        "decisions.csv",
        "history.json",
    } <= names
    assert len([name for name in names if name.startswith("attachments/")]) == 3


def test_the_index_names_the_sha256_under_which_the_terms_are_kept(full, sign_in):
    kept = full.read(lambda _reading, offer: offer.newest.terms_sha256)

    with zipfile.ZipFile(io.BytesIO(downloaded(full, sign_in))) as archive:
        index = {row[0]: row[3] for row in rows_of(archive, "index.csv")}

    assert index["terms/version-001.json"] == kept


def test_the_same_case_gives_the_same_bytes(full, sign_in, later):
    first = downloaded(full, sign_in)
    later(30)

    assert downloaded(full, sign_in, full.auditor) == first


def test_no_cell_is_a_formula_and_no_name_leads_out_of_the_folder(full, sign_in):
    with zipfile.ZipFile(io.BytesIO(downloaded(full, sign_in))) as archive:
        owners = [row[0] for row in rows_of(archive, "consents.csv")]
        names = archive.namelist()
        history = json.loads(archive.read("history.json"))

    assert owners == [f"'{FORMULA}"]
    assert not [name for name in names if ".." in name or name.startswith("/")]
    assert history[-1]["what"] == "approved"
    assert any(name.endswith("-同意_书.png") for name in names)


def test_the_declaration_is_in_the_case_of_an_open_licence(case, sign_in):
    case = case(lane=Lane.OPEN)

    with zipfile.ZipFile(io.BytesIO(downloaded(case, sign_in))) as archive:
        assert "declaration.zh.txt" in archive.namelist()


def test_nobody_else_gets_a_case(full, sign_in, make):
    address = f"/office/offers/{full.offer}/case.zip"
    stranger = make.user(make.office(), "office_admin")
    firm = make.user(make.firm(), "licensee_admin")

    assert sign_in(stranger).get(address).status_code == 404
    assert sign_in(firm).get(address).status_code == 403
    assert sign_in(full.finance).get(address).status_code == 403


def test_a_file_is_read_when_its_turn_comes():
    read = []

    def entry(name):
        return Entry(path=name, zh="", en="", read=lambda: read.append(name) or b"x")

    pieces = streamed([entry("a"), entry("b")], lambda _listed: ())
    next(pieces)

    assert read == ["a"]
    list(pieces)
    assert read == ["a", "b"]
