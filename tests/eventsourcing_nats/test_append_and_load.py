"""What is appended is loaded again, whole and in order."""

import asyncio
from dataclasses import replace

import pytest

from eventsourcing_nats import AppendTooLarge, EventLog, EventTooLarge, StaleTip, StoredBefore, StoredElsewhere, Unit

pytestmark = pytest.mark.library


async def test_an_event_comes_back_as_it_went_in(log: EventLog, make):
    [event] = make.events("ticket-202405-00001", 1)
    [tip] = await log.append([Unit((event,))])
    history, loaded = await log.load("ticket-202405-00001")
    assert loaded == tip
    [found] = history
    assert (found.aggregate_id, found.version, found.topic) == (event.aggregate_id, 1, "happened")
    assert (found.state, found.event_id, found.sequence) == (event.state, event.event_id, 1)
    assert found.subject.endswith(".ticket.202405-00001")
    assert found.time.utcoffset().total_seconds() == 0
    assert await log.last("ticket-202405-00001") == await log.at(1) == found
    assert await log.end() == 1


async def test_what_does_not_exist_is_empty(log: EventLog):
    assert await log.load("nobody") == ([], None)
    assert await log.last("nobody") is None
    assert await log.at(1) is None
    assert await log.end() == 0


@pytest.mark.parametrize("count", [2, 64, 65, 130])
async def test_histories_of_any_length_load_whole(log: EventLog, make, count):
    await make.grow(log, "other", 3)
    tip = await make.grow(log, "long", count)
    history, loaded = await log.load("long")
    assert [event.version for event in history] == list(range(1, count + 1))
    assert loaded == tip
    assert len(tip.ancestors) == min(count - 1, 64)


async def test_several_events_of_one_aggregate_stay_together(log: EventLog, make):
    tip = await make.grow(log, "a", 2)
    [tip] = await log.append([make.unit("a", tip, 80)])
    [tip] = await log.append([make.unit("a", tip, 3)])
    history, loaded = await log.load("a")
    assert [event.version for event in history] == list(range(1, 86))
    assert [event.sequence for event in history] == list(range(1, 86))
    assert loaded == tip
    assert history[3].ancestry == "1,2,-1"


async def test_a_stale_tip_stores_nothing(log: EventLog, make):
    old = await make.grow(log, "a", 1)
    await log.append([make.unit("a", old)])
    with pytest.raises(StaleTip) as caught:
        await log.append([make.unit("a", old)])
    assert caught.value.aggregate_ids == ("a",)
    with pytest.raises(StaleTip):
        await log.append([make.unit("a", None)])
    assert await log.end() == 2


async def test_of_racing_appends_exactly_one_wins(log: EventLog, make):
    tip = await make.grow(log, "a", 1)
    outcomes = await asyncio.gather(
        *(log.append([make.unit("a", tip, 1 + n % 2)]) for n in range(10)), return_exceptions=True
    )
    assert len([outcome for outcome in outcomes if isinstance(outcome, list)]) == 1
    assert len([outcome for outcome in outcomes if isinstance(outcome, StaleTip)]) == 9


async def test_several_aggregates_are_appended_together_or_not_at_all(log: EventLog, make):
    a, b = await log.append([make.unit("a"), make.unit("b", None, 2)])
    await log.append([make.unit("b", b)])
    with pytest.raises(StaleTip) as caught:
        await log.append([make.unit("a", a), make.unit("b", b), make.unit("c")])
    assert caught.value.aggregate_ids == ("b",)
    assert await log.end() == 4
    assert await log.load("c") == ([], None)


async def test_appending_the_same_again_gives_the_same_tips(log: EventLog, make):
    single, several = make.unit("a"), [make.unit("b", None, 3), make.unit("c")]
    first = await log.append([single])
    firsts = await log.append(several)
    assert await log.append([single]) == first
    assert await log.append(several) == firsts
    await log.append([make.unit("b", firsts[0], 70)])
    assert await log.append(several) == firsts
    assert await log.end() == 75


async def test_an_event_id_known_from_another_aggregate_is_told_apart(log: EventLog, make):
    [event] = make.events("a", 1)
    await log.append([Unit((event,))])
    with pytest.raises(StoredElsewhere) as caught:
        await log.append([Unit((replace(event, aggregate_id="b"),))])
    assert (caught.value.sequence, caught.value.event_id) == (1, event.event_id)
    assert await log.load("b") == ([], None)


async def test_a_batch_with_an_event_id_known_from_another_aggregate_is_refused(log: EventLog, make):
    """The broker doesn't say which event of a batch it knows, nor where; the loser is not told apart from a stale one."""
    [event] = make.events("a", 1)
    await log.append([Unit((event,))])
    async with asyncio.timeout(5):  # at once, not when the patience of 10 s has run out
        with pytest.raises(StaleTip):
            await log.append([make.unit("c"), Unit((replace(event, aggregate_id="b"),))])
    assert await log.end() == 1


