"""A route whose good case is made ready answers as FastAPI's own does, to whatever is asked, and does nothing twice."""

import json
from collections.abc import AsyncIterator
from functools import cache
from typing import Annotated, Any, Final

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Path, Query, Request, Response
from fastapi.routing import APIRoute
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from api.app import create_app
from api.manners.flat import add_flat
from api.manners.limits import BodyLimit
from api.service import Service

MOST: Final = 2_000
STATUS: Final = {"none": 204, "later": 202}
Short = Annotated[str, StringConstraints(min_length=2, max_length=8)]


class Said(BaseModel):
    model_config = ConfigDict(extra="forbid")
    what: Short
    times: Annotated[int, Field(ge=1)] = 1
    parts: list[str] = []

    @field_validator("what")
    @classmethod
    def _has_a_bug(cls, what: str) -> str:
        if what == "bug":
            raise RuntimeError
        return what


class Shown(BaseModel):
    number: str
    said: Said
    who: str
    key: str | None = None
    left_out: str | None = None


async def who_calls(
    request: Request, response: Response, acting: Annotated[str | None, Header(alias="Acting")] = None
) -> str:
    request.state.calls = getattr(request.state, "calls", 0) + 1
    response.headers["Calls"] = str(request.state.calls)
    if "authorization" not in request.headers:
        raise HTTPException(401, "who?")
    return acting or "nobody"


Who = Annotated[str, Depends(who_calls)]


async def may_write(who: Who) -> None:
    if who == "guest":
        raise HTTPException(403, "not you", headers={"Because": "guest"})


def a_router(done: list[str]) -> APIRouter:
    router = APIRouter()

    @router.post(
        "/things/{number}", status_code=201, response_model_exclude_none=True, dependencies=[Depends(may_write)]
    )
    async def make(
        *,
        number: Annotated[Short, Path()],
        body: Said,
        who: Who,
        response: Response,
        key: Annotated[Short | None, Header(alias="Key")] = None,
    ) -> Shown:
        done.append(number)
        if body.what == "wrong":
            raise HTTPException(409, "it is wrong")
        if body.what in STATUS:
            response.status_code = STATUS[body.what]
        response.headers["Location"] = number
        response.headers.append("Twice", "a")
        response.headers.append("Twice", "b")
        return Shown(number=number, said=body, who=who, key=key)

    @router.post("/needed")
    async def needed(body: Said, must: Annotated[str, Header(alias="Must")], response: Response) -> Shown:
        done.append(must)
        response.status_code = STATUS.get(body.what, 202)
        return Shown(number="1", said=body, who=must)

    @router.post("/raw", response_model=Shown)
    async def raw(body: Said) -> Any:
        done.append("raw")
        return Response(body.what, 203) if body.times == 1 else {"number": "2", "said": body, "who": "x"}

    @router.post("/odd")
    async def odd(body: Said, page: Annotated[int, Query()] = 1) -> int:
        done.append("odd")
        return page

    return router


GOOD: Final[dict[str, Any]] = {"what": "dog", "times": 2, "parts": ["a", "b"]}
JSON: Final = {"content-type": "application/json"}
CALLER: Final = {"authorization": "x", "acting": "me"}
BODIES: Final[list[bytes]] = [
    *[
        json.dumps(each).encode()
        for each in (GOOD, {"what": "dog"}, {"what": "wrong"}, {"what": "none"}, {}, [], None, 1)
    ],
    *[
        json.dumps(each).encode()
        for each in ({"what": "d"}, {"what": 3}, GOOD | {"more": 1}, GOOD | {"times": "2"}, "dog")
    ],
    b"",
    b"{",
    b"\xff\xfe",
    b'{"what": "a\\ud800b"}',
    b'{"what": "dog", "what": "cat"}',
    b'{"what": "dog", "times": NaN}',
    b" " + json.dumps(GOOD).encode() + b"\n",
    b"[" * 100_0,
    json.dumps({"what": "dog", "parts": ["x" * MOST]}).encode(),
]
HEADERS: Final[list[list[tuple[str, str]]]] = [
    [*JSON.items(), *CALLER.items()],
    [*JSON.items(), *CALLER.items(), ("key", "k-1"), ("must", "it")],
    [*JSON.items(), *CALLER.items(), ("key", "k"), ("must", "")],
    [*JSON.items(), *CALLER.items(), ("key", "k-1"), ("key", "k-2"), ("must", "1"), ("must", "2")],
    [*JSON.items()],
    [*JSON.items(), ("authorization", "x"), ("acting", "guest")],
    [("content-type", "application/json; charset=utf-8"), *CALLER.items(), ("must", "it")],
    [("content-type", "application/problem+json"), *CALLER.items()],
    [("content-type", "text/plain"), *CALLER.items(), ("must", "it")],
    [*CALLER.items(), ("must", "it")],
]
PATHS: Final = ("/things/no-7", "/things/7", "/needed", "/raw", "/odd", "/odd?page=2", "/odd?page=x")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("headers", HEADERS)
async def test_it_answers_as_without(path: str, headers: list[tuple[str, str]]):
    for body in BODIES:
        ours, theirs = [await answered(*routed, path, headers, [body]) for routed in both()]
        assert ours == theirs, body


