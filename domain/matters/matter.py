"""What every matter has, whatever its kind: whose it is, its ticket, who answers for it and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self

from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.record.event import Event


@dataclass(frozen=True, slots=True)
class Word:
    """What a status is called."""

    zh: str
    en: str

    def say(self, *, chinese: bool) -> str:
        return self.zh if chinese else self.en


@dataclass(frozen=True, slots=True)
class WordList:
    """Several, as a sentence lists them."""

    of: tuple[Word, ...]

    def say(self, *, chinese: bool) -> str:
        return ("、" if chinese else ", ").join(word.say(chinese=chinese) for word in self.of)


Statuses = Mapping[str, Word]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """The state that rights, rules and lists go by; but for ``last`` it holds no personal text.

    ``about`` are those whose work it is about, besides who opened it and who answers for it: they own it too.
    ``last`` is the event that came last, so that the same asked again is known.
    """

    opened_by: str = ""
    ticket: str | None = None
    customer: str | None = None
    status: str = ""
    responsible: str | None = None
    due: date | None = None
    about: tuple[str, ...] = ()
    departments_asked: tuple[str, ...] = ()
    parts_asked: bool = False
    last: Event | None = None

    @property
    def owners(self) -> tuple[str, ...]:
        named = (self.opened_by, self.customer, self.responsible, *self.about)
        return tuple(who for who in named if who)

    @property
    def assignee(self) -> str | None:
        return self.responsible

    @property
    def teams(self) -> tuple[str, ...]:
        """None: a supervisor of any team may act on a matter."""
        return ()

    @classmethod
    def opened(cls, first: Recorded) -> Self:
        """As it stands before its first event says anything."""
        envelope = first.envelope
        ticket = envelope.ticket.removeprefix("ticket-") if envelope.ticket else None
        return cls(opened_by=envelope.actor.id, ticket=ticket, customer=envelope.customer)


def caused(command: Command, **besides: Any) -> Event:
    """The event that a command leads to: what was said, as far as the event holds it, and what the rules add."""
    held = command.causes.model_fields
    said = {name: getattr(command, name) for name in type(command).model_fields if name in held}
    return command.causes.model_validate(said | besides)


_UNSAID: Final = object()


def says(event: Event | None, command: Command) -> bool:
    """Whether an event says all that a command does, so that the command would change nothing.

    What the rules fill in where nothing was said is no difference.
    """
    fields = type(command).model_fields
    said = {name: getattr(command, name) for name in fields}
    return isinstance(event, command.causes) and all(
        getattr(event, name, _UNSAID) in (_UNSAID, value) or (value is None and name in command.filled_in)
        for name, value in said.items()
    )
