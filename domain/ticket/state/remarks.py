"""What remarks and corrections make of a ticket: rules that ask for the product or the kind are told what is right."""

from typing import assert_never

from pydantic import ValidationError

from domain.ticket.events import CorrectionRecorded, NoteAdded, PersonalDataUnmasked, Product, RemarksEvent
from domain.ticket.state.ticket import Ticket, replace
from domain.ticket.vocabulary import Kind

_OPENING = 1


def after(ticket: Ticket, event: RemarksEvent, actor: str) -> Ticket:
    match event:
        case CorrectionRecorded(version=version, field=field, right=right) if version == _OPENING:
            return _corrected(ticket, field, right)
        case NoteAdded() | CorrectionRecorded() | PersonalDataUnmasked():
            return ticket
        case _:
            assert_never(event)


def _corrected(ticket: Ticket, field: str, right: str | None) -> Ticket:
    """As the opening should have said it; what can't be so changes nothing."""
    thing, _, part = field.partition(".")
    try:
        if field == "kind" and right:
            return replace(ticket, kind=Kind(right), kinds_before=ticket.kinds)
        if thing == "product" and part in Product.model_fields:
            said = ticket.product.model_dump() if ticket.product else {}
            return replace(ticket, product=Product.model_validate({**said, part: right}))
    except (ValueError, ValidationError):
        return ticket
    return ticket
