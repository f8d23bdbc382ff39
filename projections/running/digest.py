"""Folds a batch of events into a read model's rows; a ticket that can't be digested is parked, the rest goes on."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from domain.record.envelope import Recorded
from projections.running import bookkeeping
from projections.running.batch import Batch
from projections.running.bookkeeping import Parked
from projections.running.build import Build
from projections.running.faults import fault
from projections.running.measures import folded
from projections.sql.rows import Rows
from projections.sql.troubles import is_outage

log = structlog.get_logger(__name__)

ATTEMPTS: Final = 3
"""How often an event is tried before its ticket is parked."""

Failed = list[tuple[Recorded, Exception]]


def digest(connection: Connection, build: Build, events: Sequence[Recorded], at: datetime) -> None:
    """Fold the events, in the caller's transaction. Raises only what the database suffers itself."""
    digestion = Digestion(build, Batch(events), bookkeeping.parked(connection, build.name))
    digestion.write(connection, digestion.parked, at)


class Digestion:
    """A batch on its way into one read model: it may be folded where nothing is written, and is written then."""

    def __init__(self, build: Build, batch: Batch, parked: Sequence[Parked]) -> None:
        """``parked`` are those of the read model."""
        self.parked = parked
        self.build, self._batch = build, batch
        self._rows: Rows | None = None
        self._failed: Failed = []
        self._seconds = 0.0

    def fold(self, connection: Connection) -> None:
        """Work the rows out from those that are stored. What fails otherwise than by an event is left to writing."""
        began = time.perf_counter()
        try:
            self._rows, self._failed = _fold(connection, self.build, self._batch, _aggregates(self.parked))
        except Exception as error:
            if is_outage(error):
                raise
            log.warning("batch_folded_later", projection=self.build.name, **fault(error))
        self._seconds += time.perf_counter() - began

    def write(self, connection: Connection, parked: Sequence[Parked], at: datetime) -> None:
        """Write them, folded here and now where they were not, or where ``parked`` changed since.

        Raises only what the database suffers itself.
        """
        self.heed(parked)
        self.write_alone(connection)
        self.finish(connection, at)

    def heed(self, parked: Sequence[Parked]) -> None:
        """These tickets are left out by now: what was folded counts only where it is so still."""
        if parked != self.parked:
            self.parked, self._rows = parked, None

    def flush(self, connection: Connection) -> None:
        """Write what was folded, now if it was not. Raises what the database says of a row."""
        began = time.perf_counter()
        if self._rows is None:
            self._rows, self._failed = _fold(connection, self.build, self._batch, _aggregates(self.parked))
        rows, self._rows = self._rows, None
        rows.flush(connection)
        self._seconds += time.perf_counter() - began

    def write_alone(self, connection: Connection) -> None:
        """As :meth:`flush`; where some row is refused, event by event. Raises only what the database suffers itself."""
        began = time.perf_counter()
        try:
            with connection.begin_nested():
                self.flush(connection)
        except Exception as error:  # some row was refused by the database: find out which event made it
            if is_outage(error):
                raise
            log.warning("batch_retried_one_by_one", projection=self.build.name, **fault(error))
            self._failed = _one_by_one(connection, self.build, self._batch, _aggregates(self.parked))
            self._seconds += time.perf_counter() - began

    def finish(self, connection: Connection, at: datetime) -> None:
        """Park the tickets of events that failed."""
        _park(connection, self.build, self._batch, self._failed, _aggregates(self.parked), at)
        folded(self.build, len(self._batch.events), self._seconds)


def write_all(
    connection: Connection, digestions: Sequence[Digestion], parked: Mapping[str, Sequence[Parked]], at: datetime
) -> None:
    """Write one batch into all read models at once; where some row is refused, into each on its own.

    A savepoint for each of them cost more than a batch of one event itself. Raises only what the database suffers.
    """
    for digestion in digestions:
        digestion.heed(parked.get(digestion.build.name, []))
    try:
        with connection.begin_nested():
            for digestion in digestions:
                digestion.flush(connection)
    except Exception as error:
        if is_outage(error):
            raise
        for digestion in digestions:
            digestion.write_alone(connection)
    for digestion in digestions:
        digestion.finish(connection, at)


def _aggregates(parked: Sequence[Parked]) -> set[str]:
    return {entry.aggregate for entry in parked}


def _fold(connection: Connection, build: Build, batch: Batch, parked: set[str]) -> tuple[Rows, Failed]:
    """Raises what the database refused to tell, and what goes wrong once all events are done."""
    projection, apply = build.projection, build.projection.apply
    rows = Rows(connection, batch.keys_of(projection), build.physical)
    failed: Failed = []
    left_out = set(parked)
    for recorded in batch.seen_by(projection):
        if left_out and recorded.envelope.aggregate in left_out:
            continue
        try:
            apply(rows, recorded)
            rows.keep()
        except Exception as first:
            error = _again(build, rows, recorded, first)
            if error is not None:
                failed.append((recorded, error))
                left_out.add(recorded.envelope.aggregate)
    if projection.settle is not None:
        projection.settle(rows)
        rows.keep()
    return rows, failed


def _again(build: Build, rows: Rows, recorded: Recorded, failure: Exception) -> Exception | None:
    """Try an event once more; what it raised last if it never goes well. Raises what the database refused."""
    for _ in range(1, ATTEMPTS):
        if isinstance(failure, DBAPIError):
            raise failure
        rows.discard()
        try:
            build.projection.apply(rows, recorded)
            rows.keep()
        except Exception as error:
            failure = error
        else:
            return None
    if isinstance(failure, DBAPIError):
        raise failure
    rows.discard()
    return failure


def _one_by_one(connection: Connection, build: Build, batch: Batch, parked: set[str]) -> Failed:
    """Each event written on its own, so that the one that the database refuses is known."""
    failed: Failed = []
    left_out = set(parked)
    for recorded in batch.seen_by(build.projection):
        try:
            with connection.begin_nested():
                rows, new = _fold(connection, build, Batch([recorded]), left_out)
                rows.flush(connection)
        except Exception as error:
            if is_outage(error):
                raise
            new = [(recorded, error)]
        failed += new
        left_out.update(event.envelope.aggregate for event, _ in new)
    return failed


def _park(connection: Connection, build: Build, batch: Batch, failed: Failed, parked: set[str], at: datetime) -> None:
    for recorded, error in failed:
        bookkeeping.park(connection, build.name, recorded, error, at)
        _report(build, recorded, error)
    parked.update(recorded.envelope.aggregate for recorded, _ in failed)
    if parked:
        _count_skipped(connection, build, batch, {recorded.sequence for recorded, _ in failed}, parked)


def _report(build: Build, recorded: Recorded, error: Exception) -> None:
    envelope = recorded.envelope
    log.error(
        "ticket_parked",
        projection=build.name,
        aggregate=envelope.aggregate,
        position=recorded.sequence,
        event_type=envelope.type,
        **fault(error),
    )


def _count_skipped(connection: Connection, build: Build, batch: Batch, parked_now: set[int], parked: set[str]) -> None:
    """Later events of parked tickets; the one that parked its ticket is not among them."""
    first = {entry.aggregate: entry.position for entry in bookkeeping.parked(connection, build.name)}
    skipped = Counter(
        event.envelope.aggregate
        for event in batch.about(build.projection)
        if event.envelope.aggregate in parked
        and event.sequence not in parked_now
        and event.sequence > first[event.envelope.aggregate]
    )
    bookkeeping.count_skipped(connection, build.name, skipped)
