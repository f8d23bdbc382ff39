"""One grammar for matters: ``given(steps).when(step).then(event)``, each step sent to the desk by somebody in a role."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.application import CommandMetadata, TicketDesk
from domain.desk.answering import Answer
from domain.matters.kind import MatterKind
from domain.matters.kinds import MATTERS
from domain.matters.matter import Matter
from domain.record.command import Command
from domain.record.envelope import Actor, Recorded
from domain.record.event import Event
from domain.refusals import Refusal, StaleVersion
from tests.domain.in_words import assert_in_words
from tests.domain.specification import SHANGHAI
from tests.matters.world import BEGINS, TICKET, world
from tests.scenarios.desk.memory import MemoryStore
from tests.scenarios.parts import CUSTOMER, Step, Who, at

__all__ = ["BEGINS", "TICKET", "given", "kind_of"]


def kind_of(command: Command) -> MatterKind | None:
    """The kind that a command opens one of."""
    return next((kind for kind in MATTERS.values() if kind.opening is type(command)), None)


class Desk:
    """A desk over what there already is, and the matter that the steps open."""

    def __init__(self, store: MemoryStore) -> None:
        self.now, self.sent, self.key = BEGINS, 0, ""
        self._desk = TicketDesk(store, zone=SHANGHAI, clock=lambda: self.now)

    async def take(self, steps: Sequence[Step]) -> None:
        """What was done before; each step must be recorded."""
        for step in steps:
            assert (await self.send(step)).events, step

    async def send(self, step: Step, *, expected: int | None = None, again: bool = False) -> Answer:
        """``again`` sends it under the id of the step before."""
        self.now = at(step.clock) if step.clock else self.now + timedelta(minutes=10)
        self.sent += not again
        metadata = _metadata(step.who, f"c-{self.sent}", expected=expected)
        if step.happened:
            metadata = replace(metadata, occurred=at(step.happened), late="补录")
        kind = kind_of(step.command)
        if kind is None:
            return await self._desk.act(self.key, step.command, metadata)
        whose = step.who.staff if step.who.role == "customer" else CUSTOMER
        metadata = replace(metadata, customer=whose if kind.whose == "customer" else None)
        answer = await self._desk.begin(kind, step.command, metadata)
        self.key = answer.events[0].envelope.aggregate
        return answer

    async def history(self) -> tuple[Recorded, ...]:
        """Of the matter; nothing before it is opened."""
        return await self._desk.events_of(self.key) if self.key else ()

    async def matter(self) -> Matter:
        kind, matter = MATTERS[self.key.partition("-")[0]], None
        for recorded in await self.history():
            matter = kind.evolve(matter, recorded)
        assert matter is not None
        return matter


def _metadata(who: Who, command: str, *, expected: int | None = None, customer: str | None = None) -> CommandMetadata:
    return CommandMetadata(
        command,
        Actor(id=who.staff, role=who.role, channel="api"),
        frozenset({who.role, *who.also}),
        teams=who.teams,
        expected_version=expected,
        customer=customer,
    )


@dataclass(frozen=True)
class Given:
    """``staff`` are those on record, where records are kept, and ``left`` those of them who have left."""

    steps: tuple[Step, ...]
    staff: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def with_staff(self, *numbers: str, left: tuple[str, ...] = ()) -> "Given":
        return replace(self, staff=numbers, left=left)

    def when(self, step: Step) -> "When":
        return When(self.steps, step, self.staff, self.left)


@dataclass(frozen=True)
class When:
    steps: tuple[Step, ...]
    step: Step
    staff: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def then(self, *expected: Event, **stands: object) -> None:
        """Exactly these events, and the matter stands so."""

        async def told(desk: Desk) -> None:
            answer = await desk.send(self.step)
            assert [one.event for one in answer.events] == list(expected)
            await _stands(desk, stands)

        self._run(told)

    def then_stands(self, **stands: object) -> None:
        async def told(desk: Desk) -> None:
            assert (await desk.send(self.step)).events
            await _stands(desk, stands)

        self._run(told)

    def then_nothing(self) -> None:
        async def told(desk: Desk) -> None:
            known = len(await desk.history())
            assert (await desk.send(self.step)).events == ()
            assert len(await desk.history()) == known

        self._run(told)

    def then_refused(self, code: str) -> None:
        """With a sentence in each language, and nothing recorded."""

        async def told(desk: Desk) -> None:
            before = await desk.history()
            refused = await _refusal(desk, self.step)
            assert refused.code == code, refused
            assert_in_words(refused, self.step.command)
            assert await desk.history() == before

        self._run(told)

    def then_stale(self) -> None:
        """Sent for the version before, it loses."""

        async def told(desk: Desk) -> None:
            before = await desk.history()
            refused = await _refusal(desk, self.step, expected=len(before) - 1 or len(before) + 1)
            assert isinstance(refused, StaleVersion)
            assert await desk.history() == before

        self._run(told)

    def then_the_same_under_its_id(self) -> None:
        """Under the same id it is done once, and an opening opens one only."""

        async def told(desk: Desk) -> None:
            first = await desk.send(self.step)
            again = await desk.send(self.step, again=True)
            assert (again.number, again.events) == (first.number, first.events)
            assert len(await desk.history()) == len(self.steps) + 1

        self._run(told)

    def _run(self, told: Callable[[Desk], Coroutine[None, None, None]]) -> None:
        async def run() -> None:
            desk = Desk(await world(self.staff, self.left))
            await desk.take(self.steps)
            await told(desk)

        asyncio.run(run())


async def _refusal(desk: Desk, step: Step, *, expected: int | None = None) -> Refusal:
    try:
        answer = await desk.send(step, expected=expected)
    except Refusal as refused:
        return refused
    raise AssertionError(f"not refused: {answer}")


async def _stands(desk: Desk, stands: dict[str, object]) -> None:
    matter = await desk.matter()
    assert {name: getattr(matter, name) for name in stands} == stands


def given(*steps: Step) -> Given:
    return Given(steps)
