"""An inspection's state, and how each event changes it."""

from dataclasses import dataclass, replace
from typing import Final

from domain.matters.inspections.events import (
    AnswerAccepted,
    FindingAnswered,
    FindingUpheld,
    InspectionClosed,
    InspectionDropped,
    InspectionEvent,
    TicketSampled,
    TicketScored,
)
from domain.matters.matter import Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(Matter):
    """``form`` is the one it was scored by, with its version, once it was; ``agrees`` what the answer says to it."""

    form: str | None = None
    total: int | None = None
    pass_mark: int | None = None
    agrees: bool | None = None


_BRINGS: Final[dict[type[InspectionEvent], str]] = {
    TicketSampled: "sampled",
    FindingAnswered: "answered",
    AnswerAccepted: "accepted",
    FindingUpheld: "upheld",
    InspectionClosed: "closed",
    InspectionDropped: "dropped",
}


def after(before: Inspection, event: InspectionEvent, actor: str) -> Inspection:
    """What an event makes of an inspection."""
    matter = replace(before, status=_BRINGS.get(type(event), before.status))
    match event:
        case TicketSampled(form=form, about=about):
            return replace(matter, form=form, about=(about,), responsible=actor)
        case TicketScored(form=form, total=total, pass_mark=mark, passed=passed, answer_by=due):
            status = "passed" if passed else "finding-raised"
            return replace(matter, form=form, total=total, pass_mark=mark, status=status, due=due)
        case FindingAnswered(agrees=agrees):
            return replace(matter, agrees=agrees, due=None)
        case FindingUpheld():
            return replace(matter, due=None)
        case _:
            return matter
