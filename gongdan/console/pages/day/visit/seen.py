"""Which version of a ticket counts as seen by who reports a visit: their own reports are no surprise to them."""

from typing import Final

from api.callers import Caller
from api.service import Service
from api.tickets.views import version_tag

_NOBODY: Final = "system"


async def seen_by(service: Service, number: str, caller: Caller, version: str) -> str | None:
    """The version now where only they themselves, or no person, acted since ``version``; else that one.

    So reports that were typed one after the other without a connection can be sent one after the other.
    """
    if not (version.isascii() and version.isdigit()):
        return None
    events = await service.desk.history(number)
    others = [each for each in events[int(version) :] if each.envelope.actor.id != caller.id]
    by_people = [each for each in others if each.envelope.actor.role != _NOBODY]
    return version_tag(int(version) if by_people else len(events))
