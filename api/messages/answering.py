"""Answers messages: read as a request, asked of the routes, and told as a problem whatever goes wrong on the way."""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import structlog
from starlette.responses import Response
from starlette.types import ASGIApp
from structlog.contextvars import bound_contextvars

from api.manners.language import preferred
from api.manners.problems import ApiProblem
from api.messages import measures
from api.messages.calling import Answer, TooLarge, call
from api.messages.envelope import Message, Request, request_of
from api.messages.operations import Operation, Operations
from domain.refusals import Language

log = structlog.get_logger(__name__)

STATUS: Final = "Gongdan-Status"
ERROR: Final = "Nats-Service-Error"
ERROR_CODE: Final = "Nats-Service-Error-Code"
_TOLD: Final = {
    name.lower().encode(): name
    for name in (
        *("Content-Type", "Content-Language", "Content-Disposition", "ETag", "Location"),
        *("Retry-After", "WWW-Authenticate", "X-Request-Id"),
    )
}
"""Headers of an HTTP answer that an answer over NATS has too, written so."""
MOST_AT_ONCE: Final = 256
LONGEST: Final = 45.0
"""Seconds for one request; the longest that a read waits by itself is 30."""
_OF_HEADERS: Final = 4_096
"""Bytes of a message that are kept free of its body."""


@dataclass(frozen=True, slots=True)
class Reply:
    """``failed`` holds the code of the problem that it is."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    failed: str | None = None


class Answering:
    """Over an application; a command whose answer is late goes on."""

    def __init__(
        self, app: ASGIApp, operations: Operations, *, longest: float = LONGEST, at_once: int = MOST_AT_ONCE
    ) -> None:
        self._app, self._longest, self._at_once = app, longest, at_once
        self._under_way = set[asyncio.Task[Answer]]()
        self.operations = operations

    async def answer(self, subject: str, message: Message, most: int) -> Reply:
        """To ``tickets.grade`` and the like, in ``most`` bytes; what goes wrong is told in the asker's language."""
        began, language = time.perf_counter(), preferred(message.header("accept-language"))
        operation = self.operations.get(subject)
        with bound_contextvars(entrance="nats"), measures.UNDER_WAY.track_inprogress():
            try:
                reply = _told(await self._asked(operation, subject, message, language, most - _OF_HEADERS))
            except ApiProblem as problem:
                reply = _refused(problem, language, operation)
            except Exception as error:
                log.error("nats_request_failed", operation=operation.subject if operation else "-", exc_info=error)
                reply = _refused(ApiProblem("internal", reference="-"), language, operation)
        measures.DURATION.observe(time.perf_counter() - began)
        named = operation.subject if operation else measures.NO_OPERATION
        measures.REQUESTS.labels(named, str(reply.status)).inc()
        return reply

    async def end(self, within: float) -> None:
        """Those under way get that many seconds to finish."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=within)
        for task in self._under_way:
            task.cancel()

    async def _asked(
        self, operation: Operation | None, subject: str, message: Message, language: Language, most: int
    ) -> Answer:
        if operation is None:
            raise ApiProblem("no-operation", operation=subject[:100])
        if len(self._under_way) >= self._at_once:
            raise ApiProblem("too-busy")
        request = request_of(operation, message, language)
        if not self.operations.reaches(operation, request.path):
            raise ApiProblem("no-route", path=request.path, method=request.method)
        return await self._within(request, most)

    async def _within(self, request: Request, most: int) -> Answer:
        """A command that takes longer is not broken off, as a query is: what it does would be half known."""
        task = asyncio.create_task(call(self._app, request, most))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        try:
            return await asyncio.wait_for(asyncio.shield(task), self._longest)
        except TooLarge:
            raise ApiProblem("answer-too-large", most=most) from None
        except TimeoutError:
            task.add_done_callback(_noted)
            if request.method == "GET":
                task.cancel()
            raise ApiProblem("took-too-long", seconds=int(self._longest)) from None


def _noted(task: "asyncio.Task[Answer]") -> None:
    """What came of it is in the request log; here it only counts as looked at."""
    if not task.cancelled():
        task.exception()


def _refused(problem: ApiProblem, language: Language, operation: Operation | None) -> Reply:
    log.info("nats_request_refused", operation=operation.subject if operation else "-", code=problem.code)
    return _told(_as_answer(problem.response(language)))


def _as_answer(response: Response) -> Answer:
    return Answer(response.status_code, response.raw_headers, bytes(response.body))


def _told(answer: Answer) -> Reply:
    headers = {_TOLD[name]: value.decode("latin-1") for name, value in answer.headers if name in _TOLD}
    headers[STATUS] = str(answer.status)
    if answer.status < 400:
        return Reply(answer.status, headers, answer.body)
    code = _code(answer)
    return Reply(answer.status, headers | {ERROR_CODE: str(answer.status), ERROR: code}, answer.body, code)


def _code(answer: Answer) -> str:
    """Of the problem that an answer is."""
    try:
        return str(json.loads(answer.body)["code"])
    except (ValueError, LookupError, TypeError):
        return str(answer.status)
