import io
import zipfile

import pytest

from market.attachments import MOST_BYTES, as_upload, attach
from market.errors import Unacceptable


def archive(*names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return content.getvalue()


TAKEN = {
    ".pdf": b"%PDF-1.7",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff\xe0",
    ".docx": archive("[Content_Types].xml", "word/document.xml"),
    ".xlsx": archive("[Content_Types].xml", "xl/workbook.xml"),
    ".ofd": archive("OFD.xml"),
    ".txt": "同意".encode("gb18030"),
}
REFUSED = {
    "empty": b"",
    "too long": b"a" * (MOST_BYTES + 1),
    "a program": b"MZ\x90\x00",
    "another archive": archive("evil.exe"),
    "a broken archive": b"PK\x03\x04 and no more",
    "an old document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "text with a control": b"a\x00b",
}


@pytest.fixture
def kept(make, app):
    """Keep a file of an office; return its id, the office and a client's key."""

    def keep(content=b"<script>1</script>", name="注入.html"):
        office = make.office()
        key = make.user(office, "office_member")
        upload = as_upload(content, name)
        found = make_attachment(app, make, office, key, upload)
        return found, office, key

    return keep


def make_attachment(app, make, office, key, upload):
    from market.db import transaction
    from market.history import Author
    from tests.market.factories import NOON

    user_id = make.user_id(key)
    who = Author(happened_at=NOON, organisation_id=office, user_id=user_id)
    with app.app_context(), transaction() as writing:
        return attach(writing, upload, who).id


@pytest.mark.parametrize("ending", TAKEN)
def test_a_file_is_known_by_what_it_holds(ending):
    upload = as_upload(TAKEN[ending], "evidence.exe")

    assert upload.filename == f"evidence.exe{ending}"


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_taken_is_refused(name):
    with pytest.raises(Unacceptable):
        as_upload(REFUSED[name], "a.pdf")


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("..\\..\\a.txt", "a.txt"),
        ("/etc/passwd", "passwd.txt"),
        ('a";b\r\nc.txt', "a_b_c.txt"),
        (".htaccess", "htaccess.txt"),
        ("", "file.txt"),
        ("声明 (1).TXT", "声明_(1).txt"),
        ("x" * 500 + ".txt", "x" * 120 + ".txt"),
    ],
)
def test_a_name_is_safe_on_every_system(given, safe):
    assert as_upload(b"text", given).filename == safe


def test_a_file_is_saved_and_never_shown(kept, sign_in):
    found, _office, key = kept()

    answer = sign_in(key).get(f"/office/attachments/{found}")

    assert answer.data == b"<script>1</script>"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "text/plain"


def test_only_office_and_auditor_of_its_own_institution_get_a_file(kept, make, sign_in):
    found, office, _key = kept()
    asked = {
        role: sign_in(make.user(office, role)).get(f"/office/attachments/{found}")
        for role in ("office_admin", "auditor", "finance", "inventor")
    }
    stranger = sign_in(make.user(make.office(), "office_admin"))

    statuses = {role: answer.status_code for role, answer in asked.items()}
    assert statuses == {
        "office_admin": 200,
        "auditor": 200,
        "finance": 403,
        "inventor": 403,
    }
    assert stranger.get(f"/office/attachments/{found}").status_code == 404
