"""Which tickets' courses are read, and which deviations are listed; the same on both databases."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import Connection, select

from domain.ticket import events as e
from domain.ticket.events import Product
from domain.ticket.vocabulary import Channel, Kind
from projections.errors import BadQuery
from projections.processes import finding
from projections.processes.finding import CaseFilter
from projections.processes.folding import PROJECTION
from projections.processes.tables import PROCESSES
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.logs import ListLog, at, sourced
from tests.projections.processes.cases import APPROVED, BY_SUPERVISOR, FAULT, PLANNED, REPAIRED, URGENT

Look = Callable[[Callable[[Connection], Any]], Any]


@pytest.fixture
async def look(log: ListLog, store: ReadStore, running: Running) -> AsyncIterator[Look]:
    """Three tickets: an air conditioner's of the north, an urgent complaint of the south, and an imported one."""
    cooler = FAULT.model_copy(
        update={"product": Product(name="空调"), "region": "华北", "team": "north", "engineer": "e-1"}
    )
    complaint = e.TicketOpened(channel=Channel.EMAIL, kind=Kind.COMPLAINT, team="south")
    for number, clock, event in (
        ("2", "09:00", cooler),
        ("1", "10:00", complaint),
        ("2", "11:00", REPAIRED),
        ("1", "11:30", URGENT),
        ("1", "12:00", BY_SUPERVISOR),
    ):
        log.happen(number, event, at(clock), policy="handbook@1")
    log.happen("3", FAULT, at("08:00", "2023-01-01"), source=sourced("Case 3", 1, "Insert ticket"))
    async with running(log, store, projections=[PROJECTION]) as runner:
        assert await runner.wait_for(len(log.events), 10)

        def looked(what: Callable[[Connection], Any]) -> Any:
            with store.read() as connection:
                return what(connection)

        yield looked


def numbers(look: Look, **only: Any) -> list[str]:
    found = look(lambda connection: [*finding.courses(connection, CaseFilter(**only))])
    assert look(lambda connection: finding.count(connection, CaseFilter(**only))) == len(found)
    return [course.number for course in found]


def test_courses_come_in_the_order_in_which_tickets_were_reported(look: Look):
    assert numbers(look) == ["3", "2", "1"]


def test_a_product_is_found_by_its_name_or_its_model(look: Look):
    models = {"product": ["KFR-35"], "of_models": select(PROCESSES.c.number).where(PROCESSES.c.number == "1")}
    assert numbers(look, product=["KFR-35"]) == []
    assert numbers(look, **models) == ["1"]
    assert numbers(look, **models | {"product": ["KFR-35", "空调"]}) == ["2", "1"]


def test_variants_are_counted_where_the_rows_are_and_only_those_listed_are_read(look: Look):
    def found(most: int) -> tuple[finding.Often, list[finding.Course]]:
        often = look(lambda connection: finding.often(connection, CaseFilter(), "event", most))
        return often, look(lambda connection: [*finding.courses(connection, CaseFilter(), "event", often.digests)])

    all_of_them, courses = found(9)
    first, fewer = found(1)
    assert (all_of_them.count, all_of_them.tickets, len(courses)) == (3, 3, 3)
    assert (first.count, first.tickets, len(fewer)) == (3, 3, 1)
    assert first.digests == all_of_them.digests[:1] == (fewer[0].variant,)
    none = look(lambda connection: finding.often(connection, CaseFilter(team=["nowhere"]), "step", 9))
    assert none == finding.Often((), 0, 0)


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ({"product": ["空调"]}, ["2"]),
        ({"area": ["华北", "华南"]}, ["2"]),
        ({"severity": ["urgent"]}, ["1"]),
        ({"severity": ["urgent", "general"]}, ["3", "2", "1"]),
        ({"channel": ["email"]}, ["1"]),
        ({"kind": ["complaint"]}, ["1"]),
        ({"team": ["north"]}, ["2"]),
        ({"engineer": ["e-1"]}, ["2"]),
        ({"imported": True}, ["3"]),
        ({"imported": False}, ["2", "1"]),
        ({"since": at("10:00")}, ["1"]),
        ({"until": at("10:00")}, ["3", "2"]),
        ({"since": at("09:00"), "until": at("09:00")}, []),
        ({"among": select(PROCESSES.c.number).where(PROCESSES.c.number < "3")}, ["2", "1"]),
        ({"product": ["\0"]}, []),
    ],
)
def test_only_the_tickets_asked_for_are_read(look: Look, only: dict[str, Any], expected: list[str]):
    assert numbers(look, **only) == expected


def test_a_variant_is_found_at_either_level(look: Look):
    for level in ("event", "step"):
        courses = look(lambda connection, level=level: [*finding.courses(connection, CaseFilter(), level)])
        for course in courses:
            assert course.number in numbers(look, variant=course.variant)


def test_deviations_are_listed_with_what_shows_them_and_counted_by_rule(look: Look):
    page = look(lambda connection: finding.deviations(connection, CaseFilter(), ["not-approved"]))
    [turn] = page.rows
    assert (turn["number"], turn["at"], [name for _, _, name in turn["events"]]) == ("2", at("11:00"), ["work-logged"])
    counts = look(lambda connection: finding.deviations_counted(connection, CaseFilter()))
    assert counts == {"not-approved": (1, 1), "not-verified": (1, 1)}
    assert look(lambda connection: finding.tickets_deviating(connection, CaseFilter())) == 2
    south = CaseFilter(team=["south"])
    assert look(lambda connection: finding.deviations_counted(connection, south)) == {"not-verified": (1, 1)}


async def test_what_proved_to_be_no_deviation_is_not_listed(
    log: ListLog, store: ReadStore, running: Running, look: Look
):
    for clock, event in (("10:10", PLANNED), ("10:20", APPROVED)):
        log.happen("2", event, at(clock), policy="handbook@1")
    async with running(log, store, projections=[PROJECTION]) as runner:
        assert await runner.wait_for(len(log.events), 10)
    assert look(lambda connection: finding.deviations(connection, CaseFilter(), ["not-approved"])).rows == []
    assert "not-approved" not in look(lambda connection: finding.deviations_counted(connection, CaseFilter()))


@pytest.mark.parametrize("sort", ["at", "-at", "number", "-number", "rule", "-rule"])
def test_pages_of_deviations_come_to_all_of_them(look: Look, sort: str):
    seen, cursor = list[tuple[str, str]](), None
    while not seen or cursor:
        page = look(
            lambda connection, cursor=cursor: finding.deviations(
                connection, CaseFilter(), sort=sort, after=cursor, limit=1
            )
        )
        seen += [(row["number"], row["rule"]) for row in page.rows]
        cursor = page.next
    assert sorted(seen) == [("1", "not-verified"), ("2", "not-approved")]


def test_another_sort_is_refused(look: Look):
    with pytest.raises(BadQuery):
        look(lambda connection: finding.deviations(connection, CaseFilter(), sort="void"))
