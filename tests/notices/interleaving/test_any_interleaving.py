"""Whatever two processes do, wherever they stand still or are killed: each notice comes in one letter, or its end is on record."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from consumers.notices.delivering import taking
from domain.notices.events import NoticeDigested, NoticeOutcomeUnknown, NoticeRequested, NoticeResent
from domain.notices.vocabulary import PARTING
from domain.record.envelope import Recorded
from tests.notices.interleaving.department import ITEMS, Department
from tests.notices.showing import shown
from tests.trying import tries

Move = tuple[str, int, int, int]
"""What comes next, where, how often or which one, and how it goes."""
HOMES, HOW = st.integers(0, 1), st.sampled_from((0, 0, 0, 0, 0, 1, 2, 3, 4))
MOVES = st.tuples(
    st.sampled_from(("goes-on",) * 6 + ("happens", "dies", "forgets", "takes-over", "time", "moves", "again")),
    HOMES,
    st.integers(0, 7),
    HOW,
)
TOGETHER: list[Move] = [("happens", 0, 1, 0), ("happens", 0, 1, 1), ("time", 0, 0, 0)]
"""Two that are due in one letter."""


def all_at(home: int, how: int) -> list[Move]:
    """What is due there, all of it, as far as it goes."""
    return [("goes-on", home, 7, how), ("goes-on", home, 7, how)]


def news_at(home: int, how: int) -> list[Move]:
    """The other tells people from now on, and there is more to tell."""
    return [("takes-over", home, 0, how), ("happens", home, 1, how), ("time", 0, 0, how)]


def overtaken(home: int, steps: int, how: int) -> list[Move]:
    """It stands still in the midst of a letter, and the other tells of that and of more."""
    return [*TOGETHER, ("goes-on", home, steps, how), *news_at(1 - home, how), *all_at(1 - home, 0)]


def parted(home: int, steps: int, how: int) -> list[Move]:
    """What was to go in one letter goes to two addresses by the time that it is tried again, and the other takes over."""
    again: list[Move] = [("moves", home, 0, 0), ("time", home, 0, 0), ("goes-on", home, steps, how)]
    return [*TOGETHER, *all_at(home, 1), *again, ("takes-over", 1 - home, 0, how)]


STEPS = st.integers(0, 7)
SCENES = st.one_of(
    MOVES.map(lambda move: [move]),
    st.builds(overtaken, HOMES, STEPS, HOW),
    st.builds(parted, HOMES, STEPS, HOW),
    st.builds(all_at, HOMES, HOW),
    st.builds(news_at, HOMES, HOW),
)
PLAYS = st.lists(SCENES, max_size=8).map(lambda scenes: [move for scene in scenes for move in scene])


@pytest.fixture(autouse=True)
def nothing_waits(monkeypatch: pytest.MonkeyPatch):
    """No threads and no pauses: a process goes on until it comes to its gate."""

    async def inline(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    monkeypatch.setattr(asyncio, "to_thread", inline)
    monkeypatch.setattr(taking, "_AGAIN", 0.0)


async def played(moves: list[Move]) -> list[object]:
    """What does not hold at the end."""
    department = Department()
    try:
        for move in moves:
            await _moved(department, *move)
        await department.ends()
        return [wrong async for wrong in _wrong(department)]
    finally:
        await department.closes()


def _moved(department: Department, what: str, home: int, which: int, how: int) -> Awaitable[None]:
    match what:
        case "goes-on":
            return department.goes_on_for(home, which, how)
        case "again":
            return department.asked_for_anew(which)
        case "happens":
            return department.happens(ITEMS[how % 2], held=which % 4 > 0)
        case "dies":
            return department.dies(home, how)
        case "takes-over":
            return department.takes_over(home, how)
        case "forgets":
            return department.forgets(how)
        case "time":
            return department.time_passes(how)
        case _:
            return department.moves(which)


async def _wrong(department: Department) -> AsyncIterator[object]:
    """Each came once, or not at all with an end on record; more often only as its kind says; nothing is left over."""
    rows = await shown(department.store, department.view)
    histories = {key: (await department.store.load(key)).events for key in rows}
    for item in department.items:
        letters = [key for key, events in histories.items() if item in _holds_what(key, events)]
        came = sum(department.letters.count(key) for key in letters)
        again = sum(_sent_again(histories[key]) for key in letters)
        if came > 1 + again:
            yield "came too often", item, [_types(histories[key]) for key in letters]
        row = rows[item]
        stands = rows[f"notice-{row['digest']}"] if row["status"] == "digested" else row
        if stands["status"] not in ("sent", "unknown", "failed", "lapsed"):
            yield "no end", item, _types(histories[item])
        if stands is not row and stands["why"] in PARTING:
            yield "not parted", item, _types(histories[item])
        if not came and stands["status"] == "sent":
            yield "never came", item, _types(histories[item])
    for key, row in rows.items():
        if row["status"] == "requested":
            yield "left over", key
    for key in department.deliveries[department.holder].known():
        yield "known still", key


def _holds_what(key: str, events: tuple[Recorded, ...]) -> tuple[str, ...]:
    first = events[0].event
    assert isinstance(first, NoticeRequested)
    return first.items or (key,)


def _sent_again(events: tuple[Recorded, ...]) -> int:
    """How often it was asked for anew because nobody knew whether it arrived."""
    doubts = (isinstance(one.event, NoticeOutcomeUnknown) for one in events)
    return sum(
        doubt and isinstance(after.event, NoticeResent) for doubt, after in zip(doubts, events[1:], strict=False)
    )


def _types(events: tuple[Recorded, ...]) -> list[str]:
    return [one.envelope.type for one in events]


@given(PLAYS)
@settings(
    max_examples=tries(25), deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@example([*TOGETHER, ("goes-on", 0, 0, 0), *news_at(1, 0), *all_at(1, 0)])
@example([*TOGETHER, ("goes-on", 0, 1, 0), *news_at(1, 0), *all_at(1, 0)])
@example([*TOGETHER, ("goes-on", 0, 3, 1), ("moves", 0, 0, 0), ("time", 0, 0, 0), *all_at(0, 0)])
def test_each_notice_comes_in_one_letter_or_its_end_is_on_record(moves: list[Move]):
    assert asyncio.run(played(moves)) == []


@pytest.mark.slow
@given(PLAYS)
@settings(max_examples=5_000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@pytest.mark.timeout(1800)
def test_whatever_happens_in_long(moves: list[Move]):
    assert asyncio.run(played(moves)) == []


def test_a_letter_that_holds_two_is_what_is_played_here():
    """Else all of this would be about letters of one."""

    async def plays() -> None:
        department = Department()
        for move in TOGETHER:
            await _moved(department, *move)
        await department.ends()
        digested = [
            one
            for key in department.items
            for one in (await department.store.load(key)).events
            if isinstance(one.event, NoticeDigested)
        ]
        assert (len(digested), len(department.letters)) == (2, 1)
        await department.closes()

    asyncio.run(plays())
