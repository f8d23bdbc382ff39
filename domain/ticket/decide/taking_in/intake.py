"""The rules of intake (受理, R1–R8a)."""

from typing import assert_never, cast

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    AcknowledgeReceipt,
    AddAttachment,
    AssessWarranty,
    GiveEstimate,
    IntakeCommand,
    LinkTicket,
    LogCommunication,
    MergeTicket,
    OpenTicket,
    RouteTicket,
    VerifyInformation,
)
from domain.ticket.decide.always.in_order import require_bought
from domain.ticket.decide.caused import caused, once, says
from domain.ticket.decide.taking_in.complete import require_complete
from domain.ticket.decide.taking_in.linking import SEEN_FROM_THE_OTHER
from domain.ticket.decide.taking_in.settled import require_settled
from domain.ticket.decide.taking_in.warranty import assessed, worked_out
from domain.ticket.events import TicketEvent, TicketOpened
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import Relation, Stage


def opened(command: OpenTicket, under: Circumstances) -> TicketOpened:
    """Raises NotAllowed where the product is said to be bought after the day of the report."""
    require_bought(command.product.purchased if command.product else None, under)
    return cast("TicketOpened", caused(command))


def decide(ticket: Ticket, command: IntakeCommand, under: Circumstances) -> list[TicketEvent]:
    working = ticket.is_worked_on
    match command:
        case OpenTicket():
            raise NotAllowed("already-opened")
        case AcknowledgeReceipt():
            return once(working and ticket.acknowledged, command)
        case VerifyInformation():
            return _verified(ticket, command, under)
        case AddAttachment(sha256=sha256):
            return once(sha256 in ticket.attachments, command)
        case LogCommunication():
            return [caused(command)]
        case GiveEstimate(due=due):
            return once(working and ticket.estimate == due, command)
        case RouteTicket(staff=person, team=team):
            _require_receiver(command, under)
            return once(person in (None, ticket.handler) and team in (None, ticket.team), command)
        case LinkTicket(other=other, relation=relation):
            _require_one_way(ticket, other, relation)
            return once((other, relation) in ticket.links, command)
        case MergeTicket():
            if ticket.stage is Stage.MERGED and says(ticket.brought_by, command):
                return []
            require_settled(ticket, under)
            return [caused(command)]
        case AssessWarranty():
            found = worked_out(ticket, command, under)
            return [] if ticket.warranty == found else [assessed(ticket, command, under)]
        case _:
            assert_never(command)


def _verified(ticket: Ticket, command: VerifyInformation, under: Circumstances) -> list[TicketEvent]:
    if says(ticket.verified, command):
        return []
    require_complete(ticket, command, under)
    return [caused(command)]


def _require_receiver(command: RouteTicket, under: Circumstances) -> None:
    """And no rule, but where the system goes by it: what a person decided, rules leave alone."""
    if command.staff is None and command.team is None:
        raise NotAllowed("nowhere-to-route")
    by_rule = command.rule is not None or command.rules is not None
    if by_rule and under.live and under.role != "system":
        raise NotAllowed("rule-by-hand")


def _require_one_way(ticket: Ticket, other: str, relation: Relation) -> None:
    """Of two tickets one repeats the other, not each the other."""
    seen = SEEN_FROM_THE_OTHER[relation]
    if seen != relation and (other, seen) in ticket.links:
        raise NotAllowed("linked-the-other-way", number=other)
