"""The rules of a ticket's life: what a command causes, or why it is refused. Pure; asking twice is harmless."""

from typing import Final

from domain.refusals import NotAllowed
from domain.ticket.commands import (
    ACTIONS,
    COMMAND_OF,
    AcceptDispatch,
    AcknowledgeReceipt,
    CancelTicket,
    CloseTicket,
    ConfirmResolution,
    DiagnoseFault,
    DispatchEngineer,
    EscalateTicket,
    GiveEstimate,
    GradeTicket,
    OpenTicket,
    PauseTicket,
    PromiseVisit,
    RejectResolution,
    ReopenTicket,
    ResolveTicket,
    ResumeTicket,
    TicketCommand,
)
from domain.ticket.events import TicketEvent
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import ENDED, LINE, SEVERITIES, Irregularity, Stage

_WORKED: Final = frozenset({*LINE, Stage.REOPENED})
_UNSOLVED: Final = _WORKED | {Stage.PAUSED}
_OPEN: Final = frozenset(Stage) - ENDED

POSSIBLE: Final[dict[str, frozenset[Stage]]] = {
    "open": frozenset(),
    "acknowledge": _UNSOLVED,
    "grade": _UNSOLVED,
    "estimate": _UNSOLVED,
    "diagnose": _UNSOLVED,
    "dispatch": _UNSOLVED,
    "accept": _UNSOLVED,
    "contact": _OPEN,
    "visit": _UNSOLVED,
    "note": frozenset(Stage),
    "escalate": _UNSOLVED,
    "pause": _UNSOLVED,
    "resume": frozenset({Stage.PAUSED}),
    "resolve": _WORKED,
    "confirm": frozenset({Stage.RESOLVED}),
    "reject": frozenset({Stage.RESOLVED, Stage.CONFIRMED}),
    "close": _OPEN,
    "reopen": frozenset({Stage.RESOLVED, Stage.CONFIRMED, Stage.CLOSED}),
    "cancel": _UNSOLVED,
}
"""At which stages each action is possible at all; :func:`decide` says the rest."""


_BRINGS: Final[dict[type[TicketCommand], Stage]] = {
    PauseTicket: Stage.PAUSED,
    ResolveTicket: Stage.RESOLVED,
    ConfirmResolution: Stage.CONFIRMED,
    RejectResolution: Stage.REOPENED,
    ReopenTicket: Stage.REOPENED,
    CloseTicket: Stage.CLOSED,
    CancelTicket: Stage.CANCELLED,
}
"""The stage that a command brings a ticket to."""


def possible(stage: Stage) -> tuple[str, ...]:
    """The actions a stage leaves open, in the order of a ticket's life."""
    return tuple(action for action, stages in POSSIBLE.items() if stage in stages)


def decide(ticket: Ticket | None, command: TicketCommand) -> list[TicketEvent]:
    """Answer a command with the events it causes; an empty list means already so. Raises NotAllowed."""
    if ticket is None:
        if not isinstance(command, OpenTicket):
            raise NotAllowed("not-opened")
        return [_caused(command)]
    if isinstance(command, OpenTicket):
        raise NotAllowed("already-opened")
    if _already_so(ticket, command):
        return []
    _check_possible(ticket, command)
    _check_facts(ticket, command)
    _check_said(ticket, command)
    return [_caused(command)]


def judge(ticket: Ticket | None, event: TicketEvent) -> Irregularity | None:
    """Whether live work would have recorded an event that another system reports; words left unsaid are forgiven."""
    kind = COMMAND_OF[type(event)]
    said = {name: getattr(event, name, None) for name in kind.model_fields}
    command = kind.model_construct(**said)
    if ticket is None or isinstance(command, OpenTicket):
        return None if ticket is None and isinstance(command, OpenTicket) else "not-allowed"
    if _already_so(ticket, command):
        return "already-so"
    try:
        _check_possible(ticket, command)
        _check_facts(ticket, command, live=False)
    except NotAllowed:
        return "not-allowed"
    return None


def _caused(command: TicketCommand) -> TicketEvent:
    said = {name: getattr(command, name) for name in type(command).model_fields}
    return command.causes.model_validate(said)


def _already_so(ticket: Ticket, command: TicketCommand) -> bool:
    working, stage = ticket.is_worked_on, ticket.stage
    match command:
        case AcknowledgeReceipt():
            return working and ticket.acknowledged
        case GradeTicket(severity=severity):
            return working and ticket.severity == severity
        case GiveEstimate(due=due):
            return working and ticket.estimate == due
        case DiagnoseFault():
            return working and ticket.diagnosis == _caused(command)
        case DispatchEngineer(engineer=engineer, team=team, visit_expected=visit):
            return working and ticket.is_with(engineer, team) and visit in (None, ticket.visit_expected)
        case AcceptDispatch():
            return working and ticket.accepted
        case PromiseVisit(at=at):
            return working and ticket.visit == at
        case EscalateTicket(to=to):
            unsaid = to is None  # pyright: ignore[reportUnnecessaryComparison]  -- another system may not tell
            return working and not unsaid and _said(ticket.escalation, command)
        case ResumeTicket():
            return working and stage is not Stage.PAUSED
        case _ if type(command) in _BRINGS:
            return stage is _BRINGS[type(command)] and (ticket.brought_by is None or _said(ticket.brought_by, command))
        case _:
            return False


def _said(event: TicketEvent | None, command: TicketCommand) -> bool:
    """Whether an event says all that the command does: other words are not to be lost."""
    return isinstance(event, command.causes) and all(
        getattr(command, name) in (None, getattr(event, name)) for name in type(command).model_fields
    )


def _check_possible(ticket: Ticket, command: TicketCommand) -> None:
    action = ACTIONS[type(command)]
    if ticket.stage not in POSSIBLE[action]:
        raise NotAllowed("wrong-stage", stage=ticket.stage, action=action, allowed=possible(ticket.stage))


def _check_facts(ticket: Ticket, command: TicketCommand, *, live: bool = True) -> None:
    """What must be so beyond the stage; not ``live``: another system has its own severities and first response."""
    match command:
        case GradeTicket(severity=severity) if live and severity not in SEVERITIES["handbook"]:
            raise NotAllowed("unknown-severity", severity=severity, allowed=SEVERITIES["handbook"])
        case DispatchEngineer() if ticket.severity is None:
            raise NotAllowed("not-graded")
        case PromiseVisit() if ticket.engineer is None:
            raise NotAllowed("no-engineer")
        case ResolveTicket() if live and not ticket.acknowledged:
            raise NotAllowed("not-acknowledged")
        case CloseTicket(closed_as="satisfied") if ticket.stage is not Stage.CONFIRMED:
            raise NotAllowed("not-confirmed")
        case CloseTicket(closed_as="unanswered" | None) if ticket.stage not in (
            Stage.RESOLVED,
            Stage.CONFIRMED,
        ):
            raise NotAllowed("not-resolved")
        case _:
            pass


def _check_said(ticket: Ticket, command: TicketCommand) -> None:
    """What must be said, given what is so."""
    match command:
        case DispatchEngineer(engineer=engineer, reason=None) if ticket.engineer not in (None, engineer):
            raise NotAllowed("reason-needed")
        case CloseTicket(closed_as="supervisor", reason=None):
            raise NotAllowed("supervisor-reason-needed")
        case CancelTicket(cancelled_as="duplicate", duplicate_of=None):
            raise NotAllowed("original-needed")
        case _:
            pass
