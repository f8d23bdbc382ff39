"""Why something was not done: each refusal has a stable code and a sentence in the reader's language."""

from typing import Final, Literal

Language = Literal["zh", "en"]


class Refusal(Exception):  # noqa: N818 -- a refusal is an answer of the rules, not an error of the program
    """Nothing was changed. ``code`` is stable; ``say`` tells a person what is not so and what would be allowed."""

    code: str

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details

    def say(self, language: Language = "en") -> str:
        chinese, english = TEXTS[self.code]
        return (chinese if language == "zh" else english).format(**self.details)

    def __str__(self) -> str:
        return self.say("en")


class NotAllowed(Refusal):
    """The ticket's state does not allow it."""


class Forbidden(Refusal):
    """The actor may not do this to this object (PROCESS section 9)."""


class TicketNotFound(Refusal):
    """There is no such ticket."""

    def __init__(self, number: str) -> None:
        super().__init__("ticket-not-found", number=number)


class StaleVersion(Refusal):
    """Somebody else was first."""

    def __init__(self, number: str) -> None:
        super().__init__("stale-version", number=number)


class StoreUnavailable(Refusal):
    """The event store did not answer; whether it was stored is not known, the same command may be sent again."""

    def __init__(self, reason: str) -> None:
        super().__init__("store-unavailable", reason=reason)


TEXTS: Final[dict[str, tuple[str, str]]] = {}
"""Chinese and English of every code; filled in below, one line a refusal."""
