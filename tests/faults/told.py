"""A supervisor who is written to about each new ticket, and what came of those letters: received, and on record."""

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import Callable

import httpx
from aiosmtpd.smtp import SMTP, Envelope, Session

from consumers.notices.channels.email import MailServer
from tests.notices.mailbox import SENDER, Mailbox, text_of
from tests.whole.service import Service

_NEW = "新工单"
SUPERVISOR = "zhuguan@desk.example"


class SlowMailbox(Mailbox):
    """It takes its time over each letter, so that many are in hand at any moment."""

    seconds = 0.2

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.seconds / 2)
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(self.seconds / 2)
        return answer


def mailing(server: MailServer) -> dict[str, str]:
    """What a service is told of it."""
    return {
        "GONGDAN_REACTIONS": "true",
        "GONGDAN_NOTICE_HOURLY": "10000",
        "GONGDAN_MAIL_HOST": server.host,
        "GONGDAN_MAIL_PORT": str(server.port),
        "GONGDAN_MAIL_TLS": "none",
        "GONGDAN_MAIL_FROM": SENDER,
    }


def employ(service: Service) -> None:
    """The supervisor, who sleeps never."""
    administrator = "adm:administrator"
    for words in (
        ("staff", "join", "number=s-001", "name=王芳", "office=主管", "since=2020-01-01", "--as", administrator),
        ("staff", "do", "s-001", "grant-role", "role=supervisor", "since=2020-01-01", "--as", administrator),
        (
            *("staff", "do", "s-001", "set-notice-preferences", "quiet_from=00:00", "quiet_until=00:00"),
            *(f"email={SUPERVISOR}", "--as", "s-001:supervisor"),
        ),
    ):
        service.command(*words).check_returncode()


def opened(service: Service, count: int) -> list[str]:
    """So many new tickets, by their numbers."""
    with service.http() as agent:
        return [
            agent.post("/tickets", json={"channel": "phone", "summary": "停机"}).raise_for_status().json()["number"]
            for _ in range(count)
        ]


def received(box: Mailbox) -> Counter[str]:
    """How many letters came about each new ticket."""
    letters = [letter for letter in box.to(SUPERVISOR) if _NEW in str(letter["Subject"])]
    return Counter(re.findall(r"\d{6}-\d{5,}", text_of(letter))[0] for letter in letters)


def statuses(service: Service) -> dict[str, str]:
    """Where the letter about each ticket stands, by the tickets' numbers."""
    found: dict[str, str] = {}
    page: str | None = None
    with service.http("adm:administrator") as administrator:
        while True:
            asked = {"kind": "new-ticket", "limit": "200", "after": "now"} | ({"page": page} if page else {})
            answer = administrator.get("/notices", params=asked).raise_for_status().json()
            found |= {each["ticket"]: each["status"] for each in answer["items"] if each["channel"] == "email"}
            page = answer["next"]
            if page is None:
                return found


def until(so: Callable[[], bool], within: float, why: Callable[[], object] = str) -> None:
    deadline = time.monotonic() + within
    while True:
        try:
            if so():
                return
        except (httpx.HTTPError, json.JSONDecodeError, OSError):
            pass  # the service is about to start
        assert time.monotonic() < deadline, why()
        time.sleep(0.1)
