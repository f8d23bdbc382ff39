"""What a message says, read strictly and made one request: what the path is told, what is asked for, and the body."""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.manners.problems import ApiProblem
from api.manners.validation import as_problem
from api.messages.operations import Operation
from domain.refusals import Language

Word = str | int | float | bool
Headers = Mapping[str, str]

_OWN: Final = frozenset(
    {"accept", "content-length", "content-type", "host", "transfer-encoding", "connection", "cookie"}
)
"""Headers that this entrance says itself; ``accept`` could ask for a stream without an end."""
_NATS: Final = "nats-"
_OCTETS: Final = "application/octet-stream"


class Envelope(BaseModel):
    """The message's JSON object. An absent body is no body; a file is sent as base64."""

    model_config = ConfigDict(extra="forbid", strict=True)

    path: Annotated[dict[str, str | int], Field(description="What the path names, such as a ticket's number.")] = {}
    query: Annotated[
        dict[str, Word | list[Word] | None], Field(description="What is asked for; a list where several will do.")
    ] = {}
    body: Annotated[Any, Field(description="As over HTTP; of a file its bytes as base64.")] = None


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request as a message says it; ``path`` is decoded, as ASGI has it."""

    method: str
    path: str
    address: str
    query: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Message:
    """``headers`` are as they came; their names count in any case."""

    payload: bytes
    headers: Headers = field(default_factory=dict[str, str])

    def header(self, name: str) -> str:
        return next((value for each, value in self.headers.items() if each.lower() == name), "")


def request_of(operation: Operation, message: Message, language: Language) -> Request:
    """Raises ApiProblem where the message can't be read or says what the operation does not take."""
    said = _read(message.payload, language)
    wrong = list(_wrong(operation, said))
    if wrong:
        raise as_problem(wrong, language)
    told = {name: str(value) for name, value in said.path.items()}
    sent, kind = _body(operation, said, message, language)
    headers = [*_passed(message.headers), *([("content-type", kind)] if kind else ())]
    encoded = [(name.encode("latin-1"), value.encode()) for name, value in headers]
    encoded.append((b"content-length", str(len(sent)).encode()))
    return Request(operation.method, operation.place(told), operation.address(told), _query(said), tuple(encoded), sent)


def _read(payload: bytes, language: Language) -> Envelope:
    try:
        said = json.loads(payload or b"{}")
    except (ValueError, RecursionError):
        raise ApiProblem("bad-json") from None
    try:
        return Envelope.model_validate(said)
    except ValidationError as error:
        raise as_problem(error.errors(include_input=False, include_url=False), language) from None


def _wrong(operation: Operation, said: Envelope) -> Iterator[dict[str, Any]]:
    for name in sorted(operation.names - said.path.keys()):
        yield {"type": "missing", "loc": ("path", name)}
    for name in sorted(said.path.keys() - operation.names):
        yield {"type": "extra_forbidden", "loc": ("path", name)}
    for name in sorted(operation.names & said.path.keys()):
        value = str(said.path[name])
        if not value or "/" in value:
            yield {"type": "string_pattern_mismatch", "loc": ("path", name)}
    if operation.reads and "body" in said.model_fields_set:
        yield {"type": "extra_forbidden", "loc": ("body",)}


def _body(operation: Operation, said: Envelope, message: Message, language: Language) -> tuple[bytes, str]:
    """Its bytes and media type; nothing and none where nothing is sent."""
    if "body" not in said.model_fields_set:
        return b"", _OCTETS if operation.raw else ""
    if not operation.raw:
        return json.dumps(said.body).encode(), "application/json"
    try:
        return base64.b64decode(said.body, validate=True), message.header("content-type") or _OCTETS
    except (binascii.Error, TypeError, ValueError):
        raise as_problem([{"type": "not_base64", "loc": ("body",)}], language) from None


def _passed(headers: Headers) -> Iterator[tuple[str, str]]:
    for name, value in headers.items():
        lower = name.lower()
        if lower not in _OWN and not lower.startswith(_NATS) and lower.isascii():
            yield lower, value


def _query(said: Envelope) -> bytes:
    pairs = [(name, _word(each)) for name, value in said.query.items() for each in _each(value)]
    return urlencode(pairs, errors="surrogatepass").encode()


def _each(value: Word | list[Word] | None) -> list[Word]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _word(value: Word) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
