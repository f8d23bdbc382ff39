"""Deliveries under virtual time: the long schedule, who is asked to wait, who is down, and who is disabled."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from consumers.webhooks.delivering.courier import TOGETHER, Courier
from consumers.webhooks.delivering.ledger import Ledger
from consumers.webhooks.outbox.deliveries import Deliveries
from consumers.webhooks.outbox.log import DeliveryLog
from consumers.webhooks.outbox.readings import Readings
from consumers.webhooks.reaching.post import Answer
from consumers.webhooks.signing.signatures import verify
from domain.refusals import StoreUnavailable
from projections.store import ReadStore
from tests.webhooks.messages import ERP, NOW, SECRET, Clock, Known, message, put

TAKEN, BROKEN, GONE = Answer(5, 204), Answer(5, 500), Answer(5, 410)
NO_CONNECTION = Answer(1, error="no-connection")
SINCE_START = ("0:00:00", "0:00:05", "0:05:05", "0:35:05", "2:35:05", "7:35:05", "17:35:05")
"""Of each try, after the first: as Standard Webhooks suggests, up to three days and three hours."""
LATEST = tuple(timedelta(hours=hours, minutes=35, seconds=5) for hours in (31, 51, 75))


@dataclass
class Endpoint:
    """Answers as ``says`` has it, by the message; keeps when each was tried."""

    clock: Clock
    says: Callable[[str], Answer]
    tried: list[tuple[str, datetime]] = field(default_factory=list[tuple[str, datetime]])

    async def deliver(self, url: str, headers: Mapping[str, str], body: bytes, whose: str) -> Answer:
        self.tried.append((verify(headers, body, [SECRET], self.clock()), self.clock()))
        return self.says(headers["webhook-id"])

    def after(self, message: str) -> list[timedelta]:
        return [at - NOW for each, at in self.tried if each == message]


@dataclass
class Office:
    """One webhook, its outbox and its courier."""

    readings: Readings
    deliveries: Deliveries
    endpoint: Endpoint
    clock: Clock
    known: Known
    courier: Courier

    async def until(self, end: timedelta) -> None:
        """Let so much time go by, as fast as it can."""
        while True:
            if self.courier.webhook != self.known.all[0]:
                return
            until = await self.courier.go()
            if until is None or until - NOW > end:
                self.clock.now = NOW + end
                return
            self.clock.now = max(self.clock.now, until)


@pytest.fixture
def office(store: ReadStore) -> Office:
    clock, known = Clock(), Known([ERP])
    readings, deliveries = Readings(store), Deliveries(store)
    endpoint = Endpoint(clock, lambda message: TAKEN)
    courier = Courier(ERP, deliveries, Ledger(deliveries), known, endpoint, clock, chance=lambda: 0.0)
    return Office(readings, deliveries, endpoint, clock, known, courier)


async def test_a_message_is_tried_by_the_long_schedule(office: Office):
    """While others are taken, so that it is not the endpoint that is down."""
    office.endpoint.says = lambda message: BROKEN if message == "m1" else TAKEN
    put(office.readings, message(1))
    for hour in range(80):
        await office.until(timedelta(hours=hour))
        put(office.readings, message(100 + hour), at=office.clock())
    await office.until(timedelta(days=9))

    tries = office.endpoint.after("m1")
    assert tuple(map(str, tries[:7])) == SINCE_START
    assert tuple(tries[7:]) == LATEST
    assert office.deliveries.counts() == {"erp": {"given-up": 1, "taken": 80}}
    assert not office.known.disabled


async def test_what_failed_together_comes_again_apart(office: Office):
    chances = iter([0.0, 0.5, 1.0, *[0.0] * 20])
    office.courier._chance = lambda: next(chances)
    office.endpoint.says = lambda message: BROKEN
    put(office.readings, message(1), message(2), message(3))
    await office.until(timedelta(seconds=10))

    again = sorted(at - NOW for _, at in office.endpoint.tried[3:])
    assert len(set(again)) > 1
    assert timedelta(seconds=5) <= min(again) <= max(again) <= timedelta(seconds=5.5)


async def test_an_endpoint_that_takes_nothing_for_five_days_is_disabled_and_nothing_is_lost(office: Office):
    office.endpoint.says = lambda message: NO_CONNECTION
    put(office.readings, *(message(place) for place in range(5)))
    await office.until(timedelta(days=9))

    assert office.known.disabled == [("erp", "failing")]
    assert timedelta(days=5) <= office.clock() - NOW <= timedelta(days=6, hours=4)  # at the first try after five days
    assert office.deliveries.counts() == {"erp": {"waiting": 5}}
    office.endpoint.says, office.courier.webhook = lambda message: TAKEN, ERP
    await office.until(timedelta(days=7))
    assert office.deliveries.counts() == {"erp": {"taken": 5}}


async def test_while_an_endpoint_is_down_it_is_asked_about_one_message_now_and_then(office: Office):
    office.endpoint.says = lambda message: NO_CONNECTION
    put(office.readings, *(message(place) for place in range(1_000)))
    await office.until(timedelta(hours=1))

    assert len(office.endpoint.tried) < TOGETHER + 30
    office.endpoint.says = lambda message: TAKEN
    await office.until(timedelta(hours=1, minutes=6))
    assert office.deliveries.counts() == {"erp": {"taken": 1_000}}


async def test_a_burst_that_failed_at_one_moment_keeps_an_endpoint_waiting_for_seconds_only(office: Office):
    office.endpoint.says = lambda message: NO_CONNECTION
    put(office.readings, *(message(place) for place in range(TOGETHER)))
    await office.until(timedelta(seconds=1))
    office.endpoint.says = lambda message: TAKEN
    await office.until(timedelta(seconds=15))
    assert office.deliveries.counts() == {"erp": {"taken": TOGETHER}}


async def test_one_that_says_that_it_is_gone_is_disabled_at_once(office: Office):
    office.endpoint.says = lambda message: GONE
    put(office.readings, message(1))
    await office.until(timedelta(hours=1))

    assert office.known.disabled == [("erp", "gone")]
    assert len(office.endpoint.tried) == 1


@pytest.mark.parametrize("status", [429, 503])
async def test_one_that_asks_for_time_is_left_alone_for_so_long(status: int, office: Office):
    office.endpoint.says = lambda message: Answer(5, status, retry_after=3_600)
    put(office.readings, message(1), message(2))
    await office.until(timedelta(minutes=59))
    assert len(office.endpoint.tried) == 2
    office.endpoint.says = lambda message: TAKEN
    await office.until(timedelta(minutes=61))

    assert office.endpoint.tried[2][1] - NOW == timedelta(hours=1)


async def test_nobody_is_left_alone_for_more_than_a_day(office: Office):
    office.endpoint.says = lambda message: Answer(5, 503, retry_after=1e9)
    put(office.readings, message(1))
    await office.until(timedelta(hours=25))

    assert office.endpoint.after("m1")[1] == timedelta(hours=24)


async def test_a_ticket_s_messages_come_one_after_the_other_and_others_do_not_wait(office: Office):
    office.courier.webhook = office.known.all[0] = replace(ERP, ordered=True)
    office.endpoint.says = lambda message: BROKEN if message == "m1" and office.clock() == NOW else TAKEN
    put(office.readings, message(1, "a"), message(2, "a"), message(3, "b"), message(4, "b"))
    await office.until(timedelta(minutes=1))

    assert [each for each, _ in office.endpoint.tried] == ["m1", "m3", "m4", "m1", "m2"]


async def test_nothing_is_delivered_while_it_is_paused(office: Office):
    office.courier.webhook = office.known.all[0] = replace(ERP, tells=False)
    put(office.readings, message(1))
    await office.until(timedelta(days=1))

    assert office.endpoint.tried == []
    assert office.deliveries.waiting() == {"erp": 1}


async def test_what_was_not_on_record_when_it_stopped_is_tried_again_under_the_same_id(office: Office):
    put(office.readings, message(1))
    stopped = Ledger(office.deliveries)

    async def never(came: object) -> None:
        raise TimeoutError

    stopped.write = never  # type: ignore[method-assign]
    courier = Courier(ERP, office.deliveries, stopped, office.known, office.endpoint, office.clock)
    with pytest.raises(TimeoutError):
        await courier.go()
    await office.until(timedelta(minutes=1))

    assert [each for each, _ in office.endpoint.tried] == ["m1", "m1"]


async def test_what_personal_data_is_told_besides_is_looked_up_at_each_try_and_not_kept(office: Office):
    bodies = list[bytes]()

    async def details(body: str, place: int, classes: Sequence[str]) -> str:
        return f'{{"place":{place},"contact":"{classes[0]}"}}'

    async def deliver(url: str, headers: Mapping[str, str], body: bytes, whose: str) -> Answer:
        bodies.append(body)
        return TAKEN

    office.endpoint.deliver = deliver  # type: ignore[method-assign]
    detailed = replace(ERP, details=("contact",))
    parts = office.deliveries, Ledger(office.deliveries), office.known, office.endpoint, office.clock
    put(office.readings, message(1))
    await Courier(detailed, *parts, details).go()

    assert bodies == [b'{"place":1,"contact":"contact"}']
    assert DeliveryLog(office.deliveries._store).body("m1") == '{"place":1}'


async def test_one_that_can_not_be_tried_costs_no_other_its_answer(office: Office):
    async def details(body: str, place: int, classes: Sequence[str]) -> str:
        if place == 2:
            raise StoreUnavailable("the log does not answer")
        return body

    detailed = replace(ERP, details=("contact",))
    parts = office.deliveries, Ledger(office.deliveries), office.known, office.endpoint, office.clock
    put(office.readings, message(1), message(2), message(3))
    with pytest.raises(StoreUnavailable):
        await Courier(detailed, *parts, details).go()

    assert office.deliveries.counts() == {"erp": {"taken": 2, "waiting": 1}}
    await office.until(timedelta(minutes=1))
    assert sorted(each for each, _ in office.endpoint.tried) == ["m1", "m2", "m3"]
