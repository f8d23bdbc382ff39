"""What ``gongdan import`` needs: the running service's event store, opened directly, in the operator's name."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

from domain.record.envelope import Actor
from gongdan.access.acting import OPERATOR, OPERATOR_ROLES
from gongdan.composition import Broker, open_keys, open_store
from gongdan.importing.command import Connected
from gongdan.importing.sources import Sources
from gongdan.service import logs
from gongdan.service.run_file import read
from gongdan.settings import load_settings


@asynccontextmanager
async def connect() -> AsyncIterator[Connected]:
    """Raises Failure where no service runs."""
    logs.set_up(console=False)
    settings = load_settings()
    broker = Broker.running(settings, read(settings.home))
    keys, _ = open_keys(settings)
    with closing(keys):
        async with open_store(settings, broker, keys) as opened:
            actor = Actor(id=OPERATOR, role=OPERATOR_ROLES[0], channel="cli")
            sources = Sources(settings.home / "sources.json")
            yield Connected(opened.store, keys.pseudonym, actor, sources, OPERATOR_ROLES, opened.log.max_event)
