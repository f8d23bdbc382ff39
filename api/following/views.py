"""What a customer sees of their ticket by its code: how far it is, what is next, and nothing personal."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from api.tickets.views import Shown
from domain.record.envelope import Recorded
from domain.refusals import Language
from domain.ticket.state import Ticket, fold
from domain.ticket.theirs.seeing import seen_by_customer
from projections.wording.milestones import MILESTONES
from projections.wording.words import STATUS, STATUSES


class MilestoneView(BaseModel):
    """A step: ``code`` is its stable name, ``text`` what it says in the reader's language."""

    code: str
    at: datetime
    text: str


class FollowedView(BaseModel):
    """A ticket as its customer follows it."""

    number: str
    status: str
    text: Annotated[str, Field(description="The status in the reader's language.")]
    estimate: datetime | None
    visit: datetime | None
    waiting_for: str | None
    steps: Annotated[list[MilestoneView], Field(description="Oldest first.")]


def followed(shown: Shown, number: str, events: tuple[Recorded, ...], language: Language) -> FollowedView:
    """From the ticket's history."""
    ticket, place = fold(events) or Ticket(), 0 if language == "zh" else 1
    status = STATUS[ticket.stage]
    return FollowedView(
        number=number,
        status=status,
        text=STATUSES[status][place],
        estimate=shown.local(ticket.estimate) if ticket.estimate else None,
        visit=shown.local(ticket.visit) if ticket.visit else None,
        waiting_for=ticket.waiting_for,
        steps=[*_steps(shown, events, place)],
    )


def _steps(shown: Shown, events: Sequence[Recorded], place: int) -> Iterable[MilestoneView]:
    seen = seen_by_customer(events)
    for recorded in events:
        if recorded.envelope.version in seen:
            name = recorded.event.stored_name
            yield MilestoneView(code=name, at=shown.local(recorded.envelope.occurred), text=MILESTONES[name][place])
