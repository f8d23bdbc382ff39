"""A period's report: what came out last, the one command there is, and the rules of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar, Final

from pydantic import Field

from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.record.event import Label
from domain.record.moment import Moment
from domain.refusals import NotAllowed
from domain.reports import events
from domain.reports.events import FollowedUp, ReportPublished
from domain.reports.figure import Figure
from domain.reports.period import Period, PeriodName

MOST: Final = 5_000
"""Figures of one report."""


class PublishReport(Command):
    """Bring out the figures of a month or quarter that is over (R41, R43). Nobody types them: they are counted."""

    action = "publish-report"
    causes = events.ReportPublished
    filled_in: ClassVar[frozenset[str]] = frozenset({"span", "edition"})
    of_system: ClassVar[frozenset[str]] = frozenset(
        {"through", "due", "figures", "flagged", "improvements", "left_out"}
    )
    period: PeriodName
    through: int
    due: Moment
    figures: Annotated[tuple[Figure, ...], Field(max_length=MOST)]
    flagged: tuple[Label, ...] = ()
    improvements: tuple[FollowedUp, ...] = ()
    left_out: Annotated[int, Field(ge=1)] | None = None


COMMANDS: Final = {PublishReport.action: PublishReport}


def report_key(period: str) -> str:
    """The aggregate of a month, 2024-05, or a quarter, 2024-Q2."""
    return f"report-{period}"


@dataclass(frozen=True, slots=True)
class Report:
    """What came out last; None where it is only late."""

    last: ReportPublished | None = None


def evolve(report: Report | None, recorded: Recorded) -> Report:
    """The state after an event; what the program notes of its clock changes nothing."""
    return Report(recorded.event) if isinstance(recorded.event, ReportPublished) else report or Report()


def decide(report: Report | None, command: PublishReport, at: datetime) -> list[ReportPublished]:
    """Nothing where the last edition says the same. ``at`` is now, in the deployment's zone. Raises NotAllowed."""
    period = Period.named(command.period)
    if at.date() < period.after:
        raise NotAllowed("period-not-over", period=command.period, over=period.after.isoformat())
    said = {name: getattr(command, name) for name in ("figures", "flagged", "improvements", "left_out")}
    last = report.last if report else None
    if last and all(_as_last(last, name, value) == getattr(last, name) for name, value in said.items()):
        return []
    edition = last.edition + 1 if last else 1
    first = {"period": command.period, "span": period.span, "edition": edition}
    return [ReportPublished(**first, through=command.through, due=command.due, **said)]


def _as_last(last: ReportPublished, name: str, value: Any) -> Any:
    """What would come out, without verdicts where the last edition is from before they were kept."""
    if name != "figures" or any(figure.met is not None for figure in last.figures):
        return value
    return tuple(figure.model_copy(update={"met": None}) for figure in value)
