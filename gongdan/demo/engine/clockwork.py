"""All processes on one clock: whichever step comes next in time is done, and its process asked for another."""

import heapq
from collections.abc import Iterator
from datetime import datetime

from domain.record.identity import request_command_id
from domain.refusals import Refusal
from domain.store import Pending
from gongdan.demo.engine.desk import DemoDesk
from gongdan.demo.engine.steps import Process, Start, Step, StepRefused, Wait


class _Running:
    """A process with its name and how many commands it gave."""

    def __init__(self, name: str, process: Process) -> None:
        self.name, self.process, self.given = name, process, 0


Item = tuple[Pending, ...]
"""What one command stores: of one aggregate, or of two that are linked."""


class Clockwork:
    """Runs processes until ``end``; what would come later does not happen."""

    def __init__(self, desk: DemoDesk, seed: str, end: datetime) -> None:
        self._desk, self._seed, self._end = desk, seed, end
        self._heap: list[tuple[datetime, int, _Running, Step | Wait]] = []
        self._count = 0
        self.now: datetime | None = None

    def start(self, name: str, process: Process) -> None:
        self._ask(_Running(name, process), None)

    def run(self) -> Iterator[Item]:
        """What is to be stored, in the order of time. Raises StepRefused."""
        while self._heap:
            at, _, running, step = heapq.heappop(self._heap)
            self.now = at
            if isinstance(step, Wait):
                self._ask(running, None)
                continue
            running.given += 1
            command_id = request_command_id(self._seed, running.name, str(running.given))
            try:
                item, aggregate = self._desk.perform(step, command_id)
            except (Refusal, StepRefused) as error:
                why = error.say("en") if isinstance(error, Refusal) else str(error)
                raise StepRefused(f"{running.name}: {step.command.action} at {at}: {why}") from error
            yield item
            self._ask(running, aggregate)

    def _ask(self, running: _Running, answer: object) -> None:
        try:
            asked = running.process.send(answer)  # type: ignore[arg-type]
            while isinstance(asked, Start):
                self.start(asked.name, asked.process)
                asked = running.process.send(None)
        except StopIteration:
            return
        if self.now is not None and asked.at < self.now:
            raise StepRefused(f"{running.name}: a step at {asked.at}, when it is {self.now} already")
        if asked.at < self._end:
            self._count += 1
            heapq.heappush(self._heap, (asked.at, self._count, running, asked))
        else:
            running.process.close()
