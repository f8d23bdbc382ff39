"""Runs a story at a desk over a store in memory; what it tells is taken from what happened."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from api.callers import Caller
from api.staff_records import StaffRecords
from domain.application import CommandMetadata, TicketDesk
from domain.desk.answering import Answer, answer
from domain.matters.kinds import MATTERS
from domain.policy.choice import Choice
from domain.policy.in_force import Policies, shipped
from domain.policy.pack import Pack
from domain.policy.shipped import DEFAULT
from domain.refusals import Refusal
from domain.rights import Permission, check
from domain.ticket.commands import OpenTicket
from tests.domain.specification import SHANGHAI
from tests.scenarios.desk.judged import judged
from tests.scenarios.desk.memory import MemoryStore
from tests.scenarios.grammar import Scenario, Story
from tests.scenarios.parts import (
    CUSTOMER,
    Allowed,
    Asks,
    ByItself,
    Expected,
    Kept,
    Looked,
    Looks,
    Part,
    Seen,
    Standing,
    Step,
    Who,
    at,
)
from tests.scenarios.shown import wording
from tests.scenarios.shown.wording import Both

START = at("09:30")


@dataclass(frozen=True)
class Line:
    """One line of the page: given, when or then, in both languages."""

    kind: str
    words: Both


@cache
def run(scenario: Scenario) -> tuple[Line, ...]:
    """The scenario's lines, run once. Raises AssertionError where something else happens than it says."""
    return asyncio.run(_Run(scenario.tell(), named=scenario.line is not None).run())


