"""The desk on a real nats-server: what is asked twice is done once, nobody acts beyond their rights, one writer wins."""

import asyncio
from datetime import timedelta

import pytest
from pydantic import ValidationError

from domain.application import TicketDesk
from domain.desk.metadata import CommandMetadata
from domain.refusals import Forbidden, NotAllowed, TicketNotFound
from domain.ticket.commands import (
    AcceptDispatch,
    AcknowledgeReceipt,
    AddNote,
    AnswerCollaboration,
    CloseTicket,
    DispatchEngineer,
    GradeTicket,
    OpenTicket,
    RecordCorrection,
    RequestCollaboration,
    ResolveTicket,
    StartHandling,
)
from domain.ticket.events import Product
from domain.ticket.vocabulary import Channel, Stage
from gongdan.storing.store import NatsEventStore
from tests.domain.desk.asking import CALL, by
from tests.domain.desk.lives import MAY
from tests.domain.specification import SHANGHAI


async def test_two_desks_on_one_ticket_lose_nothing(store: NatsEventStore) -> None:
    desks = [TicketDesk(store, zone=SHANGHAI, clock=lambda: MAY) for _ in range(3)]
    number = (await desks[0].open(CALL, by())).number
    await asyncio.gather(
        *(desk.handle(number, AddNote(text=f"{n}-{i}"), by()) for n, desk in enumerate(desks) for i in range(4))
    )
    history = await desks[0].history(number)
    assert [recorded.envelope.version for recorded in history] == list(range(1, 14))
    assert len({recorded.envelope.id for recorded in history}) == 13


async def test_what_another_process_did_is_seen_before_saying_no_or_already_so(store: NatsEventStore) -> None:
    a, b = (TicketDesk(store, zone=SHANGHAI, clock=lambda: MAY) for _ in range(2))
    number = (await a.open(CALL, by())).number
    await a.handle(number, GradeTicket(severity="urgent", reason="x"), by())
    await b.handle(number, GradeTicket(severity="general", reason="x"), by())
    again = await a.handle(number, GradeTicket(severity="urgent", reason="x"), by())
    assert again.version == 4
    await b.handle(number, AcknowledgeReceipt(), by())
    await a.handle(number, ResolveTicket(handling="x"), by(expected_version=5))
    assert (await b.ticket(number)).stage is Stage.RESOLVED


async def test_an_opening_sent_again_later_does_not_turn_the_ticket_back(desk: TicketDesk) -> None:
    number = (await desk.open(CALL, by(command="same"))).number
    await desk.handle(number, AcknowledgeReceipt(), by())
    await desk.open(CALL, by(command="same"))
    await desk.handle(number, ResolveTicket(handling="x"), by())
    assert len(await desk.history(number)) == 3


async def test_only_the_engineer_whom_it_was_given_to_accepts(desk: TicketDesk) -> None:
    number = (await desk.open(CALL, by("engineer", staff="001"))).number
    await desk.handle(number, GradeTicket(severity="urgent", reason="x"), by())
    with pytest.raises(Forbidden):
        await desk.handle(number, AcceptDispatch(), by("engineer", staff="001"))
    await desk.handle(number, DispatchEngineer(engineer="002"), by())
    with pytest.raises(Forbidden):
        await desk.handle(number, AcceptDispatch(), by("engineer", staff="001"))
    await desk.handle(number, AcceptDispatch(), by("engineer", staff="002"))


async def test_who_may_not_act_is_not_shown_what_the_same_command_recorded(desk: TicketDesk) -> None:
    number = (await desk.open(CALL, by())).number
    await desk.handle(number, AddNote(text="x"), by(command="c"))
    with pytest.raises(Forbidden):
        await desk.handle(number, AddNote(text="x"), by("warehouse", command="c"))


@pytest.mark.parametrize("text", ["\0", "a\ud800b"])
def test_text_that_no_database_can_hold_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        OpenTicket(channel=Channel.PHONE, summary="x", product=Product(name=f"x{text}"))


async def test_a_refused_command_changes_nothing(desk: TicketDesk) -> None:
    number = (await desk.open(CALL, by())).number
    with pytest.raises(NotAllowed):
        await desk.handle(number, CloseTicket(), by())
    assert len(await desk.history(number)) == 1


async def test_a_role_that_may_not_is_refused_and_told_who_may(desk: TicketDesk) -> None:
    number = (await desk.open(CALL, by())).number
    await desk.handle(number, GradeTicket(severity="urgent", reason="x"), by())
    with pytest.raises(Forbidden, match="supervisor"):
        await desk.handle(number, DispatchEngineer(engineer="003"), by("engineer"))


async def test_an_engineer_acts_on_own_tickets_only(desk: TicketDesk) -> None:
    number = (await desk.open(CALL, by(staff="001"))).number
    await desk.handle(number, AcknowledgeReceipt(), by())
    with pytest.raises(Forbidden):
        await desk.handle(number, ResolveTicket(handling="x"), by("engineer", staff="009"))
    await desk.handle(number, GradeTicket(severity="urgent", reason="x"), by())
    await desk.handle(number, DispatchEngineer(engineer="009"), by())
    await desk.handle(number, StartHandling(where="remote"), by("engineer", staff="009"))
    answer = await desk.handle(number, ResolveTicket(handling="x"), by("engineer", staff="009"))
    assert answer.events[0].envelope.actor.role == "engineer"


async def test_an_auditor_changes_nothing(desk: TicketDesk) -> None:
    with pytest.raises(Forbidden):
        await desk.open(CALL, by("auditor", "administrator"))


