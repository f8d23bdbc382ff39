"""The process that catches up with the log beside the service: started where much is to be read, and then gone.

It is told by its standard input what to do, and ends when that ends, with those that it forks: so none outlives the
service. It has one thread, as whoever forks must: a lock that another held would stay held in the new process.
"""

import asyncio
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import Any, Final, cast

from gongdan.composition import Broker, open_log
from gongdan.nats_servers.users import PROJECTIONS
from gongdan.opening.database import open_read_store
from gongdan.opening.keys import open_keys
from gongdan.service import logs
from gongdan.settings import Settings
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore
from projections.registry import named
from projections.running.aiding import Helper, long_turns
from projections.running.build import Build
from projections.running.forking import feed_apart

_STOPPING: Final = 10.0
"""Seconds that it gets to end."""
_PROCESSES: Final = 4
"""That fold at most: they write one after the other."""
_SIZE: Final = 8
"""Bytes that tell how long what it is told is."""


class NotCaughtUp(Exception):
    """The process ended with this ``code`` before it was done."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


def helper(settings: Settings, broker: Broker) -> Helper | None:
    """None where there is no second core for it."""
    if len(os.sched_getaffinity(0)) < 2:
        return None

    async def catch_up(names: Sequence[str], until: int) -> None:
        told = pickle.dumps((settings, broker.signed_in_as(PROJECTIONS), tuple(names), until))
        command = sys.executable, "-m", __spec__.name
        process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE)
        telling = cast("asyncio.StreamWriter", process.stdin)
        try:
            with suppress(ConnectionError):
                telling.write(len(told).to_bytes(_SIZE, "big") + told)
                await telling.drain()
            if code := await process.wait():
                raise NotCaughtUp(code)
        finally:
            telling.close()
            await _ended(process)

    return catch_up


async def _ended(process: asyncio.subprocess.Process) -> None:
    try:
        async with asyncio.timeout(_STOPPING):
            await process.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def main() -> None:
    """The process; a Ctrl-C is for the service, which then closes our standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logs.set_up()
    told = sys.stdin.buffer
    length = int.from_bytes(told.read(_SIZE), "big")
    settings, broker, names, until = pickle.loads(told.read(length))  # noqa: S301 -- of the service
    with suppress(asyncio.CancelledError), long_turns():
        asyncio.run(_catch_up(settings, broker, names, until))
        return
    sys.exit(1)


async def _catch_up(settings: Settings, broker: Broker, names: Sequence[str], until: int) -> None:
    loop, task = asyncio.get_running_loop(), cast("asyncio.Task[None]", asyncio.current_task())
    loop.set_default_executor(_Here())
    loop.add_reader(sys.stdin.fileno(), task.cancel)
    keys, _ = open_keys(settings)
    with closing(keys), closing(open_read_store(settings, keys)) as store:
        log = await open_log(settings, broker)
        try:
            source = NatsEventStore(log, EventMapper(keys), settings.prefix)
            builds = [Build.live(named(name)) for name in names]
            processes = min(len(os.sched_getaffinity(0)), _PROCESSES)
            clock = lambda: datetime.now(UTC)  # noqa: E731
            await feed_apart(source, store, builds, until, clock, processes=processes, begun=_end_with_the_service)
        finally:
            await log.close()


class _Here(ThreadPoolExecutor):
    """Does at once what is put off to a thread elsewhere: there is nobody who could do something else meanwhile."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done = Future[Any]()
        try:
            done.set_result(fn(*args, **kwargs))
        except BaseException as error:
            done.set_exception(error)
        return done


def _end_with_the_service() -> None:
    """Of a process that was forked: at once when standard input ends, its batch not written."""

    def wait() -> None:
        os.read(sys.stdin.fileno(), 1)  # a buffer that a thread still reads from can't be closed at the end
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    main()
