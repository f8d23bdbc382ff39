"""The NATS micro service: an endpoint an operation, shared by all processes of a queue group, and discovered."""

import asyncio
import contextlib
import re
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

import structlog
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.micro.request import Request
from nats.micro.service import EndpointConfig, EndpointStats, Service, ServiceConfig

from api.messages import measures
from api.messages.answering import Answering, Reply
from api.messages.envelope import Message
from api.messages.operations import Operation
from eventsourcing_nats.broker.client import settled
from gongdan.nats_servers.services import asked

log = structlog.get_logger(__name__)

_ANSWERED: Final = re.compile(r"_R_\.|_INBOX")
"""Where answers may go: nobody makes us publish an answer onto the log, or onto what others listen to."""
_FINISHING: Final = 10.0
"""Seconds that requests under way get on a stop."""
_VERSION: Final = re.compile(r"\d+\.\d+\.\d+")
_UNKNOWN: Final = "unknown"


class Micro:
    """One process's part of the service on one connection."""

    def __init__(self, client: Client, answering: Answering, prefix: str, schemas: Mapping[str, str]) -> None:
        self._client, self._answering, self._prefix, self._schemas = client, answering, prefix, schemas
        self._tasks = set[asyncio.Task[None]]()
        self._done, self._problems = Counter[str](), Counter[str]()

    @asynccontextmanager
    async def serving(self, version: str) -> AsyncIterator[None]:
        """Answering until it is left; requests under way get some seconds to finish."""
        service = Service(self._client, self._config(version))
        await service.start()
        try:
            for operation in self._answering.operations:
                await service.add_endpoint(self._endpoint(operation))
            await service.add_endpoint(self._unknown())
            await settled(self._client)
            yield
        finally:
            with contextlib.suppress(NatsError, OSError, TimeoutError):
                await service.stop()
            await self._finish()

    async def _finish(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_FINISHING)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _config(self, version: str) -> ServiceConfig:
        found = _VERSION.match(version)
        return ServiceConfig(
            name=self._prefix,
            version=found[0] if found else "0.0.0",
            description="Gongdan (工单): every command and query of the HTTP API, with the same rights.",
            queue_group=f"{self._prefix}-do",
            metadata={"problems": "RFC 9457", "asyncapi": "docs/feed/asyncapi.json"},
            stats_handler=self._stats,
        )

    def _endpoint(self, operation: Operation) -> EndpointConfig:
        async def handle(request: Request) -> None:
            self._begin(operation.subject, request)

        return EndpointConfig(
            name=operation.name,
            subject=f"{self._prefix}-do.{operation.subject}",
            handler=handle,
            metadata={
                "method": operation.method,
                "path": operation.path,
                "summary": operation.summary,
                "schema": self._schemas.get(operation.subject, ""),
            },
        )

    def _unknown(self) -> EndpointConfig:
        """Hears all there is; what has an endpoint is answered there.

        Its queue group is its own: of one group the server chooses one member, whatever subject it listens to.
        """

        async def handle(request: Request) -> None:
            subject = request.subject.removeprefix(f"{self._prefix}-do.")
            if self._answering.operations.get(subject) is None:
                self._begin(subject, request)

        group = f"{self._prefix}-do-{_UNKNOWN}"
        return EndpointConfig(name=_UNKNOWN, subject=asked(self._prefix), queue_group=group, handler=handle)

    def _begin(self, subject: str, request: Request) -> None:
        """Answered beside the next: nats-py waits for a handler before it hands over another message."""
        task = asyncio.get_running_loop().create_task(self._answer(subject, request))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, subject: str, request: Request) -> None:
        to: str = request._msg.reply
        if not _ANSWERED.match(to):
            measures.IGNORED.inc()
            log.warning("nats_request_ignored", why="answer_to_no_inbox" if to else "no_answer_wanted")
            return
        message = Message(request.data, request.headers or {})
        reply = await self._answering.answer(subject, message, self._client.max_payload)
        self._done[subject] += 1
        self._problems[subject] += reply.failed is not None
        await self._tell(request, reply)

    async def _tell(self, request: Request, reply: Reply) -> None:
        try:
            await request.respond(reply.body, dict(reply.headers))
        except (NatsError, OSError, TimeoutError) as error:
            log.warning("nats_answer_lost", error=type(error).__name__, status=reply.status)

    def _stats(self, endpoint: EndpointStats) -> dict[str, Any]:
        """nats-py counts a request as done when its handler has handed it on."""
        subject = endpoint.subject.removeprefix(f"{self._prefix}-do.")
        return {"answered": self._done[subject], "problems": self._problems[subject]}
