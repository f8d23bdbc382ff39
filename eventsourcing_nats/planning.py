"""From units to the messages that store them, and from the broker's answer to their new tips: no I/O."""

import itertools
from collections.abc import Sequence

from eventsourcing_nats import ancestry, subjects
from eventsourcing_nats.broker import messages
from eventsourcing_nats.broker.publishing import Message
from eventsourcing_nats.broker.stream import Place
from eventsourcing_nats.errors import AppendTooLarge, EventTooLarge
from eventsourcing_nats.records import Tip, Unit

MOST_EVENTS = 1000


def plan(place: Place, units: Sequence[Unit], max_event: int) -> list[Message]:
    """The messages, in order. Raises ValueError, EventTooLarge, AppendTooLarge for what can't be stored."""
    _check(place, units, max_event)
    return [message for unit in units for message in _messages(place, unit)]


def tips(units: Sequence[Unit], last: int) -> list[Tip]:
    """The tips after units whose last event of all got sequence ``last``."""
    before_all = last - sum(len(unit.events) for unit in units)
    ends = itertools.accumulate(len(unit.events) for unit in units)
    return [_tip(unit, before_all + end) for unit, end in zip(units, ends, strict=True)]


def _tip(unit: Unit, last: int) -> Tip:
    """The tip after a unit whose last event got sequence ``last``."""
    count, final = len(unit.events), unit.events[-1]
    lineage = unit.tip.lineage if unit.tip else ()
    before = (*lineage, *range(last - count + 1, last))[-ancestry.MAX_ANCESTORS :]
    return Tip(last, final.version, before, final.event_id)


def _messages(place: Place, unit: Unit) -> list[Message]:
    """The expectation stands on the aggregate's first event only: a batch is checked against what was before it."""
    lineage = unit.tip.lineage if unit.tip else ()
    expected = unit.tip.expected if unit.tip else 0
    subject = subjects.subject(place.prefix, unit.aggregate_id)
    return [
        Message(
            subject,
            messages.headers(event, ancestry.written(lineage, offset), None if offset else expected),
            event.state,
        )
        for offset, event in enumerate(unit.events)
    ]


def _check(place: Place, units: Sequence[Unit], max_event: int) -> None:
    events = [event for unit in units for event in unit.events]
    if len(events) > MOST_EVENTS:
        raise AppendTooLarge(len(events), MOST_EVENTS)
    if len({unit.aggregate_id for unit in units}) < len(units):
        raise ValueError("an append holds at most one unit of each aggregate")
    if len({event.event_id for event in events}) < len(events):
        raise ValueError("an append holds each event id only once")
    if place.lasting:
        for unit in units:
            _check_versions(unit)
    for event in events:
        _check_header("topic", event.topic, 1024)
        _check_header("event id", event.event_id, 256)
        if len(event.state) > max_event:
            raise EventTooLarge(event.aggregate_id, event.version, len(event.state), max_event)


def _check_versions(unit: Unit) -> None:
    first, tip = unit.events[0].version, unit.tip if unit.tip and unit.tip.exists else None
    if first not in ((tip.version + 1,) if tip else (0, 1)):
        after = f"version {tip.version}" if tip else "nothing"
        raise ValueError(f"version {first} of {unit.aggregate_id} does not follow {after}")
    if [event.version for event in unit.events] != list(range(first, first + len(unit.events))):
        raise ValueError(f"versions of {unit.aggregate_id} must be consecutive")


def _check_header(what: str, value: str, most: int) -> None:
    """Headers are stripped and kept on one line, so that nothing else would come back as it went in."""
    if not value or len(value.encode()) > most or not value.isprintable() or value != value.strip():
        raise ValueError(f"{what} {value!r}: must be printable, unpadded and at most {most} bytes")
