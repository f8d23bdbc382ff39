"""The service record of a ticket (服务记录, R33a): read off its own history, with what is not known of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar, cast

from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.ticket.events import (
    Contact,
    CorrectionRecorded,
    FaultDiagnosed,
    FollowUpMade,
    ObjectionRaised,
    PartUsed,
    PlanProposed,
    PlanRejected,
    Product,
    ProductVerified,
    RemoteAssistanceGiven,
    ResolutionConfirmed,
    ResolutionRejected,
    SurveyAnswered,
    TicketOpened,
    TicketReopened,
    TicketResolved,
    WarrantyAssessed,
    WorkLogged,
)
from domain.ticket.vocabulary import RecordGap

Said = TypeVar("Said", bound=Event)

_STEPS: Final = (WorkLogged, RemoteAssistanceGiven)
_FEEDBACK: Final = (SurveyAnswered, FollowUpMade, ObjectionRaised, ResolutionConfirmed, ResolutionRejected)

_UNDOING: Final = (ResolutionRejected, ObjectionRaised, TicketReopened)
"""After these another solution is needed, or none was found."""


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """``steps``, ``parts`` and ``feedback`` are the events that tell of them, oldest first.

    ``result`` is the newest solution, unless the customer rejected it or the case was taken up again for it since.

    ``service_person`` is a staff number; ``completed`` is when the solution was given. ``replaced``: something was
    replaced, whether or not it was said what.
    """

    customer_name: str | None
    contact: Contact
    product: Product
    requested: datetime
    completed: datetime | None
    service_person: str | None
    diagnosis: FaultDiagnosed | None
    plan: PlanProposed | None
    steps: tuple[Recorded, ...]
    parts: tuple[Recorded, ...]
    result: TicketResolved | None
    feedback: tuple[Recorded, ...]
    replaced: bool

    @property
    def gaps(self) -> tuple[RecordGap, ...]:
        """What is not known, in the order of the process's own list."""
        return tuple(gap for gap, is_known in self._known() if not is_known)

    def _known(self) -> Iterator[tuple[RecordGap, object]]:
        contact, product = self.contact, self.product
        yield "customer-name", self.customer_name
        yield "contact", contact.phone or contact.email or contact.wechat
        yield "purchased", product.purchased
        yield "serial", product.serial
        yield "model", product.model
        yield "completed", self.completed
        yield "service-person", self.service_person
        yield "diagnosis", self.diagnosis and self.diagnosis.finding
        yield "plan", self.plan
        yield "steps", self.steps
        yield "parts", self.parts or not self.replaced
        yield "result", self.result and self.result.handling
        yield "feedback", any(_tells(one.event) for one in self.feedback)


def service_record(history: Sequence[Recorded]) -> ServiceRecord:
    """What a whole history, which begins with the opening, tells."""
    opened, resolved = opening_by_now(history), _standing(history)
    contact = Contact.model_validate(opened.get("contact", {}))
    work = tuple(one for one in history if isinstance(one.event, WorkLogged) and one.event.work == "replacement")
    parts = tuple(one for one in history if isinstance(one.event, PartUsed))
    return ServiceRecord(
        customer_name=opened.get("customer_name") or contact.name,
        contact=contact,
        product=_product(opened.get("product", {}), history),
        requested=history[0].envelope.occurred,
        completed=resolved.envelope.occurred if resolved else None,
        service_person=resolved.envelope.actor.id if resolved else None,
        diagnosis=_said(history, FaultDiagnosed),
        plan=_plan(history),
        steps=tuple(one for one in history if isinstance(one.event, _STEPS)),
        parts=parts,
        result=cast("TicketResolved", resolved.event) if resolved else None,
        feedback=tuple(one for one in history if isinstance(one.event, _FEEDBACK)),
        replaced=bool(work or parts),
    )


def _tells(event: Event) -> bool:
    """A signature alone is no feedback."""
    return not isinstance(event, ResolutionConfirmed) or event.note is not None


def opening_by_now(history: Sequence[Recorded]) -> dict[str, Any]:
    """What the opening says by now: as corrections of it have it."""
    first = history[0].event
    said: dict[str, Any] = first.model_dump(exclude_none=True) if isinstance(first, TicketOpened) else {}
    for one in history:
        event = one.event
        if isinstance(event, CorrectionRecorded) and event.version == 1:
            whole, dot, part = event.field.partition(".")
            holder = cast("dict[str, Any]", said.setdefault(whole, {})) if dot else said
            holder[part if dot else whole] = event.right
    return said


def _product(said: dict[str, Any], history: Sequence[Recorded]) -> Product:
    """As it was reported, with what was seen on the spot and found of the warranty where nothing was said."""
    seen, warranty = _said(history, ProductVerified), _said(history, WarrantyAssessed)
    serial = said.get("serial") or (seen.serial if seen else None)
    purchased = said.get("purchased") or (warranty.purchased if warranty else None)
    return Product(name=said.get("name"), model=said.get("model"), serial=serial, purchased=purchased)


def _plan(history: Sequence[Recorded]) -> PlanProposed | None:
    """The newest that was not rejected."""
    rejected = {one.event.plan for one in history if isinstance(one.event, PlanRejected)}
    proposed = [one.event for one in history if isinstance(one.event, PlanProposed)]
    return next((plan for plan in reversed(proposed) if plan.plan not in rejected), None)


def _standing(history: Sequence[Recorded]) -> Recorded | None:
    """The solution that nobody has gone back behind."""
    told = (one for one in reversed(history) if isinstance(one.event, (TicketResolved, *_UNDOING)))
    newest = next(told, None)
    return newest if newest and isinstance(newest.event, TicketResolved) else None


def _said(history: Sequence[Recorded], kind: type[Said]) -> Said | None:
    newest: Iterable[Said] = (one.event for one in reversed(history) if isinstance(one.event, kind))
    return next(iter(newest), None)
