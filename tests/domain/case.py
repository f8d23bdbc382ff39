"""One command's four cases, told by its examples: it works, it is harmless twice, and each way it is refused."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.ticket.commands import TicketCommand
from domain.ticket.events import TicketEvent
from domain.ticket.known import NOTHING, Known
from tests.domain.specification import NOON, given


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
    """``twice`` is what comes of the same again: "nothing", "again" (a fact of its own), or the refusal's code."""

    command: TicketCommand
    after: tuple[TicketEvent, ...]
    causes: TicketEvent
    twice: str = "nothing"
    by: str = "001"
    pack: str = "handbook"
    refused: tuple[No, ...] = field(default=())

    def __str__(self) -> str:
        return self.command.action

    def works(self) -> None:
        given(*self.after).under(self.pack).when(self.command, by=self.by).then(self.causes)

    def works_twice(self) -> None:
        again = given(*self.after, self.causes).under(self.pack).when(self.command, by=self.by)
        match self.twice:
            case "nothing":
                again.then_nothing()
            case "again":
                again.then(self.causes)
            case code:
                again.then_refused(code)

    def is_refused(self, no: No) -> None:
        asked = given(*no.history).under(no.pack or self.pack).knowing(no.known)
        asked.when(no.command or self.command, by=no.by or self.by, at=no.at).then_refused(no.code)
