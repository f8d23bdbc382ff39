"""Routes of many routers in one list: a router inside another is searched twice for each request, and so costs more."""

from collections.abc import Callable, Coroutine, Iterable, Sequence
from inspect import signature
from typing import Any, Final

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.params import Depends
from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.types import Scope

from api.manners.prepared import prepared

Before = Callable[[Request], None]
"""Raises what is answered in the route's place."""


def nothing(request: Request) -> None:
    """Every request goes on to its route."""


_SAID: Final = tuple(signature(APIRoute).parameters)


class _Route(APIRoute):
    """Looks at what its addresses begin with first: its pattern takes five times as long to say no."""

    def __init__(self, before: Before, **said: Any) -> None:
        self._before = before
        super().__init__(**said)
        self._begins = self.path.partition("{")[0]
        self.app = prepared(self, before)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler, before = super().get_route_handler(), self._before

        async def handled(request: Request) -> Response:
            before(request)
            return await handler(request)

        return handled

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if not scope["path"].startswith(self._begins):
            return Match.NONE, {}
        return super().matches(scope)


def add_flat(
    app: FastAPI,
    routers: Iterable[APIRouter],
    dependencies: Sequence[Depends] = (),
    naming: Callable[[APIRoute], str] | None = None,
    before: Before = nothing,
) -> None:
    """Each route as ``include_router`` would have it answer, in that order; ``naming`` makes unique ids.

    ``before`` is done first of all, without what FastAPI spends on a dependency of each request.
    """
    besides: dict[str, Any] = {"generate_unique_id_function": naming} if naming else {}
    for router in routers:
        for route in router.routes:
            assert isinstance(route, APIRoute), route  # noqa: S101 -- nothing else stands in our routers
            said = {name: getattr(route, name) for name in _SAID}
            said |= {"dependencies": [*dependencies, *route.dependencies], **besides}
            app.router.routes.append(_Route(before, **said))
