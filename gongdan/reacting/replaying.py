"""What reactions gave up: listed, and tried again when somebody asks for it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import structlog
from nats.errors import Error as NatsError

from api.operation.given_up import GivenUp
from consumers.dead_letters.letter import UNREADABLE, DeadLetter, DeadLetters
from consumers.deadlines.deadlines import Deadlines
from consumers.deadlines.hearing import TIMER
from consumers.reaction import Reaction
from consumers.subscribing import react_to
from domain.record.envelope import Unreadable
from domain.refusals import StoreUnavailable
from gongdan.composition import Opened

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Replaying:
    """Implements :class:`api.operation.given_up.Reactions`."""

    reactions: Mapping[str, Reaction]
    deadlines: Deadlines
    opened: Opened
    dead_letters: Callable[[], DeadLetters]

    @property
    def names(self) -> Collection[str]:
        return self.reactions.keys()

    async def given_up(self) -> Sequence[GivenUp]:
        """Raises StoreUnavailable."""
        try:
            return [_told(letter) for letter in await self.dead_letters().all()]
        except (NatsError, OSError, TimeoutError) as error:
            raise StoreUnavailable("the dead letters of reactions are not shown") from error

    async def again(self, one: GivenUp) -> str | None:
        """Try it again; the class of what it raises where it fails again, and then it stays a dead letter."""
        letter: DeadLetter = one.letter
        try:
            await self._again(letter)
        except Exception as error:
            log.warning("dead_letter_failed_again", reaction=letter.reaction, error=type(error).__name__)
            return type(error).__name__
        await self.dead_letters().mended(letter)
        log.info("dead_letter_replayed", reaction=letter.reaction, aggregate=letter.aggregate)
        return None

    async def _again(self, letter: DeadLetter) -> None:
        """For a timer's the ticket is looked at as it is."""
        if letter.error == UNREADABLE:
            raise Unreadable(letter.event)
        if letter.type == TIMER:
            await self.deadlines.look(letter.aggregate)
            return
        logged, reaction = await self.opened.log.at(letter.position), self.reactions.get(letter.reaction)
        if logged is None or reaction is None:
            raise LookupError(letter.reaction)
        await react_to(reaction, self.opened.store.decode(logged))


def _told(letter: DeadLetter) -> GivenUp:
    said = (letter.reaction, letter.aggregate, letter.position, letter.event, letter.type, letter.error, letter.since)
    return GivenUp(*said, letter)
