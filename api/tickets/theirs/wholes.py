"""A ticket as it stands and its service record, as its customer sees them."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel

from api.tickets.standing.record import ServiceRecordView
from api.tickets.standing.ticket import TicketView
from api.tickets.theirs.events import shown_to_customer
from api.tickets.views import EventView
from domain.record.envelope import Recorded
from domain.ticket.dossier import HEADING_OF
from domain.ticket.events import EVENTS, CompensationProposed, PlanProposed, TicketOpened
from domain.ticket.theirs.listed import LIST
from domain.ticket.theirs.seeing import Seen, only

View = TypeVar("View", bound=BaseModel)


def ticket_of_customer(view: TicketView, events: Sequence[Recorded], seen: Seen) -> TicketView:
    """Without what is not theirs to see; of plans and compensations, those that they were shown."""
    kept, told = _kept(view, LIST.ticket.fields), _compensations(events, seen)
    return kept.model_copy(
        update={
            "intake": only(view.intake, LIST.events[TicketOpened.stored_name].fields),
            "plan": kept.plan if _sees_plan(events, seen) else None,
            "compensations": [each for each in kept.compensations if each.compensation in told],
        }
    )


def record_of_customer(view: ServiceRecordView, events: Sequence[Recorded], seen: Seen) -> ServiceRecordView:
    """Likewise, and of the events in it what is theirs to see."""
    lists = {name: _events(getattr(view, name), seen) for name in ("steps", "parts", "feedback")}
    plan = {} if _sees_plan(events, seen) else {"plan": None}
    return _kept(view, LIST.service_record.fields).model_copy(update=lists | plan)


def lacks_of_customer(lacks: Iterable[str]) -> list[str]:
    """Without what is none of theirs: whether a closing report was written, they are not told."""
    seen = {HEADING_OF[EVENTS[name]] for name in LIST.events}
    return [lack for lack in lacks if lack in seen]


def _events(told: Iterable[EventView], seen: Seen) -> list[EventView]:
    return [*shown_to_customer(told, seen)]


def _kept(view: View, names: Collection[str]) -> View:
    """The view with nothing where something is not theirs to see."""
    kept = only(view.model_dump(), names)
    return type(view).model_validate({name: _nothing(type(view), name) for name in type(view).model_fields} | kept)


def _nothing(model: type[BaseModel], name: str) -> Any:
    return [] if get_origin(model.model_fields[name].annotation) is list else None


def _sees_plan(events: Sequence[Recorded], seen: Seen) -> bool:
    """Whether they see the newest plan."""
    plans = [each.envelope.version for each in events if isinstance(each.event, PlanProposed)]
    return bool(plans) and plans[-1] in seen


def _compensations(events: Sequence[Recorded], seen: Seen) -> set[int]:
    """The numbers of those that they see."""
    return {
        each.event.compensation
        for each in events
        if isinstance(each.event, CompensationProposed) and each.envelope.version in seen
    }
