"""How each action is asked for over HTTP: the noun under the ticket, and a body made from the command's own fields."""

from functools import cache
from typing import Annotated, Any, Final, cast

from fastapi.exceptions import RequestValidationError
from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    create_model,
    field_validator,
)
from pydantic_core import PydanticCustomError

from api.manners.moments import Time
from api.manners.texts import storable_only
from api.tickets.examples import EXAMPLES
from domain.record.command import Command, Words
from domain.ticket.commands import COMMANDS, TicketCommand

NOUNS: Final[dict[str, str]] = {
    "acknowledge": "acknowledgement",
    "verify": "verification",
    "communicate": "communication",
    "estimate": "estimate",
    "route": "routing",
    "link": "link",
    "merge": "merging",
    "warranty": "warranty",
    "grade": "grade",
    "diagnose": "diagnosis",
    "authorise-remote": "remote-authorisation",
    "refuse-remote": "remote-refusal",
    "assist": "remote-assistance",
    "consult": "article-consultation",
    "collaborate": "collaboration",
    "answer": "collaboration-answer",
    "call-meeting": "meeting-call",
    "meet": "meeting",
    "escalate": "escalation",
    "propose-plan": "plan",
    "approve-plan": "plan-approval",
    "reject-plan": "plan-rejection",
    "share-plan": "plan-sharing",
    "choose-option": "option-choice",
    "dispatch": "dispatch",
    "accept": "acceptance",
    "decline": "declination",
    "contact": "contact",
    "visit": "visit",
    "move-visit": "visit-move",
    "send-in": "send-in",
    "arrive": "arrival",
    "start": "start",
    "verify-product": "product-verification",
    "consent": "repair-consent",
    "refuse-repair": "repair-refusal",
    "log-work": "work",
    "test": "test",
    "request-part": "part-request",
    "confirm-part": "part-confirmation",
    "ship-part": "part-shipment",
    "receive-part": "part-receipt",
    "use-part": "part-use",
    "return-part": "part-return",
    "quote": "quote",
    "accept-fee": "fee-acceptance",
    "decline-fee": "fee-refusal",
    "charge": "charge",
    "propose-compensation": "compensation",
    "approve-compensation": "compensation-approval",
    "reject-compensation": "compensation-rejection",
    "announce-compensation": "compensation-announcement",
    "give-compensation": "compensation-handover",
    "share-progress": "progress",
    "request-cooperation": "cooperation-request",
    "provide-cooperation": "cooperation",
    "pause": "pause",
    "resume": "resumption",
    "resolve": "resolution",
    "confirm": "confirmation",
    "reject": "rejection",
    "close": "closing",
    "reopen": "reopening",
    "cancel": "cancellation",
    "send-survey": "survey",
    "answer-survey": "survey-answer",
    "call-back": "call-back",
    "follow-up": "follow-up",
    "object": "objection",
    "remind": "reminder",
    "write-report": "closing-report",
    "archive": "archiving",
    "note": "note",
    "correct": "correction",
    "unmask": "unmasking",
}
"""``POST /tickets/{number}/<noun>`` for all but opening and attaching a file; a new command is one line here."""

_Aware = AwareDatetime | None
_Time = Time | None


class Body(BaseModel):
    """What may be said beside the command itself."""

    model_config = ConfigDict(extra="forbid")
    occurred: Annotated[
        Time | None, Field(description="When it happened, if not just now; never in the future, from 1900 on.")
    ] = None

    late: Annotated[
        Words | None,
        Field(description="Why it is recorded only now, where it happened more than 15 minutes ago."),
    ] = None

    @field_validator("late")
    @classmethod
    def _is_not_alone(cls, late: str | None, info: ValidationInfo) -> str | None:
        if late is not None and info.data.get("occurred", late) is None:
            raise PydanticCustomError("late_alone", "says why it is late, but not when it happened")
        return late

    @field_validator("*", mode="after")
    @classmethod
    def _is_text(cls, value: Any) -> Any:
        return storable_only(value)


class OpeningBody(Body):
    """An opening may name the customer it is for."""

    customer: Annotated[
        str | None,
        Field(
            max_length=80,
            description="The customer's key, `customer-…`; a new one is made where it is left out.",
            examples=["customer-C10023"],
        ),
    ] = None


def body_of(action: str) -> type[Body]:
    """The request body of an action: the command's fields, and when it happened."""
    return body_for(COMMANDS[action], EXAMPLES[action], OpeningBody if action == "open" else Body)


def body_for(command: type[Command], example: dict[str, Any], base: type[Body] = Body) -> type[Body]:
    """The request body of any command: the fields that a person fills in, and what ``base`` has besides."""
    fields: dict[str, Any] = {
        name: (_in_range(command.model_fields[name].annotation), command.model_fields[name]) for name in _asked(command)
    }
    model = create_model(f"{command.__name__}Body", __base__=base, __doc__=command.__doc__, **fields)
    model.model_config["json_schema_extra"] = {"examples": [example]}
    model.model_rebuild(force=True)
    return model


def _in_range(annotation: Any) -> Any:
    """A command's times, as far as the API takes them."""
    if annotation is AwareDatetime:
        return Time
    return _Time if annotation == _Aware else annotation


def command_of(action: str, body: Body) -> TicketCommand:
    return cast("TicketCommand", command_from(COMMANDS[action], body))


def command_from(kind: type[Command], body: Body) -> Command:
    """The command that a body of :func:`body_for` says. Raises RequestValidationError for what no one field breaks."""
    try:
        return kind.model_validate({name: getattr(body, name) for name in _asked(kind)})
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False, include_input=False)
        raise RequestValidationError([each | {"loc": ("body", *each["loc"])} for each in errors]) from None


@cache
def _asked(command: type[Command]) -> tuple[str, ...]:
    """What a person fills in of it."""
    return tuple(name for name in command.model_fields if name not in command.of_system)


def needs_body(model: type[BaseModel]) -> bool:
    return any(field.is_required() for field in model.model_fields.values())
