"""The desk on a real nats-server: what is asked twice is done once, a stale version loses, one writer wins."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from domain.application import CommandMetadata, TicketDesk
from domain.policy.choice import Choice
from domain.policy.in_force import Policies, shipped
from domain.record.command import Command
from domain.record.envelope import Actor
from domain.refusals import EventTooLarge, Forbidden, NotAllowed, StaleVersion, TicketNotFound
from domain.ticket.commands import (
    AcceptDispatch,
    AcknowledgeReceipt,
    AddNote,
    CancelTicket,
    CloseTicket,
    ConfirmResolution,
    ContactCustomer,
    DiagnoseFault,
    DispatchEngineer,
    EscalateTicket,
    GiveEstimate,
    GradeTicket,
    OpenTicket,
    PauseTicket,
    PromiseVisit,
    RejectResolution,
    ReopenTicket,
    ResolveTicket,
    ResumeTicket,
)
from domain.ticket.events import Product, TicketOpened
from domain.ticket.vocabulary import Channel, Stage
from gongdan.storing.store import NatsEventStore

SHANGHAI = ZoneInfo("Asia/Shanghai")
MAY = datetime(2024, 5, 1, 1, 30, tzinfo=UTC)
CALL = OpenTicket(channel=Channel.PHONE, summary="设备无法启动")

ALLOWED = [  # one command of each kind, in an order in which each is possible
    AcknowledgeReceipt(),
    GradeTicket(severity="urgent", reason="核心业务受影响"),
    GiveEstimate(due=MAY),
    DiagnoseFault(finding="制冷剂泄漏"),
    DispatchEngineer(engineer="003"),
    AcceptDispatch(),
    ContactCustomer(note="约下午"),
    PromiseVisit(at=MAY),
    AddNote(text="带梯子"),
    EscalateTicket(to="line-2", reason="疑难"),
    PauseTicket(waiting_for="part", reason="等主板"),
    ResumeTicket(reason="主板已到"),
    ResolveTicket(handling="更换主板"),
    RejectResolution(reason="仍有异响"),
    ResolveTicket(handling="紧固风扇"),
    ConfirmResolution(signature="张三"),
    CloseTicket(),
    ReopenTicket(reason="再次报警"),
    CancelTicket(cancelled_as="withdrawn", reason="客户撤回"),
]

DAILY = Policies(shipped().packs, Choice(default="appliance"))


@pytest.fixture
def desk(store: NatsEventStore) -> TicketDesk:
    return TicketDesk(store, zone=SHANGHAI, clock=lambda: MAY)


def by(*roles: str, staff: str = "003", command: str = "", **other: object) -> CommandMetadata:
    held = roles or ("agent", "engineer", "supervisor")
    actor = Actor(id=staff, role=held[0], channel="api")
    return CommandMetadata(command or str(uuid4()), actor, frozenset(held), **other)  # type: ignore[arg-type]


async def test_a_whole_life_is_recorded_command_by_command(desk: TicketDesk) -> None:
    number = (await desk.open(CALL, by())).number
    answers = [await desk.handle(number, command, by()) for command in ALLOWED]
    assert [answer.version for answer in answers] == list(range(2, len(ALLOWED) + 2))
    history = await desk.history(number)
    assert [type(recorded.event) for recorded in history] == [TicketOpened, *(c.causes for c in ALLOWED)]
    assert (await desk.ticket(number)).stage is Stage.CANCELLED


@pytest.mark.parametrize("place", range(len(ALLOWED)), ids=lambda place: type(ALLOWED[place]).__name__)
async def test_for_every_command_a_stale_version_loses_and_the_same_id_is_done_once(
    desk: TicketDesk, place: int
) -> None:
    number = (await desk.open(CALL, by())).number
    for command in ALLOWED[:place]:
        await desk.handle(number, command, by())
    command: Command = ALLOWED[place]
    with pytest.raises(StaleVersion):
        await desk.handle(number, command, by(expected_version=place))
    first = await desk.handle(number, command, by(command="c", expected_version=place + 1))
    again = await desk.handle(number, command, by(command="c", expected_version=place + 1))
    assert first.events == again.events
    assert len(await desk.history(number)) == place + 2


async def test_the_first_number_of_a_month_and_of_a_day(store: NatsEventStore) -> None:
    monthly = TicketDesk(store, zone=SHANGHAI, clock=lambda: MAY)
    daily = TicketDesk(store, zone=SHANGHAI, policies=lambda: DAILY, clock=lambda: MAY)
    assert (await monthly.open(CALL, by())).number == "202405-00001"
    assert (await daily.open(CALL, by())).number == "202405010001"
    assert (await daily.open(CALL, by())).number == "202405010002"


async def test_the_period_is_the_day_of_recording_in_the_deployments_zone(store: NatsEventStore) -> None:
    late = datetime(2024, 5, 31, 16, 0, tzinfo=UTC)  # midnight of 1 June in Shanghai
    desk = TicketDesk(store, zone=SHANGHAI, clock=lambda: late)
    assert (await desk.open(CALL, by(occurred=MAY, late="上月来电"))).number == "202406-00001"


async def test_numbers_go_on_without_a_gap_after_a_restart_and_past_the_width(store: NatsEventStore) -> None:
    first = TicketDesk(store, zone=SHANGHAI, clock=lambda: MAY)
    await asyncio.gather(*(first.open(CALL, by()) for _ in range(70)))
    second = TicketDesk(store, zone=SHANGHAI, clock=lambda: MAY)
    assert (await second.open(CALL, by())).number == "202405-00071"


async def test_an_opening_sent_twice_at_once_opens_one_ticket(desk: TicketDesk) -> None:
    answers = await asyncio.gather(*(desk.open(CALL, by(command="same")) for _ in range(5)))
    assert {answer.number for answer in answers} == {"202405-00001"}


async def test_an_opening_sent_again_after_a_restart_opens_no_second_ticket(store: NatsEventStore) -> None:
    before = await TicketDesk(store, zone=SHANGHAI, clock=lambda: MAY).open(CALL, by(command="same"))
    restarted = TicketDesk(store, zone=SHANGHAI, clock=lambda: MAY)
    again, other = await asyncio.gather(
        restarted.open(CALL, by(command="same")), restarted.open(CALL, by(command="other"))
    )
    assert again.number == before.number
    assert other.number == "202405-00002"


async def test_an_opening_that_is_too_large_fails_alone(desk: TicketDesk) -> None:
    huge = CALL.model_copy(update={"description": "空" * 400_000})
    good, bad = await asyncio.gather(desk.open(CALL, by()), desk.open(huge, by()), return_exceptions=True)
    assert isinstance(bad, EventTooLarge)
    assert not isinstance(good, BaseException)
    assert (await desk.open(CALL, by())).number == "202405-00002"


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


async def test_what_is_said_to_have_happened_a_little_ahead_happened_when_it_was_recorded(desk: TicketDesk) -> None:
    answer = await desk.open(CALL, by(occurred=MAY + timedelta(minutes=4)))
    assert answer.events[0].envelope.occurred == answer.events[0].envelope.recorded == MAY


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
    answer = await desk.handle(number, ResolveTicket(handling="x"), by("engineer", staff="009"))
    assert answer.events[0].envelope.actor.role == "engineer"


async def test_an_auditor_changes_nothing(desk: TicketDesk) -> None:
    with pytest.raises(Forbidden):
        await desk.open(CALL, by("auditor", "administrator"))


async def test_nothing_happens_before_the_opening_or_in_the_future(desk: TicketDesk) -> None:
    number = (await desk.open(CALL, by(occurred=MAY - timedelta(hours=1), late="电话记录补登"))).number
    with pytest.raises(NotAllowed, match="before the ticket was opened"):
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
