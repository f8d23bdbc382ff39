"""What can have happened to a report (``report-2024-05``): frozen facts under stored names that never change."""

from typing import Annotated, Final

from pydantic import Field

from domain.record.event import Event, Label, Part
from domain.record.moment import Moment
from domain.reports.figure import Figure
from domain.reports.period import PeriodName, Span
from domain.ticket.vocabulary import Department


class FollowedUp(Part):
    """An improvement as it stood when a quarter's report came out (R43)."""

    improvement: str
    status: str
    department: Department | None = None
    due: str | None = None


class ReportPublished(Event):
    """The figures of a period came out (R41–R43); a later edition takes the place of an earlier.

    ``through`` is the last position of the log that they were counted from, ``due`` the first moment at which they
    would have been late; ``flagged`` are models whose failure rate is above what the pack has flagged;
    ``improvements`` those of the quarter and the quarter before; ``left_out`` is how many figures had no room.
    None of it is of a person but engineers' numbers.
    """

    stored_name = "report-published"
    period: PeriodName
    span: Span
    edition: Annotated[int, Field(ge=1)]
    through: Annotated[int, Field(ge=0)]
    due: Moment
    figures: tuple[Figure, ...]
    flagged: tuple[Label, ...]
    improvements: tuple[FollowedUp, ...]
    left_out: Annotated[int, Field(ge=1)] | None = None


ReportEvent = ReportPublished

EVENTS: Final[dict[str, type[ReportEvent]]] = {ReportPublished.stored_name: ReportPublished}
"""Every event type by its stored name."""
