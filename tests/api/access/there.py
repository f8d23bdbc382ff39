"""One of everything else that an address can name, so that an answer tells who may and never that nothing is there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import insert

from api.service import Service
from api.webhooks.port import NoWebhooks
from api.webhooks.views import AttemptView, DeliveryShown, DeliveryView, State, TriedOut, WebhookView
from consumers.notices.planning.recording import NoticeRecorder
from domain.notices.commands import RecordFailure
from domain.ticket.numbering import ticket_key
from gongdan.mailing.keeping.store import LetterStore
from gongdan.mailing.room import LetterRoom
from gongdan.mailing.taking.intake import MailIn
from gongdan.mailing.taking.judging import Rules
from gongdan.notices.previewing import TicketPreviews
from projections.running.bookkeeping import PARKED
from tests.accounts.conftest import GOOD
from tests.api.conftest import As
from tests.api.feed.conftest import terms
from tests.api.feed.keeping import keeping_subscriptions
from tests.api.keeping_accounts import keeping_accounts
from tests.api.test_inbox import told
from tests.api.test_rules import CHINA
from tests.api.test_samples import MAY
from tests.api.test_system import dismissed, examined, standing
from tests.api.test_views import SAID as VIEW
from tests.console.test_subscriptions import AT, MESSAGE, WEBHOOK
from tests.mailing.test_tokens import REPLIES
from tests.mailing.writing import DESK, letter
from tests.policy.specification import DESK as PACK
from tests.stories.telling import PHOTO

ADMINISTRATOR, MANAGER, OFFICER = "y-9:administrator", "y-9:manager", "y-9:privacy-officer"
PAPER = sha256(PHOTO).hexdigest()
"""What every ticket has been sent."""


class Evidence:
    """A bundle of every ticket."""

    async def evidence(self, aggregate: str) -> bytes:
        return b"PK"


class Delivered(NoWebhooks):
    """One webhook, with one message that waits."""

    async def all(self) -> Sequence[WebhookView]:
        return [WEBHOOK]

    async def deliveries(self, name: str, state: State | None, limit: int) -> Sequence[DeliveryView]:  # type: ignore[override]
        return [MESSAGE]

    async def delivery(self, name: str, message: str) -> DeliveryShown:  # type: ignore[override]
        tried = [AttemptView(at=AT, status=503, error=None, ms=41)]
        return DeliveryShown(**MESSAGE.model_dump(), body="{}", tried=tried)

    async def again(self, name: str, message: str) -> bool:  # type: ignore[override]
        return True

    async def again_failed(self, name: str, since: datetime) -> int:  # type: ignore[override]
        return 0

    async def skip(self, name: str, message: str) -> bool:  # type: ignore[override]
        return True

    async def try_out(self, name: str) -> TriedOut:  # type: ignore[override]
        return TriedOut(taken=True, status=204, error=None, ms=12)


@contextmanager
def keeping_everything(service: Service, letters: LetterStore, folder: Path) -> Iterator[Service]:
    """With subscriptions, accounts, letters, webhooks and evidence, as the one that runs has them."""
    with (
        keeping_subscriptions(service, folder) as subscribed,
        keeping_accounts(subscribed, folder) as kept,
    ):
        yield replace(
            kept,
            mail=LetterRoom(letters, lambda: datetime.now(UTC)),
            webhooks=Delivered(),
            proofs=Evidence(),
            previews=TicketPreviews(lambda: service.desk.policies, service.zone),
            standing=standing,
            examine=examined,
            dismiss=dismissed,
        )


async def made(service: Service, letters: LetterStore, act_as: As, people: Sequence[str]) -> dict[str, str]:
    """What there is of each kind, by the name that addresses have for it; I am the first of the ``people``."""
    me = people[0]
    return {
        "letter": await _letter(service, letters),
        "sha256": PAPER,
        "sample": (await _done(act_as("y-9:auditor"), "/audit/samples", MAY)).json()["id"],
        "view": _last(await _done(act_as(f"{me}:agent"), "/views", VIEW)),
        "notice": await _notice(service, me),
        "ticket": await _left_out(service, act_as),
        "program": await _program(service, act_as, people),
        **await _subscribed(act_as, me),
        **await _texts(act_as),
    }


async def exports_of(act_as: As, customers: Sequence[str]) -> None:
    """Approved by two, for whoever may fetch them."""
    asked = {"measure": "export", "ground": "asked", "reason": "客户索取"}
    for customer in customers:
        await _done(act_as("y-8:privacy-officer"), f"/customers/{customer}/measure-request", asked)
        await _done(act_as(OFFICER), f"/customers/{customer}/export", {})


async def _letter(service: Service, letters: LetterStore) -> str:
    await MailIn(service, letters, Rules(REPLIES, (DESK,)), lambda: datetime.now(UTC)).take(letter())
    [waiting] = letters.listed("waiting", None, 10)[0]
    return waiting.id


async def _notice(service: Service, me: str) -> str:
    """That failed, so that it can be sent again."""
    notice = await told(service, f"staff-{me}", "email")
    await NoticeRecorder(service.desk).note(f"notice-{notice}", 1, RecordFailure(tries=9, why="retries-exhausted"))
    return notice


async def _left_out(service: Service, act_as: As) -> str:
    """A ticket that the register could not digest."""
    number = (await _done(act_as("y-9:agent"), "/tickets", {"channel": "phone", "summary": "停机"})).json()["number"]
    row = {"aggregate": ticket_key(number), "position": 1, "event_id": "?", "event_type": "ticket-opened"}
    said = {"projection": "register", "error": "KeyError", "parked": datetime.now(UTC), "skipped": 0}
    with service.read.write() as connection:
        connection.execute(insert(PARKED).values(row | said))
    return number


async def _program(service: Service, act_as: As, owners: Sequence[str]) -> str:
    """A key of mine, of accounts that are open."""
    accounts = service.accounts
    assert accounts
    for owner in owners:
        await _done(act_as(ADMINISTRATOR), "/accounts", {"number": owner})
        await accounts.choose(owner, GOOD)
        accounts.prepare_factor(owner)
        accounts.set_factor(owner)
    until = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    said = {"purpose": "排班系统", "roles": ["agent"], "until": until}
    return (await _done(act_as(f"{owners[0]}:agent"), f"/accounts/{owners[0]}/keys", said)).json()["key"]


async def _subscribed(act_as: As, owner: str) -> dict[str, str]:
    opening = {"name": "erp", "way": "http", "terms": terms() | {"owner": owner}}
    await _done(act_as(ADMINISTRATOR), "/subscriptions", opening)
    return {"subscription": "erp", "message": MESSAGE.message}


async def _texts(act_as: As) -> dict[str, str]:
    """A policy pack and a calendar that wait for approval, and a month's report."""
    ours = CHINA.replace("中国大陆工作日历", "本公司工作日历").replace("version = 2", "version = 1")
    await _done(act_as(ADMINISTRATOR), "/policies", {"text": PACK})
    await _done(act_as(ADMINISTRATOR), "/calendars", {"text": ours})
    await _done(act_as(MANAGER), "/reports", {"period": "2024-05"})
    return {"pack": "our-desk"}


def _last(answer: httpx.Response) -> str:
    return answer.headers["Location"].rpartition("/")[2]


async def _done(who: httpx.AsyncClient, path: str, said: dict[str, Any]) -> httpx.Response:
    answer = await who.post(path, json=said)
    assert answer.is_success, (path, answer.text)
    return answer
