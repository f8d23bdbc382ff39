"""The actions that the desk has commands for: what is told of them should really be done."""

from typing import Final

from domain.calendar.commands import COMMANDS as CALENDAR
from domain.customer.commands import COMMANDS as CUSTOMER
from domain.matters.kinds import MATTERS
from domain.policy.commands import COMMANDS as POLICY
from domain.routing.commands import COMMANDS as ROUTING
from domain.staff.commands import COMMANDS as STAFF
from domain.ticket.commands import COMMANDS as TICKET

AT_THE_DESK: Final = frozenset(
    {
        *(*TICKET, *CUSTOMER, *STAFF, *POLICY, *CALENDAR, *ROUTING),
        *(action for kind in MATTERS.values() for action in kind.commands),
    }
)
