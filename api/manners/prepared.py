"""The good case of a command's route, made ready once; what can't be read FastAPI answers, and says why.

FastAPI looks anew at each request at all that a route takes; a fifth of what an opening took of HTTP was that
(docs/decisions/0029-the-good-case-of-a-route-made-ready.md).
"""

import inspect
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from fastapi import Request, Response
from fastapi._compat import ModelField
from fastapi.datastructures import DefaultPlaceholder
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.params import Body, Form
from fastapi.routing import APIRoute, serialize_response
from fastapi.utils import is_body_allowed_for_status_code
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_JSON: Final = "application/json"


class _NotPlain(Exception):
    """Of a request that is left to FastAPI."""


def prepared(route: APIRoute, before: Callable[[Request], None]) -> ASGIApp:
    """Answers as the route's own application, and is that for a route that takes or gives anything unusual.

    ``before`` raises what is answered in the route's place.
    """
    steps, body, app = [*_steps(route.dependant, {})], route.body_field, route.app
    if body is None or not _is_usual(route, body, steps):
        return app
    shape = _Shape(route)
    *first, last = steps

    async def answered(request: Request) -> Response:
        """Raises _NotPlain before anything is done."""
        before(request)
        response = _blank()
        given = [step.read(request, response) for step in steps]
        sent, done = await _json(request), list[Any]()
        for step, values in zip(first, given, strict=False):
            done.append(await step.function(**step.with_done(values, done)))
        given[-1][body.name] = _of_body(body, sent)
        said = await last.function(**last.with_done(given[-1], done))
        return said if isinstance(said, Response) else await shape.written(said, response)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        response: Response | None = None
        with suppress(_NotPlain):
            response = await answered(request)
        if response is None:
            await app(scope, _from_the_beginning(request, receive), send)
        else:
            await response(scope, receive, send)

    return answer


@dataclass(frozen=True, slots=True)
class _Step:
    """A function, and by their names the values that it is given: of headers, of the path, and of steps before it."""

    function: Callable[..., Awaitable[Any]]
    headers: tuple["_Text", ...]
    path: tuple["_Text", ...]
    steps: tuple[tuple[str, int], ...]
    request: str | None
    response: str | None
    usual: bool

    def read(self, request: Request, response: Response) -> dict[str, Any]:
        """What the request says. Raises _NotPlain."""
        values: dict[str, Any] = {}
        for text in self.headers:
            values[text.name] = text.read(request.headers.get(text.alias))
        for text in self.path:
            values[text.name] = text.read(request.path_params[text.alias])
        if self.request:
            values[self.request] = request
        if self.response:
            values[self.response] = response
        return values

    def with_done(self, values: dict[str, Any], done: list[Any]) -> dict[str, Any]:
        for name, place in self.steps:
            values[name] = done[place]
        return values


class _Text:
    """A text of a header or of the path, by the name under which it is given."""

    def __init__(self, field: ModelField) -> None:
        self.name, self.alias, self._field = field.name, field.alias, field
        self._required = field.field_info.is_required()
        self._default = None if self._required else field.default

    def read(self, said: str | None) -> Any:
        """Raises _NotPlain."""
        if said is not None:
            return _checked(self._field, said)
        if self._required:
            raise _NotPlain
        return self._default


class _Shape:
    """How a route's answer is written."""

    def __init__(self, route: APIRoute) -> None:
        self._field, self._status = route.response_field, route.status_code
        self._said: dict[str, Any] = {
            "include": route.response_model_include,
            "exclude": route.response_model_exclude,
            "by_alias": route.response_model_by_alias,
            "exclude_unset": route.response_model_exclude_unset,
            "exclude_defaults": route.response_model_exclude_defaults,
            "exclude_none": route.response_model_exclude_none,
        }

    async def written(self, said: Any, response: Response) -> Response:
        content = await serialize_response(field=self._field, response_content=said, dump_json=True, **self._said)
        made = Response(content, response.status_code or self._status or 200, media_type=_JSON)
        if not is_body_allowed_for_status_code(made.status_code):
            made.body = b""
        made.headers.raw.extend(response.headers.raw)
        return made


