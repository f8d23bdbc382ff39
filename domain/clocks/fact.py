"""A fact: as much of one stored event as a clock may look at, none of it personal, so that it can be kept as JSON."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, Literal, Self

from domain.policy.timing.occasions import AGREED_AT, EVENTS
from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.record.moment import stored_form
from domain.ticket.vocabulary import Channel, Stage, WaitsFor

Waits = WaitsFor | Literal["nobody"]

_TAKEN_UP: Final = ("resolution-rejected", "objection-raised", "ticket-reopened")
_WITHDRAWN: Final = ("ticket-cancelled", "ticket-merged", "complaint-withdrawn")
RESUMING: Final = frozenset({"ticket-resumed", "ticket-resolved", "resolution-confirmed", "ticket-closed"}) | frozenset(
    (*_TAKEN_UP, *_WITHDRAWN)
)
"""After these a ticket waits for nobody."""
ENDING: Final = frozenset(_WITHDRAWN)
"""After these nothing is owed any more."""
LOOKED_AT: Final = frozenset(EVENTS) | RESUMING | ENDING | {"ticket-paused", "correction-recorded"}
"""The stored names of all events of which :func:`fact_of` may make a fact."""

_NUMBERED: Final = {
    "cooperation-requested": "cooperation",
    "cooperation-provided": "cooperation",
    "collaboration-requested": "collaboration",
    "collaboration-answered": "collaboration",
    "part-requested": "part",
    "part-confirmed": "part",
    "part-shipped": "part",
    "part-received": "part",
    "survey-answered": "survey",
    "callback-made": "survey",
}
"""Questions and their answers: both bear one number, in the field ``survey`` or ``request``."""
_VISITS: Final = ("visit-promised", "visit-moved")
_SAID: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "ticket-opened": (("severity", "severity"), ("channel", "channel")),
    "ticket-graded": (("severity", "severity"),),
    "customer-contacted": (("technical", "technical"),),
    "survey-answered": (("low", "low"),),
    **{event: (("agreed", field),) for event, field in AGREED_AT.items()},
    **{event: (("agreed", AGREED_AT[event]), ("until", "until")) for event in _VISITS},
}
"""By event: what a fact keeps of it, and the field in which the event says so."""
_CORRECTABLE: Final = frozenset({"channel", "severity", "technical", "low", "until", *AGREED_AT.values()})
"""The fields of an event that a clock goes by."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a fact of a ``version`` should have said in a ``field``."""

    version: int
    field: str
    right: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """``by`` is the actor's role. ``severity`` and ``channel`` are what the event itself said of them, ``agreed`` the
    time that it states, ``until`` the end of the span that a visit is promised for. ``about`` names what a question and
    its answer are both about: ``cooperation:2``, ``month:2024-05``. ``waits``: for whom the ticket waits from then on;
    None where that stays as it was.
    """

    id: str
    name: str
    occurred: datetime
    version: int
    by: str = ""
    severity: str | None = None
    channel: Channel | None = None
    technical: bool = False
    low: bool = False
    agreed: datetime | None = None
    until: datetime | None = None
    about: str | None = None
    waits: Waits | None = None
    corrects: Correction | None = None

    @property
    def promised(self) -> datetime | None:
        """The last instant at which what is agreed is kept."""
        return self.until or self.agreed

    def as_json(self) -> dict[str, Any]:
        """What :meth:`of_json` reads; a field that says nothing is left out."""
        said: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "occurred": stored_form(self.occurred),
            "version": self.version,
        }
        return {**said, **said_besides(self.besides)}

    @property
    def besides(self) -> tuple[Any, ...]:
        """The values of all that it may say besides its id, name, time and version."""
        return _besides(self)

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Self:
        read: dict[str, Any] = {**said, "occurred": datetime.fromisoformat(said["occurred"])}
        for name, of in _READ.items():
            if name in said:
                read[name] = of(said[name])
        return cls(**read)


_BESIDES: Final = tuple(each.name for each in fields(Fact))[4:]
_besides: Final = attrgetter(*_BESIDES)


def said_besides(values: Iterable[Any]) -> dict[str, Any]:
    """Those of :attr:`Fact.besides` that say something, by name, as JSON has them."""
    return {name: _plain(value) for name, value in zip(_BESIDES, values, strict=True) if value}


def fact_of(recorded: Recorded) -> Fact | None:
    """What clocks may look at in an event; None where they look at nothing of it."""
    envelope, event = recorded.envelope, recorded.event
    if envelope.type == "correction-recorded":
        return _correction(recorded)
    if envelope.type not in LOOKED_AT:
        return None
    said: dict[str, Any] = {name: getattr(event, field) for name, field in _SAID.get(envelope.type, ())}
    return Fact(
        id=envelope.id,
        name=envelope.type,
        occurred=envelope.occurred,
        version=envelope.version,
        by=envelope.actor.role,
        about=_about(envelope.type, event),
        waits=_waits(envelope.type, event),
        **said,
    )


def facts_of(history: Iterable[Recorded]) -> tuple[Fact, ...]:
    """All that clocks may look at in a history."""
    return tuple(fact for recorded in history if (fact := fact_of(recorded)) is not None)


def _about(name: str, event: Event) -> str | None:
    kind = _NUMBERED.get(name)
    return f"{kind}:{getattr(event, 'survey' if kind == 'survey' else 'request')}" if kind else None


def _waits(name: str, event: Event) -> Waits | None:
    if name in RESUMING or (name == "follow-up-made" and _in_vain(event)):
        return "nobody"
    if name == "ticket-paused" or vars(event).get("stage") is Stage.PAUSED:
        return getattr(event, "waiting_for", None)
    return None


def _in_vain(event: Event) -> bool:
    """A follow-up of which the customer says that it is not solved, or they are not satisfied, takes it up again."""
    return not (getattr(event, "solved", True) and getattr(event, "satisfied", True))


def _correction(recorded: Recorded) -> Fact | None:
    envelope, event = recorded.envelope, recorded.event
    version, field, right = (getattr(event, name) for name in ("version", "field", "right"))
    if field not in _CORRECTABLE:
        return None
    corrects = Correction(version, field, right)
    return Fact(envelope.id, envelope.type, envelope.occurred, envelope.version, corrects=corrects)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return stored_form(value)
    return [value.version, value.field, value.right] if isinstance(value, Correction) else value


def _correction_of(said: list[Any]) -> Correction:
    return Correction(*said)


_READ: Final[dict[str, Callable[[Any], Any]]] = {
    "agreed": datetime.fromisoformat,
    "until": datetime.fromisoformat,
    "channel": Channel,
    "corrects": _correction_of,
}
