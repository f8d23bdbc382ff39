"""What there already is before the steps of a case: tickets, solved or not, improvements, a complaint, and staff."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from domain.customer.events import CustomerRegistered
from domain.matters.complaints.events import ComplaintRaised
from domain.matters.improvements.events import ImprovementProposed
from domain.policy.in_force import shipped
from domain.record.envelope import Actor, Envelope
from domain.record.event import Event
from domain.record.identity import event_id
from domain.staff.events import StaffJoined, StaffLeft
from domain.store import Change, Pending
from domain.ticket.events import AttachmentAdded, TicketCancelled, TicketOpened, TicketResolved
from domain.ticket.vocabulary import Channel, Kind
from tests.domain.specification import SHANGHAI
from tests.scenarios.desk.memory import MemoryStore
from tests.scenarios.parts import CUSTOMER

BEGINS: Final = datetime(2024, 5, 12, 9, 30, tzinfo=SHANGHAI)
TICKET: Final = "202405-00001"
"""Solved, of :data:`CUSTOMER`, with a file."""
OTHER: Final = "202405-00002"
"""Solved too."""
UNSOLVED: Final = "202405-00003"
DROPPED: Final = "202405-00004"
"""Cancelled."""
HASH: Final = "7f" * 32
"""Of the file of :data:`TICKET`."""
COMPLAINT: Final = "TS202405-00001"

_OPENED: Final = TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, summary="制冷效果差")
_SOLVED: Final = TicketResolved(handling="清洗滤网")
_FILE: Final = AttachmentAdded(sha256=HASH, size=9, media_type="image/jpeg", name="录音.mp3", purpose="confirmation")
_IMPROVED: Final = ImprovementProposed(measure="来料抽检", origin="other", quarter="2024-Q2")
_UNHAPPY: Final = ComplaintRaised(categories=("attitude",), words="态度不好")
_THERE: Final[dict[str, tuple[Event, ...]]] = {
    f"ticket-{TICKET}": (_OPENED, _FILE, _SOLVED),
    f"ticket-{OTHER}": (_OPENED, _SOLVED),
    f"ticket-{UNSOLVED}": (_OPENED,),
    f"ticket-{DROPPED}": (_OPENED, TicketCancelled(cancelled_as="withdrawn", reason="客户撤回")),
    "improvement-GJ202405-00001": (_IMPROVED,),
    "improvement-GJ202405-00002": (_IMPROVED,),
    f"complaint-{COMPLAINT}": (_UNHAPPY,),
    CUSTOMER: (CustomerRegistered(name="张伟"),),
}


async def world(staff: Sequence[str] = (), left: Sequence[str] = ()) -> MemoryStore:
    """With the records of these people, of whom some have left, where any are kept."""
    store, since = MemoryStore(), datetime(2020, 1, 1, tzinfo=SHANGHAI).date()
    joined = StaffJoined(name="某人", office="客服", since=since)
    gone = StaffLeft(since=since + timedelta(days=30))
    people = {f"staff-{number}": (joined, gone) if number in left else (joined,) for number in staff}
    for key, events in {**_THERE, **people}.items():
        await store.append([Change(None, tuple(_pending(key, event, n) for n, event in enumerate(events, 1)))])
    return store


def _pending(key: str, event: Event, version: int) -> Pending:
    at = BEGINS - timedelta(days=1) + timedelta(minutes=version)
    envelope = Envelope(
        id=event_id(key, version),
        type=event.stored_name,
        schema_version=1,
        aggregate=key,
        version=version,
        occurred=at,
        recorded=at,
        actor=Actor(id="a-001", role="agent", channel="api"),
        customer=None if key.startswith(("staff-", "improvement-")) else CUSTOMER,
        command=f"{key}/{version}",
        correlation=key,
        policy=shipped().newest("handbook").ref if key.startswith("ticket-") else None,
    )
    return Pending(envelope, event)
