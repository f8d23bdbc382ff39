"""A mailbox that is looked into by IMAP: a letter is marked there only once it is stored here."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from imaplib import IMAP4
from typing import Any, Final, Literal

import structlog
from imap_tools import AND, MailBoxStartTls, MailBoxUnencrypted
from imap_tools import MailBox as MailBoxTls
from imap_tools.errors import ImapToolsError

from gongdan.mailing.measures import FAILED
from gongdan.mailing.taking.intake import Full, Taken

log = structlog.get_logger(__name__)

Take = Callable[[bytes, tuple[str, ...]], Awaitable[Taken]]
_PORTS: Final = {"tls": 993, "starttls": 143, "none": 143}
_WITHIN: Final = 30.0
_SLICE: Final = 1.0
"""Seconds that one look takes at most, so that the program can be stopped."""
_PAUSES: Final = (2.0, 300.0)
_NEW: Final = AND(seen=False, flagged=False)
"""What is too large is flagged for a person and not looked at again."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Which one, as whom, how often; ``done`` is where stored letters are moved to, else they stay, as read."""

    host: str
    user: str
    password: str = field(repr=False)
    port: int | None = None
    tls: Literal["tls", "starttls", "none"] = "tls"
    context: ssl.SSLContext | None = field(default=None, repr=False)
    folder: str = "INBOX"
    done: str | None = None
    seconds: float = 60.0
    most_bytes: int = 25 << 20


class Fetching:
    """Looks into the mailbox again and again; what fails is tried again, ever slower."""

    def __init__(self, mailbox: Mailbox, take: Take) -> None:
        self._mailbox, self._take = mailbox, take

    async def run(self) -> None:
        """Until cancelled."""
        pause = _PAUSES[0]
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await self._session()
            except Exception as error:
                FAILED.labels("imap").inc()
                if asyncio.get_running_loop().time() - began > self._mailbox.seconds:
                    pause = _PAUSES[0]
                log.warning("mailbox_interrupted", error=type(error).__name__, retry_in=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _PAUSES[1])

    async def _session(self) -> None:
        """As long as one connection lasts."""
        box = await asyncio.to_thread(self._signed_in)
        try:
            while True:
                await self.fetch(box)
                await self._wait(box)
        finally:
            await asyncio.to_thread(_signed_out, box)

    async def fetch(self, box: Any) -> int:
        """Take in what is new; how many. Raises what passes, and leaves there what was not stored."""
        count = 0
        for uid in await asyncio.to_thread(box.uids, _NEW):
            raw = await asyncio.to_thread(self._content, box, uid)
            if raw is None:
                continue
            try:
                await self._take(raw, ())
            except Full:
                return count
            await asyncio.to_thread(self._mark, box, uid)
            count += 1
        return count

    def _content(self, box: Any, uid: str) -> bytes | None:
        """To the byte, without marking it as read; None for what is too large, or gone."""
        size = _number(box.client.uid("FETCH", uid, "(RFC822.SIZE)"))
        if size > self._mailbox.most_bytes:
            box.flag(uid, "\\Flagged", True)
            log.warning("mail_too_large", bytes=size, most=self._mailbox.most_bytes, by="imap")
            return None
        status, found = box.client.uid("FETCH", uid, "(BODY.PEEK[])")
        parts = [part[1] for part in found or () if isinstance(part, tuple)]
        return parts[0] if status == "OK" and parts else None

    def _mark(self, box: Any, uid: str) -> None:
        box.flag(uid, "\\Seen", True)
        if self._mailbox.done:
            box.move(uid, self._mailbox.done)

    async def _wait(self, box: Any) -> None:
        """Until something is new, where the server tells; else for as long as is set."""
        end = asyncio.get_running_loop().time() + self._mailbox.seconds
        if "IDLE" not in box.client.capabilities:
            await asyncio.sleep(self._mailbox.seconds)
            return
        await asyncio.to_thread(box.idle.start)
        try:
            while asyncio.get_running_loop().time() < end:
                if await asyncio.to_thread(box.idle.poll, _SLICE):
                    break
        finally:
            await asyncio.to_thread(box.idle.stop)

    def _signed_in(self) -> Any:
        mailbox = self._mailbox
        port = mailbox.port or _PORTS[mailbox.tls]
        if mailbox.tls == "tls":
            box = MailBoxTls(mailbox.host, port, timeout=_WITHIN, ssl_context=mailbox.context)
        elif mailbox.tls == "starttls":
            box = MailBoxStartTls(mailbox.host, port, timeout=_WITHIN, ssl_context=mailbox.context)
        else:
            box = MailBoxUnencrypted(mailbox.host, port, timeout=_WITHIN)
        try:
            box.login(mailbox.user, mailbox.password, initial_folder=mailbox.folder)
            if mailbox.done and not box.folder.exists(mailbox.done):
                box.folder.create(mailbox.done)
        except Exception:
            _signed_out(box)
            raise
        return box


def _signed_out(box: Any) -> None:
    with suppress(IMAP4.error, ImapToolsError, OSError):
        box.client.logout()


def _number(answer: Any) -> int:
    """The size in an answer like ``1 (UID 7 RFC822.SIZE 1234)``; 0 where it has none."""
    said = b" ".join(part for part in answer[1] or () if isinstance(part, bytes)).decode("ascii", "replace")
    _, _, size = said.partition("RFC822.SIZE ")
    digits = size.split(")")[0].split(" ")[0]
    return int(digits) if digits.isdecimal() else 0
