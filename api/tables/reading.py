"""Reading what was projected: after the position a caller knows of, and of the past as well as of now."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated, Final, TypeVar

from fastapi import Header, Query
from sqlalchemy import Connection

from api.manners.problems import ApiProblem
from api.service import Service
from api.tables.past import StillBuilding
from projections.errors import NotReadable
from projections.running.health import NEWER
from projections.store import ReadStore

T = TypeVar("T")

After = Annotated[
    str | None,
    Query(description="Wait until this position (EPOCH:SEQUENCE, or `now`) is shown: reads your own writes."),
]
Prefer = Annotated[str | None, Header(description="`wait=5`: seconds to wait for the position, 30 at most.")]

_WAIT, _LONGEST_WAIT = 10.0, 30.0
_PREFERRED: Final = re.compile(r"\bwait=([0-9]{1,4})\b")
_POSITION: Final = re.compile(r"(.+):([0-9]{1,19})")


async def caught_up(service: Service, name: str, after: str | None, prefer: str | None, *, past: bool = False) -> None:
    """Return once the read model shows the position; the ``past`` is read from the log itself and waits for nothing.

    Raises ApiProblem where that is another log's, or not shown in time; NotReadable where the model is being built, and
    at once where it is a newer program's, which no waiting changes.
    """
    position = await _position(service, after) if after is not None else None
    if past:
        return
    if position is None:
        await service.runner.require(name)
        return
    found = _PREFERRED.search(prefer or "")
    patience = min(float(found[1]), _LONGEST_WAIT) if found else _WAIT
    await _require_not_newer(service, name)
    if not await service.runner.wait_for(position, patience, name):
        await service.runner.require(name)
        lag = max(status.lag_events for status in await service.runner.status() if status.name == name)
        raise ApiProblem("not-caught-up", lag=lag)


async def is_shown(service: Service, name: str) -> bool:
    """Whether the tables of a read model are there to be looked at now."""
    try:
        await service.runner.require(name)
    except NotReadable:
        return False
    return True


async def _require_not_newer(service: Service, name: str) -> None:
    try:
        await service.runner.require(name)
    except NotReadable as held:
        if held.code == NEWER:
            raise


async def _position(service: Service, after: str) -> int:
    if after == "now":
        return await service.log.end()
    found = _POSITION.fullmatch(after)
    if found is None:
        raise ApiProblem("bad-position", name="after", forms="EPOCH:SEQUENCE | now")
    if found[1] != service.log.epoch:
        raise ApiProblem("other-log", epoch=service.log.epoch)
    return int(found[2])


async def fetch(store: ReadStore, query: Callable[[Connection], T]) -> T:
    """One consistent look, in a thread beside the event loop."""

    def look() -> T:
        with store.read() as connection:
            return query(connection)

    return await asyncio.to_thread(look)


@asynccontextmanager
async def view(
    service: Service, moment: datetime | None, *, known: bool, names: Iterable[str] = ("register",)
) -> AsyncIterator[ReadStore]:
    """The read models of now, or these of a moment.

    Raises ApiProblem where ``known`` has none, and where those of the moment are still being built.
    """
    if moment is None and known:
        raise ApiProblem("as-of-needed")
    if moment is None:
        yield service.read
        return
    try:
        async with service.past.at(moment, known=known, names=names) as store:
            yield store
    except StillBuilding as building:
        far = building.progress
        left = "…" if far.left is None else f"{far.left:,.0f}"
        raise ApiProblem("past-being-built", done=f"{far.done:,}", total=f"{far.total:,}", left=left) from None
