import email
import socketserver
import threading
from contextlib import contextmanager
from email import policy as email_policy
from pathlib import Path

import pytest

from market.accounts import tasks
from market.accounts.outbox import Letter, post
from market.db import transaction
from tests.market.factories import NOON


@pytest.fixture
def write(app):
    def written(recipient="li@example.com", subject="确认邮箱"):
        with app.app_context(), transaction() as session:
            post(session, recipient, Letter(subject, "正文。\n"), created_at=NOON)

    return written


def send(app):
    with app.app_context():
        return tasks.send_mails()


def files(app):
    folder = Path(app.config["INSTANCE_DIR"]) / "mail"
    return sorted(folder.glob("*.eml")) if folder.exists() else []


def test_without_a_mail_server_a_mail_becomes_a_file(app, write):
    write()

    assert send(app) == 1

    (path,) = files(app)
    mail = email.message_from_bytes(path.read_bytes(), policy=email_policy.default)
    assert (mail["To"], mail["Subject"]) == ("li@example.com", "确认邮箱")
    assert mail.get_content() == "正文。\r\n"


def test_a_mail_is_sent_once(app, write, mails):
    write()

    assert [send(app), send(app)] == [1, 0]
    assert mails()[0].sent_at is not None


def test_an_empty_outbox_takes_no_lock(app, monkeypatch):
    monkeypatch.setattr(tasks, "_claim", lambda _now: pytest.fail("claimed"))

    assert send(app) == 0


def test_a_mail_goes_to_the_mail_server(app, write, mails):
    write()

    with mail_server() as server:
        app.config["SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
        assert send(app) == 1

    assert "To: li@example.com" in server.received[0]
    assert "Message-ID: <mail-1-" in server.received[0]
    assert files(app) == []


def test_a_refused_address_stops_no_other_mail(app, write, mails):
    write("refused@example.com")
    write("li@example.com")

    with mail_server() as server:
        app.config["SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
        assert send(app) == 1

    refused, sent = mails()
    assert "550" in refused.refusal
    assert (refused.sent_at, sent.refusal) == (None, None)


@pytest.mark.parametrize(
    "recipient", ["李@example.com", "no address", "li@b.cn\nCc: x"]
)
def test_an_address_that_no_mail_can_name_stops_no_other_mail(
    app, write, mails, recipient
):
    write(recipient)
    write("li@example.com")

    with mail_server() as server:
        app.config["SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
        assert send(app) == 1

    wrong, sent = mails()
    assert wrong.refusal
    assert (wrong.sent_at, sent.refusal) == (None, None)


def test_a_domain_in_chinese_gets_its_mail(app, write):
    write("li@例子.中国")

    with mail_server() as server:
        app.config["SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
        assert send(app) == 1

    assert "To: li@xn--fsqu00a.xn--fiqs8s" in server.received[0]


def test_a_server_that_is_away_loses_no_mail(app, write, mails, monkeypatch):
    write()
    with mail_server() as server:
        away = f"smtp://127.0.0.1:{server.port}"
    app.config["SMTP_URL"] = away

    with pytest.raises(OSError, match="refused"):
        send(app)

    assert send(app) == 0  # Not again at once.
    monkeypatch.setattr(tasks, "PATIENCE", -tasks.PATIENCE)
    app.config["SMTP_URL"] = ""
    assert send(app) == 1


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Talk)
        self.port = self.server_address[1]
        self.received = []


class _Talk(socketserver.StreamRequestHandler):
    """Just enough of RFC 5321 to take a mail or to refuse its address."""

    def handle(self):
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].split(" ")[0].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "DATA":
                self.take()
            elif "refused@" in line:
                self.say("550 nobody here")
            else:
                self.say("250 ok")

    def take(self):
        self.say("354 go on")
        body = []
        while (line := self.rfile.readline().decode()) != ".\r\n":
            body.append(line)
        self.server.received.append("".join(body))
        self.say("250 ok")

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server():
    server = _Server()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
