"""Tables that stopped are called stopped until they go again, not only between two tries."""

import asyncio
from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from gongdan.service import projecting
from gongdan.service.projecting import Kept
from projections.errors import LogGap


class Told:
    """A runner that fails as often as the test says, and then runs."""

    def __init__(self, failures: int, error: Exception | None = None) -> None:
        self.left, self._error = failures, error or LogGap(6, 0)

    async def run(self) -> None:
        await asyncio.sleep(0.02)
        if self.left:
            self.left -= 1
            raise self._error
        await asyncio.Event().wait()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 -- what is looked at has no event
            await asyncio.sleep(0.005)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projecting, "_AGAIN", 0.02)
    monkeypatch.setattr(projecting, "_GOING", 0.1)


async def test_they_stay_stopped_while_every_try_fails_and_go_on_once_one_does_not():
    runner = Told(5)
    tables = Kept(runner, None)  # pyright: ignore[reportArgumentType]
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


async def test_a_defect_is_told_with_its_place_and_without_its_text_and_tried_again():
    runner = Told(1, KeyError("李雷"))
    tables = Kept(runner, None)  # pyright: ignore[reportArgumentType]
    with capture_logs() as said:
        task = asyncio.create_task(tables.run())
        await until(lambda: tables.stopped is not None)
        assert tables.stopped is not None
        told = tables.stopped.say("zh"), str(tables.stopped)
        await until(lambda: tables.stopped is None)
    assert not task.done()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert runner.left == 0
    for text in told:
        assert "KeyError" in text
        assert "test_projecting.py:" in text
        assert "李雷" not in text
    assert [(each["event"], each["why"]) for each in said] == [("projections_stopped", told[1])]
