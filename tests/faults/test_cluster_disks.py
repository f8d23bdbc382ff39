"""Three servers on disks of their own that fill up, sync no more or lose their power: nothing acknowledged is lost."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from tests.eventsourcing_nats.cluster import Cluster
from tests.faults.breaking.cluster import Stream
from tests.faults.breaking.cluster_disks import LeaderKilledBesideFull, NodeFull, NodeSyncFails
from tests.faults.breaking.disks import Disk
from tests.faults.breaking.power import NodesCut
from tests.faults.breaking.syscalls import require_strace
from tests.faults.program import Program
from tests.faults.test_cluster import PATIENCE, replicas_are_equal
from tests.faults.trial import Trial

pytestmark = [pytest.mark.cluster, pytest.mark.root, pytest.mark.timeout(400)]

CUTS = int(os.environ.get("GONGDAN_FAULTS_CUTS_OF_THREE", "5"))


@pytest.fixture
def disks(tmp_path: Path) -> Iterator[list[Disk]]:
    with ExitStack() as stack:
        folders = [tmp_path / f"n{number}" for number in range(3)]
        for folder in folders:
            folder.mkdir()
        yield [stack.enter_context(Disk.of(folder, "ext4")) for folder in folders]


@pytest.fixture
def stream(disks: list[Disk], tmp_path: Path, prefix: str) -> Iterator[Stream]:
    cluster = Cluster(tmp_path, [disk.home for disk in disks]).start_all()
    try:
        yield Stream(cluster, f"{prefix.upper()}_EVENTS")
    finally:
        cluster.kill_all()


@pytest.fixture
def trial(stream: Stream, prefix: str, tmp_path: Path) -> Trial:
    settings = replace(stream.cluster.settings(prefix), request_timeout=1.0, patience=PATIENCE)
    return Trial(Program(tmp_path, lambda: settings), PATIENCE)


@pytest.mark.slow
@pytest.mark.parametrize("leads", [True, False], ids=["the leader's", "a follower's"])
async def test_one_full_disk_of_three_loses_and_doubles_nothing(
    trial: Trial, stream: Stream, disks: list[Disk], leads: bool
) -> None:
    await trial.run([NodeFull(stream, disks, leads)], 2)
    await replicas_are_equal(stream, trial)


@pytest.mark.slow
@pytest.mark.parametrize("leads", [True, False], ids=["the leader's", "a follower's"])
async def test_one_disk_of_three_that_syncs_no_more_loses_and_doubles_nothing(
    trial: Trial, stream: Stream, leads: bool
) -> None:
    require_strace()
    await trial.run([NodeSyncFails(stream, leads)], 2)
    await replicas_are_equal(stream, trial)


@pytest.mark.slow
async def test_a_leader_killed_while_a_followers_disk_is_full_loses_and_doubles_nothing(
    trial: Trial, stream: Stream, disks: list[Disk]
) -> None:
    await trial.run([LeaderKilledBesideFull(stream, disks)], 2)
    await replicas_are_equal(stream, trial)


async def test_power_cuts_of_three_servers_or_of_one_lose_nothing_that_was_acknowledged(
    trial: Trial, stream: Stream, disks: list[Disk]
) -> None:
    await trial.run([NodesCut(stream, disks, every=True), NodesCut(stream, disks, every=False)], CUTS)
    await replicas_are_equal(stream, trial)
