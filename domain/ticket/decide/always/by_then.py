"""What allows a step came before it: no late record of it, no word for a plan or price not there yet."""

from datetime import timedelta
from typing import Final

from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import COMMAND_OF

CLOCKS_MAY_DIFFER: Final = timedelta(minutes=5)


def require_by_then(under: Circumstances, kind: type[Event], **of: object) -> None:
    """The newest event of this kind, if the history tells, happened no later, as far as clocks of two nodes agree.

    ``of`` names the plan, quote or compensation that it is about.
    """
    if not under.live:
        return
    newest = next((one for one in reversed(under.history) if isinstance(one.event, kind) and _is(one.event, of)), None)
    if newest is None or under.at >= newest.envelope.occurred - CLOCKS_MAY_DIFFER:
        return
    given = newest.envelope.occurred.astimezone(under.at.tzinfo)
    raise NotAllowed(
        "allowed-only-later",
        occurred=under.at.isoformat(sep=" ", timespec="minutes"),
        action=COMMAND_OF[kind].action,
        since=given.isoformat(sep=" ", timespec="minutes"),
    )


def _is(event: Event, of: dict[str, object]) -> bool:
    return all(getattr(event, name) == value for name, value in of.items())
