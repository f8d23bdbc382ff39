"""What is to be stored of a case: the rows that are new, each as one event, after what is there already."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from domain.record.envelope import Actor, Recorded, Source
from domain.store import History, Pending
from domain.ticket.imports import imported
from domain.ticket.state import evolve, fold
from gongdan.importing.files.table import Row
from gongdan.importing.quarantine import Rejected
from gongdan.importing.rows.matching import Matches, match
from gongdan.importing.rows.understanding import Content, Understanding
from gongdan.importing.rows.values import RowRejected

_SMALL: Final = 2_000
_ENCRYPTION: Final = 2_000


@dataclass(slots=True)
class Plan:
    """What becomes of a case's rows: new + already + rejected is all of them. ``numbers``: the rows of ``new``."""

    key: str
    tip: Any
    new: list[Pending] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    already: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    def reject(self, code: str) -> None:
        """Store none of the rows that are new, for this reason."""
        self.rejected += [Rejected(number, "", code) for number in self.numbers]
        self.new, self.numbers = [], []


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans one case at a time. ``by`` is who imports; ``largest``: bytes of an event, where no store will judge."""

    understanding: Understanding
    by: Actor
    largest: int | None = None

    def key(self, case: str) -> str:
        return self.understanding.key(case)

    def plan(
        self, case: str, rows: Sequence[Row], history: History, now: datetime, too_large: Collection[int] = ()
    ) -> Plan:
        """``too_large``: numbers of rows that the store did not take."""
        plan = Plan(self.key(case), history.tip)
        if history.events and not self._ours(history.events[0], case):
            column = self.understanding.case_column
            plan.rejected = [row.rejected or Rejected(row.number, column, "other-case") for row in rows]
            return plan
        return _Case(self, plan, case, rows, history, now).planned(too_large)

    def _ours(self, first: Recorded, case: str) -> bool:
        source = first.envelope.source
        return source is not None and (source.name, source.case) == (self.understanding.source_name, case)


class _Case:
    """One case on its way through: the raw row stored last, and the ticket's state after it."""

    def __init__(
        self, planner: Planner, plan: Plan, case: str, rows: Sequence[Row], history: History, now: datetime
    ) -> None:
        self._by, self._plan, self._name, self._rows = planner.by, plan, case, rows
        self._largest = planner.largest
        self._understanding = planner.understanding
        self._events = history.events
        self._ticket = fold(history.events)
        self._version = len(history.events)
        self._customer = history.events[0].envelope.customer or "" if history.events else ""
        self._clock = now
        self._now = max(now, history.events[-1].envelope.recorded) if history.events else now
        self._state: dict[str, str] = {}
        self._contents: dict[int, Content] = {}

    def planned(self, too_large: Collection[int]) -> Plan:
        sources = [source for recorded in self._events if (source := recorded.envelope.source)]
        matches = self._by_traces() if any(source.changed == {} for source in sources) else self._by_content(sources)
        for place, row in enumerate(self._rows, 1):
            if row.rejected:
                self._plan.rejected.append(row.rejected)
            elif place in matches.already:
                self._plan.already += 1
            elif place in matches.differ:
                self._plan.rejected.append(self._differing(place, row))
            elif row.number in too_large:
                self._plan.rejected.append(Rejected(row.number, "", "too-large"))
            else:
                self._add(matches.new[place], row)
        return self._plan

    def _differing(self, place: int, row: Row) -> Rejected:
        """Why a row can't be read goes before that it differs, which may come of just that."""
        try:
            self._understanding.check_readable(row, self._clock)
        except RowRejected as rejection:
            return rejection.rejected
        return Rejected(row.number, self._understanding.differs(row.cells, self._contents[place]), "differs")

    def _by_content(self, sources: Iterable[Source]) -> Matches:
        """A stored row is what the columns that changed, folded in stored order, come to."""
        for source in sources:
            self._state.update(source.changed or {})
            self._contents[source.ordinal] = self._understanding.folded(self._state)
        return match(self._readable(self._understanding.content), self._contents, len(self._rows))

    def _by_traces(self) -> Matches:
        """Where personal data was erased, time and activity are left; what does not fit by them counts by its place."""
        stored: dict[int, Hashable] = {}
        for envelope in (recorded.envelope for recorded in self._events):
            if envelope.source:
                self._state.update(envelope.source.changed or {})
                stored[envelope.source.ordinal] = (envelope.occurred, envelope.source.activity)
        matches = match(self._readable(self._understanding.trace), stored, len(self._rows))
        return Matches(matches.already | matches.differ, frozenset(), matches.new)

    def _readable(self, said: Callable[[Sequence[str]], Hashable]) -> dict[int, Hashable]:
        places = enumerate(self._rows, 1)
        return {place: said(row.cells) if self._events else None for place, row in places if not row.rejected}

    def _add(self, ordinal: int, row: Row) -> None:
        understanding, plan = self._understanding, self._plan
        source = understanding.source(self._name, ordinal, row, self._state)
        try:
            understood = understanding.understood(row, source, self._ticket, self._clock)
            self._customer = self._customer or understanding.customer(self._name, row)
        except RowRejected as rejection:
            plan.rejected.append(rejection.rejected)
            return
        pending = imported(
            understood,
            self._ticket,
            key=plan.key,
            version=self._version + 1,
            customer=self._customer,
            recorded=self._now,
            by=self._by,
        )
        if self._largest and _stored_size(pending, row) > self._largest:
            plan.rejected.append(Rejected(row.number, "", "too-large"))
            return
        self._version += 1
        plan.new.append(pending)
        plan.numbers.append(row.number)
        self._state.update(source.changed or {})
        self._ticket = evolve(self._ticket, Recorded(pending.envelope, pending.event, 0))


def _stored_size(pending: Pending, row: Row) -> int:
    """About the bytes of the stored event, encryption included; 0 where the row is far from any limit."""
    if sum(map(len, row.cells)) < _SMALL:
        return 0
    plain = len(pending.envelope.model_dump_json().encode()) + len(pending.event.model_dump_json().encode())
    return plain * 4 // 3 + _ENCRYPTION
