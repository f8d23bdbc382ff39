"""E-mail over SMTP, step by step, so that it is known whether a failure came before the letter was handed over."""

import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, localtime
from typing import Final, Literal, Protocol

import aiosmtplib
import structlog
from aiosmtplib import SMTPException, SMTPResponseException, SMTPServerDisconnected, SMTPTimeoutError

from consumers.notices.channels.port import (
    Deferred,
    Delivered,
    May,
    Message,
    NotOurs,
    Outcome,
    Refused,
    Unknown,
    freely,
)
from domain.notices.vocabulary import EMAIL
from domain.record.address import is_address

log = structlog.get_logger(__name__)

Tls = Literal["starttls", "tls", "none"]
_PERMANENT: Final = 500
_OF_US: Final = frozenset({530, 534, 535, 538})
"""That one has to sign in, or did so wrongly (RFC 4954): no word on the recipient, at whatever step it comes."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over, and from whom they come; ``within`` are the seconds for each step."""

    host: str
    port: int
    sender: str
    name: str = ""
    tls: Tls = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    context: ssl.SSLContext | None = field(default=None, repr=False)
    within: float = 20.0

    @property
    def domain(self) -> str:
        return self.sender.rpartition("@")[2]


class Replies(Protocol):
    """How answers to a letter about a ticket prove what they are about: by where they go, and by the letter's id."""

    def address_of(self, number: str) -> str: ...

    def mark_of(self, number: str) -> str: ...


class EmailChannel:
    """A connection for each letter: a department's are few, and a server may close one that waits."""

    name = EMAIL

    def __init__(self, server: MailServer, replies: Replies | None = None) -> None:
        self._server, self._replies = server, replies
        self._said_no: int | None = None

    async def deliver(self, message: Message, may: May = freely) -> Outcome:
        """Only what goes wrong after the server was asked to take the letter itself leaves its end unknown.

        What the server has against us is no refusal of the recipient: that passes once somebody sees to it.
        """
        if not is_address(message.to):
            return Refused("NoAddress")
        try:
            letter = written(message, self._server, self._replies)
            content = letter.as_bytes()
            message.to.encode("ascii")
        except ValueError as error:  # an address that no letter to a server of today can have
            return Refused(type(error).__name__)
        client = self._client()
        try:
            try:
                await self._introduce(client)
            except (SMTPException, OSError) as error:
                return self._not_let_in(error)
            try:
                await client.rcpt(message.to)
            except SMTPResponseException as error:
                return self._answered(error)
            except (SMTPException, OSError) as error:
                return Deferred(type(error).__name__)
            self._said_no = None
            if not await may():
                return NotOurs()
            return await self._hand_over(client, content, str(letter["Message-ID"]))
        finally:
            client.close()

    def _client(self) -> aiosmtplib.SMTP:
        server = self._server
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            use_tls=server.tls == "tls",
            start_tls=server.tls == "starttls",
            tls_context=server.context,
            timeout=server.within,
            local_hostname=server.domain if server.domain.isascii() else None,
        )

    async def _introduce(self, client: aiosmtplib.SMTP) -> None:
        await client.connect()
        if self._server.user:
            await client.login(self._server.user, self._server.password or "")
        await client.mail(self._server.sender)

    async def _hand_over(self, client: aiosmtplib.SMTP, content: bytes, message: str) -> Outcome:
        try:
            await client.data(content)
        except SMTPResponseException as error:
            return self._answered(error)
        except (SMTPServerDisconnected, SMTPTimeoutError, SMTPException, OSError) as error:
            return Unknown(type(error).__name__)
        return Delivered(message)

    def _not_let_in(self, error: SMTPException | OSError) -> Deferred:
        """Told once, not for each letter, where it is no passing trouble."""
        answer = error.code if isinstance(error, SMTPResponseException) else None
        if answer is not None and answer >= _PERMANENT and answer != self._said_no:
            self._said_no = answer
            log.warning("mail_server_refused_us", answer=answer, why=type(error).__name__)
        return Deferred(type(error).__name__, answer)

    def _answered(self, error: SMTPResponseException) -> Deferred | Refused:
        """A 5xx is the server's last word on the recipient; its text may quote the address and goes nowhere."""
        if error.code in _OF_US:
            return self._not_let_in(error)
        kind = Refused if error.code >= _PERMANENT else Deferred
        return kind(type(error).__name__, error.code)


def written(message: Message, server: MailServer, replies: Replies | None = None) -> EmailMessage:
    """The letter as it is sent: text and HTML, and headers that keep machines from answering it."""
    letter, mail = message.letter, EmailMessage(policy=SMTP_POLICY)
    user, _, domain = server.sender.rpartition("@")
    mail["From"] = Address(server.name, user, domain)
    mail["To"] = Address(addr_spec=message.to)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(localtime())
    notice, mark = message.notice.removeprefix("notice-"), ""
    if replies is not None and letter.ticket is not None:
        mail["Reply-To"] = Address(server.name, addr_spec=replies.address_of(letter.ticket))
        mark = f".{replies.mark_of(letter.ticket)}"
    mail["Message-ID"] = f"<{notice}{mark}@{server.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(letter.text, cte="base64")
    mail.add_alternative(letter.html, subtype="html", cte="base64")
    mail["Content-Language"] = "zh-CN" if letter.language == "zh" else "en"
    return mail
