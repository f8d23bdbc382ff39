"""JetStream's JSON API: a request in, the answer or its error code out."""

import json
from typing import Any

from eventsourcing_nats.broker.connection import Connection


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
    """``STREAM.INFO.X`` and a body → the answer. Repeats until answered. Raises ApiError, StoreUnavailable."""
    payload = b"" if body is None else json.dumps(body, separators=(",", ":")).encode()
    return parsed((await connection.read(f"$JS.API.{verb}", payload)).data)
