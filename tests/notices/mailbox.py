"""A real SMTP server in this process, which keeps what it takes and can be told to refuse, to stall or to hang up."""

import email
import email.policy
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any, Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from consumers.notices.channels.email import MailServer

Mood = Literal["takes", "refuses", "busy", "hangs-up", "knows-us-not", "wants-a-password"]
SENDER = "service@desk.example"


class Mailbox:
    """``mood`` is how it answers from now on; ``taken`` are the letters, in order."""

    def __init__(self) -> None:
        self.mood: Mood = "takes"
        self.taken: list[tuple[str, EmailMessage]] = []
        self.tried = 0

    async def handle_MAIL(  # noqa: N802 -- aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mood == "knows-us-not":
            return "550 no such sender"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mood == "refuses":
            return "550 no such mailbox"
        if self.mood == "wants-a-password":
            return "530 sign in first"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.tried += 1
        if self.mood == "busy":
            return "451 try later"
        content = envelope.content
        assert isinstance(content, bytes)
        letter: Any = email.message_from_bytes(content, policy=email.policy.default)
        self.taken.append((envelope.rcpt_tos[0], letter))
        if self.mood == "hangs-up":
            transport: Any = server.transport
            transport.abort()
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for to, letter in self.taken if to == address]


def text_of(letter: EmailMessage) -> str:
    return _part(letter, "plain")


def html_of(letter: EmailMessage) -> str:
    return _part(letter, "html")


def _part(letter: EmailMessage, kind: Literal["plain", "html"]) -> str:
    part = letter.get_body((kind,))
    assert part is not None
    return part.get_content()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(box: Mailbox, *, tls: ssl.SSLContext | None = None, port: int | None = None) -> Iterator[MailServer]:
    """The server while it runs, and how to reach it."""
    where = port or free_port()
    controller = Controller(box, hostname="127.0.0.1", port=where, tls_context=tls, require_starttls=tls is not None)
    controller.start()
    try:
        yield MailServer("127.0.0.1", where, SENDER, tls="none", within=5.0)
    finally:
        controller.stop()
