"""What a rule may know of other records: staff, tickets and the customer, as the log had them just before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from domain.customer.keeping import Kept
from domain.customer.state import Customer
from domain.staff.state import Staff
from domain.ticket.state import Ticket


@dataclass(frozen=True, slots=True)
class Known:
    """What the desk looked up for a command; what is in neither mapping was not looked up, and nothing is asked of it.

    ``staff_kept``: the department keeps staff records at all; where it does not, any staff number will do.
    ``absent`` are the numbers that were named and that nothing stands under, ``versions`` the newest published ones of
    articles, 0 where none is. ``same`` is the number of a matter of the same, as a return of the same goods; ``worked``
    are those whose work there is in the ticket. ``kept`` are a customer's tickets, None where nobody looked.
    """

    staff: Mapping[str, Staff | None] = field(default_factory=dict[str, Staff | None])
    staff_kept: bool = False
    tickets: Mapping[str, Ticket | None] = field(default_factory=dict[str, Ticket | None])
    customer: Customer | None = None
    absent: frozenset[str] = frozenset()
    versions: Mapping[str, int] = field(default_factory=dict[str, int])
    same: str | None = None
    worked: frozenset[str] = frozenset()
    kept: Kept | None = None


NOTHING: Final = Known()
"""Nothing was looked up: another system tells what has happened."""
