"""One command's four cases, told by its examples: it works, it is harmless twice, and each way it is refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from domain.policy.in_force import shipped
from domain.policy.pack import Pack
from domain.policy.parts.closing import Closing
from domain.policy.parts.plans import Meeting
from domain.ticket.commands import TicketCommand
from domain.ticket.events import TicketEvent
from domain.ticket.known import NOTHING, Known
from tests.domain.specification import HANDBOOK, NOON, Given, When

OWN: Final[dict[str, Pack]] = {
    "reporting": HANDBOOK.model_copy(update={"closing": Closing(report=True)}),
    "any-two": HANDBOOK.model_copy(
        update={"plans": HANDBOOK.plans.model_copy(update={"meeting": Meeting(severities=("urgent",))})}
    ),
    "by-managers": HANDBOOK.model_copy(
        update={"plans": HANDBOOK.plans.model_copy(update={"approved_by": ("manager",)})}
    ),
    "unasked": HANDBOOK.model_copy(update={"survey": None}),
    "short-form": HANDBOOK.model_copy(
        update={"survey": HANDBOOK.survey.model_copy(update={"nps": False})} if HANDBOOK.survey else {}
    ),
}
"""A department's own packs: one asks for the closing report, one has no survey, one does not ask to recommend us.

And one in which any two departments meet, one whose managers alone judge plans.
"""


def _given(events: Sequence[TicketEvent], pack: str) -> Given:
    return Given(events, OWN[pack] if pack in OWN else shipped().newest(pack))


@dataclass(frozen=True)
class No:
    """A refusal by ``code`` after this history, of the case's command or of another of its kind, given what is known.

    ``role`` is the one it is asked in; ``last_at`` when the last of the history happened.
    """

    code: str
    history: tuple[TicketEvent, ...]
    command: TicketCommand | None = None
    by: str | None = None
    at: datetime = NOON
    pack: str | None = None
    known: Known = NOTHING
    role: str | None = None
    last_at: datetime | None = None


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
        self.asked(no).then_refused(no.code)

    def asked(self, no: No) -> When:
        """What is to be refused."""
        given = _given(no.history, no.pack or self.pack).knowing(no.known)
        asked = given.when(no.command or self.command, by=no.by or self.by, at=no.at)
        asked.under = replace(asked.under, role=no.role)
        if no.last_at is not None:
            before, last = asked.under.history[:-1], asked.under.history[-1]
            later = replace(last, envelope=last.envelope.model_copy(update={"occurred": no.last_at}))
            asked.under = replace(asked.under, history=(*before, later))
        return asked
