"""The API's listening end: its port taken first, so that a busy one is found before anything is started."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from gongdan.failures import Failure
from gongdan.service.http_protocol import LONGEST_HEAD, HttpProtocol
from gongdan.system import of_system

HOST: Final = "127.0.0.1"
_GRACE: Final = 10
"""Seconds that requests under way get to finish on a stop."""
_BACKLOG: Final = 512


def take_port(port: int, variable: str) -> socket.socket:
    """A socket bound to the port on loopback, 0 for a free one. Raises Failure naming port and variable."""
    # Python's own loop, unlike uvloop, switches Nagle's delay off only where the protocol is named: 40 ms an answer
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((HOST, port))
        taken.listen(_BACKLOG)
    except PermissionError as error:
        taken.close()
        raise Failure("port-refused", port=port, why=of_system(error), variable=variable) from None
    except OSError:
        taken.close()
        raise Failure("port-busy", port=port, variable=variable) from None
    return taken


def require_free(port: int, variable: str) -> None:
    """Raises Failure where something listens there already."""
    if port:
        take_port(port, variable).close()


class ApiServer(uvicorn.Server):
    """uvicorn that leaves the signals to the program; ``leaving`` ends answers that would go on for ever.

    ``proxies`` are the addresses and networks whose word on where a request comes from is believed.
    """

    def __init__(
        self,
        app: ASGIApp,
        taken: socket.socket,
        leaving: Callable[[], None] = lambda: None,
        proxies: str | None = None,
    ) -> None:
        config = uvicorn.Config(
            app,
            http=HttpProtocol,
            h11_max_incomplete_event_size=LONGEST_HEAD,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            proxy_headers=bool(proxies),
            forwarded_allow_ips=proxies or "",
            timeout_graceful_shutdown=_GRACE,
        )
        super().__init__(config)
        self._taken, self._leaving = taken, leaving
        self._serving: asyncio.Task[None] | None = None

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self._taken.getsockname()[1]}"

    def begin(self) -> "asyncio.Task[None]":
        """Serve; the task ends when serving ends."""
        self._serving = asyncio.create_task(self.serve(sockets=[self._taken]))
        return self._serving

    async def stop(self) -> None:
        """Finish the requests under way, then end."""
        self.should_exit = True
        self._leaving()
        if self._serving:
            await asyncio.gather(self._serving, return_exceptions=True)
        self._taken.close()
