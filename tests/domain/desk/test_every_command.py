"""For every command at the desk: a stale version loses, the same id is done once, and the history tells all of it."""

from datetime import timedelta

import pytest

from domain.application import TicketDesk
from domain.record.event import Event
from domain.refusals import StaleVersion
from domain.ticket.commands import COMMANDS, ArchiveTicket, CloseTicket, OpenTicket, RemindCustomer
from domain.ticket.events import ServiceRecordCompleted, TicketAbsorbed, TicketOpened
from domain.ticket.vocabulary import Stage
from gongdan.storing.store import NatsEventStore
from tests.domain.desk.asking import CALL, EVERYTHING, by
from tests.domain.desk.lives import CANCELLED, LIFE, MAY, MERGED, OTHER, Step
from tests.domain.specification import SHANGHAI

LIVES = [(LIFE, Stage.ARCHIVED), (MERGED, Stage.MERGED), (CANCELLED, Stage.CANCELLED)]


def test_the_lives_hold_every_command() -> None:
    done = {type(command) for life, _ in LIVES for command, _ in life}
    assert {OpenTicket, *done} == set(COMMANDS.values())


def _caused(step: Step) -> tuple[type[Event], ...]:
    """A closing completes the service record besides."""
    command, _ = step
    return (command.causes, ServiceRecordCompleted) if isinstance(command, CloseTicket) else (command.causes,)


@pytest.mark.parametrize(("life", "ends"), LIVES, ids=["archived", "merged", "cancelled"])
async def test_for_every_command_a_stale_version_loses_and_the_same_id_is_done_once(
    store: NatsEventStore, life: tuple[Step, ...], ends: Stage
) -> None:
    now = MAY
    desk = TicketDesk(store, zone=SHANGHAI, clock=lambda: now)
    await desk.open(CALL, by(customer="customer-C1"))
    number, version = (await desk.open(CALL, by(customer="customer-C1"))).number, 1
    for step in life:
        command, staff = step
        if isinstance(command, RemindCustomer | ArchiveTicket):
            now += timedelta(days=3)
        with pytest.raises(StaleVersion):
            await desk.handle(number, command, by(*EVERYTHING, staff=staff, expected_version=version - 1))
        asked = by(*EVERYTHING, staff=staff, command=f"c-{version}", expected_version=version)
        first = await desk.handle(number, command, asked)
        again = await desk.handle(number, command, asked)
        version += len(_caused(step))
        assert first.version == version, command
        assert first.events == again.events, command
    history = await desk.history(number)
    expected = [TicketOpened, *(event for step in life for event in _caused(step))]
    assert [type(recorded.event) for recorded in history] == expected
    assert (await desk.ticket(number)).stage is ends


async def test_both_tickets_tell_that_one_was_merged_into_the_other_once(desk: TicketDesk) -> None:
    await desk.open(CALL, by(customer="customer-C1"))
    number = (await desk.open(CALL, by(customer="customer-C1"))).number
    [(merge, _)] = MERGED
    for _ in range(2):
        await desk.handle(number, merge, by(command="merge"))
    other = await desk.history(OTHER)
    assert [recorded.event for recorded in other[1:]] == [TicketAbsorbed(other=number)]