@given(
    st.sampled_from(PATHS),
    st.sampled_from(HEADERS),
    st.one_of(st.sampled_from(BODIES), st.binary(max_size=40)),
    st.integers(0, 60),
)
@example("/things/no-7", HEADERS[0], BODIES[0] + b" " * MOST, 30)
async def test_it_answers_as_without_when_a_body_comes_in_pieces(
    path: str, headers: list[tuple[str, str]], body: bytes, cut: int
):
    ours, theirs = [await answered(*routed, path, headers, [body[:cut], body[cut:]]) for routed in both()]
    assert ours == theirs


@pytest.mark.parametrize("path", PATHS)
async def test_of_a_client_that_leaves_in_the_middle_nothing_is_done(path: str):
    for headers in HEADERS:
        answers = [await left(routed, path, headers) for routed in (flat, inside)]
        assert answers[0] == answers[1]
        assert answers[0][1] == []


async def test_nothing_is_done_in_the_routes_place_either():
    done: list[str] = []

    def refuse(request: Request) -> None:
        raise HTTPException(418)

    app = FastAPI()
    add_flat(app, [a_router(done)], before=refuse)
    for headers, body in ((HEADERS[0], BODIES[0]), (HEADERS[0], b"{")):
        assert (await sent(app, "/things/no-7", headers, [body]))[0] == 418
    assert done == []


async def test_the_desks_own_commands_are_made_ready(service: Service):
    taking = [
        route for route in create_app(service).routes if isinstance(route, APIRoute) and route.body_field is not None
    ]
    ready = [route for route in taking if route.app.__module__ == "api.manners.prepared"]  # pyright: ignore[reportFunctionMemberAccess]
    assert {route.path for route in taking} - {route.path for route in ready} == {
        "/intake/lookup",  # takes what stands in its address too
        "/dead-letters/{position}/dismissal",
    }
    assert len(ready) > 200


@cache
def both() -> list[tuple[FastAPI, list[str]]]:
    """Made once, as FastAPI takes long over that, each with what its routes have done."""
    made: list[tuple[FastAPI, list[str]]] = []
    for routed in (flat, inside):
        done: list[str] = []
        app = routed(done)
        app.add_middleware(BodyLimit, most=MOST)
        made.append((app, done))
    return made


def flat(done: list[str]) -> FastAPI:
    app = FastAPI()
    add_flat(app, [a_router(done)])
    return app


def inside(done: list[str]) -> FastAPI:
    app = FastAPI()
    app.include_router(a_router(done))
    return app


async def answered(
    app: FastAPI, done: list[str], path: str, headers: list[tuple[str, str]], pieces: list[bytes]
) -> tuple["Told", list[str]]:
    """What is answered, and what the routes did."""
    done.clear()
    return await sent(app, path, headers, pieces), [*done]


Told = tuple[int, list[tuple[bytes, bytes]], bytes]


async def sent(app: FastAPI, path: str, headers: list[tuple[str, str]], pieces: list[bytes]) -> Told:
    async def body() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app, raise_app_exceptions=False), base_url="http://test"
    ) as client:
        answer = await client.post(path, headers=headers, content=body())
        return answer.status_code, answer.headers.raw, answer.content


async def left(routed: Any, path: str, headers: list[tuple[str, str]]) -> tuple[list[Any], list[str]]:
    done: list[str] = []
    told: list[Any] = []
    came = iter([{"type": "http.request", "body": b'{"what":', "more_body": True}])

    async def receive() -> Any:
        return next(came, {"type": "http.disconnect"})

    async def send(message: Any) -> None:
        told.append(message)

    raw = [(name.encode(), value.encode()) for name, value in headers]
    where, _, query = path.partition("?")
    scope = {"type": "http", "method": "POST", "path": where, "query_string": query.encode(), "headers": raw}
    await routed(done)(scope | {"root_path": "", "http_version": "1.1", "scheme": "http"}, receive, send)
    return told, done
