"""Why nothing can be stored is told as it is: starting, refused, away, or without a majority that does not come back."""

from dataclasses import dataclass, replace

import pytest

from eventsourcing_nats import Quorum
from gongdan.composition import Broker, log_settings
from gongdan.failures import Failure
from gongdan.nats_servers.embedded import NatsServer
from gongdan.service.storing import Storing
from gongdan.settings import Settings

WELL = Quorum(can_store=True, wanted=3, current=3, leader="n1")
LEADERLESS = Quorum(can_store=False, wanted=3, offline=("n1",), why="the stream has no leader")
LED_ALONE = Quorum(can_store=False, wanted=3, current=1, leader="n1", offline=("n2", "n3"))
SILENT = Quorum(can_store=False, wanted=1, why="not connected")


@dataclass
class Seen:
    seen: Quorum | None = None


class Told:
    """A service on a server, told how the servers are, at a time of its own."""

    def __init__(self, server: NatsServer, password: str | None = None, *, own: bool = False) -> None:
        broker = Broker.of(server).signed_in_as("operations")
        broker = replace(broker, password=password or broker.password)
        self.now, self.watched = 100.0, Seen()
        signing_in = log_settings(Settings(prefix="storing"), broker, create=True)
        self.storing = Storing(self.watched, signing_in, broker, own=own, clock=lambda: self.now)

    async def sees(self, quorum: Quorum, *, later: float = 0.0) -> Failure | None:
        self.watched.seen = quorum
        await self.storing.look()
        self.now += later
        return self.storing.hindrance


def code(failure: Failure | None) -> str:
    assert failure is not None
    assert failure.say("zh") != failure.say("en")
    return failure.code


async def test_before_the_first_answer_it_is_starting(nats_server: NatsServer):
    told = Told(nats_server)
    await told.storing.look()
    assert code(told.storing.hindrance) == "storing-not-known"


async def test_a_renewed_password_is_said_to_be_refused_and_no_majority_is_asked_for(nats_server: NatsServer):
    told = Told(nats_server, "the one before")
    assert code(found := await told.sees(SILENT)) == "nats-credentials"
    assert "GONGDAN_NATS_USERS" in str(found)
    assert await told.sees(replace(WELL, wanted=1)) is None
    assert code(await told.sees(LED_ALONE, later=6.0)) == "no-quorum", "what was refused before is forgotten"


@pytest.mark.parametrize(("own", "expected"), [(True, "own-server-silent"), (False, "server-silent")])
async def test_a_single_server_is_not_asked_for_a_majority(nats_server: NatsServer, own: bool, expected: str):
    told = Told(nats_server, own=own)
    failure = await told.sees(SILENT)
    assert code(failure) == expected
    assert "three" not in str(failure)


async def test_a_new_leader_is_waited_for_some_seconds_before_the_service_is_not_ready(nats_server: NatsServer):
    told = Told(nats_server)
    assert await told.sees(WELL) is None
    assert await told.sees(LEADERLESS, later=4.0) is None
    assert code(await told.sees(LEADERLESS, later=2.0)) == "no-quorum"
    assert await told.sees(WELL) is None


async def test_servers_that_were_never_well_are_not_waited_for(nats_server: NatsServer):
    assert code(await Told(nats_server).sees(LEADERLESS)) == "no-quorum"


async def test_a_single_server_that_is_away_is_told_at_once(nats_server: NatsServer):
    told = Told(nats_server)
    assert await told.sees(replace(WELL, wanted=1)) is None
    assert code(await told.sees(SILENT)) == "server-silent"
