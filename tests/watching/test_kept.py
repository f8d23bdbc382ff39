"""What looks after the service goes on, whatever it fails of; that it failed is said without the error's text."""

import asyncio

import pytest
from structlog.testing import capture_logs

from gongdan.watching import kept


async def test_a_watch_that_fails_unforeseen_is_logged_and_begins_anew(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kept, "_AGAIN", 0.01)
    begun, again = 0, asyncio.Event()

    async def watching() -> None:
        nonlocal begun
        begun += 1
        if begun < 3:
            raise ValueError("李雷")
        again.set()
        await asyncio.Event().wait()

    with capture_logs() as said:
        async with kept.under_way("reads", watching):
            await asyncio.wait_for(again.wait(), 5)
    assert [(each["event"], each["watch"], each["error"]) for each in said] == [
        ("watch_failed", "reads", "ValueError")
    ] * 2
    assert "李雷" not in str(said)


async def test_it_ends_with_who_needs_it():
    ended = asyncio.Event()

    async def watching() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with kept.under_way("reads", watching):
        await asyncio.sleep(0)
    assert ended.is_set()
