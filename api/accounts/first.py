"""The first administrator: entered, given the role and an account by the link that the program printed."""

from typing import Final

from api.accounts.acting import Under, accounts_of, open_account
from api.callers import Caller
from api.manners.problems import ApiProblem
from api.records.moment import now
from api.service import Service
from api.staff.actions import key_of
from api.tickets.sending.handling import Sent, acted
from domain.desk.kinds import kind_of
from domain.staff.commands import GrantRole, JoinStaff, StaffCommand
from domain.staff.state import Staff
from domain.staff.vocabulary import Role

OFFICE: Final = "系统管理员"
_OPERATOR: Final = Caller("operator", frozenset({"administrator"}))
"""Who started the program and holds its link."""


async def first_administrator(service: Service, link: str, number: str, name: str) -> str:
    """The link by which they choose their password. Raises ApiProblem, NotAllowed; harmless twice."""
    if accounts_of(service).link(link).number is not None:
        raise ApiProblem("bad-link")
    staff: Staff | None = kind_of("staff-").fold(await service.desk.events_of(key_of(number)))
    today = now(service).date()
    if staff is None or today not in staff.employed:
        await _entered(service, number, JoinStaff(name=name, office=OFFICE, since=today))
    if staff is None or Role.ADMINISTRATOR not in staff.roles_on(today):
        await _entered(service, number, GrantRole(role=Role.ADMINISTRATOR, since=today))
    return (await open_account(service, number, Under(_OPERATOR)))[1]


async def _entered(service: Service, number: str, command: StaffCommand) -> None:
    await acted(service, key_of(number), f"staff/{number}", command, Sent(_OPERATOR), None)
