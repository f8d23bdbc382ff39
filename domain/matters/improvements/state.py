"""An improvement's state, and how each event changes it."""

from dataclasses import dataclass, replace

from domain.matters.improvements.events import (
    ImprovementAssigned,
    ImprovementClosed,
    ImprovementDropped,
    ImprovementEvent,
    ImprovementFollowed,
    ImprovementProposed,
    ImprovementReported,
)
from domain.matters.improvements.vocabulary import Origin, Result
from domain.matters.matter import Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement(Matter):
    """``quarter`` is the one it was proposed in, or was last followed into; ``followed`` how often it was."""

    origin: Origin | None = None
    source: str | None = None
    quarter: str = ""
    department: str | None = None
    percent: int | None = None
    followed: int = 0
    result: Result | None = None


def after(before: Improvement, event: ImprovementEvent, actor: str) -> Improvement:
    """What an event makes of an improvement."""
    match event:
        case ImprovementProposed(origin=origin, source=source, quarter=quarter):
            return replace(before, status="proposed", origin=origin, source=source, quarter=quarter)
        case ImprovementAssigned(department=department, staff=staff, due=due):
            status = "assigned" if before.status == "proposed" else before.status
            given = replace(before, status=status, responsible=staff, due=due)
            return replace(given, department=department, departments_asked=(department,))
        case ImprovementReported(percent=percent):
            known = before.percent if percent is None else percent
            return replace(before, status="in-progress", percent=known)
        case ImprovementFollowed(quarter=quarter, due=due):
            return replace(before, quarter=quarter, due=due or before.due, followed=before.followed + 1)
        case ImprovementClosed(result=result):
            return replace(before, status="closed", result=result)
        case ImprovementDropped():
            return replace(before, status="dropped")
