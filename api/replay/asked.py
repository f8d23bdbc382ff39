"""What may be asked of a replay: which events, from where to where, in which format, and in the clear for a reason."""

import re
from typing import Annotated, Final, Literal

from fastapi import Query
from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticKnownError

from api.manners.moments import Time
from api.manners.problems import ApiProblem
from api.manners.texts import NUMBER, Sought, storable_only
from api.service import Service
from domain.catalogue import EVENTS
from domain.record.command import to_be_seen
from domain.record.identity import is_customer_key
from domain.refusals import NotAllowed
from domain.ticket.numbering import ticket_key

_POSITION: Final = re.compile(r"([^:]+):([0-9]{1,19})")
_SEVERAL: Final = "May be given several times: any of them."


def _is_type(value: str) -> str:
    """A closed list: one that is misspelt would look like nothing having happened."""
    if value in EVENTS:
        return value
    raise PydanticKnownError("enum", {"expected": ", ".join(EVENTS)})


def _is_key(value: str) -> str:
    if is_customer_key(value):
        return value
    raise NotAllowed("bad-customer-key")


def _is_number(value: str) -> str:
    try:
        ticket_key(value)
    except ValueError:
        raise NotAllowed("bad-number", number=value) from None
    return value


def _to_be_read(value: str | None) -> str | None:
    return value if value is None else to_be_seen(storable_only(value))


_Type = Annotated[str, AfterValidator(_is_type), WithJsonSchema({"type": "string", "enum": list(EVENTS)})]
_Number = Annotated[str, AfterValidator(_is_number), WithJsonSchema({"type": "string", "pattern": NUMBER})]
_Customer = Annotated[
    str, AfterValidator(_is_key), WithJsonSchema({"type": "string", "pattern": "^customer-[A-Za-z0-9_-]{1,64}$"})
]
Form = Annotated[
    Literal["jsonl", "parquet", "xes", "ocel", "ocel-sqlite"], Query(description="The format of the file.")
]
Since = Annotated[Time | None, Query(description="What happened at this moment or later.")]
Until = Annotated[Time | None, Query(description="What happened before this moment.")]
Types = Annotated[list[_Type] | None, Query(description=f"The event's type. {_SEVERAL}", max_length=200)]
Tickets = Annotated[
    list[_Number] | None,
    Query(description=f"The ticket's number: its own events and those of what is about it. {_SEVERAL}", max_length=100),
]
Customers = Annotated[
    list[_Customer] | None, Query(description=f"The customer's key: all that is about them. {_SEVERAL}", max_length=100)
]
Products = Annotated[
    list[Sought] | None,
    Query(description=f"Name or model of the ticket's product, as the register has it. {_SEVERAL}", max_length=100),
]
After = Annotated[str | None, Query(description="Only what stands after this position (EPOCH:SEQUENCE) of the log.")]
Through = Annotated[
    str | None,
    Query(description="Only up to this position; the log's end if not said. `Gongdan-Through` of an answer names it."),
]
Reason = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)] | None,
    AfterValidator(_to_be_read),
    Query(
        description="Personal values in the clear, for this reason, which is recorded on each ticket named. For "
        "who may unmask all of them."
    ),
]
Marks = Annotated[
    bool,
    Query(description='Of jsonl: after each stretch of the log a line `{"read_to": SEQUENCE, …}`, to go on after it.'),
]


def place_of(service: Service, position: str | None, name: str) -> int | None:
    """The sequence of a position of this log, of the parameter so called. Raises ApiProblem."""
    if position is None:
        return None
    found = _POSITION.fullmatch(position)
    if found is None:
        raise ApiProblem("bad-position", name=name, forms="EPOCH:SEQUENCE")
    if found[1] != service.log.epoch:
        raise ApiProblem("other-log", epoch=service.log.epoch)
    return int(found[2])
