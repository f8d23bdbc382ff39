"""Duplicate and repeat reports (R8): which earlier tickets of the customer or the product speak to a new report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from domain.customer.owned.warranty import last_day
from domain.refusals import Language

Code = Literal["same-product-open", "same-customer-open", "repeat"]

TEXTS: Final[dict[Code, tuple[str, str]]] = {
    "same-product-open": (
        "同一序列号的工单 {number} 尚未结束，可能是重复报修；请关联或合并。",
        "Ticket {number} about the same serial number is still open, so this may be the same report: link or merge it.",
    ),
    "same-customer-open": (
        "该客户的工单 {number} 尚未结束；如为同一问题，请关联或合并。",
        "Ticket {number} of the same customer is still open: if it is about the same problem, link or merge it.",
    ),
    "repeat": (
        "同一序列号于 {solved} 修好过（工单 {number}），未满 {months} 个月；如为同一故障，应登记为重复维修。",
        "The same serial number was repaired on {solved} (ticket {number}), within {months} months: "
        "if it is the same fault, it is a repeat repair.",
    ),
}
"""Chinese and English of every code."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A ticket that is on record. ``solved`` is the day of its last solution, ``months`` its pack's repeat window."""

    number: str
    is_open: bool
    is_repair: bool
    same_customer: bool
    same_product: bool
    solved: date | None = None
    months: int = 3


@dataclass(frozen=True, slots=True)
class Flag:
    """What a person should look at before opening another ticket, and why."""

    number: str
    code: Code
    details: Mapping[str, object] = field(default_factory=dict[str, object])

    def say(self, language: Language) -> str:
        return TEXTS[self.code][0 if language == "zh" else 1].format(number=self.number, **self.details)


def duplicates(earlier: Iterable[Earlier]) -> list[Flag]:
    """Open tickets of the same product, then of the same customer."""
    still_open = [ticket for ticket in earlier if ticket.is_open]
    of_product = [Flag(ticket.number, "same-product-open") for ticket in still_open if ticket.same_product]
    others = (ticket for ticket in still_open if ticket.same_customer and not ticket.same_product)
    return [*of_product, *(Flag(ticket.number, "same-customer-open") for ticket in others)]


def repeats(earlier: Iterable[Earlier], day: date) -> list[Flag]:
    """Repairs of the same product that were finished within the window before a day, both ends inclusive."""
    return [
        Flag(ticket.number, "repeat", {"solved": ticket.solved, "months": ticket.months})
        for ticket in earlier
        if ticket.same_product and ticket.is_repair and not ticket.is_open and _within(ticket, day)
    ]


def _within(ticket: Earlier, day: date) -> bool:
    if ticket.solved is None or ticket.solved > day:
        return False
    ends = last_day(ticket.solved.isoformat(), ticket.months)
    return ends is not None and day <= ends
