"""What a customer is told of an event: what is theirs to see of it, as wherever else they look."""

from dataclasses import replace

from domain.matters.theirs import THEIRS
from domain.record.envelope import Recorded
from domain.ticket.theirs.listed import LIST


def as_theirs(cause: Recorded) -> Recorded:
    """The event without what is not theirs to see.

    Of what no list knows (a limit that nears, a word to all customers) their notice alone says what is told.
    """
    names, event = _listed(cause), cause.event
    if names is None:
        return cause
    hidden = dict.fromkeys(type(event).model_fields.keys() - {name.partition(".")[0] for name in names})
    return replace(cause, event=event.model_copy(update=hidden))


def _listed(cause: Recorded) -> frozenset[str] | None:
    """The fields that they see."""
    kind, name = cause.envelope.aggregate.partition("-")[0], cause.event.stored_name
    if kind == "ticket":
        return LIST.events[name].fields if name in LIST.events else None
    return THEIRS[kind].events.get(name) if kind in THEIRS else None
