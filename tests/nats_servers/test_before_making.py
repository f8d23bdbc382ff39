"""Where the API's user may not work with the stream, none is made that would be in the way of the next start."""

from pathlib import Path

import pytest

from eventsourcing_nats import EventLog, StreamMissing
from gongdan.composition import Broker, log_settings, prepare
from gongdan.failures import Failure
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.users import OPERATIONS
from gongdan.settings import Settings


async def test_the_rights_of_the_api_are_tried_before_anything_is_made(own_server: NatsServer, tmp_path: Path):
    broker, made = Broker.of(own_server), list[Path]()
    known = Settings(home=tmp_path / "home", prefix="gongdan")
    strange = known.model_copy(update={"prefix": "other"})
    known.home.mkdir()
    with pytest.raises(Failure, match="does not let this user"):
        await prepare(strange, broker, made.append, bound=False)
    with pytest.raises(StreamMissing):
        await EventLog.open(log_settings(strange, broker.signed_in_as(OPERATIONS)))
    assert (made, list(known.home.iterdir())) == ([], [])
    keys = await prepare(known, broker, made.append, bound=False)
    keys.close()
    assert len(made) == 1
