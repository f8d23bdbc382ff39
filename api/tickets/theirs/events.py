"""A ticket's events as its customer sees them: those that are theirs to see, and of each what is."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, Field

from api.callers import Caller
from api.following.views import MilestoneView
from api.tickets.views import EventView, Position, Shown, of_company
from domain.record.envelope import Recorded
from domain.refusals import Language
from domain.rights import may
from domain.ticket.state import Ticket
from domain.ticket.theirs.listed import LIST
from domain.ticket.theirs.seeing import Seen, only, seen_by_customer


class OwnStep(MilestoneView):
    """A step in plain words, with what was said of it."""

    said: Annotated[dict[str, Any], Field(description="What is theirs to see of the event of this `version`, masked.")]
    version: int


class OwnHistory(BaseModel):
    """What happened on a ticket, told to its customer, oldest first."""

    number: str
    version: int
    position: Position
    steps: list[OwnStep]


def is_the_customer(caller: Caller, ticket: Ticket) -> bool:
    """Whether they read the ticket as its customer, in no role of ours."""
    permission = may(caller.person, "read", ticket)
    return permission is not None and permission.role == "customer"


def shown_to_customer(views: Iterable[EventView], seen: Seen) -> Iterator[EventView]:
    """Those of the events that they see."""
    for view in views:
        if view.version in seen:
            kept = only(view.model_dump(exclude={"data"}), LIST.surrounding.fields)
            yield EventView.model_validate(kept | {"data": only(view.data, seen[view.version])})


def own_history(shown: Shown, number: str, events: Sequence[Recorded], language: Language) -> OwnHistory:
    """In the words that a customer is told each step in elsewhere."""
    last, seen, company = events[-1], seen_by_customer(events), of_company(events)
    steps = [
        OwnStep(
            code=recorded.event.stored_name,
            at=shown.local(recorded.envelope.occurred),
            text=told(recorded, language),
            said=only(shown.data(recorded.event, company=company), seen[recorded.envelope.version]),
            version=recorded.envelope.version,
        )
        for recorded in events
        if recorded.envelope.version in seen
    ]
    position = shown.position(last.sequence)
    return OwnHistory(number=number, version=last.envelope.version, position=position, steps=steps)


def told(recorded: Recorded, language: Language) -> str:
    """How an event that they see is told to them."""
    listed = LIST.events[recorded.event.stored_name]
    return listed.zh if language == "zh" else listed.en
