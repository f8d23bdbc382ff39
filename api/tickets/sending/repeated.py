"""Openings sent again: the register knows for ever which command opened which ticket."""

from collections.abc import Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

import structlog
from sqlalchemy import Connection

from api.service import Service
from api.tickets.sending.together import Find, Together
from domain.desk.answering import Answer, answer
from domain.ticket.numbering import ticket_key
from projections import matters, register
from projections.errors import NotReadable
from projections.store import ReadStore

log = structlog.get_logger(__name__)

_PATIENCE: Final = 3.0
"""Seconds for the register to catch up; the broker itself knows a command of the last two minutes."""
_KNOWN_TO_THE_BROKER: Final = 60.0
"""Seconds, of those two minutes: what was stored since the register last showed the whole log need not be in it."""
_GATHERING: Final = WeakKeyDictionary[ReadStore, dict[Find, Together]]()


async def opened_before(service: Service, command: str) -> Answer | None:
    """The answer to an opening that the log holds already, by whatever process and however long ago; None if not so.

    Raises StoreUnavailable.
    """
    return await _before(service, command, "register", _tickets)


async def begun_before(service: Service, command: str) -> Answer | None:
    """As :func:`opened_before`, of a matter."""
    return await _before(service, command, "matters", _matters)


def _tickets(connection: Connection, commands: Sequence[str]) -> dict[str, str]:
    return {command: ticket_key(number) for command, number in register.opened_by(connection, commands).items()}


def _matters(connection: Connection, commands: Sequence[str]) -> dict[str, str]:
    return {command: f"{kind}-{number}" for command, (kind, number) in matters.opened_by(connection, commands).items()}


async def _before(service: Service, command: str, model: str, find: Find) -> Any:
    if not await is_caught_up(service, model):
        log.warning("repeated_opening_not_looked_for", command=command)
        return None
    key = await _GATHERING.setdefault(service.read, {}).setdefault(find, Together(find)).find(service.read, command)
    return answer((await service.desk.events_of(key))[:1]) if key else None


async def is_caught_up(service: Service, model: str) -> bool:
    """Whether it shows all that the broker itself does not know of. Not while it is being built.

    Openings go on at their usual pace then, as they do mostly: it is waited for only where it is a minute behind.
    """
    try:
        await service.runner.require(model)
    except NotReadable:
        return False
    if service.runner.age(model) < _KNOWN_TO_THE_BROKER:
        return True
    position = await service.log.end()
    return await service.runner.wait_for(position, _PATIENCE, model)
