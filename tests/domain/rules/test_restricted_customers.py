"""Of a customer whose data is restricted or erased nothing is added or begun; work under way is ended."""

from datetime import timedelta

import pytest

from domain.customer.state import Customer
from domain.ticket.commands import (
    AddAttachment,
    AddNote,
    AnswerSurvey,
    ArchiveTicket,
    CancelTicket,
    CloseTicket,
    LogCommunication,
    LogWork,
    PromiseVisit,
    RaiseObjection,
    RecordCorrection,
    ReopenTicket,
    ResolveTicket,
    SendSurvey,
    TicketCommand,
    UnmaskPersonalData,
)
from domain.ticket.decide import decide
from domain.ticket.events import NoteAdded, TicketEvent
from domain.ticket.known import Known
from domain.ticket.vocabulary import Channel
from tests.domain.aftercare import GOOD, SHOWN, SURVEYED
from tests.domain.examples import GUIDED, HASH, LATER, READY
from tests.domain.specification import AGREED, CANCELLED, ENDED, NOON, OPENED, WORKING, given

RESTRICTED = Known(customer=Customer(name="张伟", restricted=True))
ERASED = Known(customer=Customer(erased=True))
IN_USE = Known(customer=Customer(name="张伟"))
NO_RECORD = Known()

NOTE = AddNote(text="客户在家等候")
WITHDRAWN = CancelTicket(cancelled_as="withdrawn", reason="客户撤回")
TAKING_IN: list[tuple[tuple[TicketEvent, ...], TicketCommand]] = [
    (WORKING, NOTE),
    (WORKING, AddAttachment(sha256=HASH, size=9, media_type="image/jpeg", name="铭牌.jpg")),
    (WORKING, LogCommunication(direction="from-customer", channel=Channel.PHONE, text="客户催促")),
    (WORKING, RecordCorrection(version=1, field="summary", right="设备无法关机", reason="听错")),
    (WORKING, UnmaskPersonalData(reason="电话确认")),
    (ENDED, ReopenTicket(reason="再次报警")),
    (SHOWN, RaiseObjection(reason="费用不符", given="message", evidence=HASH)),
    (SHOWN, SendSurvey(channel=Channel.SMS)),
    (SURVEYED, AnswerSurvey(survey=1, scores=GOOD, given="message", evidence=HASH)),
]
UNDER_WAY: list[tuple[tuple[TicketEvent, ...], TicketCommand]] = [
    (READY, LogWork(work="repair", steps="更换主板")),
    ((*WORKING, GUIDED), ResolveTicket(handling="指导客户重启")),
    (AGREED, CloseTicket(closed_as="supervisor", reason="客户资料受限")),
    (ENDED, ArchiveTicket()),
    ((OPENED,), WITHDRAWN),
]
NAMING: list[tuple[tuple[TicketEvent, ...], TicketCommand]] = [
    (WORKING, PromiseVisit(at=LATER, place="中关村")),
]
"""Part of the work, and yet it names where the customer is."""


@pytest.mark.parametrize(("before", "command"), TAKING_IN, ids=lambda value: getattr(value, "action", ""))
@pytest.mark.parametrize(
    ("known", "code"), [(RESTRICTED, "for-restricted-customer"), (ERASED, "for-erased-customer")], ids=["kept", "gone"]
)
def test_nothing_about_them_is_added_looked_at_or_begun_anew(
    before: tuple[TicketEvent, ...], command: TicketCommand, known: Known, code: str
) -> None:
    given(*before).knowing(known).when(command).then_refused(code)


@pytest.mark.parametrize(("before", "command"), UNDER_WAY, ids=lambda value: getattr(value, "action", ""))
@pytest.mark.parametrize("known", [RESTRICTED, ERASED], ids=["kept", "gone"])
def test_work_under_way_is_ended(before: tuple[TicketEvent, ...], command: TicketCommand, known: Known) -> None:
    asked = given(*before).knowing(known).when(command, at=NOON + timedelta(days=1))
    assert decide(asked.ticket, command, asked.under)


@pytest.mark.parametrize(("before", "command"), NAMING, ids=lambda value: getattr(value, "action", ""))
def test_what_names_them_serves_the_work_while_their_data_is_kept_and_not_once_it_is_gone(
    before: tuple[TicketEvent, ...], command: TicketCommand
) -> None:
    restricted = given(*before).knowing(RESTRICTED).when(command)
    assert decide(restricted.ticket, command, restricted.under)
    given(*before).knowing(ERASED).when(command).then_refused("for-erased-customer")


@pytest.mark.parametrize("known", [IN_USE, NO_RECORD], ids=["in use", "without a record"])
def test_of_everybody_else_notes_are_taken(known: Known) -> None:
    given(*WORKING).knowing(known).when(NOTE).then(NoteAdded(text="客户在家等候"))


def test_what_is_so_already_is_harmless_again() -> None:
    given(OPENED, CANCELLED).knowing(RESTRICTED).when(WITHDRAWN).then_nothing()
