"""The rules of a ticket's life: what a command causes, or why it is refused. Pure; asking twice is harmless."""

from collections.abc import Callable
from typing import Any, Final, get_args

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    COMMAND_OF,
    ClosingCommand,
    DiagnosisCommand,
    DispatchCommand,
    EndingCommand,
    FeesCommand,
    IntakeCommand,
    LookAtFile,
    OpenTicket,
    PartsCommand,
    PlanCommand,
    ProgressCommand,
    RecordCorrection,
    RemarksCommand,
    SurveyCommand,
    TicketCommand,
    WorkCommand,
)
from domain.ticket.commands.deadlines import DeadlineCommand
from domain.ticket.decide.always.ahead import require_ahead
from domain.ticket.decide.always.in_order import require_bought, require_in_order
from domain.ticket.decide.always.ours_to_say import require_theirs_to_say
from domain.ticket.decide.elsewhere.others import require_of_others
from domain.ticket.decide.ending import closing, ending, survey
from domain.ticket.decide.planning import diagnosis, plan
from domain.ticket.decide.possible import POSSIBLE, possible, steps
from domain.ticket.decide.recording import deadlines, remarks
from domain.ticket.decide.recording.asked_again import require_as_then
from domain.ticket.decide.taking_in import intake
from domain.ticket.decide.working import dispatch, fees, parts, progress, work
from domain.ticket.events import TicketEvent, TicketOpened
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import Irregularity, Stage

__all__ = ["POSSIBLE", "decide", "judge", "possible", "steps"]

Decide = Callable[[Ticket, Any, Circumstances], list[TicketEvent]]

_PHASES: Final[tuple[tuple[Any, Decide], ...]] = (
    (IntakeCommand, intake.decide),
    (DiagnosisCommand, diagnosis.decide),
    (PlanCommand, plan.decide),
    (DispatchCommand, dispatch.decide),
    (WorkCommand, work.decide),
    (PartsCommand, parts.decide),
    (FeesCommand, fees.decide),
    (ProgressCommand, progress.decide),
    (EndingCommand, ending.decide),
    (SurveyCommand, survey.decide),
    (ClosingCommand, closing.decide),
    (RemarksCommand, remarks.decide),
)
_DECIDE: Final[dict[type, Decide]] = {command: decide for phase, decide in _PHASES for command in get_args(phase)}
_DECIDE[LookAtFile] = remarks.decide


def decide(ticket: Ticket | None, command: TicketCommand | DeadlineCommand, under: Circumstances) -> list[TicketEvent]:
    """Answer a command with the events it causes; an empty list means already so. Raises NotAllowed."""
    if ticket is None:
        if not isinstance(command, OpenTicket):
            raise NotAllowed("not-opened")
        require_theirs_to_say(command, under)
        return [intake.opened(command, under)]
    if isinstance(command, OpenTicket):
        raise NotAllowed("already-opened")
    if isinstance(command, DeadlineCommand):
        return [*deadlines.decide(command, under)]
    at_this_stage = ticket.stage in POSSIBLE[command.action]
    try:
        caused = _DECIDE[type(command)](ticket, command, under)
    except NotAllowed:
        if at_this_stage:
            raise
        caused = None
    if caused and at_this_stage:
        require_in_order(ticket, command, under)
        require_ahead(command, under)
        require_of_others(ticket, command, under)
        require_theirs_to_say(command, under)
        if isinstance(command, RecordCorrection):
            require_as_then(command, under, decide)
    if at_this_stage or caused == []:
        return caused or []
    if ticket.stage is Stage.ARCHIVED:
        raise NotAllowed("archived", action=command.action)
    raise NotAllowed("wrong-stage", stage=ticket.stage, action=command.action, allowed=steps(ticket.stage))


def judge(ticket: Ticket | None, event: TicketEvent, under: Circumstances) -> Irregularity | None:
    """Whether live work would have recorded an event that another system reports; words left unsaid are forgiven."""
    if ticket is None or isinstance(event, TicketOpened):
        return _judge_opening(event, under) if ticket is None else "not-allowed"
    kind = COMMAND_OF.get(type(event))
    if kind is None:
        return "not-allowed"
    command = kind.model_construct(**{name: getattr(event, name, None) for name in kind.model_fields})
    try:
        return None if decide(ticket, command, under) else "already-so"
    except NotAllowed:
        return "not-allowed"


def _judge_opening(event: TicketEvent, under: Circumstances) -> Irregularity | None:
    if not isinstance(event, TicketOpened):
        return "not-allowed"
    try:
        require_bought(event.product.purchased if event.product else None, under)
    except NotAllowed:
        return "not-allowed"
    return None
