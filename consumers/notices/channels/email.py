"""E-mail over SMTP, step by step, so that it is known whether a failure came before the letter was handed over."""

import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, localtime
from typing import Final, Literal

import aiosmtplib
from aiosmtplib import SMTPException, SMTPResponseException, SMTPServerDisconnected, SMTPTimeoutError

from consumers.notices.channels.port import Deferred, Delivered, Message, Outcome, Refused, Unknown
from domain.notices.vocabulary import EMAIL

Tls = Literal["starttls", "tls", "none"]
_PERMANENT: Final = 500


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


class EmailChannel:
    """A connection for each letter: a department's are few, and a server may close one that waits."""

    name = EMAIL

    def __init__(self, server: MailServer) -> None:
        self._server = server

    async def deliver(self, message: Message) -> Outcome:
        """Only what goes wrong after the server was asked to take the letter itself leaves its end unknown."""
        try:
            letter = written(message, self._server)
            content = letter.as_bytes()
            message.to.encode("ascii")
        except ValueError as error:  # an address that no letter to a server of today can have
            return Refused(type(error).__name__)
        client = self._client()
        try:
            try:
                await self._introduce(client, message.to)
            except SMTPResponseException as error:
                return _answered(error)
            except aiosmtplib.SMTPRecipientsRefused as error:
                return _answered(error.recipients[0])
            except (SMTPException, OSError) as error:
                return Deferred(type(error).__name__)
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

    async def _introduce(self, client: aiosmtplib.SMTP, to: str) -> None:
        await client.connect()
        if self._server.user:
            await client.login(self._server.user, self._server.password or "")
        await client.mail(self._server.sender)
        await client.rcpt(to)

    async def _hand_over(self, client: aiosmtplib.SMTP, content: bytes, message: str) -> Outcome:
        try:
            await client.data(content)
        except SMTPResponseException as error:
            return _answered(error)
        except (SMTPServerDisconnected, SMTPTimeoutError, SMTPException, OSError) as error:
            return Unknown(type(error).__name__)
        return Delivered(message)


def written(message: Message, server: MailServer) -> EmailMessage:
    """The letter as it is sent: text and HTML, and headers that keep machines from answering it."""
    letter, mail = message.letter, EmailMessage(policy=SMTP_POLICY)
    user, _, domain = server.sender.rpartition("@")
    mail["From"] = Address(server.name, user, domain)
    mail["To"] = message.to
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(localtime())
    mail["Message-ID"] = f"<{message.notice.removeprefix('notice-')}@{server.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(letter.text, cte="base64")
    mail.add_alternative(letter.html, subtype="html", cte="base64")
    mail["Content-Language"] = "zh-CN" if letter.language == "zh" else "en"
    return mail


def _answered(error: SMTPResponseException) -> Deferred | Refused:
    """A 5xx is the server's last word; its text may quote the address and goes nowhere."""
    kind = Refused if error.code >= _PERMANENT else Deferred
    return kind(type(error).__name__, error.code)
