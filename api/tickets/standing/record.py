"""The service record of a ticket (服务记录) as the API shows it: masked, with what it lacks, now and at its closing."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from api.tickets.views import EventView, Shown, of_company
from domain.record.envelope import Recorded
from domain.ticket.events import ServiceRecordCompleted
from domain.ticket.numbering import number_of
from domain.ticket.service_record import ServiceRecord, service_record
from projections.correcting import as_corrected
from projections.wording import masks


class ServiceRecordView(BaseModel):
    """What was done for whom, masked. ``steps``, ``parts`` and ``feedback`` are the events that tell of them.

    ``gaps`` is what is not known now, ``gaps_at_closing`` what was not when the case was last closed.
    """

    number: str
    customer_name: str | None
    contact: str | None
    contact_detail: str | None
    product: str | None
    model: str | None
    serial: str | None
    purchased: str | None
    requested: datetime
    completed: datetime | None
    service_person: str | None
    diagnosis: str | None
    plan: str | None
    steps: list[EventView]
    parts: list[EventView]
    cause: str | None
    result: str | None
    precautions: str | None
    feedback: list[EventView]
    gaps: list[str]
    gaps_at_closing: list[str] | None


def record_view(shown: Shown, events: Sequence[Recorded]) -> ServiceRecordView:
    """The record that these events leave, saying what is right by now."""
    right = as_corrected(events)
    record = service_record(right)
    closed = next((one.event for one in reversed(events) if isinstance(one.event, ServiceRecordCompleted)), None)
    return ServiceRecordView(
        number=number_of(events[0].envelope.aggregate),
        **_masked(record, company=of_company(right)),
        requested=shown.local(record.requested),
        completed=shown.local(record.completed) if record.completed else None,
        service_person=record.service_person,
        diagnosis=record.diagnosis.finding if record.diagnosis else None,
        plan=record.plan.steps if record.plan else None,
        steps=_told(shown, record.steps),
        parts=_told(shown, record.parts),
        cause=record.result.cause if record.result else None,
        result=record.result.handling if record.result else None,
        precautions=record.result.precautions if record.result else None,
        feedback=_told(shown, record.feedback),
        gaps=[*record.gaps],
        gaps_at_closing=[*closed.gaps] if closed else None,
    )


def _masked(record: ServiceRecord, *, company: bool) -> dict[str, Any]:
    name, product = record.customer_name, record.product
    return {
        "customer_name": name if company or name is None else masks.name(name),
        "contact": masks.person(record.contact),
        "contact_detail": masks.reach(record.contact),
        "product": product.name,
        "model": product.model,
        "serial": masks.serial(product.serial) if product.serial else None,
        "purchased": product.purchased,
    }


def _told(shown: Shown, events: Iterable[Recorded]) -> list[EventView]:
    return shown.events(events)
