"""Which rows of the register are asked for: each filter a parameter of the query, all of them together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from inspect import signature
from typing import Annotated, Any, Final

from fastapi import Query

from api.figures.asked import Day
from api.manners.texts import Sought
from api.tables.asked import Engineers, Severities, Statuses, Text
from domain.ticket.vocabulary import Channel, ClosedAs, FaultType, Kind
from projections.errors import BadQuery
from projections.register.filtering import SEVERAL


def _any_of(what: str) -> Any:
    return Query(description=f"{what}. May be given several times: any of them.")


def _day(what: str) -> Any:
    return Query(description=f"{what}, as `2024-05-01`, in the desk's time zone.")


_WHOLE_DAY: Final = timedelta(days=1)
_NONE: Final = "-"
"""No kind of request there is."""
FINDING: Final = "look-up"
"""The right to find somebody by who they are."""
HIDING: Final = "customers"
"""The read model that knows who asked to be found by name no more."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What FastAPI reads of the query; ``fields`` gives it as the register takes it."""

    status: Statuses = None
    severity: Severities = None
    engineer: Engineers = None
    text: Text = None
    kind: Annotated[list[Kind] | None, _any_of("What is asked for")] = None
    channel: Annotated[list[Channel] | None, _any_of("How it came")] = None
    product: Annotated[list[Sought] | None, _any_of("The product's name")] = None
    model: Annotated[list[Sought] | None, _any_of("Its model")] = None
    serial: Annotated[
        Sought | None, Query(description="The product's whole serial number; for who may look up customers.")
    ] = None
    fault_type: Annotated[list[FaultType] | None, _any_of("The type of fault that was found")] = None
    closed_as: Annotated[list[ClosedAs] | None, _any_of("How it ended")] = None
    region: Annotated[list[Sought] | None, _any_of("The customer's region")] = None
    team: Annotated[list[Sought] | None, _any_of("The team that has it")] = None
    customer: Annotated[list[Sought] | None, _any_of("The customer's key")] = None
    reported_from: Annotated[Day | None, _day("Reported on this day or later")] = None
    reported_to: Annotated[Day | None, _day("Reported on this day or before")] = None
    closed_from: Annotated[Day | None, _day("Closed on this day or later")] = None
    closed_to: Annotated[Day | None, _day("Closed on this day or before")] = None
    archived: Annotated[bool | None, Query(description="Archived, or not.")] = None
    overdue: Annotated[bool, Query(description="Only those of which a clock runs that should have been met.")] = False

    def fields(self, kinds: Sequence[Kind], now: datetime) -> dict[str, Any]:
        """By the names of :class:`RegisterFilter`; ``kinds`` are those of the sheet. Raises BadQuery for no days."""
        several = {name: getattr(self, name) or () for name in SEVERAL}
        if kinds:
            several["kind"] = [each for each in kinds if not self.kind or each in self.kind] or [_NONE]
        reported = whole_days(self.reported_from, self.reported_to, now.tzinfo)
        closed = whole_days(self.closed_from, self.closed_to, now.tzinfo)
        return {
            **several,
            "text": self._text,
            "serial": self.serial,
            "reported_from": reported[0],
            "reported_to": reported[1],
            "closed_from": closed[0],
            "closed_to": closed[1],
            "archived": self.archived,
            "overdue_at": now if self.overdue else None,
        }

    def looked_at(self, *, named: bool) -> Iterator[str]:
        """The read models that the rows are told by; ``named``: words may be somebody's full name."""
        yield "register"
        if self.serial is not None or (named and self._text):
            yield HIDING
        if self.overdue:
            yield "clocks"

    @property
    def _text(self) -> str | None:
        """Blanks alone are nothing to look for."""
        return self.text if self.text and self.text.strip() else None

    @property
    def only_now(self) -> str | None:
        """The filter that no past moment knows, if one is given."""
        return "serial" if self.serial is not None else "overdue" if self.overdue else None


async def filtered(*said: Any, **named: Any) -> Filters:
    """The filters as a route depends on them: a class alone would be made in a thread of its own."""
    return Filters(*said, **named)


filtered.__signature__ = signature(Filters)  # pyright: ignore[reportFunctionMemberAccess] -- FastAPI reads it


def whole_days(first: date | None, last: date | None, zone: tzinfo | None) -> tuple[datetime | None, datetime | None]:
    """From the beginning of the first day until the last has ended. Raises BadQuery where it ends before it begins."""
    if first and last and first > last:
        raise BadQuery("bad-period", first=first.isoformat(), last=last.isoformat())
    begins = datetime.combine(first, time.min, zone) if first else None
    return begins, datetime.combine(last + _WHOLE_DAY, time.min, zone) if last else None
