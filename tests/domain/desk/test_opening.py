"""Openings at the desk on a real nats-server: numbers without a gap, each opening once, whoever fails beside it."""

import asyncio
from datetime import UTC, datetime, timedelta

from domain.application import TicketDesk
from domain.policy.choice import Choice
from domain.policy.in_force import Policies, shipped
from domain.refusals import EventTooLarge
from gongdan.storing.store import NatsEventStore
from tests.domain.desk.asking import CALL, by
from tests.domain.desk.lives import MAY
from tests.domain.specification import SHANGHAI

DAILY = Policies(shipped().packs, Choice(default="appliance"))


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


async def test_what_is_said_to_have_happened_a_little_ahead_happened_when_it_was_recorded(desk: TicketDesk) -> None:
    answer = await desk.open(CALL, by(occurred=MAY + timedelta(minutes=4)))
    assert answer.events[0].envelope.occurred == answer.events[0].envelope.recorded == MAY
