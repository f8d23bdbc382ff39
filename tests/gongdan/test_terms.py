"""Tickets whose years are over: on record, their keys destroyed and swept, each once, and no other's."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pytest

from domain.application import TicketDesk
from domain.customer.commands import PlaceHold, RequestMeasure
from domain.customer.events import TermsEnded
from domain.desk.metadata import CommandMetadata
from domain.record.envelope import Actor
from domain.refusals import StoreUnavailable
from domain.ticket.commands import CancelTicket, OpenTicket
from domain.ticket.numbering import ticket_key
from domain.ticket.vocabulary import Channel
from gongdan.erasing.copies import Copies, Swept
from gongdan.retaining.terms import Due, Terms
from gongdan.storing.keys import KeyStore
from tests.domain.specification import SHANGHAI
from tests.scenarios.desk.memory import MemoryStore

CUSTOMER = "customer-C1"
ENDED = datetime(2024, 5, 2, 2, tzinfo=UTC)
LAST_DAY = datetime(2027, 5, 2, 10, tzinfo=UTC)
DAY_AFTER = datetime(2027, 5, 3, 2, tzinfo=UTC)


class Clock:
    now = ENDED

    def __call__(self) -> datetime:
        return self.now


class Tickets:
    """As read models tell of them."""

    def __init__(self) -> None:
        self.numbers: list[str] = []

    async def opened_before(self, moment: datetime) -> Sequence[tuple[str, str]]:
        return [(CUSTOMER, number) for number in self.numbers] if moment > ENDED else []

    async def notices_about(self, numbers: Sequence[str]) -> Sequence[str]:
        return [f"notice-{number}" for number in numbers]


class Sweeping:
    def __init__(self) -> None:
        self.times, self.fails = 0, False

    async def sweep(self) -> Swept:
        if self.fails:
            raise StoreUnavailable("away")
        self.times += 1
        return Swept(0, 0, whole=True)


class Here:
    """A desk with its keys, and the round."""

    def __init__(self, keys: KeyStore) -> None:
        self.clock, self.tickets, self.copies, self.keys = Clock(), Tickets(), Sweeping(), keys
        self.desk = TicketDesk(MemoryStore(), zone=SHANGHAI, clock=self.clock)
        self.desk.tickets_of = self._tickets_of
        self.round = self.begun()

    def begun(self) -> Terms:
        due = Due(self.desk, self.keys, self.tickets, SHANGHAI, self.clock)
        return Terms(self.desk, self.keys, cast("Copies", self.copies), due)

    async def _tickets_of(self, customer: str) -> list[str]:
        return self.tickets.numbers

    async def ticket(self, *, cancelled: bool = True) -> str:
        opening = OpenTicket(channel=Channel.PHONE, summary="不制冷")
        number = (await self.desk.open(opening, by("agent", customer=CUSTOMER))).number
        if cancelled:
            await self.desk.handle(number, CancelTicket(cancelled_as="withdrawn", reason="已好"), by("supervisor"))
        self.keys.ensure([(ticket_key(number), "text", CUSTOMER), (f"notice-{number}", "contact", CUSTOMER)])
        self.tickets.numbers.append(number)
        return number

    async def held(self, ticket: str | None) -> None:
        await self.desk.act(
            CUSTOMER, RequestMeasure(measure="hold", ticket=ticket, reason="涉诉"), by("privacy-officer")
        )
        await self.desk.act(CUSTOMER, PlaceHold(), by("privacy-officer", "p-2"))

    async def told(self) -> list[Any]:
        return [each.event for each in await self.desk.events_of(CUSTOMER) if isinstance(each.event, TermsEnded)]

    def opens(self, number: str) -> bool:
        return bool(self.keys.living([ticket_key(number), f"notice-{number}"]))


def by(role: str, who: str = "p-1", **more: Any) -> CommandMetadata:
    return CommandMetadata(f"{uuid4()}", Actor(id=who, role=role, channel="api"), frozenset({role}), **more)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    keys = KeyStore.open(tmp_path / "keys.db", bytes(32))
    yield Here(keys)
    keys.close()


async def test_the_day_after_its_last_one_a_ticket_is_ended_once(here: Here):
    number, other = await here.ticket(), await here.ticket(cancelled=False)
    here.clock.now = LAST_DAY
    await here.round.go()
    assert (here.opens(number), here.copies.times) == (True, 0)
    here.clock.now = DAY_AFTER
    for _ in range(2):
        await here.round.go()
    assert await here.told() == [TermsEnded(tickets=(number,), data_keys=2)]
    assert (here.opens(number), here.opens(other), here.copies.times) == (False, True, 1)


@pytest.mark.parametrize("all_of_them", [True, False])
async def test_what_is_held_is_kept(here: Here, all_of_them: bool):
    number, other = await here.ticket(), await here.ticket()
    await here.held(None if all_of_them else number)
    here.clock.now = DAY_AFTER + timedelta(days=400)
    await here.round.go()
    assert (here.opens(number), here.opens(other)) == (True, all_of_them)


async def test_what_could_not_be_swept_is_swept_by_the_next_process(here: Here):
    number = await here.ticket()
    here.clock.now, here.copies.fails = DAY_AFTER, True
    with pytest.raises(StoreUnavailable):
        await here.round.go()
    assert not here.opens(number)
    here.copies.fails = False
    await here.begun().go()
    await here.begun().go()
    assert (here.copies.times, len(await here.told())) == (1, 1)


async def test_what_was_written_since_goes_too_and_is_told_once(here: Here):
    number = await here.ticket()
    here.clock.now = DAY_AFTER
    await here.round.go()
    here.keys.ensure([(ticket_key(number), "text", CUSTOMER)])
    await here.round.go()
    assert (here.opens(number), here.copies.times, len(await here.told())) == (False, 2, 1)
