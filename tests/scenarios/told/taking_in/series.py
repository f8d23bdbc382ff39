"""Numbers that the desk's own count of tickets does not give: of other systems, of returns and of people (R2)."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from domain.matters.returns.commands import RequestReturn
from domain.record.envelope import Actor
from domain.staff.commands import JoinStaff
from gongdan.importing.maps.mapping import Mapping
from gongdan.importing.run import ImportResult, import_file
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import DAY, Seen
from tests.scenarios.people import administrator, agent, clerk, customer
from tests.scenarios.told.taking_in.intake import CALL, FIRST, OPENED, SECOND, numbers

_ROWS: Final = """\
Case,Activity,Time,Note
A-7,call,2024-03-02 09:00:00,
A-7,fix,2024-03-02 10:00:00,换保险丝
A-9,call,2024-03-05 14:00:00,
"""
_MAP: Final = Mapping.model_validate(
    {
        "name": "crm",
        "columns": {"case": "Case", "activity": "Activity", "timestamp": "Time", "note": "Note"},
        "timestamp": {"format": "%Y-%m-%d %H:%M:%S", "zone": "Asia/Shanghai"},
        "activities": {"call": "open", "fix": "note"},
    }
)
_CLERK: Final = Actor(id=clerk.staff, role=clerk.role, channel="cli")


def _twice(seen: Seen) -> list[ImportResult]:
    """What becomes of another system's list, brought in twice."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "crm.csv")
        path.write_text(_ROWS, "utf-8")

        async def bring() -> ImportResult:
            store, at = seen.store, lambda: seen.now
            return await import_file(path, _MAP, store=store, operator=_CLERK, pseudonym=lambda _, it: it, clock=at)

        return [asyncio.run(bring()), asyncio.run(bring())]


def bring_in(seen: Seen) -> list[tuple[str, str, str]]:
    """The list, once and again: what was added each time, and under which numbers it stands then."""

    async def of_tickets() -> list[str]:
        openings = [one.envelope for one in await seen.store.category("ticket") if one.envelope.version == 1]
        return [each.aggregate.removeprefix("ticket-") for each in openings]

    results = _twice(seen)
    there = [number for number in asyncio.run(of_tickets()) if number not in seen.numbers]
    return [
        *(
            (
                f"{result.imported} {result.already}",
                f"第 {nth} 次导入：新增 {result.imported} 条记录，已有 {result.already} 条",
                f"import {nth}: {result.imported} records added, {result.already} there already",
            )
            for nth, result in enumerate(results, 1)
        ),
        *((number, f"导入的工单号：{number}", f"imported as {number}") for number in there),
    ]


@scenario(
    "R2",
    zh="导入的工单保留来源的编号，自成系列；重复导入无害，本系统的编号照常连续",
    en="Imported tickets keep their source's number in a series of their own; importing twice is harmless",
)
def imported_tickets_keep_their_sources_number_in_a_series_of_their_own() -> Story:
    brings = clerk.looks(
        "导入另一系统（crm）的工单 A-7 和 A-9，两次", "imports tickets A-7 and A-9 of another system, crm, twice"
    )
    return (
        given(opens(agent, CALL))
        .when(brings)
        .then_seen(bring_in, "3 0", "0 3", "crm-A-7", "crm-A-9")
        .when(opens(agent, CALL))
        .then(OPENED)
        .then_seen(numbers, FIRST, SECOND)
    )


def of_returns(seen: Seen) -> list[tuple[str, str, str]]:
    return [
        (number, f"第 {place} 张退货授权的编号：{number}", f"the number of return authorisation {place}: {number}")
        for place, number in enumerate((key.partition("-")[2] for key in seen.matters), 1)
    ]


@scenario(
    "R2",
    zh="退货授权有自己的编号，不占工单号",
    en="A return authorisation has a number of its own and takes none of the tickets'",
)
def a_return_authorisation_has_a_number_of_its_own() -> Story:
    asks = RequestReturn(
        ticket=FIRST, wanted="refund", model="KFR-35", voucher="invoice", condition="unopened", reason="不需要了"
    )
    return (
        given(opens(agent, CALL))
        .when(customer(asks).begin("return"))
        .then_recorded()
        .then_seen(of_returns, "TH202405-00001")
        .when(opens(agent, CALL))
        .then(OPENED)
        .then_seen(numbers, FIRST, SECOND)
    )


@scenario("R2", zh="员工有工号，一号一人", en="A person has a staff number, and no two share one")
def a_person_has_a_staff_number() -> Story:
    joins = administrator(JoinStaff(name="张工", office="技术员", since=DAY)).on_record("staff-e-003")
    another = administrator(JoinStaff(name="李工", office="技术员", since=DAY)).on_record("staff-e-003")
    return given().when(joins).then_recorded().when(joins).then_nothing().when(another).then_refused("staff-joined")
