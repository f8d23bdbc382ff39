"""JetStream's JSON API: a request in, the answer or its error code out."""

import json
from typing import Any

from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.requests import Undelivered

PASSING = {
    10008,  # no leader just now
    10009,  # the server that was asked leads no more
    10118,  # the stream's servers are away just now
}
"""What a cluster answers while it finds a new leader: nothing was done, and the same again will be."""


class ApiError(Exception):
    """JetStream refused: ``code`` is its err_code (0 where it gave none)."""

    def __init__(self, code: int, description: str) -> None:
        self.code = code
        super().__init__(f"{description} ({code})")


def parsed(answer: bytes) -> dict[str, Any]:
    """The answer's JSON object. Raises ApiError when it holds an error."""
    result: dict[str, Any] = json.loads(answer)
    if error := result.get("error"):
        raise ApiError(int(error.get("err_code", 0)), str(error.get("description", "refused")))
    return result


async def call(connection: Connection, verb: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """``STREAM.INFO.X`` and a body → the answer. Repeats until answered for good. Raises ApiError, StoreUnavailable."""
    return await connection.insist(lambda within: ask(connection, verb, body, within))


async def ask(connection: Connection, verb: str, body: dict[str, Any] | None, within: float) -> dict[str, Any]:
    """One try of :func:`call`. Raises ApiError, Unanswered, Undelivered (also where there is no leader just now)."""
    payload = b"" if body is None else json.dumps(body, separators=(",", ":")).encode()
    answer = await connection.ask(f"$JS.API.{verb}", payload, within)
    try:
        return parsed(answer.data)
    except ApiError as error:
        if error.code in PASSING:
            raise Undelivered(str(error)) from error
        raise
