"""Deadlines under a clock that is moved: each turn of a clock is noted on its ticket once, at its moment."""

import asyncio
from datetime import timedelta

import pytest

from domain.application import TicketDesk
from domain.matters.complaints.commands import RaiseComplaint
from domain.matters.kinds import MATTERS
from domain.record.envelope import Actor, Source
from domain.refusals import Forbidden, StaleVersion
from domain.ticket.commands import AcknowledgeReceipt, AddNote, DiagnoseFault, GradeTicket, PauseTicket, ResumeTicket
from domain.ticket.commands.deadlines import MissDeadline, WarnOfDeadline
from tests.consumers.examples import AGENT, SHANGHAI, SUPERVISOR, Office, at, metadata
from tests.domain.examples import OPENED

THEMSELVES = Actor(id="customer-1", role="customer", channel="api")

WARNED, MISSED = ("deadline-warned", "first-response", 1), ("deadline-missed", "first-response", 1)


async def test_a_call_answered_at_the_limit_is_in_time_and_one_instant_later_is_missed():
    office = Office()
    key = await office.open()
    await office.act(key, GradeTicket(severity="urgent", reason="停产"))
    await office.wait("09:40")
    assert await office.noted(key) == [WARNED]
    await office.act(key, AcknowledgeReceipt())
    await office.wait("11:05")
    assert MISSED not in await office.noted(key)
    late = await office.open()
    await office.wait("12:05")
    assert await office.noted(late) == [WARNED]
    await office.wait("12:06")
    missed = (await office.desk.events_of(late))[-1]
    assert (missed.event.stored_name, missed.event.due) == ("deadline-missed", at("12:05"))
    assert missed.envelope.occurred == at("12:05") + timedelta(microseconds=1)
    assert (missed.envelope.actor.id, missed.envelope.actor.role) == ("gongdan", "system")


async def test_a_warning_comes_at_the_packs_share_of_the_limit_and_the_miss_after_it_each_once():
    office = Office()
    key = await office.open()
    await office.wait("10:17")
    assert await office.noted(key) == []
    await office.wait("10:18")
    assert await office.noted(key) == [WARNED]
    await office.wait("05-03 10:00")
    assert await office.noted(key) == [WARNED, MISSED]
    assert office.timers.pending == {}


async def test_a_grade_moves_the_timer_and_what_was_said_is_not_said_again():
    office = Office()
    key = await office.open()
    assert office.timers.pending == {key: at("10:18")}
    await office.act(key, GradeTicket(severity="urgent", reason="停产"))
    assert office.timers.pending == {key: at("09:38")}
    await office.wait("09:39")
    await office.act(key, GradeTicket(severity="general", reason="备机可用"))
    await office.wait("10:20")
    assert await office.noted(key) == [WARNED]


async def test_a_clock_that_waits_has_no_timer_and_goes_on_with_what_was_left():
    office = Office(pack="service-plan")
    key = await office.open()
    await office.act(key, AcknowledgeReceipt())
    await office.act(key, DiagnoseFault(finding="按键板坏"))
    await office.act(key, PauseTicket(waiting_for="customer", reason="等客户开门"))
    assert office.timers.pending == {}
    await office.wait("05-20 09:30")
    await office.act(key, ResumeTicket(reason="门已开"))
    assert office.timers.pending[key] == at("05-20 09:30") + timedelta(hours=48) * 0.8


async def test_a_progress_sync_left_out_is_flagged_each_time():
    office = Office()
    key = await office.open()
    await office.act(key, AcknowledgeReceipt())
    await office.act(key, DiagnoseFault(finding="按键板坏"))
    await office.wait("05-03 09:31")
    said = await office.noted(key)
    assert said == [
        ("deadline-warned", "progress-sync", 1),
        ("progress-sync-missed", "progress-sync", 1),
        ("deadline-warned", "progress-sync", 2),
        ("progress-sync-missed", "progress-sync", 2),
    ]


async def test_after_a_stop_all_that_fell_due_is_noted_once_in_order_of_time_across_tickets():
    office = Office()
    slow = await office.open()
    await office.wait("09:35")
    office.there = False
    quick = await office.open()
    await office.act(quick, GradeTicket(severity="urgent", reason="停产"))
    await office.return_at("05-02 08:00")
    noted = [
        (one.envelope.aggregate, one.event.stored_name, one.event.clock)
        for one in await office.log()
        if one.event.stored_name.startswith("deadline-")
    ]
    assert noted == [
        (quick, "deadline-warned", "first-response"),  # 09:43
        (quick, "deadline-missed", "first-response"),  # 09:45
        (slow, "deadline-warned", "first-response"),  # 10:18
        (slow, "deadline-missed", "first-response"),  # 10:30
        (quick, "deadline-warned", "handling-start"),  # 11:11
        (quick, "deadline-missed", "handling-start"),  # 11:35
    ]
    office.deadlines = office.begun()
    assert await office.deadlines.settle([slow, quick]) == {}
    assert len(await office.log()) == 3 + len(noted)


