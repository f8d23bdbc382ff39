"""What is told of an event says how its ticket stood, though some were passed over before it, or come twice."""

import pytest

from consumers.feed.reading import Asked, Place, Reader
from consumers.feed.tellers import Tellers
from domain.published.event import PublicEvent
from domain.record.envelope import Recorded
from domain.store import History
from domain.ticket.events import ReceiptAcknowledged, TicketGraded, TicketOpened, TicketPaused, TicketResumed
from domain.ticket.vocabulary import Channel, Kind
from tests.projections.logs import ListLog

NUMBER = "202405-00123"


class Log(ListLog):
    """Counts how often a history was read again."""

    loads, epoch = 0, "0" * 32

    async def load(self, aggregate: str, *, fresh: bool = False) -> History:
        self.loads += 1
        events = tuple(each for each in self.events if each.envelope.aggregate == aggregate)
        return History(events, None)


@pytest.fixture
def log() -> Log:
    found = Log()
    for event in (
        TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT),
        ReceiptAcknowledged(),
        TicketGraded(severity="urgent"),
        TicketPaused(waiting_for="part"),
        TicketResumed(),
    ):
        found.happen(NUMBER, event)
    return found


async def each(tellers: Tellers, events: list[Recorded]) -> list[list[PublicEvent]]:
    return [[*await tellers.tell(recorded)] for recorded in events]


async def test_events_that_come_again_after_a_failure_are_told_as_they_were(log: Log):
    tellers = Tellers(log)  # type: ignore[arg-type]
    first = await each(tellers, log.events)
    assert log.loads == 0
    assert await each(tellers, log.events) == first
    assert await each(tellers, log.events[2:]) == first[2:]


async def test_an_event_after_some_that_were_passed_over_is_told_as_it_was(log: Log):
    should = await each(Tellers(log), log.events)  # type: ignore[arg-type]
    tellers = Tellers(log)  # type: ignore[arg-type]
    await tellers.tell(log.events[0])
    assert [*await tellers.tell(log.events[3])] == should[3]
    assert [*await tellers.tell(log.events[4])] == should[4]
    assert log.loads == 1


async def test_a_page_from_a_later_time_on_says_the_same_as_if_it_were_the_first(log: Log):
    at = log.events[3].envelope.recorded
    reader = Reader(log, Place(0))  # type: ignore[arg-type]
    await reader.page(Asked(), 1, 100)
    later = await reader.page(Asked(since=at), 100, 100)
    anew = await Reader(log, Place(0)).page(Asked(since=at), 100, 100)  # type: ignore[arg-type]
    assert later.told
    assert later.told == anew.told
