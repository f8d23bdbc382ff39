"""The log that made-up months go into: the running service's, or this folder's own where none runs."""

import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from gongdan.composition import Broker, open_store, prepare
from gongdan.failures import Failure
from gongdan.language import language, pick
from gongdan.nats_servers.embedded import NatsServer, ServerFailed
from gongdan.opening.durability import require_durability
from gongdan.opening.keys import check_keys, open_keys
from gongdan.service import home, run_file
from gongdan.service.run_file import RunFile, beside
from gongdan.service.supervisor import Supervisor
from gongdan.settings import Settings
from gongdan.storing.store import NatsEventStore


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[NatsEventStore]:
    """Raises Failure where neither can be opened."""
    async with AsyncExitStack() as stack:
        run = _running(settings)
        if run:
            settings, broker = beside(settings, run), Broker.running(settings, run)
            keys, _ = open_keys(settings)
        else:
            home.prepare(settings.home)
            stack.enter_context(home.HomeLock(settings.home))
            bound = check_keys(settings)
            broker = await _broker(settings, stack)
            await require_durability(settings, broker)
            keys = await prepare(settings, broker, _key_made, bound=bound)
        stack.callback(keys.close)
        opened = await stack.enter_async_context(open_store(settings, broker, keys))
        yield opened.store


def _running(settings: Settings) -> RunFile | None:
    try:
        return run_file.read(settings.home)
    except Failure as failure:
        if failure.code != "not-running":
            raise
        return None


async def _broker(settings: Settings, stack: AsyncExitStack) -> Broker:
    """The nats-server that the settings name, or one of our own for as long as it is needed."""
    if not settings.embedded:
        return Broker.external(settings)
    supervisor = Supervisor(NatsServer(settings.home / "nats", settings.nats_port, prefix=settings.prefix))
    stack.push_async_callback(supervisor.stop)
    try:
        await supervisor.start()
    except ServerFailed as error:
        raise Failure("nats-failed", why=str(error).rstrip(".")) from None
    return Broker.of(supervisor.server)


def _key_made(path: Path) -> None:
    texts = (
        f"重要：已生成密钥文件 {path}。请备份到别处；没有它，任何个人信息都无法读取。",
        f"IMPORTANT: the key file {path} was made just now. Back it up: without it no personal data can be read again.",
    )
    sys.stderr.write(f"{pick(texts, language())}\n")
