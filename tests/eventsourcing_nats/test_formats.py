"""What stands in the stream is frozen for ever: subjects, headers and bodies, byte for byte (docs/formats.md)."""

import base64
import json

import pytest

from eventsourcing_nats import EventLog, LoggedEvent, NewEvent, Unit, ancestry, subjects

pytestmark = pytest.mark.library


async def stored(log: EventLog, sequence: int) -> tuple[str, list[str], bytes]:
    """Subject, header lines and body of a message as the broker keeps it."""
    query = json.dumps({"seq": sequence}).encode()
    answer = await log._reading.read(f"$JS.API.STREAM.MSG.GET.{log.stream}", query)
    message = json.loads(answer.data)["message"]
    lines = base64.b64decode(message["hdrs"]).decode().split("\r\n")
    return message["subject"], [line for line in lines if line], base64.b64decode(message.get("data", ""))


def event(version: int, name: str = "ticket-202405-00123") -> NewEvent:
    return NewEvent(name, version, "ticket-opened", b'{"\xe5\xb7\xa5": 1}\x00', f"{name}/{version}")


async def test_the_first_event_and_the_second(log: EventLog, settings):
    [tip] = await log.append([Unit((event(1),))])
    await log.append([Unit((event(2),), tip)])
    subject = f"{settings.prefix}.{subjects.partition('ticket-202405-00123'):02d}.ticket.202405-00123"
    assert await stored(log, 1) == (
        subject,
        [
            "NATS/1.0",
            "Nats-Msg-Id: ticket-202405-00123/1",
            "Es-Topic: ticket-opened",
            "Es-Version: 1",
            "Nats-Expected-Last-Subject-Sequence: 0",
        ],
        b'{"\xe5\xb7\xa5": 1}\x00',
    )
    assert (await stored(log, 2))[1][3:] == [
        "Es-Version: 2",
        "Es-Ancestors: 1",
        "Nats-Expected-Last-Subject-Sequence: 1",
    ]


async def test_a_batch_has_the_expectation_on_each_aggregates_first_event(log: EventLog):
    [tip] = await log.append([Unit((event(1),))])
    await log.append([Unit((event(2), event(3)), tip), Unit((event(1, "b"),))])
    second, third, other = [(await stored(log, n))[1] for n in (2, 3, 4)]
    assert second[1].startswith("Nats-Batch-Id: ")
    assert second[2:] == [
        "Nats-Batch-Sequence: 1",
        "Nats-Msg-Id: ticket-202405-00123/2",
        "Es-Topic: ticket-opened",
        "Es-Version: 2",
        "Es-Ancestors: 1",
        "Nats-Expected-Last-Subject-Sequence: 1",
    ]
    assert third[2:] == [
        "Nats-Batch-Sequence: 2",
        "Nats-Msg-Id: ticket-202405-00123/3",
        "Es-Topic: ticket-opened",
        "Es-Version: 3",
        "Es-Ancestors: 1,-1",
    ]
    assert other[2:] == [
        "Nats-Batch-Sequence: 3",
        "Nats-Msg-Id: b/1",
        "Es-Topic: ticket-opened",
        "Es-Version: 1",
        "Nats-Expected-Last-Subject-Sequence: 0",
        "Nats-Batch-Commit: 1",
    ]


def test_ancestors_are_the_last_64_oldest_first():
    assert ancestry.written((), 0) == ""
    assert ancestry.written((10, 12), 2) == "10,12,-2,-1"
    assert ancestry.absolute("10,12,-2,-1", 20) == (10, 12, 18, 19)
    assert ancestry.absolute("", 20) == ()
    full = ancestry.written(tuple(range(1, 65)), 2)
    assert full.startswith("3,4,")
    assert full.endswith(",64,-2,-1")
    assert len(ancestry.absolute(full, 100)) == 64


async def test_all_three_ways_of_reading_give_the_same_event(log: EventLog):
    await log.append([Unit((event(1), event(2)))])
    [first, second], _ = await log.load("ticket-202405-00123")
    followed: list[LoggedEvent] = [found async for batch in log.follow(until=2) for found in batch]
    assert [first, second] == [await log.at(1), await log.at(2)] == followed == await log.page(1, 9)
    assert second.ancestors == (1,)


@pytest.mark.parametrize("length", [0, 1, 100_000])
async def test_a_body_comes_back_untouched(log: EventLog, length):
    body = bytes(n % 251 for n in range(length))
    await log.append([Unit((NewEvent("a", 1, "主题 with spaces", body, "id 1"),))])
    [found], _ = await log.load("a")
    assert (found.state, found.topic, found.event_id) == (body, "主题 with spaces", "id 1")
    assert await log.last("a") == found
    assert [batch async for batch in log.follow(until=1)] == [[found]]
