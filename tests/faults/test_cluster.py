"""Three servers with a replica each: leaders that step down, die or stand still lose and double nothing."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eventsourcing_nats import EventLog, LoggedEvent
from tests.eventsourcing_nats.cluster import Cluster
from tests.faults.breaking.cluster import AllKilled, LeaderPaused, NodeKilled, StepDown, Stream
from tests.faults.program import Program
from tests.faults.trial import Trial

pytestmark = [pytest.mark.cluster, pytest.mark.slow, pytest.mark.timeout(400)]

PATIENCE = 8.0


@pytest.fixture
def stream(tmp_path: Path, prefix: str) -> Iterator[Stream]:
    cluster = Cluster(tmp_path).start_all()
    try:
        yield Stream(cluster, f"{prefix.upper()}_EVENTS")
    finally:
        cluster.kill_all()


@pytest.fixture
def trial(stream: Stream, prefix: str, tmp_path: Path) -> Trial:
    settings = replace(stream.cluster.settings(prefix), request_timeout=1.0, patience=PATIENCE)
    return Trial(Program(tmp_path, lambda: settings), PATIENCE)


async def test_leaders_that_step_down_die_or_pause_lose_and_double_nothing(trial: Trial, stream: Stream) -> None:
    faults = [StepDown(stream), NodeKilled(stream, leads=True), NodeKilled(stream, leads=False), LeaderPaused(stream)]
    await trial.run(faults, 8)
    await replicas_are_equal(stream, trial)


async def test_all_three_killed_at_once_lose_and_double_nothing(trial: Trial, stream: Stream) -> None:
    await trial.run([AllKilled(stream)], 3)
    await replicas_are_equal(stream, trial)


async def replicas_are_equal(stream: Stream, trial: Trial) -> None:
    """Each server in turn leads, and hands out the same bytes for every position."""
    found: list[list[LoggedEvent | None]] = []
    async with await EventLog.open(trial.program.settings()) as log:
        end = await log.end()
        for number in range(3):
            await stream.led_by(number)
            found.append(list(await asyncio.gather(*(log.at(sequence) for sequence in range(1, end + 1)))))
    assert found[0] == found[1] == found[2]
    assert None not in found[0]
