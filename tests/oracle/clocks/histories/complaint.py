"""One made-up complaint, from being raised to being closed."""

from random import Random
from typing import Final

from domain.matters.complaints import events as on
from domain.record.event import Event
from domain.ticket.events import CustomerContacted, TicketPaused, TicketResumed
from domain.ticket.vocabulary import Channel
from tests.oracle.clocks.histories.recording import Entry
from tests.oracle.clocks.histories.times import beginning, gap
from tests.oracle.clocks.slow.minutes import A_DAY

WAITS: Final = ("customer", "customer", "customer", "part")
RAISED: Final = on.ComplaintRaised(categories=("attitude",), words="态度不好")
STEPS: Final[tuple[tuple[Event, str], ...]] = (
    (CustomerContacted(channel=Channel.PHONE), "complaint-handler"),
    (on.ComplaintAnswered(channel=Channel.PHONE, apology="抱歉", facts="正在了解"), "complaint-handler"),
    (on.ComplaintAssessed(weight="simple", severity="minor", reason="首次"), "complaint-handler"),
    (on.ComplaintGiven(staff="h-001"), "supervisor"),
    (on.ComplaintHandled(cause="person", words="沟通不足", measures="培训"), "complaint-handler"),
    (on.ComplaintSurveyAnswered(score=4, satisfied=True), "customer"),
    (on.ComplaintClosed(closed_as="satisfied"), "complaint-handler"),
)


def lived(chance: Random, zone: str) -> list[Entry]:
    """Some of the steps, in their order; some of them just at a limit after it was raised."""
    begun = minute = beginning(chance, zone)
    entries = [Entry(begun, RAISED, "customer")]
    for event, role in STEPS:
        if chance.random() < 0.8:
            at_the_limit = begun + A_DAY + chance.choice((-1, 0, 0, 1))
            minute = max(minute, at_the_limit if chance.random() < 0.2 else minute + gap(chance))
            entries.append(Entry(minute, event, role, chance.randint(5, 900) if chance.random() < 0.12 else 0))
    return entries


def waiting(chance: Random, complaint: list[Entry]) -> list[Entry]:
    """What the ticket waits for meanwhile: now and then for the customer, and not always over yet."""
    minute, entries = complaint[0].minute, list[Entry]()
    for waits_for in chance.sample(WAITS, chance.randrange(3)):
        for event in (TicketPaused(waiting_for=waits_for), TicketResumed()):
            minute += gap(chance, 1)
            entries.append(Entry(minute, event, "agent"))
    return entries[: len(entries) - chance.randrange(2)]
