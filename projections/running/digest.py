"""Folds a batch of events into a read model's rows; a ticket that can't be digested is parked, the rest goes on."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy import Connection

from domain.desk.kinds import id_of
from domain.record.envelope import Recorded
from projections.running import bookkeeping
from projections.running.build import Build
from projections.running.faults import fault
from projections.sql.rows import Rows
from projections.sql.troubles import is_outage

log = structlog.get_logger(__name__)

ATTEMPTS: Final = 3
"""How often an event is tried before its ticket is parked."""


def digest(connection: Connection, build: Build, events: Sequence[Recorded], at: datetime) -> None:
    """Fold the events, in the caller's transaction. Raises only what the database suffers itself."""
    events = [event for event in events if build.projection.is_about(event)]
    parked = {entry.aggregate for entry in bookkeeping.parked(connection, build.name)}
    try:
        with connection.begin_nested():
            failed = _fold(connection, build, events, parked)
    except Exception as error:  # some row was refused by the database: find out which event made it
        if is_outage(error):
            raise
        log.warning("batch_retried_one_by_one", projection=build.name, **fault(error))
        failed = _one_by_one(connection, build, events, parked)
    for recorded, error in failed:
        bookkeeping.park(connection, build.name, recorded, error, at)
        _report(build, recorded, error)
    parked.update(recorded.envelope.aggregate for recorded, _ in failed)
    if parked:
        _count_skipped(connection, build, events, {recorded.sequence for recorded, _ in failed}, parked)


Failed = list[tuple[Recorded, Exception]]


def _fold(connection: Connection, build: Build, events: Sequence[Recorded], parked: set[str]) -> Failed:
    batch = {
        "number": {id_of(event.envelope.aggregate) for event in events},
        "customer": {event.envelope.customer for event in events if event.envelope.customer},
    }
    rows = Rows(connection, batch, build.physical)
    failed: Failed = []
    left_out = set(parked)
    for recorded in events:
        if recorded.envelope.aggregate in left_out:
            continue
        error = _apply(build, rows, recorded)
        if error is not None:
            failed.append((recorded, error))
            left_out.add(recorded.envelope.aggregate)
    rows.flush()
    return failed


def _apply(build: Build, rows: Rows, recorded: Recorded) -> Exception | None:
    """Try an event; what it raised last if it never went well."""
    failure: Exception | None = None
    for _ in range(ATTEMPTS):
        try:
            build.projection.apply(rows, recorded)
        except Exception as error:
            if is_outage(error):
                raise
            rows.discard()
            failure = error
        else:
            rows.keep()
            return None
    return failure


def _one_by_one(connection: Connection, build: Build, events: Sequence[Recorded], parked: set[str]) -> Failed:
    """Each event written on its own, so that the one that the database refuses is known."""
    failed: Failed = []
    left_out = set(parked)
    for recorded in events:
        try:
            with connection.begin_nested():
                new = _fold(connection, build, [recorded], left_out)
        except Exception as error:
            if is_outage(error):
                raise
            new = [(recorded, error)]
        failed += new
        left_out.update(event.envelope.aggregate for event, _ in new)
    return failed


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


def _count_skipped(
    connection: Connection, build: Build, events: Sequence[Recorded], parked_now: set[int], parked: set[str]
) -> None:
    """Later events of parked tickets; the one that parked its ticket is not among them."""
    first = {entry.aggregate: entry.position for entry in bookkeeping.parked(connection, build.name)}
    skipped = Counter(
        event.envelope.aggregate
        for event in events
        if event.envelope.aggregate in parked
        and event.sequence not in parked_now
        and event.sequence > first[event.envelope.aggregate]
    )
    bookkeeping.count_skipped(connection, build.name, skipped)
