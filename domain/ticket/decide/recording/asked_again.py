"""A correction is held to what its event was held to: what would have been refused then does not come in later."""

from collections.abc import Callable
from typing import Any, cast

from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import COMMAND_OF, RecordCorrection
from domain.ticket.decide.recording.correctable import corrected
from domain.ticket.events import CorrectionRecorded, TicketEvent
from domain.ticket.state import Ticket, fold

Decide = Callable[[Ticket | None, Any, Circumstances], list[TicketEvent]]


def require_as_then(command: RecordCorrection, under: Circumstances, decide: Decide) -> None:
    """What the event's own command had to pass, as far as the ticket itself tells; other records are not asked.

    Of an event that today's rules would refuse as it stands, nothing is asked. Raises NotAllowed with their reason.
    """
    recorded = under.history[command.version - 1]
    kind = COMMAND_OF.get(type(recorded.event))
    if kind is None or not under.live:
        return
    said = _as_corrected(recorded.event, kind, command.version, under.history)
    right = corrected(said, kind, command.field, command.right)
    ticket, then = _before(command.version, under.history), _then(recorded, command.version, under)
    if right is None or _refusal(decide, ticket, _asking(kind, said), then):
        return
    if refusal := _refusal(decide, ticket, _asking(kind, right), then):
        raise refusal


def _then(recorded: Recorded, version: int, under: Circumstances) -> Circumstances:
    """As it was asked: by whom, in which role, and after what had happened."""
    actor, at = recorded.envelope.actor, recorded.envelope.occurred.astimezone(under.at.tzinfo)
    before = under.history[: version - 1]
    return Circumstances(actor.id, at, under.rules, before, role=actor.role, stand_in_for=actor.stand_in_for)


def _before(version: int, history: tuple[Recorded, ...]) -> Ticket | None:
    """The ticket before the event, as it is known by now to have been."""
    since = (one for one in history[version:] if _corrects_before(one.event, version))
    return fold((*history[: version - 1], *since)) if version > 1 else None


def _corrects_before(event: Event, version: int) -> bool:
    return isinstance(event, CorrectionRecorded) and event.version < version


def _as_corrected(event: Event, kind: type[Command], version: int, history: tuple[Recorded, ...]) -> Event:
    for one in history:
        if isinstance(one.event, CorrectionRecorded) and one.event.version == version and one.event.right is not None:
            event = corrected(event, kind, one.event.field, one.event.right) or event
    return event


def _asking(kind: type[Command], event: Event) -> Command:
    return kind.model_construct(**{name: getattr(event, name, None) for name in kind.model_fields})


def _refusal(decide: Decide, ticket: Ticket | None, command: Command, then: Circumstances) -> NotAllowed | None:
    try:
        decide(ticket, cast("Any", command), then)
    except NotAllowed as refusal:
        return refusal
    return None