def _steps(dependant: Dependant, known: dict[Any, int]) -> Iterator[_Step]:
    """What it depends on before itself, each function once; ``known`` holds the places of those that came already."""
    needed: list[tuple[str, int]] = []
    for each in dependant.dependencies:
        if each.call not in known:
            yield from _steps(each, known)
        if each.name is not None:
            needed.append((each.name, known[each.call]))
    known[dependant.call] = len(known)
    function: Any = dependant.call
    yield _Step(
        function,
        tuple(map(_Text, dependant.header_params)),
        tuple(map(_Text, dependant.path_params)),
        tuple(needed),
        dependant.request_param_name,
        dependant.response_param_name,
        _takes_the_usual(dependant),
    )


def _is_usual(route: APIRoute, body: ModelField, steps: list[_Step]) -> bool:
    """A body of JSON is taken by the route alone and as a whole, and one of the route's model is answered."""
    taken = route.dependant.body_params
    return (
        len(taken) == 1
        and body is taken[0]
        and isinstance(body.field_info, Body)
        and not isinstance(body.field_info, Form)
        and isinstance(route.response_class, DefaultPlaceholder)
        and route.response_field is not None
        and route.stream_item_type is None
        and route.dependency_overrides_provider is None
        and route.max_body_size is None
        and all(step.usual for step in steps)
    )


def _takes_the_usual(dependant: Dependant) -> bool:
    """Texts of headers and of the path, request and response, by a coroutine; nothing that is of one request twice."""
    unusual = (
        dependant.query_params
        or dependant.cookie_params
        or dependant.websocket_param_name
        or dependant.http_connection_param_name
        or dependant.background_tasks_param_name
        or dependant.security_scopes_param_name
        or dependant.concurrency
    )
    call: Any = dependant.call
    waits = any(map(inspect.iscoroutinefunction, (call, type(call).__call__)))
    texts = [*dependant.header_params, *dependant.path_params]
    once = all(each.use_cache and not each.own_oauth_scopes for each in dependant.dependencies)
    return not unusual and once and waits and all(map(_is_text, texts))


def _is_text(field: ModelField) -> bool:
    """One text, by a name of its own, which may be left out."""
    info = field.field_info
    plain = info.alias and info.validation_alias in (None, info.alias) and not info.validate_default
    return bool(plain) and {*_types(info.annotation)} <= {str, NoneType}


def _types(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) in (Union, UnionType):
        for part in get_args(annotation):
            yield from _types(part)
    elif get_origin(annotation) is Annotated:
        yield from _types(get_args(annotation)[0])
    else:
        yield annotation


def _checked(field: ModelField, value: Any) -> Any:
    found, errors = field.validate(value)
    if errors:
        raise _NotPlain
    return found


def _of_body(field: ModelField, value: Any) -> Any:
    """As FastAPI checks it, once it is known who calls. Raises RequestValidationError."""
    found, errors = field.validate(value, loc=("body",))
    if errors:
        raise RequestValidationError(errors, body=value)
    return found


async def _json(request: Request) -> Any:
    """The body. Raises _NotPlain, and HTTPException where it did not come or more was sent than may be."""
    if request.headers.get("content-type") != _JSON:
        raise _NotPlain
    try:
        body = await request.body()
    except HTTPException:
        raise
    except Exception as error:
        raise HTTPException(400, "There was an error parsing the body") from error
    if not body:
        raise _NotPlain
    try:
        return await request.json()
    except Exception as error:
        raise _NotPlain from error


def _from_the_beginning(request: Request, receive: Receive) -> Receive:
    """What comes of the request, its body once more if that was read."""
    body: bytes | None = getattr(request, "_body", None)

    async def once_more() -> Message:
        nonlocal body
        if body is None:
            return await receive()
        message: Message = {"type": "http.request", "body": body, "more_body": False}
        body = None
        return message

    return once_more


def _blank() -> Response:
    """For a route to put headers and a status into."""
    response = Response()
    del response.headers["content-length"]
    response.status_code = None  # pyright: ignore[reportAttributeAccessIssue] -- unless it is said
    return response