async def test_nothing_happens_before_the_opening_or_in_the_future(desk: TicketDesk) -> None:
    number = (await desk.open(CALL, by(occurred=MAY - timedelta(hours=1), late="电话记录补登"))).number
    with pytest.raises(NotAllowed, match="before the record begins"):
        await desk.handle(number, AddNote(text="x"), by(occurred=MAY - timedelta(hours=2), late="补登"))
    with pytest.raises(NotAllowed, match="future"):
        await desk.handle(number, AddNote(text="x"), by(occurred=MAY + timedelta(hours=2)))


async def test_what_happened_in_the_minute_of_the_opening_is_recorded_as_at_the_opening(desk: TicketDesk) -> None:
    opened = MAY - timedelta(minutes=1, seconds=-42)
    number = (await desk.open(CALL, by(occurred=opened))).number
    answer = await desk.handle(number, AcknowledgeReceipt(), by(occurred=opened.replace(second=0)))
    assert answer.events[0].envelope.occurred == opened


async def test_a_command_id_is_not_used_for_another_action(desk: TicketDesk) -> None:
    number = (await desk.open(CALL, by())).number
    await desk.handle(number, AddNote(text="x"), by(command="c"))
    with pytest.raises(NotAllowed, match="another action"):
        await desk.handle(number, AcknowledgeReceipt(), by(command="c"))


@pytest.mark.parametrize("number", ["202405-99999", "x"])
async def test_a_ticket_that_does_not_exist_is_not_found(desk: TicketDesk, number: str) -> None:
    with pytest.raises(TicketNotFound):
        await desk.handle(number, AddNote(text="x"), by())


@pytest.mark.parametrize("number", ["", "a.b", "工单", "x" * 200, "a*"])
async def test_what_is_no_number_is_refused(desk: TicketDesk, number: str) -> None:
    with pytest.raises(NotAllowed, match="not a ticket number"):
        await desk.history(number)


async def test_recorded_time_never_falls_within_a_ticket(store: NatsEventStore) -> None:
    times = iter([MAY, MAY, MAY - timedelta(minutes=1), MAY - timedelta(minutes=1), MAY + timedelta(minutes=1)])
    desk = TicketDesk(store, zone=SHANGHAI, clock=lambda: next(times, MAY))
    number = (await desk.open(CALL, by())).number
    await desk.handle(number, AddNote(text="the clock was set back"), by())
    recorded = [event.envelope.recorded for event in await desk.history(number)]
    assert recorded == sorted(recorded)


async def test_a_correction_of_what_is_not_there_is_told_so_to_whoever_may_add_a_remark(desk: TicketDesk) -> None:
    number = (await desk.open(CALL, by("agent"))).number
    command = RecordCorrection(version=99, field="summary", right="x", reason="x")
    with pytest.raises(NotAllowed) as refusal:
        await desk.handle(number, command, by("agent"))
    assert refusal.value.code == "no-such-event"
    with pytest.raises(Forbidden):
        await desk.handle(number, command, by("warehouse", staff="w-001"))


async def test_a_correction_of_ones_own_correction_is_told_which_record_to_correct(desk: TicketDesk) -> None:
    number = (await desk.open(CALL, by("agent"))).number
    first = RecordCorrection(version=1, field="summary", right="设备无法关机", reason="听错")
    await desk.handle(number, first, by("agent"))
    again = RecordCorrection(version=2, field="right", right="设备异响", reason="又听错")
    with pytest.raises(NotAllowed) as refusal:
        await desk.handle(number, again, by("agent"))
    assert (refusal.value.code, refusal.value.details["original"]) == ("corrects-a-correction", 1)
    once_more = await desk.handle(number, first.model_copy(update={"right": "设备异响"}), by("agent"))
    assert once_more.version == 3
    with pytest.raises(Forbidden):
        await desk.handle(number, again, by("warehouse", staff="w-001"))


async def test_two_departments_asked_answer_each_its_own_request(desk: TicketDesk) -> None:
    number = (await desk.open(CALL, by())).number
    for department in ("research", "process-optimisation"):
        await desk.handle(number, RequestCollaboration(department=department, text="请看"), by())
    contact = by("department-contact", staff="p-1", teams=frozenset({"process-optimisation"}))
    with pytest.raises(Forbidden):
        await desk.handle(number, AnswerCollaboration(request=1, text="不是我们"), contact)
    ours = by("department-contact", staff="p-1", teams=frozenset({"process-optimisation"}))
    assert (await desk.handle(number, AnswerCollaboration(request=2, text="流程无误"), ours)).events


async def test_a_departments_answer_is_corrected_by_that_department_and_by_no_other(desk: TicketDesk) -> None:
    number = (await desk.open(CALL, by())).number
    for department in ("logistics", "product"):
        await desk.handle(number, RequestCollaboration(department=department, text="请看"), by())

    def contact(department: str) -> CommandMetadata:
        return by("department-contact", staff=f"{department}-1", teams=frozenset({department}))

    await desk.handle(number, AnswerCollaboration(request=1, text="明天到"), contact("logistics"))
    later = RecordCorrection(version=4, field="text", right="后天到", reason="写错")
    with pytest.raises(Forbidden):
        await desk.handle(number, later, contact("product"))
    assert (await desk.handle(number, later, contact("logistics"))).version == 5
    with pytest.raises(Forbidden):  # a correction of it is that department's as well
        await desk.handle(number, later.model_copy(update={"version": 5, "field": "right"}), contact("product"))