async def test_a_complaint_has_its_clocks_too():
    office = Office(pack="service-plan")
    complaint = RaiseComplaint(categories=("attitude",), words="等了一天")
    done = await office.desk.begin(MATTERS["complaint"], complaint, metadata(THEMSELVES, customer="customer-1"))
    await office.hear()
    key = f"complaint-{done.number}"
    await office.wait("05-02 09:31")
    assert await office.noted(key) == [
        ("deadline-warned", "complaint-contact", 1),
        ("deadline-warned", "complaint-handled", 1),
        ("deadline-missed", "complaint-contact", 1),
        ("deadline-missed", "complaint-handled", 1),
    ]
    assert (await office.desk.events_of(key))[-1].envelope.version == 5


async def test_what_another_system_did_last_sets_no_timer_and_takes_back_the_one_there_was():
    office = Office()
    key = await office.open()
    assert office.timers.pending
    [opened] = await office.desk.events_of(key)
    foreign = opened.envelope.model_copy(update={"source": Source(name="crm", case="A-7", ordinal=1)})
    office.store._log[0] = type(opened)(foreign, OPENED, 1)
    await office.deadlines.look(key)
    assert office.timers.pending == {}


@pytest.mark.parametrize("kind", [WarnOfDeadline, MissDeadline])
async def test_only_the_program_may_say_so_and_it_says_it_once(kind):
    office = Office()
    office.there = False
    key = await office.open()
    command = kind(clock="first-response", started="e-1", period=1, due=at("10:30"), limit="1 h")
    with pytest.raises(Forbidden):
        await office.act(key, command, SUPERVISOR)
    [turn, *_] = (await office.begun()._looking.at(key)).turns
    for _ in range(2):
        await office.desk.act(key, command, turn.metadata)
        await office.desk.act(key, command, metadata(turn.metadata.actor))
    assert len(await office.noted(key)) == 1


async def test_a_clerks_view_is_not_stale_for_what_the_program_noted():
    office = Office()
    key = await office.open()
    await office.wait("10:31")
    assert len(await office.desk.events_of(key)) == 3
    for never in (-1, 0, 4):
        with pytest.raises(StaleVersion):
            await office.act(key, AddNote(text="在看"), expected_version=never)
    await office.act(key, AddNote(text="在看"), expected_version=1)
    with pytest.raises(StaleVersion):
        await office.act(key, AddNote(text="又看"), AGENT, expected_version=1)


async def test_a_ticket_that_cannot_be_read_holds_up_no_other():
    office = Office()
    broken, well = await office.open(), await office.open()

    async def events_of(key: str):
        if key == broken:
            raise ValueError(key)
        return (await office.store.load(key)).events

    office.desk.events_of = events_of  # type: ignore[method-assign]
    await office.timers.skip(at("10:20"))
    assert set(await office.deadlines.settle([broken, well])) == {broken}
    assert await office.noted(well) == [WARNED]


def counting(office: Office) -> list[str]:
    """The keys whose histories are read of the log from now on."""
    read, load = list[str](), office.store.load

    async def loading(key: str, *, fresh: bool = False):
        if fresh:
            read.append(key)
        return await load(key, fresh=fresh)

    office.store.load = loading  # type: ignore[method-assign]
    return read


async def test_what_the_desk_knows_is_not_read_again():
    office = Office()
    read = counting(office)
    key = await office.open()
    await office.act(key, GradeTicket(severity="urgent", reason="停产"))
    assert read.count(key) == 0
    assert office.timers.pending == {key: at("09:38")}


async def test_what_another_process_recorded_is_read():
    office = Office()
    key = await office.open()
    elsewhere = TicketDesk(office.store, zone=SHANGHAI, policies=lambda: office.desk.policies, clock=office.timers.now)
    await elsewhere.act(key, GradeTicket(severity="urgent", reason="停产"), metadata())
    read = counting(office)
    await office.hear()
    assert key in read
    assert office.timers.pending == {key: at("09:38")}


async def test_who_looked_at_more_has_the_last_word():
    """An event that is told late, once the ticket was looked at with all that came after it, changes nothing."""
    office = Office(there=False)
    key = await office.open()
    elsewhere = TicketDesk(office.store, zone=SHANGHAI, policies=lambda: office.desk.policies, clock=office.timers.now)
    await elsewhere.act(key, GradeTicket(severity="urgent", reason="停产"), metadata())
    await asyncio.gather(office.deadlines.look(key), *(office.deadlines.react(one) for one in office.store._log[:1]))
    assert office.timers.pending == {key: at("09:38")}
