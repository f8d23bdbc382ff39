"""Where a process of a test stands still: before each event it records and each letter it hands over, until let on."""

import asyncio
from collections.abc import Callable, Sized
from dataclasses import dataclass, field
from typing import Literal

from consumers.notices.channels.port import (
    Deferred,
    Delivered,
    May,
    Message,
    NotOurs,
    Outcome,
    Refused,
    Unknown,
    freely,
)
from domain.application import TicketDesk
from domain.desk.answering import Answer
from domain.desk.metadata import CommandMetadata
from domain.notices.commands import TakeNotice
from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.refusals import StoreUnavailable

Place = Literal["recording", "recorded", "mailing"]
HOW = ("well", "unheard", "undone")
"""How an event goes: recorded; recorded, but no answer comes; not recorded, and no answer comes."""
MOODS = ("takes", "busy", "refuses", "hangs-up", "loses")
"""What a mail server does with a letter: the last two leave it unknown whether it took it, and one of them did."""


@dataclass(eq=False)
class Waiting:
    """Somebody stands at this ``place`` with a notice until the future says how they go on, as a number."""

    place: Place
    notice: str
    goes: "asyncio.Future[int]"


@dataclass
class Gate:
    """Closed for all who come while ``open`` is not said; who waits is in ``waiting``, in order of arrival."""

    waiting: list[Waiting] = field(default_factory=list[Waiting])
    open: bool = False

    async def pass_(self, place: Place, notice: str) -> int:
        if self.open:
            return 0
        here = Waiting(place, notice, asyncio.get_running_loop().create_future())
        self.waiting.append(here)
        return await here.goes

    async def let_on(self, one: Waiting, how: int) -> None:
        """Until all that follows from it stands still again."""
        self.waiting.remove(one)
        one.goes.set_result(how)
        await settled()


async def settled() -> None:
    """Whoever is not at a gate has gone as far as they can: nothing else is waited for here."""
    ready: Sized = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    await asyncio.sleep(0)
    while len(ready):  # noqa: ASYNC110 -- no event says that all others stand still
        await asyncio.sleep(0)


class GatedDesk:
    """The desk of one process on a log that it shares."""

    def __init__(self, desk: TicketDesk, gate: Gate) -> None:
        self._desk, self._gate = desk, gate

    async def events_of(self, key: str) -> tuple[Recorded, ...]:
        return await self._desk.events_of(key)

    async def act(self, key: str, command: Command, metadata: CommandMetadata) -> Answer:
        """A taking is stopped after it, too: that is where another may take it for dead."""
        how = HOW[await self._gate.pass_("recording", key) % len(HOW)]
        if how == "undone":
            raise StoreUnavailable("no answer")
        answer = await self._desk.act(key, command, metadata)
        if isinstance(command, TakeNotice):
            await self._gate.pass_("recorded", key)
        if how == "unheard":
            raise StoreUnavailable("no answer")
        return answer


class Post:
    """A channel of letters: a :class:`consumers.notices.channels.port.Channel` that notes what arrived."""

    name = "email"

    def __init__(self, gate: Gate, arrived: Callable[[str], None]) -> None:
        self._gate, self._arrived = gate, arrived

    async def deliver(self, message: Message, may: May = freely) -> Outcome:
        if not await may():
            return NotOurs()
        mood = MOODS[await self._gate.pass_("mailing", message.notice) % len(MOODS)]
        if mood in ("takes", "hangs-up"):
            self._arrived(message.notice)
        match mood:
            case "takes":
                return Delivered(f"<{message.notice}@desk.example>")
            case "busy":
                return Deferred("busy", 451)
            case "refuses":
                return Refused("refused", 550)
            case _:
                return Unknown("lost")
