"""One command's four cases, told by its examples: it works, it is harmless twice, and each way it is refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from domain.policy.in_force import shipped
from domain.policy.pack import Pack
from domain.policy.parts.closing import Closing
from domain.ticket.commands import TicketCommand
from domain.ticket.events import TicketEvent
from domain.ticket.known import NOTHING, Known
from tests.domain.specification import HANDBOOK, NOON, Given

OWN: Final[dict[str, Pack]] = {
    "reporting": HANDBOOK.model_copy(update={"closing": Closing(report=True)}),
    "unasked": HANDBOOK.model_copy(update={"survey": None}),
    "short-form": HANDBOOK.model_copy(
        update={"survey": HANDBOOK.survey.model_copy(update={"nps": False})} if HANDBOOK.survey else {}
    ),
}
"""A department's own packs: one asks for the closing report, one has no survey, one does not ask to recommend us."""


def _given(events: Sequence[TicketEvent], pack: str) -> Given:
    return Given(events, OWN[pack] if pack in OWN else shipped().newest(pack))


@dataclass(frozen=True)
class No:
    """A refusal by ``code`` after this history, of the case's command or of another of its kind, given what is known."""

    code: str
    history: tuple[TicketEvent, ...]
    command: TicketCommand | None = None
    by: str | None = None
    at: datetime = NOON
    pack: str | None = None
    known: Known = NOTHING


@dataclass(frozen=True)
class Case:
    """``twice`` is what comes of the same again: "nothing", "again" (a fact of its own), an event, or a refusal's code.

    ``also`` is what the same command causes besides; ``at`` when it is asked.
    """

    command: TicketCommand
    after: tuple[TicketEvent, ...]
    causes: TicketEvent
    twice: str | TicketEvent = "nothing"
    by: str = "001"
    pack: str = "handbook"
    at: datetime = NOON
    refused: tuple[No, ...] = field(default=())
    also: tuple[TicketEvent, ...] = ()

    def __str__(self) -> str:
        return self.command.action

    def works(self) -> None:
        _given(self.after, self.pack).when(self.command, by=self.by, at=self.at).then(self.causes, *self.also)

    def works_twice(self) -> None:
        again = _given((*self.after, self.causes), self.pack).when(self.command, by=self.by, at=self.at)
        match self.twice:
            case "nothing":
                again.then_nothing()
            case "again":
                again.then(self.causes)
            case str() as code:
                again.then_refused(code)
            case another:
                again.then(another)

    def is_refused(self, no: No) -> None:
        asked = _given(no.history, no.pack or self.pack).knowing(no.known)
        asked.when(no.command or self.command, by=no.by or self.by, at=no.at).then_refused(no.code)
