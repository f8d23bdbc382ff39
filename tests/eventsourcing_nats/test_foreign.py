"""Messages that are no events stand among an aggregate's events: they are left out, and it is read and written on."""

import pytest

from eventsourcing_nats import EventLog, LogGap, StaleTip, Unit, subjects
from eventsourcing_nats.broker.connection import Connection

pytestmark = pytest.mark.library


@pytest.fixture
async def spoil(settings):
    """Publishes what is no event on the subject of an aggregate."""
    connection = await Connection.open(settings, "test")

    async def publish(aggregate_id: str, headers: dict[str, str] | None = None) -> None:
        await connection.client.request(subjects.subject(settings.prefix, aggregate_id), b"hello", headers=headers)

    yield publish
    await connection.close()


@pytest.mark.parametrize("fresh", [False, True])
async def test_a_history_is_read_without_them(log: EventLog, make, spoil, fresh):
    tip = await make.grow(log, "a", 2)
    await spoil("a")
    history, found = await log.load("a", fresh=fresh)
    assert [event.sequence for event in history] == [1, 2]
    assert (found.sequence, found.ancestors, found.expected) == (2, (1,), 3)
    assert await log.tip("a") == found
    assert tip.expected == 2


async def test_it_is_written_on_behind_them_and_versions_stay_as_they_were(log: EventLog, make, spoil):
    await make.grow(log, "a", 2)
    for _ in range(2):
        await spoil("a")
    _, tip = await log.load("a", fresh=True)
    [tip] = await log.append([make.unit("a", tip)])
    await log.append([make.unit("a", tip)])
    await spoil("a")
    history, tip = await log.load("a")
    assert [(event.version, event.sequence) for event in history] == [(1, 1), (2, 2), (3, 5), (4, 6)]
    assert tip.ancestors == (1, 2, 5)


async def test_who_did_not_see_it_yet_is_told_to_load_again(log: EventLog, make, spoil):
    tip = await make.grow(log, "a", 2)
    await spoil("a")
    with pytest.raises(StaleTip):
        await log.append([make.unit("a", tip)])
    with pytest.raises(StaleTip):
        await log.append([make.unit("b"), make.unit("a", tip)])


async def test_an_aggregate_that_is_nothing_else_is_begun_behind_it(log: EventLog, make, spoil):
    await spoil("a")
    history, tip = await log.load("a", fresh=True)
    assert (history, tip.exists, tip.expected) == ([], False, 1)
    with pytest.raises(StaleTip):
        await log.append([make.unit("a")])
    await log.append([make.unit("a", tip)])
    history, tip = await log.load("a")
    assert [(event.version, event.sequence, event.ancestors) for event in history] == [(0, 2, ())]
    assert tip.exists


async def test_the_same_append_again_is_found_though_something_else_stands_behind_it(log: EventLog, make, spoil):
    await make.grow(log, "a", 1)
    _, before = await log.load("a")
    unit = make.unit("a", before)
    [tip] = await log.append([unit])
    await spoil("a")
    [again] = await log.append([unit])
    assert (again, again.found) == (tip, True)


async def test_a_category_is_read_without_them(log: EventLog, make, spoil):
    await spoil("staff-probe")
    await make.grow(log, "staff-1", 2)
    await spoil("staff-1")
    await make.grow(log, "staff-2", 1)
    assert [event.sequence for event in await log.category("staff")] == [2, 3, 5]


async def test_a_hole_among_the_versions_is_still_refused(log: EventLog, spoil):
    for version, ancestors in [(1, ""), (3, "1")]:
        headers = {"Nats-Msg-Id": f"a{version}", "Es-Topic": "t", "Es-Version": str(version)}
        await spoil("a", headers | ({"Es-Ancestors": ancestors} if ancestors else {}))
    await spoil("a")
    with pytest.raises(LogGap, match="history of a "):
        await log.load("a")


async def test_two_writers_behind_it_still_cannot_both_win(log: EventLog, make, spoil):
    await make.grow(log, "a", 1)
    await spoil("a")
    _, tip = await log.load("a", fresh=True)
    first, second = make.unit("a", tip), Unit(tuple(make.events("a", 2, 1)), tip)
    await log.append([first])
    with pytest.raises(StaleTip):
        await log.append([second])
