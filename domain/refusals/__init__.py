"""Why something was not done: each refusal has a stable code and a sentence in the reader's language."""

from typing import Final, Literal, Protocol, cast, runtime_checkable

from domain.refusals import (
    accounts,
    complaints,
    ending,
    incidents,
    knowledge,
    matters,
    notices,
    others,
    people,
    record,
    rulebook,
    subscriptions,
    ticket,
    views,
    work,
)
from domain.refusals.texts import Texts
from domain.wording import actor, word, words

Language = Literal["zh", "en"]

TEXTS: Final[Texts] = {
    **record.TEXTS,
    **people.TEXTS,
    **ticket.TEXTS,
    **work.TEXTS,
    **ending.TEXTS,
    **rulebook.TEXTS,
    **matters.TEXTS,
    **complaints.TEXTS,
    **incidents.TEXTS,
    **knowledge.TEXTS,
    **others.TEXTS,
    **notices.TEXTS,
    **views.TEXTS,
    **accounts.TEXTS,
    **subscriptions.TEXTS,
}
"""Chinese and English of every code."""
_CODES: Final = frozenset({"stage", "action"})
_NO_ROLE: Final = ("今天不具有所选角色", "who holds no such role today")


@runtime_checkable
class Said(Protocol):
    """A detail that has words of its own in both languages, as the severity of a policy pack."""

    def say(self, *, chinese: bool) -> str: ...


class Refusal(Exception):
    """Nothing was changed. ``code`` is stable; ``say`` tells a person what is not so and what would be allowed."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details

    def say(self, language: Language = "en") -> str:
        chinese = language == "zh"
        shown = {name: _shown(name, value, chinese=chinese) for name, value in self.details.items()}
        return TEXTS[self.code][0 if chinese else 1].format(**shown)

    def __str__(self) -> str:
        return self.say("en")


def _shown(name: str, value: object, *, chinese: bool) -> str:
    """Codes as words; what people typed, though it be a code's word, stands as typed."""
    if isinstance(value, Said):
        return value.say(chinese=chinese)
    if name == "roles" and value == ():
        return _NO_ROLE[0 if chinese else 1]
    if name == "options":
        return ("、" if chinese else ", ").join(cast("tuple[str, ...]", value))
    if isinstance(value, tuple):
        return words((str(part) for part in value), chinese=chinese)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if name == "actor":
        return actor(str(value), chinese=chinese)
    return word(str(value), chinese=chinese) if name in _CODES else str(value)


class NotAllowed(Refusal):
    """The ticket's state, or what was said, does not allow it."""


class Forbidden(Refusal):
    """The actor may not do this to this object (PROCESS section 9)."""


class TicketNotFound(Refusal):
    """There is no such ticket."""

    def __init__(self, number: str) -> None:
        super().__init__("ticket-not-found", number=number)


class MatterNotFound(Refusal):
    """There is no such return, complaint or other matter."""

    def __init__(self, number: str) -> None:
        super().__init__("matter-not-found", number=number)


class StaleVersion(Refusal):
    """Somebody else was first."""

    def __init__(self, number: str) -> None:
        super().__init__("stale-version", number=number)


class EventTooLarge(Refusal):
    """The event is over the size limit (docs/formats.md)."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__("event-too-large", size=size, limit=limit)


class HistoryDamaged(Refusal):
    """A stored event of the ticket can't be read, or the chain is broken."""

    def __init__(self, number: str, reason: str) -> None:
        super().__init__("history-damaged", number=number, reason=reason)


class StoreUnavailable(Refusal):
    """The event store did not answer; the outcome is unknown. ``reason`` is for the log, in the store's own words."""

    def __init__(self, reason: str) -> None:
        super().__init__("store-unavailable", reason=reason)

    def __str__(self) -> str:
        return f"{self.say()} ({self.details['reason']})"


class EventsMissing(StoreUnavailable):
    """Events that were recorded are gone from the log: nothing is recorded until it is restored."""

    def __init__(self, count: int) -> None:
        Refusal.__init__(self, "events-missing", count=count, reason=f"{count} events are missing")


class UnknownEventType(Refusal):
    """The log was written by a newer version: reading stops here, nothing is skipped."""

    def __init__(self, event_type: str, sequence: int) -> None:
        super().__init__("unknown-event", type=event_type, sequence=sequence)
