"""Openings sent again: the register knows for ever which command opened which ticket."""

from typing import Final

import structlog

from api.service import Service
from api.tables.reading import fetch
from domain.desk.answering import Answer, answer
from projections import register
from projections.errors import NotReadable

log = structlog.get_logger(__name__)

_PATIENCE: Final = 3.0
"""Seconds for the register to catch up; the broker itself knows a command of the last two minutes."""


async def opened_before(service: Service, command: str) -> Answer | None:
    """The answer to an opening that the log holds already, by whatever process and however long ago; None if not so.

    Raises StoreUnavailable.
    """
    if not await _shown(service, await service.log.end()):
        log.warning("repeated_opening_not_looked_for", command=command)
        return None
    number = await fetch(service.read, lambda connection: register.opened_by(connection, command))
    return answer((await service.desk.history(number))[:1]) if number else None


async def _shown(service: Service, position: int) -> bool:
    """Not while the register is being built: openings go on at their usual pace."""
    try:
        await service.runner.require("register")
    except NotReadable:
        return False
    return await service.runner.wait_for(position, _PATIENCE, "register")
