"""What is to be stored of a case: the rows that are new, each as one event, after what is there already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from domain.record.envelope import Actor, Recorded
from domain.store import History, Pending
from domain.ticket.imports import imported
from domain.ticket.state import evolve, fold
from gongdan.importing.files.table import Row
from gongdan.importing.quarantine import Rejected
from gongdan.importing.rows.understanding import Understanding
from gongdan.importing.rows.values import RowRejected

_SMALL: Final = 2_000
_ENCRYPTION: Final = 2_000


@dataclass(slots=True)
class Plan:
    """What becomes of a case's rows: new + already + rejected is all of them."""

    key: str
    tip: Any
    new: list[Pending] = field(default_factory=list)
    already: int = 0
    rejected: list[Rejected] = field(default_factory=list)


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
        """``too_large``: ordinals that the store did not take."""
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

    def planned(self, too_large: Collection[int]) -> Plan:
        stored = self._compare_stored()
        for ordinal, row in enumerate(self._rows, 1):
            if ordinal in stored:
                continue
            if row.rejected:
                self._plan.rejected.append(row.rejected)
            elif ordinal in too_large:
                self._plan.rejected.append(Rejected(row.number, "", "too-large"))
            else:
                self._add(ordinal, row)
        return self._plan

    def _compare_stored(self) -> set[int]:
        """Which rows are stored already; one that was stored differently is rejected, never overlooked."""
        sources = [recorded.envelope.source for recorded in self._events]
        erased = any(source.changed == {} for source in sources if source)
        stored: set[int] = set()
        for source in sources:
            if source is None:
                continue
            self._state.update(source.changed or {})
            if source.ordinal <= len(self._rows):
                stored.add(source.ordinal)
                self._compare(self._rows[source.ordinal - 1], erased=erased)
        return stored

    def _compare(self, row: Row, *, erased: bool) -> None:
        """A history whose personal data was erased can't be compared any more: it counts as the same."""
        column = None if erased or row.rejected else self._understanding.differs(row.cells, self._state)
        if row.rejected:
            self._plan.rejected.append(row.rejected)
        elif column is not None:
            self._plan.rejected.append(Rejected(row.number, column, "differs"))
        else:
            self._plan.already += 1

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
        self._state.update(source.changed or {})
        self._ticket = evolve(self._ticket, Recorded(pending.envelope, pending.event, 0))


def _stored_size(pending: Pending, row: Row) -> int:
    """About the bytes of the stored event, encryption included; 0 where the row is far from any limit."""
    if sum(map(len, row.cells)) < _SMALL:
        return 0
    plain = len(pending.envelope.model_dump_json().encode()) + len(pending.event.model_dump_json().encode())
    return plain * 4 // 3 + _ENCRYPTION
