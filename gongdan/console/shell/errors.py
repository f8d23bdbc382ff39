"""Every refusal as a page: what the API would answer, in the same words."""

import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from fastapi import Request, Response

from api.manners.language import language_of
from api.manners.problems import ApiProblem
from domain.refusals import Refusal
from gongdan.console.shell.frame import page
from gongdan.console.shell.signed_in import SignedOut, signed_in
from gongdan.console.shell.spoken import spoken_of
from projections.errors import ReadingError

Handler = Callable[[Request, Any], Awaitable[Response]]


def as_page(handler: Handler) -> Handler:
    """The API's way to answer an error, its problem shown as a page."""

    async def answer(request: Request, error: Any) -> Response:
        given = await handler(request, error)
        if not hasattr(request.state, "caller"):
            with suppress(
                SignedOut, ApiProblem, Refusal, ReadingError
            ):  # the frame is of more use with the way back to all pages
                await signed_in(request)
        problem = json.loads(bytes(given.body))
        problem["detail"] = spoken_of(problem["code"], problem["detail"], language_of(request))
        shown = page(request, "problem", given.status_code, problem=problem)
        if "Retry-After" in given.headers:
            shown.headers["Retry-After"] = given.headers["Retry-After"]
        return shown

    return answer
