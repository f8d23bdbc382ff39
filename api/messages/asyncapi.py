"""The AsyncAPI 3 document: what is told on the public feed, and what can be asked over NATS, with all schemas."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from api.messages.operations import Operation, Operations
from domain.published.event import PublicEvent
from domain.published.schemas import example_of, schema_of
from domain.published.telling import PUBLISHED

Json = dict[str, Any]

PREFIX: Final = "gongdan"
_LEFT_OUT: Final = frozenset({"title", "examples", "example"})
_COMPONENTS: Final = "#/components/schemas/"
_TEXT: Final[Json] = {"type": "string"}
_FEED_HEADERS: Final = {
    "ce-specversion": "1.0",
    "ce-id": "The event's id; the same event has the same id, however often it is told.",
    "ce-type": "The event's type and version.",
    "ce-source": "The log that it comes from.",
    "ce-subject": "What it is about, such as a ticket's number.",
    "ce-time": "When it happened, RFC 3339 in UTC.",
    "ce-recordedtime": "When it was recorded.",
    "ce-sequence": "Grows with every event of the source.",
    "ce-dataschema": "The name of the payload's schema.",
}
_ASKING: Final = {
    "Authorization": "`Bearer` and a key of an account or a token.",
    "Idempotency-Key": "The same key again is the same command, done once only.",
    "If-Match": "The version (ETag) that was seen; 412 if it changed.",
    "Accept-Language": "zh or en.",
    "Prefer": "`wait=5`: seconds that a read waits for `after`.",
}
_ANSWERED: Final = {
    "Gongdan-Status": "The HTTP status of the answer.",
    "ETag": "The version, for If-Match.",
    "Location": "Where what was made stands.",
    "X-Request-Id": "By which the log knows the request.",
}
_REFUSED: Final = {
    **_ANSWERED,
    "Nats-Service-Error-Code": "The problem's status.",
    "Nats-Service-Error": "The problem's code.",
    "Retry-After": "Seconds after which to send the same again.",
}
_HEADERS: Final = {
    "event-headers": _FEED_HEADERS,
    "request-headers": _ASKING,
    "answer-headers": _ANSWERED,
    "problem-headers": _REFUSED,
}


def document(openapi: Mapping[str, Any], operations: Operations, version: str) -> Json:
    """``openapi`` is the description of the same routes over HTTP."""
    asked = [_Asked(each, openapi) for each in operations]
    known: Json = openapi["components"]["schemas"]
    schemas = {each.name: each.schema for each in asked} | _headers() | {"Problem": known["Problem"]}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Gongdan (工单)",
            "version": version,
            "description": "Public events (docs/feed.md), and commands and queries over NATS (docs/requests.md).",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {
            **{_channel(each): _told_on(each) for each in PUBLISHED},
            **{each.operation.subject: each.channel() for each in asked},
            "answers": {
                "address": None,
                "description": "The inbox that a request names.",
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in ("answer", "problem")},
            },
        },
        "operations": {
            **{f"tell.{_channel(each)}": _telling(each) for each in PUBLISHED},
            **{each.operation.subject: each.answering() for each in asked},
        },
        "components": {
            "messages": {
                **{each.type_name(): _event(each) for each in PUBLISHED},
                **{each.operation.subject: each.message() for each in asked},
                "answer": _message("Done; the body is that of the route in /openapi.json", {}, "answer-headers"),
                "problem": _message("Refused (RFC 9457)", {"$ref": f"{_COMPONENTS}Problem"}, "problem-headers"),
            },
            "schemas": _with_all_they_name(schemas, known),
        },
    }


def _channel(public: type[PublicEvent]) -> str:
    return f"feed.{public.context}.{public.name}"


def _told_on(public: type[PublicEvent]) -> Json:
    return {
        "address": f"{PREFIX}-feed.{public.context}.{public.name}.{{severity}}.{{number}}",
        "parameters": {
            "severity": {"description": "Of a ticket; `-` where there is none."},
            "number": {"description": "Of what it is about."},
        },
        "messages": {"event": {"$ref": f"#/components/messages/{public.type_name()}"}},
    }


def _telling(public: type[PublicEvent]) -> Json:
    return {"action": "send", "channel": {"$ref": f"#/channels/{_channel(public)}"}, "summary": public.meaning[1]}


def _event(public: type[PublicEvent]) -> Json:
    """A CloudEvent in NATS binary mode."""
    example = example_of(public).model_dump(mode="json", exclude_none=True)
    made = _message(public.meaning[1], _lean(schema_of(public)), "event-headers")
    return made | {"name": public.type_name(), "examples": [{"payload": example}]}


def _message(summary: str, payload: Json, headers: str) -> Json:
    return {"summary": summary, "headers": {"$ref": f"{_COMPONENTS}{headers}"}, "payload": payload}


def _headers() -> Json:
    """Each set of them once, by the name that messages say."""
    return {
        name: {"type": "object", "properties": {each: {**_TEXT, "description": said} for each, said in all_.items()}}
        for name, all_ in _HEADERS.items()
    }


class _Asked:
    """One operation as its description over HTTP has it."""

    def __init__(self, operation: Operation, openapi: Mapping[str, Any]) -> None:
        self.operation = operation
        self._said: Json = openapi["paths"][operation.path][operation.method.lower()]
        self.name = f"{operation.subject}.request"

    def channel(self) -> Json:
        subject = self.operation.subject
        messages = {"request": {"$ref": f"#/components/messages/{subject}"}}
        return {"address": f"{PREFIX}-do.{subject}", "messages": messages}

    def answering(self) -> Json:
        reply = {"address": {"location": "$message.header#/reply"}, "channel": {"$ref": "#/channels/answers"}}
        channel = {"$ref": f"#/channels/{self.operation.subject}"}
        return {"action": "receive", "channel": channel, "summary": self._said["summary"], "reply": reply}

    def message(self) -> Json:
        return _message(self._said["summary"], {"$ref": f"{_COMPONENTS}{self.name}"}, "request-headers")

    @property
    def schema(self) -> Json:
        """Of the message: what the path is told, what is asked for, and the body."""
        members = {"path": self._named("path"), "query": self._named("query"), "body": self._body()}
        needed = [name for name, said in members.items() if said and said.get("required")]
        if self._said.get("requestBody", {}).get("required"):
            needed = [*(each for each in needed if each != "body"), "body"]
        return {
            "type": "object",
            "properties": {name: said for name, said in members.items() if said},
            "required": sorted(set(needed)),
            "additionalProperties": False,
        }

    def _named(self, where: str) -> Json | None:
        found = [each for each in self._said.get("parameters", ()) if each["in"] == where]
        if not found:
            return None
        shown = {each["name"]: _lean(each["schema"]) for each in found}
        needed = [each["name"] for each in found if each["required"]]
        return {"type": "object", "properties": shown, "required": needed, "additionalProperties": False}

    def _body(self) -> Json | None:
        if "requestBody" not in self._said:
            return None
        if self.operation.raw:
            return {**_TEXT, "contentEncoding": "base64", "description": "The file's bytes."}
        return _lean(self._said["requestBody"]["content"]["application/json"]["schema"])


def _with_all_they_name(schemas: Json, known: Mapping[str, Any]) -> Json:
    found, left = dict(schemas), list(schemas.values())
    while left:
        for name in _named_in(left.pop()):
            if name not in found:
                found[name] = _lean(known[name])
                left.append(found[name])
    return dict(sorted(found.items()))


def _named_in(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(reference := schema.get("$ref"), str):
            yield reference.removeprefix(_COMPONENTS)
        for each in schema.values():
            yield from _named_in(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _named_in(each)


def _lean(schema: Any) -> Any:
    """Without what only a page of documentation shows; a property may be called ``title``."""
    if isinstance(schema, list):
        return [_lean(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: {each: _lean(said) for each, said in value.items()} if name == "properties" else _lean(value)
        for name, value in schema.items()
        if name not in _LEFT_OUT
    }