async def test_the_id_of_an_earlier_event_of_the_same_aggregate_is_told_at_once(log: EventLog, make):
    [event] = make.events("a", 1)
    [tip] = await log.append([Unit((event,))])
    again = replace(event, version=2)
    async with asyncio.timeout(2):  # at once, not when the patience of 10 s has run out
        with pytest.raises(StoredBefore, match=f"event {event.event_id} is stored already, as version 1 of a"):
            await log.append([Unit((again,), tip)])
        with pytest.raises(StoredBefore) as caught:
            await log.append([make.unit("b"), Unit((again, *make.events("a", 3)), tip)])
    assert (caught.value.event_id, caught.value.aggregate_id, caught.value.version) == (event.event_id, "a", 1)
    assert await log.end() == 1


async def test_a_batch_of_which_a_part_is_stored_on_its_own_aggregate_is_stale(log: EventLog, make):
    unit = make.unit("a")
    await log.append([unit])
    with pytest.raises(StaleTip):
        await log.append([unit, make.unit("b")])
    assert await log.end() == 1


async def test_eight_writers_at_once_do_not_disturb_each_other(log: EventLog, make):
    await asyncio.gather(*(make.grow(log, f"writer-{n}", 25) for n in range(8)))
    for n in range(8):
        history, _ = await log.load(f"writer-{n}")
        assert [event.version for event in history] == list(range(1, 26))


async def test_an_event_too_large_is_refused_and_the_largest_is_stored(log: EventLog, make):
    [event] = make.events("a", 1)
    largest = type(event)("a", 1, "x" * 200, bytes(log.max_event), event.event_id)
    await log.append([Unit((largest,))])
    assert (await log.load("a"))[0][0].state == largest.state
    with pytest.raises(EventTooLarge, match="event 1 of b"):
        await log.append([Unit((type(event)("b", 1, "x", bytes(log.max_event + 1), "id"),))])


async def test_what_makes_no_sense_is_refused_before_it_is_sent(log: EventLog, make):
    tip = await make.grow(log, "a", 1)
    same = make.events("b", 1)
    with pytest.raises(ValueError, match="does not follow version 1"):
        await log.append([Unit(make.events("a", 3), tip)])
    with pytest.raises(ValueError, match="does not follow nothing"):
        await log.append([Unit(make.events("b", 2))])
    with pytest.raises(ValueError, match="consecutive"):
        await log.append([Unit(make.events("b", 1) + make.events("b", 3))])
    with pytest.raises(ValueError, match="at least one event"):
        Unit(())
    with pytest.raises(ValueError, match="only once"):
        await log.append([Unit(same), Unit((replace(same[0], aggregate_id="c"),))])
    with pytest.raises(ValueError, match="one aggregate"):
        Unit(make.events("b", 1) + make.events("c", 2))
    with pytest.raises(ValueError, match="at most one unit"):
        await log.append([make.unit("b"), make.unit("b")])
    for topic in ("", " padded", "two\nlines", "x" * 1025):
        with pytest.raises(ValueError, match="topic"):
            await log.append([Unit((replace(same[0], topic=topic),))])
    with pytest.raises(AppendTooLarge, match="1001 events"):
        await log.append([make.unit("b", None, 1001)])
    assert await log.append([]) == []
    assert await log.end() == 1


NONSENSE = {
    "page from 0": (lambda log: log.page(0, 5), "first is 0: it must be 1 or more"),
    "page of 0": (lambda log: log.page(1, 0), "count is 0: it must be 1 or more"),
    "at 0": (lambda log: log.at(0), "sequence is 0"),
    "every category": (lambda log: log.category("*"), "category '\\*'"),
    "no category": (lambda log: log.category(""), "category ''"),
    "a category and more": (lambda log: log.category("a.b"), "category 'a.b'"),
}


@pytest.mark.parametrize(("ask", "why"), NONSENSE.values(), ids=NONSENSE)
async def test_what_can_be_nowhere_is_not_asked_for(log: EventLog, make, ask, why):
    await make.grow(log, "a", 1)
    with pytest.raises(ValueError, match=why):
        await asyncio.wait_for(ask(log), 2)


@pytest.mark.parametrize("wrong", [{"after": -1}, {"max_batch": 0}, {"poll": 0}], ids=str)
async def test_what_can_not_be_followed_is_refused_at_the_call(log: EventLog, wrong):
    with pytest.raises(ValueError, match=f"{next(iter(wrong))} is "):
        log.follow(**wrong)


async def test_the_aggregates_without_a_category_are_read_together(log: EventLog, make):
    await make.grow(log, "plain", 1)
    await make.grow(log, "policy-a", 1)
    assert [event.aggregate_id for event in await log.category("_")] == ["plain"]


async def test_the_aggregates_of_one_category_are_read_together_and_those_of_no_other(log: EventLog, make):
    assert await log.category("policy") == []
    await make.grow(log, "ticket-1", 3)
    first = await make.grow(log, "policy-handbook", 2)
    await make.grow(log, "policies-1", 1)
    await make.grow(log, "policy-appliance", 1)
    await log.append([make.unit("policy-handbook", first)])
    found = [(event.aggregate_id, event.version) for event in await log.category("policy")]
    assert found == [("policy-handbook", 1), ("policy-handbook", 2), ("policy-appliance", 1), ("policy-handbook", 3)]


async def test_a_category_of_more_than_one_answer_is_read_whole(log: EventLog, make):
    await make.grow(log, "policy-a", 2_100)
    assert [event.version for event in await log.category("policy")] == list(range(1, 2_101))
