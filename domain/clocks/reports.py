"""The clocks of reports (PROCESS section 11): a month's or quarter's end starts them, the publication stops them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.clocks.fact import Fact
from domain.record.envelope import Recorded
from domain.reports.events import ReportPublished
from domain.reports.period import Period

_ENDED: Final = "-ended"
"""What the id of a period's end has after its name, where other facts have an event's."""


def first_published(history: Iterable[Recorded]) -> datetime | None:
    """When the first edition came out; None where none did."""
    return next((each.envelope.recorded for each in history if isinstance(each.event, ReportPublished)), None)


def is_of_report(started: str) -> bool:
    """Whether what started a clock is no event, but the end of a period."""
    return started.endswith(_ENDED)


def facts_of_report(period: Period, published: datetime | None, zone: ZoneInfo) -> tuple[Fact, ...]:
    """That the period ended, there, and that its report came out."""
    about, (_, ended) = f"{period.span}:{period.name}", period.within(zone)
    end = Fact(f"{period.name}{_ENDED}", f"{period.span}-ended", ended.astimezone(UTC), 1, "system", about=about)
    if published is None:
        return (end,)
    return end, Fact(f"{period.name}-published", "report-published", published, 2, "system", about=about)
