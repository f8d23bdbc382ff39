"""For every command at the desk: a stale version loses, the same id is done once, and the history tells all of it."""

import pytest

from domain.application import TicketDesk
from domain.refusals import StaleVersion
from domain.ticket.commands import COMMANDS, OpenTicket
from domain.ticket.events import TicketAbsorbed, TicketOpened
from domain.ticket.vocabulary import Stage
from tests.domain.desk.asking import CALL, EVERYTHING, by
from tests.domain.desk.lives import LIFE, MERGED, OTHER, Step


def test_the_lives_hold_every_command() -> None:
    assert {OpenTicket, *(type(command) for command, _ in LIFE + MERGED)} == set(COMMANDS.values())


@pytest.mark.parametrize(("life", "ends"), [(LIFE, Stage.CANCELLED), (MERGED, Stage.MERGED)], ids=["life", "merged"])
async def test_for_every_command_a_stale_version_loses_and_the_same_id_is_done_once(
    desk: TicketDesk, life: tuple[Step, ...], ends: Stage
) -> None:
    await desk.open(CALL, by())
    number = (await desk.open(CALL, by())).number
    for version, (command, staff) in enumerate(life, 1):
        with pytest.raises(StaleVersion):
            await desk.handle(number, command, by(*EVERYTHING, staff=staff, expected_version=version - 1))
        asked = by(*EVERYTHING, staff=staff, command=f"c-{version}", expected_version=version)
        first = await desk.handle(number, command, asked)
        again = await desk.handle(number, command, asked)
        assert first.version == version + 1, command
        assert first.events == again.events, command
    history = await desk.history(number)
    assert [type(recorded.event) for recorded in history] == [TicketOpened, *(command.causes for command, _ in life)]
    assert (await desk.ticket(number)).stage is ends


async def test_both_tickets_tell_that_one_was_merged_into_the_other_once(desk: TicketDesk) -> None:
    await desk.open(CALL, by())
    number = (await desk.open(CALL, by())).number
    [(merge, _)] = MERGED
    for _ in range(2):
        await desk.handle(number, merge, by(command="merge"))
    other = await desk.history(OTHER)
    assert [recorded.event for recorded in other[1:]] == [TicketAbsorbed(other=number)]