class _Run:
    def __init__(self, story: Story, *, named: bool) -> None:
        self.story, self.now, self.sent = story, START, 0
        self.named = frozenset(_people(story)) if named else frozenset(_in_one_role(story))
        policies = Policies(shipped().packs, story.choice or Choice(default=story.pack), story.routing)
        self.store = MemoryStore()
        self.desk = TicketDesk(self.store, zone=SHANGHAI, policies=lambda: policies, clock=lambda: self.now)
        self.desk.tickets_of = self._tickets_of
        self.policies, self.numbers, self.matters = policies, list[str](), list[str]()
        self.outcome: Answer | Permission | Refusal | None = None
        self.asked: Step | None = None

    async def _tickets_of(self, customer: str) -> list[str]:
        histories = [(number, await self.desk.history(number)) for number in self.numbers]
        return [number for number, history in histories if history[0].envelope.customer == customer]

    async def run(self) -> tuple[Line, ...]:
        told = [Line(kind, await self._told(kind, part)) for kind, part in self.story.parts]
        if not self.numbers:
            return tuple(told)
        title = (await self._pack()).title
        return (Line("under", (title.zh, title.en)), *told)

    async def _told(self, kind: str, part: Part) -> Both:
        match part:
            case Step():
                return await self._did(kind, part)
            case Standing():
                for step in part.steps:
                    await self._did("given", step)
                opening = (await self.desk.history(self.numbers[-1]))[0].envelope
                return wording.standing(self.numbers[-1], await self.desk.ticket(self.numbers[-1]), opening.actor.role)
            case Asks() | Looks():
                return await self._asked(part)
            case ByItself():
                return await self._went_on(part)
            case Expected():
                return await self._came(part)
            case Allowed():
                assert isinstance(self.outcome, Permission), self.outcome
                return wording.allowed(self.outcome)
            case Kept():
                return await self._kept(part)
            case Looked():
                found = await asyncio.to_thread(part.ask, await self._seen())
                assert tuple(code for code, _, _ in found) == part.expected, found
                return wording.joined([(zh, en) for _, zh, en in found])

    async def _did(self, kind: str, step: Step) -> Both:
        self.now = at(step.clock) if step.clock else self.now + timedelta(minutes=1)
        self.sent, self.asked = self.sent + 1, step
        try:
            self.outcome = await self._sent(step, await self._metadata(step))
        except Refusal as refusal:
            self.outcome = refusal
        if kind == "given":
            assert isinstance(self.outcome, Answer), self.outcome
            assert self.outcome.events, step
        assert not isinstance(self.outcome, Permission)
        return wording.step(step, self.outcome, named=step.who in self.named)

    async def _metadata(self, step: Step) -> CommandMetadata:
        caller = await self._caller(step.who)
        return CommandMetadata(
            id=f"c-{self.sent}",
            actor=caller.actor,
            roles=caller.roles,
            teams=caller.teams,
            stands_in_for=caller.stands_in_for,
            occurred=at(step.happened) if step.happened else None,
            late=step.late,
            customer=self._customer(step),
        )

    def _customer(self, step: Step) -> str | None:
        """A customer opens for themselves, others a ticket for the scenarios' one."""
        if step.begins:
            named = step.who.role != "customer" and getattr(step.command, "ticket", None)
            return None if named else step.who.staff if step.who.role == "customer" else CUSTOMER
        if step.record or step.ticket:
            return None
        return step.who.staff if step.who.role == "customer" else CUSTOMER

    async def _caller(self, who: Who) -> Caller:
        """With the roles, teams and absent colleagues that the staff record gives them today, if they are on record."""
        said = Caller(who.staff, frozenset({who.role, *who.also}), teams=who.teams)
        return await StaffRecords(self.desk, SHANGHAI, lambda: self.now).today(said)

    async def _sent(self, step: Step, metadata: CommandMetadata) -> Answer:
        if step.record:
            return await self.desk.act(step.record, step.command, metadata)
        if step.begins:
            answer = await self.desk.begin(MATTERS[step.begins], step.command, metadata)
            self.matters.append(answer.events[0].envelope.aggregate)
            return answer
        if step.matter:
            return await self.desk.act(self.matters[step.matter - 1], step.command, metadata)
        if isinstance(step.command, OpenTicket) and step.ticket == 0:
            answer = await self.desk.open(step.command, metadata)
            self.numbers.append(answer.number)
            return answer
        return await self.desk.handle(self.numbers[step.ticket - 1], step.command, metadata)  # type: ignore[arg-type]

    async def _asked(self, part: Asks | Looks) -> Both:
        self.now, self.asked, self.outcome = self.now + timedelta(minutes=1), None, None
        if isinstance(part, Looks):
            self.now = at(part.clock) if part.clock else self.now
            return wording.looks(part, named=part.who in self.named)
        thing = await self.desk.ticket(self.numbers[part.ticket - 1]) if part.ticket else None
        try:
            self.outcome = check((await self._caller(part.who)).person, part.action, thing)
        except Refusal as refusal:
            self.outcome = refusal
        return wording.asks(part, named=part.who in self.named)

    async def _went_on(self, part: ByItself) -> Both:
        self.now, self.asked, before = at(part.clock), None, await self.store.end()
        await part.do(await self._seen())
        new = tuple([one async for events in self.store.follow(before) for one in events])
        begun = (one.envelope.aggregate for one in new if one.envelope.version == 1)
        self.matters += [key for key in begun if key.partition("-")[0] in MATTERS]
        self.outcome = answer(new) if new else Answer("", 0, before, ())
        return wording.by_itself(part, self.now)

    async def _came(self, expected: Expected) -> Both:
        if expected.refused is not None:
            assert isinstance(self.outcome, Refusal), self.outcome
            assert self.outcome.code == expected.refused, self.outcome
            return wording.refusal(self.outcome)
        assert isinstance(self.outcome, Answer), self.outcome
        happened = self.outcome.events
        if expected.ticket is not None:
            happened = (await self.desk.history(self.numbers[expected.ticket - 1]))[-len(expected.events) :]
        found = tuple(one.event for one in happened)
        assert (found[: len(expected.events)] if expected.more else found) == expected.events, happened
        return wording.happened(happened, self.asked if expected.ticket is None else None, self.numbers)

    async def _kept(self, kept: Kept) -> Both:
        """Of the last ticket, or of a matter beside it."""
        ticket = await self.desk.history(self.numbers[-1])
        matter = await self.desk.events_of(self.matters[kept.matter - 1]) if kept.matter else ()
        return judged(kept, ticket, matter, await self._pack(), self.now)

    async def _seen(self) -> Seen:
        return Seen(self.desk, self.store, await self._pack(), tuple(self.numbers), tuple(self.matters), self.now)

    async def _pack(self) -> Pack:
        if not self.numbers:
            return self.policies.newest(DEFAULT)
        return self.policies.of((await self.desk.history(self.numbers[-1]))[0].envelope.policy)


def _people(story: Story) -> Iterator[Who]:
    return (part.who for _, part in story.parts if isinstance(part, Step | Asks | Looks))


def _in_one_role(story: Story) -> Iterator[Who]:
    """Who can't be told by their role: another in the same one stands in the story too."""
    people = frozenset(_people(story))
    return (who for who in people if any(who.role == other.role and who.staff != other.staff for other in people))
