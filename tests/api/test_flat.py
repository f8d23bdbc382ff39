"""Routes in one list answer as those of routers inside: the first that fits, under its dependencies, with its pattern."""

from collections.abc import Callable

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request

from api.manners.flat import add_flat


def routers() -> list[APIRouter]:
    first, second = APIRouter(prefix="/tickets"), APIRouter()

    @first.get("/new")
    async def new(request: Request) -> str:
        return request.scope["route"].path

    @first.get("/{number}")
    async def one(request: Request, number: str) -> str:
        return f"{request.scope['route'].path} {number}"

    @second.post("/tickets/{number}", status_code=201)
    async def act(number: str) -> str:
        return f"done to {number}"

    return [first, second]


async def unless_closed(request: Request) -> None:
    if "closed" in request.headers:
        raise HTTPException(403)


def flat(app: FastAPI) -> None:
    add_flat(app, routers(), [Depends(unless_closed)])


def before_all(app: FastAPI) -> None:
    def unless_closed_before(request: Request) -> None:
        if "closed" in request.headers:
            raise HTTPException(403)

    add_flat(app, routers(), before=unless_closed_before)


def inside(app: FastAPI) -> None:
    for router in routers():
        app.include_router(router, dependencies=[Depends(unless_closed)])


ASKED = [
    ("GET", "/tickets/new", {}),
    ("GET", "/tickets/7", {}),
    ("GET", "/tickets/7/", {}),
    ("GET", "/ticket", {}),
    ("GET", "/tickets/new", {"closed": "yes"}),
    ("POST", "/tickets/7", {}),
    ("POST", "/tickets/new", {}),
    ("PUT", "/tickets/7", {}),
]


@pytest.mark.parametrize(("method", "path", "headers"), ASKED)
async def test_a_flat_route_answers_as_one_inside(method: str, path: str, headers: dict[str, str]):
    one, before, other = [await answer(add, method, path, headers) for add in (flat, before_all, inside)]
    assert (one.status_code, one.text, one.headers) == (other.status_code, other.text, other.headers)
    assert (before.status_code, before.text, before.headers) == (other.status_code, other.text, other.headers)


async def answer(add: Callable[[FastAPI], None], method: str, path: str, headers: dict[str, str]) -> httpx.Response:
    app = FastAPI(redirect_slashes=False)
    add(app)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        return await client.request(method, path, headers=headers)


def test_they_are_described_as_those_inside():
    one, other = FastAPI(), FastAPI()
    flat(one)
    inside(other)
    assert one.openapi() == other.openapi()
