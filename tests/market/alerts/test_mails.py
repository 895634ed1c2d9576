"""The mails on their way: by a real server, or as files."""

from datetime import timedelta
from email import message_from_bytes
from email import policy as email_policy
from pathlib import Path

import pytest

from market.accounts import tasks
from market.alerts.tasks import mail_now
from tests.market.factories import NOON


@pytest.fixture
def go(app):
    def gone():
        with app.app_context():
            mail_now()

    return gone


@pytest.fixture
def new(noon, saved, opened, monkeypatch):
    """Save a search, and a second later open an offer that it finds."""
    saved("iron")
    monkeypatch.setattr("market.clock.now_utc", lambda: NOON + timedelta(seconds=1))
    opened(title_en="Iron filler")


@pytest.mark.usefixtures("new")
def test_a_mail_server_gets_the_mail_with_the_headers_that_end_it(
    server, go, search_of
):
    go()

    (mail,) = server.mails
    link = f"https://licences.example/searches/mails/{search_of(1).key}"
    assert mail["To"] == "saver@example.com"
    assert mail["Subject"] == "Openlicence: 1 new for “iron”"
    assert mail["List-Unsubscribe"] == f"<{link}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    body = mail.get_content()
    for part in ("Iron filler", "Jiangnan University · C02F", "at most", link):
        assert part in body
    assert "https://licences.example/offers/1" in body


@pytest.mark.usefixtures("new")
def test_a_server_that_is_down_gets_the_mail_later(app, server, go, monkeypatch):
    there = app.config["SMTP_URL"]
    app.config["SMTP_URL"] = "smtp://127.0.0.1:1"
    with pytest.raises(OSError, match="refused"):
        go()
    app.config["SMTP_URL"] = there

    go()
    assert server.mails == []  # Not again at once.
    monkeypatch.setattr(tasks, "PATIENCE", -tasks.PATIENCE)
    go()
    assert len(server.mails) == 1


@pytest.mark.usefixtures("new")
def test_a_refused_recipient_is_recorded(server, go, outbox):
    server.refused.add("saver@example.com")

    go()

    (mail,) = outbox()
    assert "550" in mail.refusal
    assert mail.sent_at is None


@pytest.mark.usefixtures("new")
def test_without_a_server_the_mail_is_a_file_and_the_command_says_so(app, runner):
    told = runner.invoke(args=["alerts", "tell"]).output

    folder = Path(app.config["INSTANCE_DIR"]) / "mail"
    assert "Mails written: 1; sent from the outbox: 1." in told
    assert f"mails are files in {folder}" in told
    (path,) = folder.glob("*.eml")
    mail = message_from_bytes(path.read_bytes(), policy=email_policy.default)
    assert mail["List-Unsubscribe"].startswith("<https://licences.example/searches/")


def test_the_worker_waits_while_there_is_no_index(app, go, outbox):
    go()

    assert outbox() == []
