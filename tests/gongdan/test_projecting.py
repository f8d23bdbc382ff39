"""Tables that stopped are called stopped until they go again, not only between two tries."""

import asyncio

import pytest

from gongdan.service import projecting
from gongdan.service.projecting import Projecting
from projections.errors import LogGap


class Told:
    """A runner that fails as often as the test says, and then runs."""

    def __init__(self, failures: int) -> None:
        self.left = failures

    async def run(self) -> None:
        await asyncio.sleep(0.02)
        if self.left:
            self.left -= 1
            raise LogGap(6, 0)
        await asyncio.Event().wait()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projecting, "_AGAIN", 0.02)
    monkeypatch.setattr(projecting, "_GOING", 0.1)


async def test_they_stay_stopped_while_every_try_fails_and_go_on_once_one_does_not():
    runner = Told(5)
    tables = Projecting(runner, None)  # pyright: ignore[reportArgumentType]
    task = asyncio.create_task(tables.run())
    seen: list[tuple[int, bool]] = []
    async with asyncio.timeout(5):
        while not (seen and seen[-1] == (0, False)):
            await asyncio.sleep(0.005)
            seen.append((runner.left, tables.stopped is not None))
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert {stopped for left, stopped in seen if 0 < left < 5} == {True}
    assert (0, True) in seen
