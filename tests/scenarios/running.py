"""Runs a story at a desk over a store in memory; what it tells is taken from what happened."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from domain.application import CommandMetadata, TicketDesk
from domain.desk.answering import Answer
from domain.policy.choice import Choice
from domain.policy.in_force import Policies, shipped
from domain.policy.pack import Pack
from domain.record.envelope import Actor, Recorded
from domain.refusals import Refusal
from domain.ticket.commands import OpenTicket
from tests.domain.specification import SHANGHAI
from tests.scenarios import wording
from tests.scenarios.clocks import measured
from tests.scenarios.grammar import CUSTOMER, Expected, Kept, Looked, Part, Scenario, Seen, Step, Story, at
from tests.scenarios.memory import MemoryStore
from tests.scenarios.wording import Both

START = at("09:30")


@dataclass(frozen=True)
class Line:
    """One line of the page: given, when or then, in both languages."""

    kind: str
    words: Both


def run(scenario: Scenario) -> list[Line]:
    """The scenario's lines. Raises AssertionError where something else happens than it says."""
    return asyncio.run(_Run(scenario.tell()).run())


class _Run:
    def __init__(self, story: Story) -> None:
        self.story, self.now, self.sent = story, START, 0
        policies = Policies(shipped().packs, story.choice or Choice(default=story.pack), story.routing)
        self.desk = TicketDesk(MemoryStore(), zone=SHANGHAI, policies=lambda: policies, clock=lambda: self.now)
        self.policies, self.numbers = policies, list[str]()
        self.outcome: Answer | Refusal | None = None
        self.asked: Step | None = None

    async def run(self) -> list[Line]:
        told = [Line(kind, await self._told(kind, part)) for kind, part in self.story.parts]
        title = (await self._pack()).title
        return [Line("under", (title.zh, title.en)), *told]

    async def _told(self, kind: str, part: Part) -> Both:
        match part:
            case Step():
                await self._ask(part)
                if kind == "given":
                    assert isinstance(self.outcome, Answer), self.outcome
                    assert self.outcome.events, part
                return wording.step(part, self.outcome)
            case Expected():
                return await self._came(part)
            case Kept():
                return await self._kept(part)
            case Looked():
                seen = Seen(self.desk, await self._pack(), tuple(self.numbers))
                found = await asyncio.to_thread(part.ask, seen)
                assert tuple(code for code, _, _ in found) == part.expected, found
                return wording.joined([(zh, en) for _, zh, en in found])

    async def _ask(self, step: Step) -> None:
        self.now = at(step.clock) if step.clock else self.now + timedelta(minutes=1)
        self.sent, self.asked = self.sent + 1, step
        metadata = CommandMetadata(
            id=f"c-{self.sent}",
            actor=Actor(id=step.staff, role=step.role, channel="api"),
            roles=frozenset({step.role}),
            teams=step.teams,
            occurred=at(step.happened) if step.happened else None,
            late=step.late,
            customer=CUSTOMER if step.ticket == 0 else None,
        )
        try:
            self.outcome = await self._sent(step, metadata)
        except Refusal as refusal:
            self.outcome = refusal

    async def _sent(self, step: Step, metadata: CommandMetadata) -> Answer:
        if isinstance(step.command, OpenTicket) and step.ticket == 0:
            answer = await self.desk.open(step.command, metadata)
            self.numbers.append(answer.number)
            return answer
        return await self.desk.handle(self.numbers[step.ticket - 1], step.command, metadata)

    async def _came(self, expected: Expected) -> Both:
        if expected.refused is not None:
            assert isinstance(self.outcome, Refusal), self.outcome
            assert self.outcome.code == expected.refused, self.outcome
            return wording.refusal(self.outcome)
        assert isinstance(self.outcome, Answer), self.outcome
        happened = self.outcome.events
        if expected.ticket is not None:
            happened = (await self.desk.history(self.numbers[expected.ticket - 1]))[-len(expected.events) :]
        assert tuple(one.event for one in happened) == expected.events, happened
        return wording.happened(happened, self.asked if expected.ticket is None else None, self.numbers)

    async def _kept(self, kept: Kept) -> Both:
        history, pack = await self.desk.history(self.numbers[-1]), await self._pack()
        found = measured(pack.clocks[kept.clock], history, kept.nth)
        limit = found.limit if found.limit is None else str(found.limit)
        assert (limit or "as agreed", found.met) == (kept.limit, kept.met), found
        assert kept.took is None or _minutes(found.took) == kept.took, found
        return wording.kept(pack.clocks[kept.clock], found, shown=kept.took is not None)

    async def _pack(self) -> Pack:
        history: tuple[Recorded, ...] = await self.desk.history(self.numbers[-1])
        return self.policies.of(history[0].envelope.policy)


def _minutes(took: timedelta | None) -> str | None:
    """``2 h 5 min``."""
    return None if took is None else wording.length(took)[1]
