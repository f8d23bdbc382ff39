"""To whom a notice goes: members of staff by role, team and part in the work, and the customer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from domain.matters.matter import Matter
from domain.record.event import Event
from domain.staff.state import Staff
from domain.staff.vocabulary import Role
from domain.ticket.state import Ticket

Audience = Literal[
    "customer",
    "supervisors",
    "managers",
    "technical-support",
    "engineer",
    "handler",
    "responsible",
    "authors",
    "departments",
    "named",
    "agents",
    "complaint-handlers",
    "emergency-team",
    "readers-of-reports",
    "product-department",
    "owner",
    "administrators",
]

TECHNICAL: Final = "technical"
"""The team, and the department, of technical support (技术支持)."""
PRODUCT: Final = "product"
"""The department that makes the products (产品部门)."""


@dataclass(frozen=True, slots=True)
class Around:
    """What whom to tell depends on: what happened and by whom, to what, and who works here on the day."""

    event: Event
    by: str
    staff: tuple[Staff, ...]
    day: date
    ticket: Ticket | None = None
    matter: Matter | None = None
    customers: tuple[str, ...] = ()
    """The keys of the customers that it is about."""
    owner: str | None = None
    """Who of staff answers for the subscription that it happened to."""


def staff_of(audience: Audience, around: Around) -> frozenset[str]:
    """The staff numbers; of who is away, those of their stand-ins. Nobody is told of what they did themself."""
    found = _present(_BY[audience](around), around) if audience in _BY else frozenset[str]()
    return found - {around.by}


def _present(numbers: Iterable[str], around: Around) -> frozenset[str]:
    """Who is away is told too where nobody stands in for them."""
    away = {each.number for each in around.staff if each.is_on_leave(around.day)}
    found: set[str] = set()
    for number in numbers:
        stand_ins = {each.number for each in around.staff if number in each.stands_in_for(around.day)} - away
        found |= stand_ins if number in away and stand_ins else {number}
    return frozenset(found)


def _holding(around: Around, *roles: Role) -> list[Staff]:
    return [each for each in around.staff if not each.roles_on(around.day).isdisjoint(roles)]


def _of_teams(people: Iterable[Staff], teams: Iterable[str], day: date) -> list[str]:
    wanted = frozenset(teams)
    return [each.number for each in people if not wanted.isdisjoint(each.teams_on(day))]


def _supervisors(around: Around) -> list[str]:
    """Those of the ticket's team, and of no team; all where it is of no team, or these are none."""
    people = _holding(around, Role.SUPERVISOR)
    teams = around.ticket.teams if around.ticket else ()
    theirs = _of_teams(people, teams, around.day) + [each.number for each in people if not each.teams_on(around.day)]
    return theirs if teams and theirs else [each.number for each in people]


def _technical_support(around: Around) -> list[str]:
    people = _holding(around, Role.ENGINEER, Role.DEPARTMENT_CONTACT)
    teams = around.ticket.teams if around.ticket else ()
    return _of_teams(people, teams or (TECHNICAL,), around.day)


def _engineer(around: Around) -> list[str]:
    return [around.ticket.engineer] if around.ticket and around.ticket.engineer else []


def _handler(around: Around) -> list[str]:
    """Who looks after the ticket, else who opened it, if that is one of staff."""
    ticket = around.ticket
    known = {each.number for each in around.staff}
    wanted = (ticket.handler or ticket.opened_by) if ticket else ""
    return [wanted] if wanted in known else []


def _responsible(around: Around) -> list[str]:
    """Who has the matter; what is of no ticket and no matter, a report, is the managers'."""
    if around.ticket is None and around.matter is None:
        return [each.number for each in _holding(around, Role.MANAGER)]
    return [around.matter.responsible] if around.matter and around.matter.responsible else []


def _authors(around: Around) -> list[str]:
    plan = around.ticket.plan if around.ticket else None
    return [*plan.authors] if plan else []


def _departments(around: Around) -> list[str]:
    """The contacts of the departments that are asked, or called together."""
    said: Any = around.event
    asked = (*getattr(said, "departments", ()), *filter(None, (getattr(said, "department", None),)))
    return _of_teams(_holding(around, Role.DEPARTMENT_CONTACT), asked, around.day)


def _product_department(around: Around) -> list[str]:
    return _of_teams(_holding(around, Role.DEPARTMENT_CONTACT), (PRODUCT,), around.day)


def _named(around: Around) -> list[str]:
    """Whom the event itself names: to whom work is given, or who is called."""
    said: Any = around.event
    alone = [getattr(said, name, None) for name in ("engineer", "staff", "to")]
    members = [getattr(member, "staff", None) for member in getattr(said, "team", None) or () if not _is_text(member)]
    known = {each.number for each in around.staff}
    return [who for who in (*alone, *members) if isinstance(who, str) and who in known]


def _owner(around: Around) -> list[str]:
    return [each.number for each in around.staff if each.number == around.owner]


def _is_text(part: object) -> bool:
    return isinstance(part, str)


def _in(*roles: Role) -> Callable[[Around], list[str]]:
    return lambda around: [each.number for each in _holding(around, *roles)]


_BY: Final[Mapping[Audience, Callable[[Around], list[str]]]] = {
    "supervisors": _supervisors,
    "managers": _in(Role.MANAGER),
    "technical-support": _technical_support,
    "engineer": _engineer,
    "handler": _handler,
    "responsible": _responsible,
    "authors": _authors,
    "departments": _departments,
    "named": _named,
    "agents": _in(Role.AGENT),
    "complaint-handlers": _in(Role.COMPLAINT_HANDLER),
    "emergency-team": _in(Role.EMERGENCY_TEAM),
    "product-department": _product_department,
    "owner": _owner,
    "administrators": _in(Role.ADMINISTRATOR),
    "readers-of-reports": _in(Role.MANAGER, Role.SUPERVISOR, Role.QUALITY, Role.CLERK),
}
