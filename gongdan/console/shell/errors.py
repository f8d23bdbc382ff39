"""Every refusal as a page: what the API would answer, in the same words."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request, Response

from api.manners.problems import ApiProblem
from gongdan.console.shell.frame import page

Handler = Callable[[Request, Any], Awaitable[Response]]


def as_page(handler: Handler) -> Handler:
    """The API's way to answer an error, its problem shown as a page."""

    async def answer(request: Request, error: Any) -> Response:
        given = await handler(request, error)
        problem = json.loads(bytes(given.body))
        shown = page(request, "problem", given.status_code, problem=problem)
        if "Retry-After" in given.headers:
            shown.headers["Retry-After"] = given.headers["Retry-After"]
        return shown

    return answer


def no_page(path: str) -> ApiProblem:
    return ApiProblem("no-route", path=path)
