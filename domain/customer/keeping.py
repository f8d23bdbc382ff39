"""How long a customer's data must be kept: until the years after the last closing of their tickets are over (R50)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.customer.state import Customer
from domain.customer.vocabulary import Keeping


@dataclass(frozen=True, slots=True)
class Kept:
    """The customer's tickets, each with the last day that it must be kept; None while it is open."""

    tickets: Mapping[str, date | None] = field(default_factory=dict[str, date | None])

    @property
    def is_open(self) -> bool:
        return None in self.tickets.values()

    @property
    def until(self) -> date | None:
        """The last of these days; None where there is none."""
        return max((day for day in self.tickets.values() if day), default=None)


@dataclass(frozen=True, slots=True)
class Why:
    """Why the data can't be erased yet, and the last day that it must be kept, where that is known."""

    because: Keeping
    until: date | None = None


def over(customer: Customer, kept: Kept, today: date) -> tuple[str, ...]:
    """The tickets for which nothing asks any more, neither a year that is not over nor a hold."""
    held = {*customer.holds.values()}
    if None in held:
        return ()
    return tuple(sorted(number for number, day in kept.tickets.items() if day and day < today and number not in held))


def still_kept(customer: Customer, kept: Kept, today: date) -> Why | None:
    """None where nothing asks for the data to be kept any more. A day counts to its end."""
    if customer.holds:
        return Why("hold", kept.until)
    if kept.is_open:
        return Why("open")
    if kept.until is not None and today <= kept.until:
        return Why("term", kept.until)
    return None
