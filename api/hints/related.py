"""Tickets that have a customer or a product in common with something, and what each says to a new report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlalchemy import Connection, func, select

from domain.customer.owned.repeats import Code, Earlier, Flag
from domain.policy.in_force import Policies
from domain.refusals import Language, NotAllowed
from domain.ticket.events import TicketResolved
from domain.ticket.vocabulary import ENDED, Kind, Stage
from projections.progress import PROGRESS
from projections.register import REGISTER
from projections.sql.rows import Row


class FlagView(BaseModel):
    """A ticket to look at, and why."""

    number: str
    code: Code
    reason: str


@dataclass(frozen=True, slots=True)
class Related:
    """A ticket's row, and what it has in common with who or what is looked at."""

    row: Row
    same_customer: bool
    same_product: bool
    solved: datetime | None

    @property
    def is_open(self) -> bool:
        return Stage(self.row["stage"]) not in ENDED


def rows_of(connection: Connection, numbers: Iterable[str]) -> list[Row]:
    """The register's rows of these tickets, the newest report first."""
    query = select(REGISTER).where(REGISTER.c.number.in_(sorted(numbers)))
    return [dict(row) for row in connection.execute(query.order_by(REGISTER.c.reported.desc())).mappings()]


def solved_at(connection: Connection, rows: Iterable[Row]) -> Mapping[str, datetime]:
    """When each ticket was last resolved."""
    at, number = PROGRESS.c.at, PROGRESS.c.number
    query = select(number, func.max(at, type_=at.type)).group_by(number)
    found = query.where(PROGRESS.c.event == TicketResolved.stored_name, number.in_([row["number"] for row in rows]))
    return {row[0]: row[1] for row in connection.execute(found)}


def earlier(related: Related, policies: Policies, zone: ZoneInfo) -> Earlier:
    """As the rules look at it."""
    row = related.row
    solved: date | None = related.solved.astimezone(zone).date() if related.solved else None
    return Earlier(
        number=row["number"],
        is_open=related.is_open,
        is_repair=row["kind"] == Kind.FAULT.value,
        same_customer=related.same_customer,
        same_product=related.same_product,
        solved=solved,
        months=_window(policies, row["policy"]),
    )


def said(flags: Iterable[Flag], language: Language) -> list[FlagView]:
    """In the reader's language."""
    return [FlagView(number=flag.number, code=flag.code, reason=flag.say(language)) for flag in flags]


def _window(policies: Policies, policy: str | None) -> int:
    try:
        return policies.of(policy).warranty.repeat_repair_months
    except NotAllowed:  # a pack that this process does not know
        return policies.of(None).warranty.repeat_repair_months
