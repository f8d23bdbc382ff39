"""Letters handed over by our own mail server: LMTP (RFC 2033), which is answered only once a letter is stored."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from gongdan.failures import Failure
from gongdan.language import Both
from gongdan.mailing.measures import FAILED
from gongdan.mailing.taking.intake import Full, Taken
from gongdan.system import of_system

log = structlog.get_logger(__name__)

Take = Callable[[bytes, tuple[str, ...]], Awaitable[Taken]]
_MOST_RECIPIENTS: Final = 100


class Handing:
    """aiosmtpd's handler. ``is_ours`` says which addresses letters are taken for."""

    def __init__(self, take: Take, is_ours: Callable[[str], bool]) -> None:
        self._take, self._is_ours = take, is_ours

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self._is_ours(address):
            return "550 5.1.1 no such address here"
        if len(envelope.rcpt_tos) >= _MOST_RECIPIENTS:
            return "452 4.5.3 too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """One answer for each recipient, all the same: it is one letter, stored once."""
        answer = await self._stored(envelope)
        return "\r\n".join([answer] * max(len(envelope.rcpt_tos), 1))

    async def _stored(self, envelope: Envelope) -> str:
        content = envelope.content
        raw = content if isinstance(content, bytes) else (content or "").encode("utf-8", "surrogateescape")
        try:
            await self._take(raw, tuple(envelope.rcpt_tos))
        except Full:
            return "452 4.2.2 too many letters wait for a person"
        except Exception as error:
            FAILED.labels("lmtp").inc()
            log.warning("mail_not_taken_in", by="lmtp", error=type(error).__name__)
            return "451 4.3.0 not stored just now, try again"
        return "250 2.0.0 stored"


@asynccontextmanager
async def listening(
    host: str, port: int, take: Take, is_ours: Callable[[str], bool], most_bytes: int
) -> AsyncIterator[int]:
    """The port, while letters are taken there. Raises Failure where it can't be had."""
    handing = Handing(take, is_ours)

    def made() -> LMTP:
        return LMTP(handing, data_size_limit=most_bytes, enable_SMTPUTF8=True, ident="gongdan", hostname="gongdan")

    try:
        server = await asyncio.get_running_loop().create_server(made, host, port)
    except OSError as error:
        why = of_system(error)
        raise Failure(
            "bad-setting",
            variable="GONGDAN_MAIL_IN_LMTP",
            why=Both(f"不能使用（{why.chinese}）", f"can not be had ({why.english})"),
        ) from None
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()
