"""Writers who keep asking while things break, and a ledger of what they asked for and what they were told."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from domain.application import Answer, CommandMetadata, TicketDesk
from domain.record.envelope import Actor
from domain.refusals import StoreUnavailable
from domain.ticket.commands import AcknowledgeReceipt, AddNote, GradeTicket, OpenTicket, TicketCommand
from domain.ticket.vocabulary import Channel

WRITERS: Final = 12
ACTOR: Final = Actor(id="001", role="agent", channel="api")
_STEPS: Final = (AcknowledgeReceipt(), GradeTicket(severity="urgent", reason="x"), AddNote(text="x"))


@dataclass
class Ledger:
    """What was asked for, what was acknowledged at which position, what was refused, and the longest wait in seconds."""

    asked: set[str] = field(default_factory=set)
    acknowledged: dict[str, tuple[str, int]] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0

    def note(self, answer: Answer) -> None:
        for recorded in answer.events:
            self.acknowledged[recorded.envelope.id] = (recorded.envelope.command, recorded.sequence)

    @property
    def refusals(self) -> int:
        return self.refused.total()


class Load:
    """Opens tickets and acts on them, asking again for what was refused with an unknown outcome until it is answered."""

    def __init__(self, seed: int) -> None:
        self.ledger = Ledger()
        self._chances = [random.Random(f"{seed} writer {number}") for number in range(WRITERS)]
        self._numbers: list[str] = []
        self._stopping = False
        self._writing: list[asyncio.Task[None]] = []

    def start(self, desk: TicketDesk) -> None:
        self._stopping = False
        self._writing = [asyncio.create_task(self._write(desk, chance)) for chance in self._chances]

    async def finish(self) -> None:
        """Let every writer end what is under way; raises what stopped one before."""
        self._stopping = True
        await asyncio.gather(*self._writing)

    async def abandon(self) -> None:
        """As when their program dies: nobody learns what became of what is under way."""
        for task in self._writing:
            task.cancel()
        await asyncio.gather(*self._writing, return_exceptions=True)

    async def goes_on(self, within: float) -> None:
        """Return once every writer has had time for an answer; raises what stopped one, or AssertionError."""
        wanted = len(self.ledger.acknowledged) + WRITERS
        deadline = time.monotonic() + within
        while len(self.ledger.acknowledged) < wanted:
            for task in self._writing:
                if task.done():
                    task.result()
            assert time.monotonic() < deadline, f"nothing was stored for {within:g} s: {self.ledger.refused}"
            await asyncio.sleep(0.02)

    async def _write(self, desk: TicketDesk, chance: random.Random) -> None:
        while not self._stopping:
            number = await self._insist(desk, chance, None, OpenTicket(channel=Channel.PHONE, summary="设备无法启动"))
            if number is None:
                return
            self._numbers.append(number)
            for step in _STEPS:
                if await self._insist(desk, chance, number, step) is None:
                    return
            await self._insist(desk, chance, chance.choice(self._numbers[-20:]), AddNote(text="y"))

    async def _insist(
        self, desk: TicketDesk, chance: random.Random, number: str | None, command: TicketCommand
    ) -> str | None:
        metadata = CommandMetadata(str(UUID(int=chance.getrandbits(128))), ACTOR)
        self.ledger.asked.add(metadata.id)
        while True:
            began = time.monotonic()
            try:
                answer = await _ask(desk, number, command, metadata)
            except StoreUnavailable as refusal:
                self.ledger.refused[str(refusal.details["reason"])] += 1
                if self._stopping:
                    return None
                await asyncio.sleep(chance.uniform(0, 0.1))
            else:
                self.ledger.note(answer)
                return answer.number
            finally:
                self.ledger.longest = max(self.ledger.longest, time.monotonic() - began)


async def _ask(desk: TicketDesk, number: str | None, command: TicketCommand, metadata: CommandMetadata) -> Answer:
    if number is None:
        assert isinstance(command, OpenTicket)
        return await desk.open(command, metadata)
    return await desk.handle(number, command, metadata)
