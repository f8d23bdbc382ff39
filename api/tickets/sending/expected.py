"""If-Match: the version of a ticket, or several, that a caller saw and decided on."""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Final

from fastapi import Header

from api.manners.problems import ApiProblem
from api.service import Service
from domain.record.envelope import Recorded

Expected = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=400,
        description="The version (ETag) you saw, or several of which any will do; 412 if the ticket has changed.",
    ),
]

_TAG: Final = re.compile(r'"(?P<quoted>0|[1-9][0-9]{0,17})"|(?P<bare>0|[1-9][0-9]{0,17})|(?P<weak>W/"[^"]*")')
_NEVER: Final = -1
"""The version of a weak tag: by the strong comparison that If-Match asks for it is none (RFC 9110, 13.1.1)."""


async def expected_of(service: Service, number: str, said: str | None) -> int | None:
    """Of a ticket, as :func:`expected_among`."""
    return await expected_among(said, lambda: service.desk.history(number))


async def expected_among(said: str | None, history: Callable[[], Awaitable[Sequence[Recorded]]]) -> int | None:
    """The one of the versions that there is now; any where it is none of them, which the desk refuses.

    Raises ApiProblem where it is no list of versions.
    """
    versions = _versions(said)
    if len(versions) < 2:
        return versions[0] if versions else None
    now = len(await history())
    return now if now in versions else versions[0]


def _versions(said: str | None) -> list[int]:
    """Those of a list of tags (RFC 9110, 13.1.1); none where any version will do. Raises ApiProblem."""
    if said is None or said.strip() == "*":
        return []
    found = [_version(tag.strip()) for tag in said.split(",") if tag.strip()]
    if not found:
        raise ApiProblem("bad-version")
    return found


def _version(tag: str) -> int:
    match = _TAG.fullmatch(tag)
    if match is None:
        raise ApiProblem("bad-version")
    return _NEVER if match["weak"] else int(match["quoted"] or match["bare"])
