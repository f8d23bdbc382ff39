"""Read models that another process feeds are read here as it says of them."""

import asyncio
import pickle
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from projections.errors import NotReadable
from projections.running.heard import Heard
from projections.running.shown import Snapshot

NOW = datetime(2024, 5, 1, tzinfo=UTC)


class Ending:
    """A log that ends where the test says."""

    at = 5

    async def end(self) -> int:
        return self.at

    def follow(self, after: int = 0, *, until: int | None = None) -> AsyncIterator[Any]:
        raise AssertionError("nobody reads it here")


def heard() -> Heard:
    return Heard(Ending(), None, lambda: NOW)  # pyright: ignore[reportArgumentType]


def at(position: int, **held: tuple[str, dict[str, object]]) -> Snapshot:
    return Snapshot(True, {"register": (position, NOW), "tasks": (position, NOW)}, held)


async def test_who_waits_is_told_as_soon_as_the_other_process_is_there():
    models = heard()
    waiting = asyncio.create_task(models.wait_for(5, 5, "register"))
    await models.hear(at(4))
    await asyncio.sleep(0)
    assert not waiting.done()
    await models.hear(at(5))
    assert await waiting
    assert models.pulses["register"].position == 5


async def test_nothing_is_readable_before_it_is_known_to_be():
    models = heard()
    assert not await models.wait_for(0, 0.01, "register")
    await models.hear(at(0))
    assert await models.wait_for(0, 0.01, "register")


async def test_what_is_being_built_there_can_not_be_read_here_until_it_is():
    models = heard()
    await models.hear(at(5, register=("being-built", {"name": "register", "done": 3, "total": 9})))
    with pytest.raises(NotReadable) as caught:
        await models.require("register")
    assert caught.value.details["done"] == 3
    assert not await models.wait_for(5, 0.01, "register")
    await models.require("tasks")
    await models.hear(at(5))
    await models.require("register")


async def test_how_old_what_they_show_may_be_is_measured_by_where_the_log_ends():
    models = heard()
    await models.hear(at(4))
    looking = asyncio.create_task(models.look())
    await asyncio.sleep(0.01)
    assert models.pulses["register"].lag_events == 1
    assert models.age("register") > 1e9
    await models.hear(at(5))
    assert models.age("register") < 1
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)


async def test_a_snapshot_is_what_another_hears():
    one, other = heard(), heard()
    await one.hear(at(5, tasks=("newer-version", {"name": "tasks", "stored": 9, "current": 8})))
    await other.hear(pickle.loads(pickle.dumps(one.snapshot)))  # noqa: S301 -- ours
    assert other.snapshot == one.snapshot


async def test_one_that_has_just_begun_and_does_not_know_yet_changes_nothing():
    models = heard()
    await models.hear(at(5, tasks=("newer-version", {"name": "tasks", "stored": 9, "current": 8})))
    before = models.snapshot
    await models.hear(Snapshot())
    assert models.snapshot == before
