"""What the rules know of a ticket once a solution was given: what the customer was asked and said, and what is owed."""

from dataclasses import dataclass
from typing import Final

from domain.ticket.events.closing import ClosingReportWritten, FollowUpMade, TicketArchived
from domain.ticket.events.ending import TicketResolved
from domain.ticket.events.survey import CallbackMade, SurveyAnswered, SurveySent


@dataclass(frozen=True)
class Survey:
    """One that was sent, what came back, and the call that a low score asks for."""

    said: SurveySent
    answer: SurveyAnswered | None = None
    call_back: CallbackMade | None = None

    @property
    def owes_call_back(self) -> bool:
        return self.answer is not None and self.answer.low and self.call_back is None


@dataclass(frozen=True)
class Aftercare:
    """``resolution``, ``surveyed``, ``reminders``, ``follow_up`` and ``report`` are of the present remedy.

    ``reopenings`` counts how often the case went back into handling, for whatever reason, ``rejections`` how often
    because the customer did not accept the solution as it was given (R28, R32). ``reminders`` counts those since the
    solution to which the customer said nothing.
    """

    resolution: TicketResolved | None = None
    rejections: int = 0
    reopenings: int = 0
    surveys: tuple[Survey, ...] = ()
    surveyed: bool = False
    reminders: int = 0
    follow_up: FollowUpMade | None = None
    report: ClosingReportWritten | None = None
    archived: TicketArchived | None = None

    @property
    def call_backs_owed(self) -> tuple[int, ...]:
        """The numbers of the surveys whose low score nobody has called back about (R30)."""
        return tuple(number for number, survey in enumerate(self.surveys, 1) if survey.owes_call_back)

    @property
    def is_well(self) -> bool:
        """Whether the customer said when asked that it is solved and they are satisfied (R31)."""
        return self.follow_up is not None and self.follow_up.solved and self.follow_up.satisfied


NOTHING_YET: Final = Aftercare()
"""Of a ticket that was never solved."""
