"""What the customer chose, allowed, moved or refused may be shown by a file, and by none that is not there (R11, R17, R21)."""

from datetime import timedelta

import pytest

from domain.ticket.commands import (
    AuthoriseRemoteAssistance,
    ChooseOption,
    MoveVisit,
    RefuseRemoteAssistance,
    RefuseRepair,
    TicketCommand,
)
from domain.ticket.events import TicketEvent, VisitPromised
from tests.domain.aftercare import PAPER
from tests.domain.examples import APPROVED, AT_WORK, CHOICE, HASH, LATER
from tests.domain.specification import DISPATCHED, GRADED, NOON, OPENED, given

WORDS: tuple[tuple[TicketCommand, tuple[TicketEvent, ...]], ...] = (
    (AuthoriseRemoteAssistance(by="张伟", given="message", evidence=HASH), (OPENED,)),
    (RefuseRemoteAssistance(by="张伟", given="message", evidence=HASH), (OPENED,)),
    (ChooseOption(plan=1, option="A", by="张伟", given="signature", evidence=HASH), (*AT_WORK, CHOICE, APPROVED)),
    (RefuseRepair(reason="换新机", by="张伟", given="signature", evidence=HASH), (OPENED,)),
    (
        MoveVisit(at=LATER, by="张伟", given="message", reason="客户不在", evidence=HASH),
        (OPENED, GRADED, DISPATCHED, VisitPromised(at=NOON + timedelta(hours=1))),
    ),
)


@pytest.mark.parametrize(("command", "history"), WORDS, ids=lambda each: getattr(each, "action", "history"))
def test_the_customers_word_is_recorded_with_the_file_that_shows_it(
    command: TicketCommand, history: tuple[TicketEvent, ...]
) -> None:
    [event] = given(*history, PAPER).when(command).caused()
    assert event.model_dump()["evidence"] == HASH


@pytest.mark.parametrize(("command", "history"), WORDS, ids=lambda each: getattr(each, "action", "history"))
def test_a_file_that_is_not_there_shows_nothing(command: TicketCommand, history: tuple[TicketEvent, ...]) -> None:
    given(*history).when(command).then_refused("no-such-attachment")
