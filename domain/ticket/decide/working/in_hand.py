"""Whether as many of a spare part are there as are used or returned: come for a request, or of one's own stock."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import RecordCorrection, ReturnDefectivePart, UsePart
from domain.ticket.decide.always.plain import plain
from domain.ticket.events import CorrectionRecorded, DefectivePartReturned, PartUsed
from domain.ticket.state import Ticket
from domain.ticket.state.ticket import PartRequest, nth


@dataclass(frozen=True, slots=True)
class Move:
    """So many of a part were used, or went back; ``version`` 0 is what is asked now."""

    version: int
    returned: bool
    part: str
    quantity: int
    request: int | None


def require_in_hand(ticket: Ticket, command: UsePart | ReturnDefectivePart, under: Circumstances) -> None:
    """Not more than came for the request, not another part, and nothing goes back that was not there.

    Raises NotAllowed; another system's parts are not counted.
    """
    returned = isinstance(command, ReturnDefectivePart)
    now = Move(0, returned, command.part, command.quantity, command.request)
    if under.live:
        _require(ticket, now, [*_moves(under), now])


def require_still_in_hand(ticket: Ticket, command: RecordCorrection, under: Circumstances) -> None:
    """As :func:`require_in_hand`, of what a correction makes of an earlier use or return."""
    if not under.live or command.field not in ("part", "quantity"):
        return
    moves = list(_moves(under, command))
    for move in moves:
        if move.version == command.version:
            _require(ticket, move, moves)


def _require(ticket: Ticket, move: Move, moves: list[Move]) -> None:
    asked = nth(ticket.parts, move.request) if move.request is not None else None
    if asked is not None:
        _require_of_request(asked, move, moves)
    if move.returned:
        _require_was_there(ticket, move, moves)


def _require_of_request(asked: PartRequest, move: Move, moves: list[Move]) -> None:
    if not asked.received:
        raise NotAllowed("part-not-received", request=move.request)
    if plain(move.part) != plain(asked.part):
        raise NotAllowed("another-part", request=move.request, part=asked.part)
    alike = [one for one in moves if one.returned == move.returned and one.request == move.request]
    if sum(one.quantity for one in alike) > asked.quantity:
        left = asked.quantity - sum(one.quantity for one in alike if one is not move)
        raise NotAllowed("more-than-received", request=move.request, received=asked.quantity, left=max(left, 0))


def _require_was_there(ticket: Ticket, move: Move, moves: list[Move]) -> None:
    part = plain(move.part)
    like = [one for one in moves if plain(one.part) == part]
    came = sum(asked.quantity for asked in ticket.parts if asked.received and plain(asked.part) == part)
    of_own = sum(one.quantity for one in like if not one.returned and one.request is None)
    back = sum(one.quantity for one in like if one.returned)
    if back > came + of_own:
        raise NotAllowed("part-never-there", part=move.part, left=max(came + of_own - back + move.quantity, 0))


def _moves(under: Circumstances, correction: RecordCorrection | None = None) -> Iterator[Move]:
    """What was used and returned so far, as corrections have it."""
    right = {
        (one.event.version, one.event.field): one.event.right
        for one in under.history
        if isinstance(one.event, CorrectionRecorded)
    }
    if correction:
        right[(correction.version, correction.field)] = correction.right
    for version, recorded in enumerate(under.history, 1):
        event = recorded.event
        if isinstance(event, PartUsed | DefectivePartReturned):
            part = str(right.get((version, "part"), event.part))
            quantity = int(
                float(str(right.get((version, "quantity"), event.quantity)))
            )  # a right "2.0" is a whole number
            yield Move(version, isinstance(event, DefectivePartReturned), part, quantity, event.request)
