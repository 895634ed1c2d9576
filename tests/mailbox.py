"""A real mail server on loopback that keeps what it is given."""

from contextlib import contextmanager
from email import message_from_bytes
from email import policy as email_policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Mailbox:
    """Takes every mail, but for the recipients that it refuses for good."""

    def __init__(self):
        self.mails = []
        self.refused = set()

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802  # the server calls it so
        """Take a recipient, or refuse it as RFC 5321 says."""
        if address in self.refused:
            return "550 5.1.1 nobody here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  # as above
        """Keep a mail."""
        mail = message_from_bytes(envelope.content, policy=email_policy.default)
        self.mails.append(mail)
        return "250 OK"


class _Server(Controller):
    """Listens on a port that the system chooses."""

    def factory(self):
        return SMTP(self.handler)

    def _trigger_server(self):
        # The port is known only now; the base class would ask at port 0.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mailbox():
    """Yield a mailbox and the SMTP_URL of its server."""
    box = Mailbox()
    server = _Server(box, hostname="127.0.0.1", port=0)
    server.start()
    try:
        yield box, f"smtp://127.0.0.1:{server.port}"
    finally:
        server.stop()
