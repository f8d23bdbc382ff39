"""One lease, several processes: one holds it at a time, another takes it after a silence, nobody who lost it is sure of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from consumers.leases.lease import Lease, Pace, Tenure, alone
from consumers.leases.words import Said, Word
from domain.refusals import StoreUnavailable

PACE = Pace(every=0.01, sure=0.2, silence=0.4)


class Words:
    """A board in memory; away while ``away``, and deaf to answers while ``mute``: what is said stands there."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.away = self.mute = False

    async def last(self) -> Said | None:
        if self.away:
            raise StoreUnavailable("away")
        return Said(self.words[-1], len(self.words)) if self.words else None

    async def say(self, word: Word, after: int) -> int | None:
        if self.away:
            raise StoreUnavailable("away")
        if after != len(self.words):
            return None
        self.words.append(word)
        if self.mute:
            self.mute = False
            raise StoreUnavailable("no answer")
        return len(self.words)


@pytest.fixture
def words() -> Words:
    return Words()


@asynccontextmanager
async def kept(lease: Lease, *, lets_go: bool = False) -> AsyncIterator[asyncio.Task[None]]:
    keeping = asyncio.create_task(lease.keep())
    try:
        yield keeping
    finally:
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
        if lets_go:
            await lease.let_go()


async def gained(lease: Lease, within: float = 2.0) -> Tenure:
    return await asyncio.wait_for(lease.gained(), within)


async def never_gained(lease: Lease, within: float) -> None:
    with pytest.raises(TimeoutError):
        await gained(lease, within)


async def test_the_first_has_it_at_once_and_the_second_waits(words: Words):
    one, two = Lease("x", words, "home-1", PACE), Lease("x", words, "home-2", PACE)
    async with kept(one), kept(two):
        assert await gained(one, 0.1) == Tenure(None, False, one._tenure.lost)  # type: ignore[union-attr]
        await never_gained(two, 0.8)
        assert (one.holds, two.holds) == (True, False)


async def test_who_stops_lets_it_go_and_the_other_need_not_wait(words: Words):
    one, two = Lease("x", words, "home-1", PACE), Lease("x", words, "home-2", PACE)
    async with kept(one, lets_go=True):
        await gained(one)
        one.note = "as far as 7"
        await asyncio.sleep(0.05)
    async with kept(two):
        tenure = await gained(two, 0.2)
    assert tenure.before is not None
    assert (tenure.before.holder, tenure.before.note, tenure.ours) == ("home-1", "as far as 7", False)


async def test_the_killed_is_followed_after_the_silence_and_not_before(words: Words):
    one, two = Lease("x", words, "home-1", PACE), Lease("x", words, "home-2", PACE)
    async with kept(one):
        await gained(one)
    async with kept(two):
        await never_gained(two, 0.3)
        assert not (await gained(two, 0.5)).ours


async def test_the_same_home_goes_on_at_once(words: Words):
    async with kept(first := Lease("x", words, "home-1", PACE)):
        await gained(first)
    async with kept(again := Lease("x", words, "home-1", PACE)):
        assert (await gained(again, 0.1)).ours


async def test_who_stood_still_is_not_sure_of_it_and_then_finds_it_lost(words: Words):
    one, two = Lease("x", words, "home-1", PACE), Lease("x", words, "home-2", PACE)
    keeping = asyncio.create_task(one.keep())
    tenure = await gained(one)
    keeping.cancel()
    await asyncio.sleep(PACE.sure)
    assert not one.holds
    async with kept(two):
        await gained(two)
        going_on = asyncio.create_task(one._hold())  # pyright: ignore[reportPrivateUsage]
        await asyncio.wait_for(tenure.lost.wait(), 1)
        await going_on
        assert (one.holds, two.holds) == (False, True)


async def test_a_copied_home_does_not_take_it_back_and_forth(words: Words):
    one, two = Lease("x", words, "home-1", PACE), Lease("x", words, "home-1", PACE)
    async with kept(one):
        await gained(one)
        async with kept(two):
            await gained(two)
            await asyncio.sleep(0.1)
            assert (one.holds, two.holds) == (False, True)
            await never_gained(one, 0.6)


async def test_servers_that_are_away_for_long_take_it_from_nobody(words: Words):
    one, two = Lease("x", words, "home-1", PACE), Lease("x", words, "home-2", PACE)
    async with kept(one), kept(two):
        tenure = await gained(one)
        words.away = True
        await asyncio.sleep(PACE.silence + 0.1)
        assert not one.holds
        words.away = False
        await asyncio.sleep(0.1)
        assert (one.holds, two.holds, tenure.lost.is_set()) == (True, False, False)


async def test_a_measure_tells_who_is_sure_of_it(words: Words):
    async with kept(lease := Lease("measured", words, "home-1", PACE)):
        await gained(lease)
        async with asyncio.timeout(5):
            while measured() != 1:  # noqa: ASYNC110 -- between two words that came late it is not sure
                await asyncio.sleep(0.01)
        words.away = True
        await asyncio.sleep(PACE.sure + 0.1)
        assert measured() == 0


def measured() -> float | None:
    return REGISTRY.get_sample_value("gongdan_lease_held", {"lease": "measured"})


async def test_servers_that_refuse_are_told_of_once(words: Words):
    words.away = True
    with capture_logs() as told:
        async with kept(lease := Lease("x", words, "home-1", PACE)):
            await never_gained(lease, 0.1)
            words.away = False
            await gained(lease)
    assert [each["event"] for each in told].count("lease_not_known") == 1


async def test_an_answer_that_was_lost_loses_nothing(words: Words):
    lease = Lease("x", words, "home-1", PACE)
    async with kept(lease):
        tenure = await gained(lease)
        words.mute = True
        await asyncio.sleep(0.1)
        assert lease.holds
        assert not tenure.lost.is_set()


async def test_whose_first_answer_was_lost_knows_whom_they_follow(words: Words):
    words.words.append(Word("home-1", "0a", "as far as 7", given_up=True))
    words.mute = True
    async with kept(lease := Lease("x", words, "home-2", PACE)):
        tenure = await gained(lease)
    assert (tenure.before, tenure.ours) == (words.words[0], False)


async def test_work_is_cut_off_where_the_lease_is_lost_and_begun_anew_where_it_is_gained(words: Words):
    lease, done = Lease("x", words, "home-1", PACE), list[str]()

    async def work(tenure: Tenure) -> None:
        done.append("begun")
        try:
            await asyncio.sleep(60)
        finally:
            done.append("ended")

    async with kept(lease):
        working = asyncio.create_task(alone(lease, work))
        await gained(lease)
        await asyncio.sleep(0.05)
        words.words.append(Word("home-2", "0b"))
        for _ in range(100):
            if done == ["begun", "ended", "begun"]:
                break
            await asyncio.sleep(0.02)
        assert done == ["begun", "ended", "begun"]
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
    assert done[-1] == "ended"


def test_a_word_that_cannot_be_read_is_nobodys():
    assert Word.of_json(b"hello") == Word("", "")
    word = Word("home-1", "0a", "as far as 7", given_up=True)
    assert Word.of_json(word.as_json()) == word
