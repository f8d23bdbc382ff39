"""The diary of visits, on both databases: agreed, moved with its history, made late, missed, come to nothing."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest
from sqlalchemy import select

from domain.ticket import events as e
from domain.ticket.events import Product, TicketEvent
from domain.ticket.vocabulary import Channel, Kind
from projections import register, visits
from projections.register import REGISTER
from projections.sheets.sheet import Reader
from projections.sql.rows import Row
from projections.store import ReadStore
from projections.visits import VisitFilter
from projections.visits.calendar import as_calendar
from tests.projections.conftest import Running
from tests.projections.logs import ListLog, at

Diary = Callable[..., Awaitable[list[Row]]]

NUMBER, OTHER = "202405-00001", "202405-00002"
NEXT, LATER = "2024-05-02", "2024-05-03"
OPENED = e.TicketOpened(
    channel=Channel.PHONE,
    kind=Kind.FAULT,
    team="north",
    region="浦东",
    product=Product(name="智能空调", model="KFR-35"),
)
DISPATCHED = e.EngineerDispatched(engineer="e-003", team="north")
PROMISED = e.VisitPromised(at=at("14:00", NEXT), place="南京西路100号")
MOVED = e.VisitMoved(at=at("09:00", LATER), until=at("11:00", LATER), by="张伟", given="phone", reason="客户开会")
NOON = at("12:00", NEXT)


@pytest.fixture
def diary(log: ListLog, store: ReadStore, running: Running) -> Diary:
    """The visits that are left by a filter, once all of the log is shown."""

    async def read(now: datetime = NOON, **wanted: object) -> list[Row]:
        async with running(log, store, projections=[visits.PROJECTION, register.PROJECTION]) as runner:
            assert await runner.wait_for(len(log.events), 5)
        only = VisitFilter(now, **wanted)  # type: ignore[arg-type]
        with store.read() as connection:
            page = visits.page(connection, only)
            assert visits.count(connection, only) == len(page.rows)
        return page.rows

    return read


@pytest.fixture
def called_off(store: ReadStore) -> Callable[..., list[Row]]:
    """The visits that went from e-003 to others, once the diary was read."""

    def read(own: str = "e-003", **wanted: object) -> list[Row]:
        with store.read() as connection:
            return visits.called_off(connection, VisitFilter(NOON, **wanted), ["e-003"], own)  # type: ignore[arg-type]

    return read


def happened(log: ListLog, *events: TicketEvent | tuple[datetime, TicketEvent], number: str = NUMBER) -> None:
    """One after the other, by engineer e-003."""
    for each in events:
        moment, event = each if isinstance(each, tuple) else (None, each)
        log.happen(number, event, moment, by="e-003", role="engineer")


async def test_a_promised_visit_stands_with_who_goes_where_and_nothing_of_the_place(log: ListLog, diary: Diary):
    happened(log, OPENED, DISPATCHED, PROMISED)
    [row] = await diary()
    told = ("number", "visit", "engineer", "planned", "state", "promised", "product", "region", "moves", "late")
    assert [row[name] for name in told] == [
        *(NUMBER, 1, "e-003", at("14:00", NEXT), "planned", True, "智能空调", "浦东", [], None)
    ]
    assert "南京西路" not in str(row)


async def test_a_moved_visit_keeps_every_time_that_it_had(log: ListLog, diary: Diary):
    again = MOVED.model_copy(update={"at": at("15:00", LATER), "until": None})
    happened(log, OPENED, DISPATCHED, PROMISED, (at("10:00", NEXT), MOVED), (at("11:00", NEXT), again))
    [row] = await diary()
    assert (row["state"], row["planned"], row["until"]) == ("moved", at("15:00", LATER), None)
    assert [(move["from"], move["to"], move["moved"]) for move in row["moves"]] == [
        (at("14:00", NEXT), at("09:00", LATER), at("10:00", NEXT)),
        (at("09:00", LATER), at("15:00", LATER), at("11:00", NEXT)),
    ]
    assert row["moves"][1]["event"] == row["event"] == log.events[-1].envelope.id


@pytest.mark.parametrize(
    ("now", "state"),
    [(at("14:00", NEXT), "planned"), (at("14:01", NEXT), "missed")],
)
async def test_a_visit_that_nobody_came_to_is_missed_after_the_promised_minute(
    log: ListLog, diary: Diary, now: datetime, state: str
):
    happened(log, OPENED, DISPATCHED, PROMISED)
    [row] = await diary(now)
    assert row["state"] == state
    assert [len(await diary(now, states=[each])) for each in (state, "planned" if state == "missed" else "missed")] == [
        *(1, 0)
    ]


async def test_a_visit_within_a_span_of_time_is_missed_after_its_end(log: ListLog, diary: Diary):
    happened(log, OPENED, DISPATCHED, PROMISED, MOVED)
    assert [row["state"] for row in await diary(at("10:30", LATER))] == ["moved"]
    assert [row["state"] for row in await diary(at("11:01", LATER))] == ["missed"]


async def test_a_no_show_stays_one_when_another_day_is_agreed(log: ListLog, diary: Diary):
    happened(log, OPENED, DISPATCHED, PROMISED, (at("18:00", NEXT), MOVED))
    told = [(row["visit"], row["state"], row["planned"], row["moves"]) for row in await diary(at("20:00", NEXT))]
    assert told == [(1, "missed", at("14:00", NEXT), []), (2, "planned", at("09:00", LATER), [])]
    assert [row["visit"] for row in await diary(at("20:00", NEXT), states=["missed"])] == [1]
    assert [row["visit"] for row in await diary(at("12:00", LATER), states=["missed"])] == [1, 2]


@pytest.mark.parametrize(
    "after",
    [e.TicketResolved(handling="指导"), e.SendInAgreed(address="维修站"), e.EngineerDispatched(engineer="e-004")],
)
async def test_a_no_show_stays_one_and_theirs_whatever_becomes_of_the_ticket(
    log: ListLog, diary: Diary, after: TicketEvent
):
    happened(log, OPENED, DISPATCHED, PROMISED, (at("18:00", NEXT), after))
    assert [(row["state"], row["engineer"]) for row in await diary(at("20:00", NEXT))] == [("missed", "e-003")]


async def test_a_late_arrival_is_no_no_show(log: ListLog, diary: Diary):
    happened(log, OPENED, DISPATCHED, PROMISED, (at("15:00", NEXT), e.EngineerArrived()))
    happened(log, (at("16:00", NEXT), e.TicketResolved(handling="更换")))
    assert [(row["state"], row["late"]) for row in await diary(at("20:00", NEXT))] == [("done", 60)]


@pytest.mark.parametrize(("clock", "late"), [("13:50", 0), ("14:00", 0), ("14:30", 30)])
async def test_how_late_they_came_is_told_in_minutes(log: ListLog, diary: Diary, clock: str, late: int):
    happened(log, OPENED, DISPATCHED, PROMISED, (at(clock, NEXT), e.EngineerArrived()))
    [row] = await diary()
    assert (row["state"], row["arrived"], row["late"]) == ("arrived", at(clock, NEXT), late)


@pytest.mark.parametrize(
    "ends",
    [e.TicketResolved(handling="更换"), e.TicketPaused(waiting_for="part"), e.TicketClosed(closed_as="satisfied")],
)
async def test_a_visit_is_done_once_the_work_goes_on_elsewhere(log: ListLog, diary: Diary, ends: TicketEvent):
    happened(log, OPENED, DISPATCHED, PROMISED, (at("14:00", NEXT), e.EngineerArrived()), (at("15:00", NEXT), ends))
    assert [(row["state"], row["done"]) for row in await diary()] == [("done", at("15:00", NEXT))]


@pytest.mark.parametrize(
    "ends",
    [
        e.TicketResolved(handling="指导"),
        e.TicketCancelled(cancelled_as="withdrawn"),
        e.SendInAgreed(address="维修站"),
        e.TicketMerged(into=OTHER),
    ],
)
async def test_a_visit_that_is_not_needed_any_more_is_cancelled(log: ListLog, diary: Diary, ends: TicketEvent):
    happened(log, OPENED, DISPATCHED, PROMISED, ends)
    assert [row["state"] for row in await diary()] == ["cancelled"]


async def test_a_wait_does_not_call_off_the_visit_that_lies_ahead(log: ListLog, diary: Diary):
    happened(log, OPENED, DISPATCHED, PROMISED, e.TicketPaused(waiting_for="part"))
    assert [row["state"] for row in await diary()] == ["planned"]


async def test_a_second_visit_is_a_row_of_its_own(log: ListLog, diary: Diary):
    again = e.VisitPromised(at=at("09:00", LATER))
    happened(log, OPENED, DISPATCHED, PROMISED, (at("14:00", NEXT), e.EngineerArrived()), (at("16:00", NEXT), again))
    assert [(row["visit"], row["state"]) for row in await diary()] == [(1, "done"), (2, "planned")]


async def test_an_arrival_that_nobody_agreed_on_is_a_visit_too(log: ListLog, diary: Diary):
    happened(log, OPENED, DISPATCHED, (at("10:00", NEXT), e.EngineerArrived()))
    [row] = await diary()
    assert (row["planned"], row["promised"], row["late"]) == (at("10:00", NEXT), False, None)


async def test_what_was_expected_at_the_dispatch_gives_way_to_what_was_promised(log: ListLog, diary: Diary):
    expected = DISPATCHED.model_copy(update={"visit_expected": at("13:00", NEXT)})
    happened(log, OPENED, expected)
    assert [(row["planned"], row["promised"]) for row in await diary()] == [(at("13:00", NEXT), False)]
    happened(log, PROMISED)
    assert [(row["planned"], row["promised"], row["moves"]) for row in await diary()] == [(at("14:00", NEXT), True, [])]
    happened(log, expected)
    assert [row["planned"] for row in await diary()] == [at("14:00", NEXT)]


async def test_the_visit_goes_with_the_work_and_one_only_expected_falls_away_with_a_no(log: ListLog, diary: Diary):
    stage = "graded"
    happened(log, OPENED, DISPATCHED, PROMISED, e.EngineerDispatched(engineer="e-004"))
    assert [row["engineer"] for row in await diary()] == ["e-004"]
    happened(log, e.DispatchDeclined(engineer="e-004", stage=stage))  # type: ignore[arg-type]
    assert [(row["engineer"], row["state"]) for row in await diary()] == [(None, "planned")]
    expected = DISPATCHED.model_copy(update={"visit_expected": at("13:00", NEXT)})
    declined = e.DispatchDeclined(engineer="e-003", stage=stage)  # type: ignore[arg-type]
    happened(log, OPENED, expected, declined, number=OTHER)
    assert [row["state"] for row in await diary(number=OTHER)] == ["cancelled"]


async def test_a_correction_of_the_time_counts_and_one_that_is_no_time_does_not(log: ListLog, diary: Diary):
    happened(log, OPENED, DISPATCHED, PROMISED)
    happened(log, e.CorrectionRecorded(version=3, field="at", right="2024-05-02T16:00:00+08:00", reason="听错"))
    happened(log, e.CorrectionRecorded(version=3, field="at", right="下午", reason="听错"))
    happened(log, e.CorrectionRecorded(version=3, field="note", right="按门铃", reason="漏写"))
    assert [row["planned"] for row in await diary()] == [at("16:00", NEXT)]


WANTED = [
    ({"since": at("00:00", NEXT), "until": at("00:00", LATER)}, [NUMBER]),
    ({"since": at("00:00", LATER)}, [OTHER]),
    ({"staff": ["e-003"]}, [NUMBER]),
    ({"teams": ["south"]}, [OTHER]),
    ({"number": OTHER}, [OTHER]),
    ({"states": ["done", "planned"]}, [NUMBER, OTHER]),
]


@pytest.mark.parametrize(("wanted", "numbers"), WANTED)
async def test_the_diary_is_of_days_people_teams_and_states(
    log: ListLog, diary: Diary, wanted: dict[str, object], numbers: list[str]
):
    happened(log, OPENED, DISPATCHED, PROMISED)
    south = e.EngineerDispatched(engineer="e-009", team="south")
    happened(log, OPENED, south, e.VisitPromised(at=at("09:00", LATER)), number=OTHER)
    assert [row["number"] for row in await diary(**wanted)] == numbers


async def test_the_sheet_tells_who_goes_where_when(log: ListLog, diary: Diary, reader: Reader):
    happened(log, OPENED, DISPATCHED, PROMISED, MOVED)
    [line] = visits.SHEET.texts(await diary(), reader)
    assert dict(zip(visits.SHEET.headings, line, strict=True)) == {
        "约定时间": "2024-05-03 09:00",
        "至": "2024-05-03 11:00",
        "工程师": "e-003",
        "工单号": NUMBER,
        "状态": "已改约",
        "产品名称": "智能空调",
        "型号": "KFR-35",
        "地区": "浦东",
        "问题分级": "",
        "班组": "north",
        "到达时间": "",
        "迟到(分钟)": "",
        "完成时间": "",
        "改约次数": "1",
    }


async def test_a_calendar_has_an_event_a_visit_that_stays_the_same_as_it_is_moved(
    log: ListLog, diary: Diary, reader: Reader
):
    strange = OPENED.model_copy(update={"product": Product(name="空调;柜机,\\立式"), "region": "浦东" * 20})
    happened(log, strange, DISPATCHED, PROMISED, (at("10:00", NEXT), MOVED))
    content = as_calendar(await diary(), reader)
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert lines[-1] == b""
    whole = content.replace(b"\r\n ", b"").decode().split("\r\n")
    assert whole[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gongdan//Visits//EN"]
    assert whole[4:-2] == [
        "BEGIN:VEVENT",
        f"UID:{NUMBER}-1@gongdan",
        "DTSTAMP:20240502T020000Z",
        "LAST-MODIFIED:20240502T020000Z",
        "SEQUENCE:1",
        "DTSTART:20240503T010000Z",
        "DTEND:20240503T030000Z",
        f"SUMMARY:{NUMBER} 空调\\;柜机\\,\\\\立式",
        f"LOCATION:{'浦东' * 20}",
        "DESCRIPTION:已改约，工程师：e-003",
        "STATUS:CONFIRMED",
        "END:VEVENT",
    ]


async def test_a_visit_that_went_to_somebody_else_is_called_off_in_the_calendar_of_who_had_it(
    log: ListLog, diary: Diary, called_off: Callable[..., list[Row]], reader: Reader
):
    happened(log, OPENED, DISPATCHED, PROMISED, (at("10:00", NEXT), e.EngineerDispatched(engineer="e-004")))
    nobodys = select(REGISTER.c.number).where(REGISTER.c.number == OTHER)
    assert await diary(staff=["e-003"]) == []
    assert len(called_off(among=nobodys)) == len(called_off()) == 1
    assert called_off("s-001", among=nobodys) == called_off(since=at("00:00", LATER)) == []
    whole = as_calendar([], reader, called_off()).decode().split("\r\n")
    assert whole[4:-2] == [
        "BEGIN:VEVENT",
        f"UID:{NUMBER}-1@gongdan",
        "DTSTAMP:20240502T020000Z",
        "LAST-MODIFIED:20240502T020000Z",
        "SEQUENCE:1",
        "DTSTART:20240502T060000Z",
        "DTEND:20240502T070000Z",
        f"SUMMARY:{NUMBER}",
        "STATUS:CANCELLED",
        "END:VEVENT",
    ]
    assert as_calendar(await diary(), reader, called_off()).count(b"BEGIN:VEVENT") == 1
    happened(log, (at("11:00", NEXT), e.EngineerDispatched(engineer="e-003")))
    assert [row["changes"] for row in await diary(staff=["e-003"])] == [2]
    assert called_off() == []


async def test_every_change_is_another_edition_in_a_calendar(log: ListLog, diary: Diary, reader: Reader):
    expected = DISPATCHED.model_copy(update={"visit_expected": at("13:00", NEXT)})
    happened(log, OPENED, expected, PROMISED, e.TicketCancelled(cancelled_as="withdrawn"))
    assert "SEQUENCE:2\r\n" in as_calendar(await diary(), reader).decode()


async def test_a_visit_without_an_end_takes_an_hour_in_a_calendar_and_one_called_off_says_so(
    log: ListLog, diary: Diary, reader: Reader
):
    happened(log, OPENED, DISPATCHED, PROMISED, e.TicketCancelled(cancelled_as="withdrawn"))
    said = as_calendar(await diary(), reader).decode()
    assert "DTSTART:20240502T060000Z\r\nDTEND:20240502T070000Z\r\n" in said
    assert "STATUS:CANCELLED\r\n" in said
