"""The rules of returns (R35): inspected before money or goods go out, settled with the customer, told of each step."""

from typing import Final

from domain.matters.kind import MatterKind
from domain.matters.matter import Word, WordList, caused, says
from domain.matters.returns import commands
from domain.matters.returns.events import EVENTS, GoodsInspected
from domain.matters.returns.paying import held_by, of_fee, of_refund, require_paid, require_repaid
from domain.matters.returns.settling import agreed, offered
from domain.matters.returns.state import Return, after
from domain.matters.returns.vocabulary import ENDED, STATUSES, STEPS
from domain.record.command import Command
from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import Stage

_PATH: Final = ("approved", "received", "inspected", "settled", "carried-out")
_SETTLED: Final = frozenset({"settled"})
_REFUND: Final = (commands.AskRefundApproval, commands.ApproveRefund, commands.RejectRefund, commands.MakeRefund)
_ORDER: Final = tuple(STEPS)
_TAKEN: Final = {
    "refused": _ORDER[:1],
    "refusal-told": _ORDER[:1],
    **{status: _ORDER[: place + 1] for place, status in enumerate(_PATH)},
}
"""The steps that are behind it, by status."""


def begin(command: commands.RequestReturn, under: Circumstances) -> list[Event]:
    """What is to be given back is named, or is what a ticket is about that was not cancelled; and it goes back once."""
    named = command.product or command.model or command.serial or command.order
    if not named and not _is_of_goods(under.known.tickets.get(command.ticket or "")):
        raise NotAllowed("return-of-nothing")
    if under.known.same is not None:
        raise NotAllowed("returned-already", number=under.known.same)
    return [caused(command)]


def _is_of_goods(ticket: Ticket | None) -> bool:
    return ticket is not None and ticket.stage is not Stage.CANCELLED


def decide(matter: Return, command: Command, under: Circumstances) -> list[Event]:
    match command:
        case commands.ApproveReturn() | commands.RefuseReturn() if under.is_by(frozenset({matter.opened_by})):
            raise NotAllowed("own-return")
        case commands.InspectGoods() if says(_looked_at(under), command):
            return []
        case commands.OfferSettlement():
            return offered(matter, command)
        case commands.AgreeSettlement():
            return agreed(matter, command, under)
        case commands.CollectReturnFee() | commands.WaiveReturnFee() | commands.RepayReturnFee():
            return of_fee(matter, command)
        case _ if isinstance(command, _REFUND):
            return of_refund(matter, command, under)
        case commands.ShipReplacement() | commands.SendGoodsBack():
            _require_settled_so(matter, command)
            require_paid(matter)
        case commands.TellCustomer(step=step):
            return _told(matter, command, step)
        case commands.AssignReturn(staff=staff) if staff == matter.responsible:
            return []
        case commands.CompleteReturn():
            require_repaid(matter)
            _require_told(matter)
        case commands.EndReturn():
            return [caused(command, held=held_by(matter) or None)]
        case _:
            pass
    return [caused(command)]


def _looked_at(under: Circumstances) -> Event | None:
    """What the last look at the goods found, told from its history."""
    return next((one.event for one in reversed(under.history) if isinstance(one.event, GoodsInspected)), None)


def _require_settled_so(matter: Return, command: commands.ShipReplacement | commands.SendGoodsBack) -> None:
    """Other goods go out for an exchange, their own after a repair or as they are, and none for a refund."""
    if matter.settlement == "refund":
        raise NotAllowed("refund-settled")
    if isinstance(command, commands.ShipReplacement) != (matter.settlement == "exchange"):
        raise NotAllowed("own-goods-settled" if matter.settlement != "exchange" else "replacement-settled")


def _told(matter: Return, command: commands.TellCustomer, step: str) -> list[Event]:
    if step not in _TAKEN[matter.status]:
        raise NotAllowed("step-not-taken")
    return [] if step in matter.told else [caused(command)]


def _require_told(matter: Return) -> None:
    if untold := tuple(word for step, word in STEPS.items() if step not in matter.told):
        raise NotAllowed("customer-not-told", steps=WordList(untold))


RETURN: Final = MatterKind(
    name="return",
    letters="TH",
    called=Word("退换货", "return"),
    state=Return,
    statuses=STATUSES,
    ended=ENDED,
    events=EVENTS,
    opening=commands.RequestReturn,
    possible={
        commands.ApproveReturn: frozenset({"requested"}),
        commands.RefuseReturn: frozenset({"requested"}),
        commands.WithdrawReturn: frozenset({"requested", "approved"}),
        commands.AssignReturn: frozenset({"requested", *_PATH}),
        commands.ReceiveGoods: frozenset({"approved"}),
        commands.InspectGoods: frozenset({"received", "inspected"}),
        commands.OfferSettlement: _SETTLED | {"inspected"},
        commands.AgreeSettlement: _SETTLED | {"inspected"},
        commands.CollectReturnFee: _SETTLED,
        commands.WaiveReturnFee: _SETTLED,
        commands.RepayReturnFee: _SETTLED | {"carried-out", "ended"},
        commands.AskRefundApproval: _SETTLED,
        commands.ApproveRefund: _SETTLED,
        commands.RejectRefund: _SETTLED,
        commands.MakeRefund: _SETTLED,
        commands.ShipReplacement: _SETTLED,
        commands.SendGoodsBack: _SETTLED,
        commands.TellCustomer: frozenset(_TAKEN),
        commands.CompleteReturn: frozenset({"carried-out"}),
        commands.EndReturn: frozenset(_PATH[1:]),
    },
    begin=begin,
    rules=decide,
    after=after,
    whose="customer",
)
