"""What the two processes of a service say to each other: told, or asked and answered, until one of them ends."""

import asyncio
import pickle
import socket
from collections.abc import Awaitable, Callable, Mapping
from itertools import count
from typing import Any, Final

import structlog

from projections.running.faults import fault

log = structlog.get_logger(__name__)

Hear = Callable[[Any], Awaitable[Any]]
"""Takes what was said; what it returns is the answer where it was asked."""

_SIZE: Final = 4
_TOLD, _ASKED, _ANSWERED, _FAILED = range(4)


class Gone(Exception):
    """The other process has ended, or does not answer."""


class Channel:
    """One end. Both are of one program and one start of it, so that objects are sent as they are."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._numbers, self._open = count(), dict[int, asyncio.Future[Any]]()
        self._answering = set[asyncio.Task[None]]()

    @classmethod
    async def on(cls, line: socket.socket) -> "Channel":
        return cls(*await asyncio.open_unix_connection(sock=line))

    def tell(self, what: str, said: Any = None) -> None:
        """Nothing where nobody hears it any more."""
        if not self._writer.is_closing():
            self._send((_TOLD, 0, what, said))

    async def ask(self, what: str, said: Any = None, *, within: float) -> Any:
        """The answer. Raises Gone, and what the other process raised where that can be sent."""
        if self._writer.is_closing():
            raise Gone
        number, answer = next(self._numbers), asyncio.get_running_loop().create_future()
        self._open[number] = answer
        try:
            self._send((_ASKED, number, what, said))
            async with asyncio.timeout(within):
                return await answer
        except TimeoutError:
            raise Gone from None
        finally:
            del self._open[number]

    async def hear(self, heard: Mapping[str, Hear]) -> None:
        """Until the other end closes. What is told is dealt with in order, what is asked beside it."""
        try:
            while True:
                length = int.from_bytes(await self._reader.readexactly(_SIZE), "big")
                manner, number, what, said = pickle.loads(await self._reader.readexactly(length))  # noqa: S301 -- ours
                if manner == _TOLD:
                    await _told(heard, what, said)
                elif manner == _ASKED:
                    task = asyncio.create_task(self._answer(number, heard[what], said))
                    self._answering.add(task)
                    task.add_done_callback(self._answering.discard)
                elif (open_ := self._open.get(number)) and not open_.done():
                    _end(open_, manner, said)
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            self.close()

    def close(self) -> None:
        self._writer.close()
        for each in self._open.values():
            if not each.done():
                each.set_exception(Gone())

    async def _answer(self, number: int, hear: Hear, said: Any) -> None:
        try:
            manner, answer = _ANSWERED, await hear(said)
        except Exception as error:
            manner, answer = _FAILED, error
        if not self._writer.is_closing():
            self._send((manner, number, "", answer))

    def _send(self, message: tuple[int, int, str, Any]) -> None:
        try:
            sent = pickle.dumps(message)
            pickle.loads(sent) if message[0] == _FAILED else None  # noqa: S301 -- an exception may not come back whole
        except Exception as error:
            if message[0] == _TOLD:
                log.error("channel_broke", what=message[2], **fault(error))
                return
            sent = pickle.dumps((_FAILED, *message[1:3], RuntimeError(type(message[3]).__name__)))
        self._writer.write(len(sent).to_bytes(_SIZE, "big") + sent)


async def _told(heard: Mapping[str, Hear], what: str, said: Any) -> None:
    try:
        await heard[what](said)
    except Exception as error:
        log.error("channel_broke", what=what, **fault(error))


def _end(answer: "asyncio.Future[Any]", manner: int, said: Any) -> None:
    if manner == _FAILED:
        answer.set_exception(said)
    else:
        answer.set_result(said)
