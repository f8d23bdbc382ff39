"""What is asked of the read models at one moment is found in one look, and each gets the answer to their own."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Connection

from api.tables.reading import fetch
from api.tickets.sending.together import Together
from projections.store import ReadStore


@pytest.fixture
def store() -> Iterator[ReadStore]:
    with closing(ReadStore.in_memory()) as made:
        yield made


def find(connection: Connection, asked: Sequence[str]) -> dict[str, str]:
    """Everything but ``nothing``; fails at ``broken``."""
    if "broken" in asked:
        raise ValueError("broken")
    return {said: f"found {said}" for said in asked if said != "nothing"}


async def test_one_is_found_at_once(store: ReadStore):
    assert await Together(find).find(store, "a") == "found a"


async def test_each_gets_the_answer_to_their_own_and_a_hundred_share_a_look(
    store: ReadStore, monkeypatch: pytest.MonkeyPatch
):
    looks = list[ReadStore]()

    async def counted(read: ReadStore, query: Callable[[Connection], Any]) -> Any:
        looks.append(read)
        return await fetch(read, query)

    monkeypatch.setattr("api.tickets.sending.together.fetch", counted)
    together = Together(find)
    said = [*(f"c{place}" for place in range(150)), "nothing"]
    answers = await asyncio.gather(*(together.find(store, each) for each in said))
    assert answers == [*(f"found c{place}" for place in range(150)), None]
    assert len(looks) == 2


async def test_what_fails_is_told_to_those_of_that_look_and_the_next_is_tried_anew(store: ReadStore):
    together = Together(find)
    with pytest.raises(ValueError, match="broken"):
        await together.find(store, "broken")
    assert await together.find(store, "b") == "found b"


async def test_who_goes_away_takes_no_answer_from_others(store: ReadStore):
    together = Together(find)
    gone, other = (asyncio.create_task(together.find(store, each)) for each in ("gone", "other"))
    await asyncio.sleep(0)
    gone.cancel()
    assert await other == "found other"
