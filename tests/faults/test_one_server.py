"""One nats-server that dies or stands still under load: what was acknowledged is there, and nothing else is."""

from dataclasses import replace
from pathlib import Path

import pytest

from gongdan.nats_servers.embedded import NatsServer
from tests.conftest import log_settings
from tests.faults.breaking.servers import Killed, Paused
from tests.faults.program import Program
from tests.faults.trial import PATIENCE, REQUEST_TIMEOUT, Trial

WHOLE = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture
def trial(own_server: NatsServer, prefix: str, tmp_path: Path) -> Trial:
    settings = replace(log_settings(own_server, prefix), request_timeout=REQUEST_TIMEOUT, patience=PATIENCE)
    return Trial(Program(tmp_path, lambda: settings))


@pytest.mark.parametrize("kills", [3, pytest.param(20, marks=WHOLE)])
async def test_kill_9_loses_doubles_and_invents_nothing(trial: Trial, own_server: NatsServer, kills: int) -> None:
    await trial.run([Killed(own_server)], kills)


@pytest.mark.parametrize("pauses", [1, pytest.param(5, marks=WHOLE)])
async def test_a_pause_shorter_than_the_patience_loses_doubles_and_invents_nothing(
    trial: Trial, own_server: NatsServer, pauses: int
) -> None:
    await trial.run([Paused(own_server, (REQUEST_TIMEOUT * 1.2, PATIENCE * 0.7))], pauses)
    assert not trial.ledger.refusals


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_a_pause_beyond_the_patience_is_told_as_an_unknown_outcome(trial: Trial, own_server: NatsServer) -> None:
    await trial.run([Paused(own_server, (PATIENCE * 2, PATIENCE * 3))], 2)
    assert any("may or may not be stored" in reason for reason in trial.ledger.refused)


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_being_away_beyond_the_patience_is_told_as_such(trial: Trial, own_server: NatsServer) -> None:
    await trial.run([Killed(own_server, away=(PATIENCE * 2.5, PATIENCE * 3))], 2)
    assert any("nothing was stored" in reason for reason in trial.ledger.refused)
