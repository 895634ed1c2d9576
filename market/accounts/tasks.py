"""What the worker does for accounts: send the mail of the outbox."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from email_validator import validate_email
from flask import current_app

from market import clock
from market.accounts.models import Mail
from market.db import session, transaction

TIMEOUT_SECONDS = 20
# The server was away: not every half second, and not never.
PATIENCE = timedelta(minutes=1)
BATCH = 50
PERMANENT = 500
# These are of one mail and stop no other; a server that is away stops them all.
FAULTS_OF_ONE_MAIL = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
    ValueError,
)

log = logging.getLogger(__name__)

Sender = Callable[[EmailMessage, int], None]


def send_mails() -> int:
    """Send what waits in the outbox, and return how many were sent.

    No lock is held while a mail is on its way, so a crash between sending and
    recording sends it again: under the same Message-ID, by which mail programs drop
    the second, and to the same file where mails are files.
    """
    now = clock.now_utc()
    if not _is_waiting(now):
        return 0
    claimed = _claim(now)
    with _sender() as send:
        return sum(_send(mail_id, send) for mail_id in claimed)


def _is_waiting(now: datetime) -> bool:
    current = session()
    found = current.scalar(_waiting(now).with_only_columns(Mail.id).limit(1))
    current.rollback()
    return found is not None


def _waiting(now: datetime) -> sa.Select[Mail]:
    return (
        sa.select(Mail)
        .where(
            Mail.sent_at.is_(None),
            Mail.refusal.is_(None),
            sa.or_(Mail.tried_at.is_(None), Mail.tried_at < now - PATIENCE),
        )
        .order_by(Mail.id)
        .limit(BATCH)
    )


def _claim(now: datetime) -> list[int]:
    with transaction() as current:
        mails = current.scalars(_waiting(now).with_for_update()).all()
        for mail in mails:
            mail.tried_at = now
        return [mail.id for mail in mails]


def _send(mail_id: int, send: Sender) -> bool:
    try:
        send(_message(mail_id), mail_id)
    except FAULTS_OF_ONE_MAIL as error:
        log.warning("Mail %s cannot be sent: %s", mail_id, error)
        if _is_for_good(error):
            _record(mail_id, refusal=str(error))
        return False
    _record(mail_id, sent_at=clock.now_utc())
    return True


def _message(mail_id: int) -> EmailMessage:
    current = session()
    mail = current.get_one(Mail, mail_id)
    message = message_of(mail, str(current_app.config["MAIL_SENDER"]))
    current.rollback()  # Nothing is held while the mail is on its way.
    return message


def _is_for_good(error: Exception) -> bool:
    """Say whether another try is vain: replies from 500 on, by RFC 5321."""
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= PERMANENT
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _reply in error.recipients.values())
    return True


def _record(mail_id: int, **outcome: object) -> None:
    with transaction() as current:
        mail = current.get_one(Mail, mail_id)
        for column, value in outcome.items():
            setattr(mail, column, value)


def message_of(mail: Mail, sender: str) -> EmailMessage:
    """Write a row of the outbox as a message; the same row gives the same message."""
    message = EmailMessage()
    domain = sender.rpartition("@")[2].rstrip(">") or "localhost"
    message["From"] = sender
    message["To"] = _ascii(mail.recipient)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = f"<mail-{mail.id}-{mail.created_at:%Y%m%d%H%M%S}@{domain}>"
    # Asks holiday answers to stay away.
    message["Auto-Submitted"] = "auto-generated"
    for name, value in mail.headers.items():
        message[name] = value
    message.set_content(mail.body)
    return message


def _ascii(recipient: str) -> str:
    """Return an address as every mail server takes it: a Chinese domain in ASCII.

    Raises
    ------
    ValueError
        If it is no address.
    """
    found = validate_email(
        recipient,
        allow_smtputf8=False,
        check_deliverability=False,
        globally_deliverable=False,
    )
    return str(found.ascii_email)


@contextmanager
def _sender() -> Iterator[Sender]:
    url = str(current_app.config["SMTP_URL"])
    if not url:
        yield _write
        return
    with _connection(url) as server:
        yield lambda message, _mail_id: _deliver(server, message)


def _deliver(server: smtplib.SMTP, message: EmailMessage) -> None:
    server.send_message(message)


def _write(message: EmailMessage, mail_id: int) -> None:
    folder = Path(current_app.config["INSTANCE_DIR"]) / "mail"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"mail-{mail_id}.eml"
    path.write_bytes(message.as_bytes(policy=SMTP))
    log.info("SMTP_URL is not set, so mail %s is in %s", mail_id, path)


def _connection(url: str) -> smtplib.SMTP:
    """Open smtp://user:password@host:port (STARTTLS where offered) or smtps://."""
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, parts.port or 465, timeout=TIMEOUT_SECONDS
        )
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=TIMEOUT_SECONDS)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls()
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server
