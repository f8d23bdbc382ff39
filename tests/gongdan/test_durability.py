"""That nats-servers sync before they acknowledge must be seen of more than half of them, and of none the contrary."""

from pathlib import Path

import pytest

from gongdan.composition import Broker
from gongdan.failures import Failure
from gongdan.nats_servers.embedded import NatsServer
from gongdan.opening.durability import require_durability
from gongdan.settings import Settings

NOWHERE = "http://127.0.0.1:9"


async def silent(*monitors: str) -> list[str]:
    return await require_durability(Settings(), Broker("nats://127.0.0.1:1", monitor=",".join(monitors)))


async def test_all_that_are_named_are_asked(nats_server: NatsServer):
    assert await silent(nats_server.monitor, nats_server.monitor) == []
    assert await silent(f"{nats_server.monitor} ", f" {nats_server.monitor}", NOWHERE) == [NOWHERE]


@pytest.mark.parametrize("away", [1, 2])
async def test_more_than_half_must_answer(nats_server: NatsServer, away: int):
    with pytest.raises(Failure, match="Nothing answers") as failure:
        await silent(*[NOWHERE] * away, *[nats_server.monitor] * (2 - away))
    assert failure.value.say("en").count(NOWHERE) == away


async def test_one_that_does_not_sync_is_enough_to_refuse(nats_server: NatsServer, tmp_path: Path):
    careless = NatsServer(tmp_path / "careless", sync="2m").start()
    try:
        with pytest.raises(Failure, match="before it syncs to disk") as failure:
            await silent(nats_server.monitor, nats_server.monitor, careless.monitor)
    finally:
        careless.stop()
    assert careless.monitor in failure.value.say("zh")
