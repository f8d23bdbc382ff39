"""Written into the OpenAPI document for all routes at once: the problems each can answer, headers, and an example."""

from collections.abc import Callable, Iterator
from typing import Any, Final, Literal

from fastapi import FastAPI
from pydantic import BaseModel, Field

from api.matters.catalogue import OFFERED
from api.openapi.answers import answer_of
from api.openapi.refusing import refused

Json = dict[str, Any]

_SCHEMA: Final = "Problem"


class FieldError(BaseModel):
    """One thing that is wrong with the request: where, and what in the reader's language."""

    field: str
    code: str
    message: str
    line: int | None = Field(default=None, description="Of a text that was sent, such as a policy pack's.")


class Problem(BaseModel):
    """Why nothing was done (RFC 9457). ``code`` is stable; ``detail`` says it in the language of Accept-Language."""

    type: str = Field(description="urn:gongdan:problem:CODE")
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError] | None = None


_HEADERS: Final[dict[str, str]] = {
    "ETag": "The ticket's version, for If-Match.",
    "Location": "Where the ticket is.",
    "Link": 'The next page, as <…>; rel="next"; none on the last.',
    "Retry-After": "Seconds after which to try again.",
    "WWW-Authenticate": "Bearer",
}
_OF_MATTERS: Final = tuple(f"/{each.path}/" for each in OFFERED)
_VERSIONED: Final = (
    "/tickets",
    "/dossiers/",
    "/customers/{id}",
    "/policies/",
    "/calendars/",
    "/routing/",
    "/views/",
    "/accounts/",
    "/subscriptions/",
    *_OF_MATTERS,
)
"""What has versions, and tells them by an ETag."""
_DESCRIPTIONS: Final[dict[str, str]] = {
    "live": "Needs no token. Says nothing of the store: a supervisor of processes asks this.",
    "ready": "Needs no token. 503 with the reasons where the store does not answer or a read model stands still.",
    "projections": "For administrator. One entry a read model; `lag_events` 0 means that all is shown.",
}
"""Of the routes about the service itself."""


def document(app: FastAPI) -> None:
    """Let the application's document say what every route can answer."""
    plain: Callable[[], Json] = app.openapi

    def complete() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = _completed(plain())
        return app.openapi_schema

    app.openapi = complete


def _completed(found: Json) -> Json:
    schemas: Json = found["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    described = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(described.pop("$defs"))
    schemas[_SCHEMA] = described
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            _complete(operation, path, method)
    return found


def _complete(operation: Json, path: str, method: str) -> None:
    responses: Json = operation["responses"]
    responses.pop("422", None)
    operation.setdefault("description", _DESCRIPTIONS.get(operation["operationId"], ""))
    for status in responses.keys() & {"200", "201"}:
        _exemplify(responses[status], operation["operationId"])
    for status in _statuses(operation, method):
        responses.setdefault(str(status), refused(status, _SCHEMA))
    for status, names in _headers(path, method):
        if status in responses:
            responses[status]["headers"] = {name: _header(name) for name in names}
    operation["responses"] = dict(sorted(responses.items()))


def _exemplify(done: Json, operation: str) -> None:
    done["description"] = "Done"
    for media, shown in done["content"].items():
        if media in ("application/json", "text/plain"):
            shown["example"] = answer_of(operation)


_OF_FILES: Final = {"application/pdf": (409, 413), "application/zip": (409,)}
"""Of what is made to be taken away: there may be nothing to make it of yet, or too much."""


def _statuses(operation: Json, method: str) -> Iterator[int]:
    """What a route can answer follows from what it takes."""
    named = {parameter["name"] for parameter in operation.get("parameters", ())}
    if "security" in operation:
        yield from (400, 401, 403, 422, 500, 503)
    if "help" in operation.get("tags", ()):
        yield from (422, 500, 503, *((429, 409) if method == "post" else ()))
    if operation["operationId"] == "replay":
        yield from (409, 429)
    if operation["operationId"] == "follow":
        yield from (400, 404, 422, 429, 500, 503)
    in_path = any(parameter["in"] == "path" for parameter in operation.get("parameters", ()))
    if in_path or named & {"ticket", "view"}:
        yield 404
    if "after" in named or "sha256" in named:
        yield 410
    if "If-Match" in named:
        yield 412
    if "requestBody" in operation or named & {"sha256", "policy"}:
        yield 409
    if "requestBody" in operation:
        yield 415
    if method == "post":
        yield 413
    handed_out = operation["responses"].get("200", {}).get("content", {})
    yield from (status for media in handed_out for status in _OF_FILES.get(media, ()))


def _headers(path: str, method: str) -> Iterator[tuple[str, list[str]]]:
    if path.startswith(_VERSIONED):
        yield ("200", ["ETag"])
    if method == "post":
        yield ("201", ["ETag", "Location"])
    if path in ("/register", "/faults", "/progress", "/dossiers", "/visits", "/views"):
        yield ("200", ["Link"])
    yield ("401", ["WWW-Authenticate"])
    yield ("503", ["Retry-After"])
    yield ("429", ["Retry-After"])


def _header(name: str) -> Json:
    kind: Literal["integer", "string"] = "integer" if name == "Retry-After" else "string"
    return {"description": _HEADERS[name], "schema": {"type": kind}}
