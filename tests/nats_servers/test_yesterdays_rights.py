"""nats-servers whose rights are older than the program: a start that could never react is refused, and says what to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from eventsourcing_nats import EventLog
from gongdan.composition import Broker, log_settings
from gongdan.failures import Failure
from gongdan.nats_servers import users
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.users import OPERATIONS
from gongdan.service.leasing import REACTIONS, open_lease
from gongdan.settings import Settings


@pytest.fixture
def yesterdays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[NatsServer]:
    """It knows of no leases."""
    monkeypatch.setattr(users, "_own", lambda prefix: (f"{prefix}-timers.>", f"{prefix}-dead.>"))
    monkeypatch.setattr(users, "_looking", lambda prefix: ())
    server = NatsServer(tmp_path / "nats").start()
    yield server
    server.stop()


async def test_a_start_that_may_not_look_at_the_leases_is_refused(yesterdays: NatsServer, tmp_path: Path):
    settings, broker = Settings(home=tmp_path), Broker.of(yesterdays)
    async with await EventLog.open(log_settings(settings, broker.signed_in_as(OPERATIONS), create=True)):
        with pytest.raises(Failure) as refused:
            async with open_lease(settings, broker, REACTIONS):
                pass

    assert "gongdan nats-config" in refused.value.say("en")
    assert "gongdan nats-config" in refused.value.say("zh")
