"""Ticket numbers under concurrent intake: unique, gap-free, quick (R2)."""

import asyncio
import json
import sys
import time
from pathlib import Path

import pytest

from eventsourcing_nats import EventLog
from gongdan.nats_servers.embedded import NatsServer
from tests.conftest import log_settings

SECONDS = 30.0


@pytest.mark.parametrize(("processes", "each"), [(3, 60), pytest.param(8, 200, marks=pytest.mark.slow)])
async def test_processes_opening_tickets_at_once_get_numbers_without_a_gap(
    nats_server: NatsServer, prefix: str, tmp_path: Path, processes: int, each: int
) -> None:
    secret = nats_server.credentials
    await (await EventLog.open(log_settings(nats_server, prefix))).close()
    command = [
        sys.executable, "-m", "tests.whole.opener",
        nats_server.url, secret.user, secret.password, prefix, str(tmp_path / "keys.db"), str(each),
    ]  # fmt: skip
    openers = [
        await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
        for _ in range(processes)
    ]
    for opener in openers:
        assert opener.stdout is not None
        assert await opener.stdout.readline() == b"ready\n"
    began = time.time()
    outputs = await asyncio.gather(*(opener.communicate(b"go\n") for opener in openers))
    results = [json.loads(out) for out, _ in outputs]
    took = max(result["done"] for result in results) - began
    numbers = sorted(number for result in results for number in result["numbers"])
    month = numbers[0][:7]
    assert numbers == [f"{month}{count:05d}" for count in range(1, processes * each + 1)]
    print(f"{len(numbers)} numbers in {took:.2f} s")
    assert took <= SECONDS
