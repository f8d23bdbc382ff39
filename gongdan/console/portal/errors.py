"""Every refusal as a page for customers: what the API would answer, with the way back to their own pages."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request, Response

from api.manners.language import language_of
from gongdan.console.portal.address import is_ours
from gongdan.console.portal.frame import page
from gongdan.console.shell.spoken import spoken_of

Handler = Callable[[Request, Any], Awaitable[Response]]


def theirs_or(handler: Handler, otherwise: Handler) -> Handler:
    """On a customer's page the problem that ``handler`` answers, shown there; on any other what answers otherwise."""

    async def answer(request: Request, error: Any) -> Response:
        if not is_ours(request.url.path):
            return await otherwise(request, error)
        given = await handler(request, error)
        problem = json.loads(bytes(given.body))
        problem["detail"] = spoken_of(problem["code"], problem["detail"], language_of(request))
        shown = page(request, "problem", given.status_code, problem=problem)
        if "Retry-After" in given.headers:
            shown.headers["Retry-After"] = given.headers["Retry-After"]
        return shown

    return answer
