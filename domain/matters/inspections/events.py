"""Everything that can have happened to an inspection: frozen facts under stored names that never change."""

from datetime import date
from typing import Annotated, Final, get_args

from domain.matters.inspections.scoring import Score
from domain.record.event import Event, Part
from domain.record.personal import Personal, Text, left_out


class Weight(Part):
    """How an item of the form counted then: the most that it could have, and its weight."""

    item: str
    most: int
    weight: int


class TicketSampled(Event):
    """Quality picked a ticket, to look at the work of ``about`` by a form (抽检)."""

    stored_name = "ticket-sampled"
    form: str
    about: str
    reason: Text | None = None


class TicketScored(Event):
    """Scored by a form at a version (评分); not ``passed`` is a finding, to be answered until ``answer_by``."""

    stored_name = "ticket-scored"
    form: str
    weights: tuple[Weight, ...]
    scores: Annotated[tuple[Score, ...] | None, Personal("text", gone=left_out)] = None
    total: int
    pass_mark: int
    passed: bool
    answer_by: date | None = None
    words: Text | None = None


class FindingAnswered(Event):
    """What they say whose work it is about (答复)."""

    stored_name = "finding-answered"
    agrees: bool
    words: Text


class AnswerAccepted(Event):
    """Quality follows the answer: the finding does not stand (采纳)."""

    stored_name = "finding-answer-accepted"
    words: Text


class FindingUpheld(Event):
    """The finding stands, and what follows from it (维持结论)."""

    stored_name = "finding-upheld"
    measure: Text


class InspectionClosed(Event):
    """Nothing is left to do (结束)."""

    stored_name = "inspection-closed"
    note: Text | None = None


class InspectionDropped(Event):
    """The sample is not scored, and why (放弃)."""

    stored_name = "inspection-dropped"
    reason: Text


InspectionEvent = (
    TicketSampled
    | TicketScored
    | FindingAnswered
    | AnswerAccepted
    | FindingUpheld
    | InspectionClosed
    | InspectionDropped
)

EVENTS: Final[dict[str, type[InspectionEvent]]] = {event.stored_name: event for event in get_args(InspectionEvent)}
"""Every event type by its stored name."""
