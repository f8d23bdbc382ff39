"""The figures of an appraisal, counted by hand: each is of whoever acted, and not of who had the ticket last."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest

from api.documents.periods.inspecting import inspections_of
from domain.matters.complaints.events import ComplaintGiven, ComplaintHandled, ComplaintRaised
from domain.matters.inspections.events import InspectionClosed, TicketSampled, TicketScored
from domain.policy.in_force import shipped
from domain.reports.period import Period
from domain.ticket import events as e
from domain.ticket.events import TicketEvent
from projections import figures, matters, progress, workload
from projections.appraisals import Appraised, appraised
from projections.appraisals.cases import solved_by
from projections.figures.asking import Look
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.documents.printing import service_of
from tests.projections.figures.counting import NOW, answer, opened, when
from tests.projections.logs import ListLog, sourced

MAY = Period.named("2024-05")
TARGETS = shipped().newest("handbook").targets
READ = tuple(each.PROJECTION for each in (figures, matters, progress, workload))

Step = tuple[str, str, TicketEvent]


class Department:
    """What its people did, each step with who did it."""

    def __init__(self, store: ReadStore) -> None:
        self._store, self.log = store, ListLog()

    def ticket(self, number: str, *steps: Step, **said: Any) -> None:
        for moment, who, event in steps:
            self.log.happen(number, event, when(moment), by=who, **said)

    def told(self) -> None:
        builds = [Build.live(each) for each in READ]
        with self._store.write() as connection:
            for build in builds:
                build.start(connection, "e1", datetime.now(UTC))
        write(self._store, builds, 0, self.log.events, NOW)

    def of(self, *people: str) -> dict[str, Appraised]:
        """By measure; of everybody where nobody is named."""
        with self._store.read() as connection:
            found = appraised(Look(connection, NOW, TARGETS), MAY, people or None)
        return {each.measure: each for each in found}

    def solved_by(self, number: str) -> list[str]:
        with self._store.read() as connection:
            return [row["number"] for row in solved_by(connection, number, MAY)]


@pytest.fixture
def department() -> Iterator[Department]:
    with closing(ReadStore.in_memory()) as store:
        yield Department(store)


def numbers(found: dict[str, Appraised], *measures: str) -> list[tuple[float | None, int]]:
    return [(None if each.value is None else float(each.value), each.base) for each in (found[m] for m in measures)]


def handed_over(department: Department) -> None:
    """Taken in and answered by an agent, worked on by one engineer, dispatched to another, who solved it."""
    department.ticket(
        "1",
        ("02 09:00", "a-001", opened()),
        ("02 09:30", "a-002", e.ReceiptAcknowledged()),
        ("02 10:00", "s-001", e.EngineerDispatched(engineer="003")),
        ("02 11:00", "003", e.WorkLogged(work="repair", steps="拆检", minutes=600)),
        ("03 09:00", "s-001", e.EngineerDispatched(engineer="004", reason="休假")),
        ("03 09:30", "004", e.WorkLogged(work="repair", steps="更换", minutes=15)),
        ("03 10:00", "004", e.TicketResolved()),
        ("03 11:00", "customer-1", answer(5, 4)),
    )


def test_who_takes_in_answers_works_and_solves_has_each_their_own_figures(department: Department):
    handed_over(department)
    department.told()
    taken_in, answered, began, solved = (department.of(who) for who in ("a-001", "a-002", "003", "004"))
    assert numbers(taken_in, "taken-in", "tickets", "first-response", "work") == [(1, 1), (0, 0), (None, 0), (0, 0)]
    assert numbers(answered, "taken-in", "first-response", "responded") == [(0, 0), (30, 1), (1, 1)]
    assert numbers(began, "tickets", "resolution", "work") == [(0, 0), (None, 0), (600, 1)]
    assert numbers(solved, "tickets", "resolution", "first-time-fix", "satisfaction") == [
        (1, 1),
        (1500, 1),
        (1, 1),
        (1, 1),
    ]
    assert numbers(solved, "first-response", "work") == [(None, 0), (15, 1)]
    assert department.solved_by("004") == ["1"]
    assert department.solved_by("003") == []


def test_what_the_people_of_a_team_did_is_counted_together_and_nobody_is_everybody(department: Department):
    handed_over(department)
    department.told()
    assert numbers(department.of("003", "004"), "tickets", "work") == [(1, 1), (615, 1)]
    assert numbers(department.of(), "taken-in", "first-response", "work") == [(1, 1), (30, 1), (615, 1)]


def test_a_ticket_that_was_dispatched_to_nobody_is_of_who_looks_after_it_and_else_of_who_took_it_in(
    department: Department,
):
    department.ticket("1", ("02 09:00", "a-001", opened()), ("02 09:30", "a-001", e.TicketResolved()))
    routed = e.TicketRouted(staff="a-002", reason="熟悉该产品")
    department.ticket(
        "2", ("02 09:00", "a-001", opened()), ("02 09:10", "a-001", routed), ("02 10:00", "a-002", e.TicketResolved())
    )
    department.told()
    assert numbers(department.of("a-001"), "taken-in", "tickets", "resolution") == [(2, 2), (1, 1), (30, 1)]
    assert numbers(department.of("a-002"), "taken-in", "tickets", "resolution") == [(0, 0), (1, 1), (60, 1)]


def test_work_counts_in_the_month_in_which_it_was_done_whatever_became_of_the_ticket(department: Department):
    work = e.WorkLogged(work="repair", steps="检查", minutes=20)
    department.ticket(
        "1", ("04-30 09:00", "a-001", opened()), ("04-30 10:00", "003", work), ("02 10:00", "003", work),
        ("02 11:00", "003", e.RemoteAssistanceGiven(actions="重装", minutes=10)),
        ("03 09:00", "a-001", e.TicketMerged(into="2")),
    )  # fmt: skip
    department.told()
    assert numbers(department.of("003"), "tickets", "work") == [(0, 0), (30, 1)]


def test_an_imported_ticket_is_answered_by_who_gave_the_first_sign_of_work(department: Department):
    """Accepting and solving stand at the same minute there."""
    steps = (("09:00", "r1", opened()), ("10:00", "r2", e.DispatchAccepted()), ("10:00", "r3", e.TicketResolved()))
    for ordinal, (clock, who, event) in enumerate(steps, 1):
        department.ticket("HD-1", (f"02 {clock}", who, event), source=sourced("1", ordinal, "x"))
    department.told()
    assert numbers(department.of("r2"), "first-response") == [(60, 1)]
    assert numbers(department.of("r3"), "first-response") == [(None, 0)]
    assert numbers(department.of(), "first-response") == [(60, 1)]


def test_a_complaint_is_of_who_was_to_handle_it(department: Department):
    handed_over(department)
    raised = ComplaintRaised(categories=("attitude",), words="态度不好")
    handled = ComplaintHandled(cause="person", words="已致歉", measures="培训")
    for event, moment in ((raised, "10 09:00"), (ComplaintGiven(staff="h-001"), "10 10:00"), (handled, "10 12:00")):
        department.log.record("complaint-TS202405-00001", event, when(moment), by="s-001")
    department.told()
    assert numbers(department.of("h-001"), "complaints-handled") == [(1, 1)]
    assert numbers(department.of("004"), "complaints-handled") == [(None, 0)]
    assert numbers(department.of(), "complaints-handled") == [(1, 1)]


def inspected(department: Department, number: str, closed: str | None) -> None:
    """Of the work of e-003, scored on the 31st of May."""
    key = f"inspection-{number}"
    scored = TicketScored(form="repair@1", weights=(), total=92, pass_mark=80, passed=True)
    department.log.record(key, TicketSampled(form="repair", about="e-003"), when("30 09:00"), by="q-001")
    department.log.record(key, scored, when("31 17:00"), by="q-001")
    if closed:
        department.log.record(key, InspectionClosed(), when(closed), by="q-001")


async def inspections(department: Department, store: ReadStore, period: str) -> list[str]:
    service = service_of(department.log.events)
    service.read = store
    return [each.number for each in await inspections_of(service, "e-003", Period.named(period))]


async def test_an_inspection_stands_in_the_month_in_which_it_was_scored_whenever_it_was_closed():
    with closing(ReadStore.in_memory()) as store:
        department = Department(store)
        inspected(department, "ZJ202405-00001", None)
        inspected(department, "ZJ202405-00002", "06-02 09:00")
        department.told()
        assert await inspections(department, store, "2024-05") == ["ZJ202405-00001", "ZJ202405-00002"]
        assert await inspections(department, store, "2024-06") == []
