"""What the deadlines note of complaints that stand still, of another system's tickets, and of what is entered late."""

from collections import Counter
from datetime import timedelta

from consumers.deadlines.deadlines import Deadlines
from domain.calendar.calendar import Calendar
from domain.clocks.calendars import Calendars, shipped_calendars
from domain.ticket.commands import (
    AcknowledgeReceipt,
    AddNote,
    DiagnoseFault,
    EscalateTicket,
    GiveEstimate,
    PauseTicket,
    ResolveTicket,
    ResumeTicket,
)
from tests.consumers.examples import SHANGHAI, Office, at

FIRST_RESPONSE = [("deadline-warned", "first-response", 1), ("deadline-missed", "first-response", 1)]
HANDLED = ("deadline-missed", "complaint-handled", 1)


async def waiting(office: Office) -> tuple[str, str]:
    """A ticket that waits for its customer from 09:30 on, and a complaint about it."""
    key = await office.open()
    await office.act(key, AcknowledgeReceipt())
    complaint = await office.complain(key)
    await office.act(key, PauseTicket(waiting_for="customer", reason="出差"))
    return key, complaint


async def test_a_complaint_about_a_ticket_that_waits_is_not_missed():
    office = Office(pack="service-plan")
    _, complaint = await waiting(office)
    await office.wait("05-10 09:30")
    assert HANDLED not in await office.noted(complaint)


async def test_a_complaint_is_missed_a_wait_of_its_ticket_later():
    office = Office(pack="service-plan")
    key, complaint = await waiting(office)
    await office.wait("05-03 09:30")
    await office.act(key, ResumeTicket(reason="已回"))
    await office.wait("05-04 09:30")
    assert HANDLED not in await office.noted(complaint)
    await office.wait("05-04 09:31")
    assert HANDLED in await office.noted(complaint)


async def test_a_complaint_is_missed_in_time_though_the_program_began_anew_while_its_ticket_waited():
    office = Office(pack="service-plan")
    key, complaint = await waiting(office)
    await office.wait("05-01 12:00")
    office.deadlines = office.begun()
    await office.act(key, ResumeTicket(reason="已回"))
    await office.wait("05-02 12:00")
    assert HANDLED not in await office.noted(complaint)
    await office.wait("05-02 12:01")
    assert HANDLED in await office.noted(complaint)


async def test_what_the_reacting_machine_thinks_lies_ahead_sets_its_timer_all_the_same():
    office = Office()
    calendars = shipped_calendars(SHANGHAI)
    office.deadlines = Deadlines(
        office.desk, office.timers, lambda: calendars, lambda: office.timers.now() - timedelta(milliseconds=50)
    )
    key = await office.open()
    assert office.timers.pending == {key: at("10:18")}


async def test_of_a_ticket_taken_over_nothing_is_noted_of_the_time_before():
    office = Office()
    office.there = False
    key = await office.open()
    await office.act(key, AcknowledgeReceipt())
    await office.act(key, DiagnoseFault(finding="按键板坏"))
    office.imported(1, 3)
    await office.timers.skip(at("05-20 12:00"))
    office.there = True
    await office.act(key, AddNote(text="接手"))
    await office.wait("05-20 12:01")
    assert await office.noted(key) == []
    await office.wait("05-21 12:00")
    assert ("progress-sync-missed", "progress-sync", 20) in await office.noted(key)
    assert not [said for said in await office.noted(key) if said[2] < 20]


async def test_a_promise_of_ours_stands_though_a_row_of_a_longer_export_comes_after_it():
    office = Office()
    key = await office.open()
    await office.act(key, GiveEstimate(due=at("12:00")))
    await office.act(key, AddNote(text="导出"))
    office.imported(1, 1)
    office.imported(3, 3)
    await office.wait("12:01")
    assert ("deadline-missed", "promised-solution", 1) in await office.noted(key)


async def late(office: Office, key: str, clock: str, command: object) -> None:
    await office.act(key, command, occurred=at(f"05-01 {clock}"), late="paper")  # type: ignore[arg-type]


async def test_a_paper_of_two_weeks_ago_whose_clocks_were_met_is_entered_without_a_miss():
    office = Office()
    await office.timers.skip(at("05-15 09:30"))
    key = await office.open(occurred=at("05-01 09:30"), late="paper")
    for minute, (clock, command) in enumerate(
        [
            ("09:40", AcknowledgeReceipt()),
            ("09:50", DiagnoseFault(finding="按键板坏")),
            ("11:00", ResolveTicket(cause="受潮", handling="更换")),
        ],
        start=31,
    ):
        await office.wait(f"05-15 09:{minute}")
        await late(office, key, clock, command)
    await office.wait("05-15 20:00")
    assert [said for said in await office.noted(key) if said[1] in ("first-response", "progress-sync")] == []


async def test_what_a_paper_of_two_weeks_ago_missed_is_noted_two_hours_after_its_last_entry():
    office = Office()
    await office.timers.skip(at("05-15 09:30"))
    key = await office.open(occurred=at("05-01 09:30"), late="paper")
    await office.wait("05-15 11:29")
    assert await office.noted(key) == []
    await office.wait("05-15 11:30")
    assert (await office.noted(key))[:2] == FIRST_RESPONSE


async def test_what_was_entered_minutes_late_is_noted_as_many_minutes_after_it():
    office = Office()
    await office.timers.skip(at("05-01 10:45"))
    key = await office.open(occurred=at("05-01 09:35"), late="forgotten")
    await office.wait("05-01 11:54")
    assert await office.noted(key) == []
    await office.wait("05-01 11:55")
    assert (await office.noted(key))[:2] == FIRST_RESPONSE


async def test_one_ticket_with_many_turns_is_noted_in_slices():
    office = Office()
    key = await office.open()
    await office.act(key, AcknowledgeReceipt())
    await office.act(key, DiagnoseFault(finding="按键板坏"))
    await office.timers.skip(at("05-20 12:00"))
    assert await office.deadlines.settle([key], 10) == {}
    assert Counter(said[0] for said in await office.noted(key)).total() == 10
    assert office.timers.pending[key] < at("05-20 12:00")


async def test_a_calendar_that_brings_a_due_forward_moves_its_timer_within_a_day():
    office = Office(pack="software-support")
    shipped, none_off = shipped_calendars(SHANGHAI), Calendars(SHANGHAI, {"china": all_weekdays_working()})
    in_force = [shipped]
    office.deadlines = Deadlines(office.desk, office.timers, lambda: in_force[0], office.timers.now)
    key = await office.open()
    await office.act(key, EscalateTicket(to="supervisor", reason="疑难"))
    in_force[0] = none_off
    await office.wait("05-02 09:31")
    right = (await office.deadlines._looking.at(key)).turns[0].at
    in_force[0] = shipped
    assert right < (await office.deadlines._looking.at(key)).turns[0].at
    in_force[0] = none_off
    await office.timers.advance(right - timedelta(seconds=1), office._told)
    before = len(await office.noted(key))
    await office.timers.advance(right, office._told)
    assert len(await office.noted(key)) == before + 1


def all_weekdays_working() -> Calendar:
    """The shipped calendar, had 2024 had no holidays in May."""
    china = shipped_calendars(SHANGHAI).by_region["china"]
    years = tuple(
        year.model_copy(update={"holidays": tuple(each for each in year.holidays if each.first.month != 5)})
        if year.year == 2024
        else year
        for year in china.years
    )
    return china.model_copy(update={"years": years, "version": 2})
