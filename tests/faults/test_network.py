"""Latency, resets and black holes between the program and its nats-server, drawn by the seed."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from gongdan.nats_servers.embedded import NatsServer
from tests.conftest import log_settings
from tests.faults.breaking.network import BlackHole, Proxy, Reset, Slow
from tests.faults.program import Program
from tests.faults.trial import PATIENCE, REQUEST_TIMEOUT, Trial

WHOLE = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture
async def proxy(own_server: NatsServer) -> AsyncIterator[Proxy]:
    async with Proxy.before(own_server.port) as made:
        yield made


@pytest.fixture
def trial(own_server: NatsServer, proxy: Proxy, prefix: str, tmp_path: Path) -> Trial:
    settings = replace(
        log_settings(own_server, prefix),
        url=f"nats://127.0.0.1:{proxy.port}",
        request_timeout=REQUEST_TIMEOUT,
        patience=PATIENCE,
    )
    return Trial(Program(tmp_path, lambda: settings))


@pytest.mark.parametrize("strikes", [4, pytest.param(12, marks=WHOLE)])
async def test_a_bad_network_loses_doubles_and_invents_nothing(trial: Trial, proxy: Proxy, strikes: int) -> None:
    await trial.run([Slow(proxy), Reset(proxy), BlackHole(proxy, (0.3, PATIENCE * 0.6))], strikes)


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_a_black_hole_beyond_the_patience_is_told_as_an_unknown_outcome(trial: Trial, proxy: Proxy) -> None:
    await trial.run([BlackHole(proxy, (PATIENCE * 2, PATIENCE * 4))], 2)
    assert any("may or may not be stored" in reason for reason in trial.ledger.refused)
