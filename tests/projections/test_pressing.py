"""What presses, on both databases: open tickets by what is due first, those nobody has, and apart what has ended."""

from collections.abc import Awaitable, Callable

import pytest

from domain.ticket import events as e
from domain.ticket.vocabulary import Channel, Kind
from projections import clocks, register
from projections.register import RegisterFilter, next_mattering, pressing
from projections.register.pressing import Wanted
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.logs import ListLog, at

N = [f"202405-{number:05}" for number in range(4)]
FAULT = e.TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, summary="异响")
TO_003 = e.EngineerDispatched(engineer="e-003")
SHOWN = [model.PROJECTION for model in (register, clocks)]
Found = list[tuple[str, str | None]]


@pytest.fixture
def asked(log: ListLog, store: ReadStore, running: Running) -> Callable[..., Awaitable[Found]]:
    """Numbers in order, each with the clock that runs out first."""

    async def ask(wanted: Wanted = "open", most: int = 10) -> Found:
        async with running(log, store, projections=SHOWN) as runner:
            assert await runner.wait_for(len(log.events), 5)
        with store.read() as connection:
            numbers = pressing(connection, RegisterFilter(), most, wanted)
            due = next_mattering(connection, numbers)
        return [(number, due[number][0] if number in due else None) for number in numbers]

    return ask


@pytest.fixture
def tickets(log: ListLog) -> None:
    """One that an engineer has, an older one of nobody, one that nobody answered before it was closed, one cancelled."""
    log.happen(N[0], FAULT, at("09:30"))
    log.happen(N[0], TO_003, at("09:40"))
    log.happen(N[1], FAULT, at("09:20"))
    log.happen(N[2], FAULT, at("09:00"))
    log.happen(N[2], e.TicketResolved(handling="更换"), at("09:30"))
    log.happen(N[2], e.TicketClosed(closed_as="satisfied"), at("10:00"))
    log.happen(N[3], FAULT, at("09:00"))
    log.happen(N[3], e.TicketCancelled(cancelled_as="withdrawn"), at("09:10"))


async def test_what_is_open_comes_by_what_is_due_first_and_what_has_ended_not_at_all(
    asked: Callable[..., Awaitable[Found]], tickets: None
):
    assert await asked() == [(N[1], "first-response"), (N[0], "first-response")]
    assert await asked(most=1) == [(N[1], "first-response")]


async def test_what_nobody_has_stands_alone(asked: Callable[..., Awaitable[Found]], tickets: None):
    assert await asked("nobodys") == [(N[1], "first-response")]


async def test_of_what_has_ended_only_what_may_still_be_done_is_told(
    asked: Callable[..., Awaitable[Found]], tickets: None
):
    assert await asked("ended") == [(N[2], "survey")]
