"""The rules of what is added to the record itself: a correction is a new event, about one that is there."""

from typing import assert_never

from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import COMMAND_OF, AddNote, RecordCorrection, RemarksCommand, UnmaskPersonalData
from domain.ticket.decide.always.ours_to_say import require_own_entry
from domain.ticket.decide.caused import caused
from domain.ticket.decide.possible import POSSIBLE
from domain.ticket.decide.recording import correctable
from domain.ticket.decide.recording.facts import facts, instead
from domain.ticket.decide.working.carried_out import lacks_plan
from domain.ticket.decide.working.in_hand import require_still_in_hand
from domain.ticket.events import CorrectionRecorded, TicketEvent, TicketOpened
from domain.ticket.state import Ticket
from domain.ticket.state.ticket import replace
from domain.ticket.vocabulary import Kind


def decide(ticket: Ticket, command: RemarksCommand, under: Circumstances) -> list[TicketEvent]:
    match command:
        case AddNote() | UnmaskPersonalData():
            return [caused(command)]
        case RecordCorrection():
            return _corrected(ticket, command, under)
        case _:
            assert_never(command)


def _corrected(ticket: Ticket, command: RecordCorrection, under: Circumstances) -> list[TicketEvent]:
    """What is wrong is what the record says by now: the event, or the last correction of it."""
    version, field = command.version, command.field
    if not 0 < version <= len(under.history):
        raise NotAllowed("no-such-event", version=version, known=len(under.history))
    require_own_entry(command, under)
    event = under.history[version - 1].event
    if isinstance(event, CorrectionRecorded):
        raise NotAllowed("corrects-a-correction", version=version, original=event.version)
    _require_a_fact(type(event), field)
    last = _last_correction(command, under)
    says_now = last.right if last else correctable.texts(event).get(field)
    if says_now == command.right:
        return []
    if correctable.corrected(event, COMMAND_OF.get(type(event)), field, command.right) is None:
        raise NotAllowed("not-such-a-value", field=field, right=command.right)
    require_still_in_hand(ticket, command, under)
    if isinstance(event, TicketOpened) and field == "kind":
        _require_plan_kept(ticket, Kind(command.right), under)
    return [caused(command, wrong=says_now)]


def _require_plan_kept(ticket: Ticket, kind: Kind, under: Circumstances) -> None:
    """No correction takes the plan from a fault that is worked on, or shows a solution that lacked its plan (R15)."""
    begun = ticket.handling is not None or bool(ticket.done)
    needs = under.rules.needs_approved_plan
    if begun and needs(ticket.severity, ticket.kind) and not needs(ticket.severity, kind):
        raise NotAllowed("bound-by-rules", field="kind", action="propose-plan")
    if not ticket.is_worked_on and ticket.aftercare.resolution and lacks_plan(replace(ticket, kind=kind), under):
        action = "reopen" if ticket.stage in POSSIBLE["reopen"] else "note"
        raise NotAllowed("bound-by-rules", field="kind", action=action)


def _require_a_fact(kind: type[Event], field: str) -> None:
    """What rules go by, a correction does not change: nobody would have decided it so."""
    allowed = facts(kind)
    if field in allowed:
        return
    if field in correctable.fields(kind):
        raise NotAllowed("bound-by-rules", field=field, action=instead(kind, field))
    raise NotAllowed("no-such-field", field=field, allowed=allowed)


def _last_correction(command: RecordCorrection, under: Circumstances) -> CorrectionRecorded | None:
    for recorded in reversed(under.history):
        event = recorded.event
        if isinstance(event, CorrectionRecorded) and (event.version, event.field) == (command.version, command.field):
            return event
    return None
