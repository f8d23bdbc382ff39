"""Whether the person to be dispatched is there to do the work (派单, R19): on record, at work, able and allowed."""

from datetime import date, datetime

from domain.refusals import NotAllowed
from domain.staff.choosing.accepting import may_accept
from domain.staff.choosing.fitting import lacks_skill
from domain.staff.state import Staff
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import DispatchEngineer
from domain.ticket.state import Ticket


def require_there(ticket: Ticket, command: DispatchEngineer, under: Circumstances) -> None:
    """Who is unknown or has left is refused; who is away or lacks something, unless a reason goes on record.

    Nothing is asked where no staff records are kept. Raises NotAllowed.
    """
    number = command.engineer
    if not under.live or not under.known.staff_kept or number not in under.known.staff:
        return
    person = under.known.staff[number]
    if person is None:
        raise NotAllowed("engineer-not-on-record", number=number)
    days = _days(command, under)
    for day in days:
        if day not in person.employed:
            raise NotAllowed("engineer-not-employed", number=number, day=day)
    if command.reason is None:
        _require_nothing_against(person, ticket, days)


def require_there_at(ticket: Ticket, visit: datetime | None, under: Circumstances) -> None:
    """Whose visit is promised works here on that day and is not on leave; other systems may not tell the day.

    Raises NotAllowed.
    """
    if visit is None:
        return
    person, day = under.known.staff.get(ticket.engineer or ""), visit.astimezone(under.at.tzinfo).date()
    if not under.live or person is None:
        return
    if day not in person.employed:
        raise NotAllowed("visit-by-none", number=person.number, day=day)
    if person.is_on_leave(day):
        raise NotAllowed("visit-during-leave", number=person.number, day=day)


def _days(command: DispatchEngineer, under: Circumstances) -> tuple[date, ...]:
    """The day of the dispatch, and that of the visit."""
    at, visit = under.at.date(), command.visit_expected
    return (at,) if visit is None else tuple(dict.fromkeys((at, visit.astimezone(under.at.tzinfo).date())))


def _require_nothing_against(person: Staff, ticket: Ticket, days: tuple[date, ...]) -> None:
    """The gravest first."""
    product = ticket.product
    name, model = (product.name, product.model) if product else (None, None)
    if not may_accept(person, days[0]):
        raise NotAllowed("engineer-without-role", number=person.number, day=days[0])
    for day in days:
        if person.is_on_leave(day):
            raise NotAllowed("engineer-on-leave", number=person.number, day=day)
        if lacks_skill(person, name, model, day):
            raise NotAllowed("engineer-without-skill", number=person.number, day=day)
