"""The workload, on both databases: open tickets by stage, waits, clocks, visits ahead, and minutes of this week."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime

import pytest
from sqlalchemy import select

from domain.ticket import events as e
from domain.ticket.vocabulary import Channel, Kind
from projections import clocks, matters, register, visits, workload
from projections.register import REGISTER
from projections.store import ReadStore
from projections.workload import Among, Load, loads
from projections.workload.asking import By
from tests.projections.conftest import Running
from tests.projections.logs import ListLog, at

Asking = Callable[..., Awaitable[dict[str | None, Load]]]

N = [f"202405-{number:05}" for number in range(5)]
NORTH = e.TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, summary="异响", team="north")
TO_003 = e.EngineerDispatched(engineer="e-003", team="north")
NOON = at("12:00")
"""On a Wednesday."""
SHOWN = [model.PROJECTION for model in (workload, register, clocks, visits, matters)]
MEMBERS = {"e-003": ["north"], "e-004": ["north", "south"]}


@pytest.fixture
def asked(log: ListLog, store: ReadStore, running: Running) -> Asking:
    """The loads, once all of the log is shown."""

    async def ask(
        now: datetime = NOON,
        by: By = "person",
        among: Among | None = None,
        members: Mapping[str, Iterable[str]] = MEMBERS,
    ) -> dict[str | None, Load]:
        async with running(log, store, projections=SHOWN) as runner:
            assert await runner.wait_for(len(log.events), 5)
        with store.read() as connection:
            return loads(connection, now, by, among or Among(), members)

    return ask


async def test_open_tickets_count_by_stage_for_who_has_them(log: ListLog, asked: Asking):
    log.happen(N[1], NORTH, by="a-001")
    log.happen(N[1], TO_003)
    log.happen(N[2], NORTH, by="a-001")
    log.happen(N[2], TO_003)
    log.happen(N[2], e.TicketResolved(handling="更换"))
    log.happen(N[3], NORTH, by="a-001")
    log.happen(N[4], NORTH, by="a-001")
    log.happen(N[4], TO_003)
    log.happen(N[4], e.TicketClosed(closed_as="satisfied"))
    found = await asked()
    assert {who: load.stages for who, load in found.items()} == {
        "e-003": {"dispatched": 1, "resolved": 1},
        "a-001": {"opened": 1},
    }
    assert found["e-003"].open == 2


async def test_a_waiting_ticket_says_for_whom(log: ListLog, asked: Asking):
    for number, whom in ((N[1], "customer"), (N[2], "part"), (N[3], "part")):
        log.happen(number, NORTH)
        log.happen(number, TO_003)
        log.happen(number, e.TicketPaused(waiting_for=whom))  # type: ignore[arg-type]
    log.happen(N[3], e.TicketResumed())
    assert (await asked())["e-003"].waiting == {"customer": 1, "part": 1}


async def test_clocks_that_run_count_as_overdue_or_due_today(log: ListLog, asked: Asking):
    log.happen(N[1], NORTH, at("09:00"), by="a-001")
    log.happen(N[2], NORTH, at("11:30"), by="a-001")
    log.happen(N[3], NORTH, at("11:30"), by="a-001")
    log.happen(N[3], e.ReceiptAcknowledged(), at("11:40"), by="a-001")
    found = (await asked())["a-001"]
    assert (found.overdue, found.due_today) == ({"first-response": 1}, {"first-response": 1})


async def test_of_what_has_ended_those_clocks_are_late_of_which_something_may_still_be_done(
    log: ListLog, asked: Asking
):
    """Nobody answered any of them; the archived one is not to be asked any more."""
    for number in N[1:4]:
        log.happen(number, NORTH, at("09:00"), by="a-001")
    for number in N[2:4]:
        log.happen(number, e.TicketResolved(handling="更换"), at("09:30"))
        log.happen(number, e.TicketClosed(closed_as="satisfied"), at("10:00"))
    log.happen(N[3], e.TicketArchived(closed_as="satisfied"), at("10:30"))
    log.happen(N[1], e.TicketCancelled(cancelled_as="withdrawn"), at("11:00"))
    load = (await asked(at("12:00", "2024-07-01")))["a-001"]
    assert (load.open, load.overdue, load.due_today, load.aftercare) == (0, {}, {}, {"survey": 1})


async def test_a_clock_due_tomorrow_is_not_due_today(log: ListLog, asked: Asking):
    log.happen(N[1], NORTH, at("23:30"), by="a-001")
    found = (await asked(at("23:40")))["a-001"]
    assert (found.overdue, found.due_today) == ({}, {})


async def test_minutes_count_from_monday_for_who_worked_as_corrected(log: ListLog, asked: Asking):
    log.happen(N[1], NORTH)
    for day, minutes in (("2024-04-28", 500), ("2024-04-29", 30), ("2024-05-01", 45)):
        work = e.WorkLogged(work="repair", steps="更换", minutes=minutes)
        log.happen(N[1], work, at("09:00", day), by="e-004", role="engineer")
    log.happen(N[1], e.RemoteAssistanceGiven(actions="重置", minutes=10), at("10:00"), by="e-003", role="engineer")
    log.happen(N[1], e.CorrectionRecorded(version=4, field="minutes", right="50", reason="漏记"))
    log.happen(N[1], e.CorrectionRecorded(version=3, field="minutes", right="很久", reason="笔误"))
    log.happen(N[1], e.CorrectionRecorded(version=2, field="steps", right="维修", reason="笔误"))
    assert {who: load.minutes for who, load in (await asked()).items() if who != "s-001"} == {"e-004": 80, "e-003": 10}
    assert {who: load.minutes for who, load in (await asked(by="team")).items()} == {"north": 90, "south": 80}


async def test_visits_ahead_count_with_the_next_of_them(log: ListLog, asked: Asking):
    for number, day in ((N[1], "2024-05-03"), (N[2], "2024-05-02"), (N[3], "2024-04-30")):
        log.happen(number, NORTH, at("09:00", "2024-04-29"))
        log.happen(number, TO_003, at("09:10", "2024-04-29"))
        log.happen(number, e.VisitPromised(at=at("14:00", day)), at("09:20", "2024-04-29"), by="e-003", role="engineer")
    found = (await asked())["e-003"]
    assert (found.visits, found.next_visit) == (2, at("14:00", "2024-05-02"))


async def test_by_team_a_ticket_is_its_teams_and_what_no_team_has_stands_apart(log: ListLog, asked: Asking):
    log.happen(N[1], NORTH)
    log.happen(N[2], NORTH.model_copy(update={"team": None}))
    assert {team: load.open for team, load in (await asked(by="team")).items()} == {"north": 1, None: 1}


async def test_among_some_tickets_others_are_not_counted_but_all_work_of_the_people(log: ListLog, asked: Asking):
    for number in N[1:3]:
        log.happen(number, NORTH, at("09:00"))
        log.happen(number, TO_003, at("09:01"))
        for who in ("e-003", "e-009"):
            work = e.WorkLogged(work="repair", steps="更换", minutes=7)
            log.happen(number, work, at("10:00"), by=who, role="engineer")
    only = Among(select(REGISTER.c.number).where(REGISTER.c.number == N[1]), frozenset({"e-003"}))
    found = await asked(among=only)
    assert {who: (load.open, load.minutes) for who, load in found.items()} == {"e-003": (1, 14), "e-009": (0, 7)}
