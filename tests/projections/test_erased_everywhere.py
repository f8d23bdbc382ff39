"""Erasing a customer in the middle of the log leaves in every read model what a rebuild has."""

import asyncio
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

from domain.customer.events import ContactChanged, CustomerErased, CustomerRegistered
from domain.record.envelope import Recorded
from domain.record.personal import Path, Personal, personal_fields
from domain.ticket.events import Contact, CorrectionRecorded, NoteAdded, TicketOpened, TicketResolved
from projections.operating.rebuild import rebuild
from projections.register.tables import NAMED
from projections.registry import PROJECTIONS
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.projections.every_event import EVERY, SAID
from tests.projections.logs import ListLog

NOW = datetime(2024, 6, 1, tzinfo=UTC)
ME, NUMBER, LATER = "customer-1", "202405-00001", "202405-00002"


def blind(kind: str, value: str) -> str:
    return sha256(f"{kind}/{value}".encode()).hexdigest()


def life() -> ListLog:
    """All that can happen to a ticket of theirs; they are erased; then another ticket, and the end of the first."""
    log = ListLog()
    log.record(ME, CustomerRegistered(name="王伟", contact=Contact(name="王伟", phone="13812345678")))
    log.record(ME, ContactChanged(person=1, contact=Contact(name="张伟", phone="13900005678")))
    for event in EVERY:
        log.happen(NUMBER, event)
    log.happen(NUMBER, CorrectionRecorded(version=1, field="customer_name", right="余艳", reason="听错"))
    log.record(ME, CustomerErased(requested_by="p-1"))
    log.happen(LATER, TicketOpened(channel=SAID.channel, kind=SAID.kind, summary="屏幕失灵"))
    for event in (NoteAdded(text="备注"), TicketResolved(handling="更换")):
        log.happen(NUMBER, event)
    log.events = [_theirs(each) for each in log.events]
    return log


def _theirs(recorded: Recorded) -> Recorded:
    return replace(recorded, envelope=recorded.envelope.model_copy(update={"customer": ME}))


def live(store: ReadStore, events: list[Recorded], size: int) -> None:
    builds = [Build.live(projection) for projection in PROJECTIONS]
    with store.write() as connection:
        for build in builds:
            build.start(connection, "e1", NOW)
    for start in range(0, len(events), size):
        write(store, builds, start, events[start : start + size], NOW)


def dumped(store: ReadStore) -> dict[str, list[dict[str, Any]]]:
    return {table.name: store.dump(table) for projection in PROJECTIONS for table in projection.tables}


def test_every_read_model_is_after_an_erasure_as_a_rebuild_leaves_it():
    log = life()
    with closing(ReadStore.in_memory(blind)) as store:
        live(store, log.events, 9)
        before = dumped(store)
        for projection in PROJECTIONS:
            asyncio.run(rebuild(log, store, projection, epoch="e1", clock=lambda: NOW))
        after = dumped(store)
    assert {name for name, rows in before.items() if rows != after[name]} == set()
    assert sum(map(len, before.values())) > 100


def test_no_hash_of_a_name_or_serial_number_is_left_and_none_comes_of_what_can_be_read_no_more():
    log = life()
    with closing(ReadStore.in_memory(blind)) as store:
        live(store, log.events, 9)
        kept = store.dump(NAMED)
    assert {row["field"] for row in kept} == {"customer_name", "contact.name", "product.serial"}
    assert {row["blind"] for row in kept} == {None}
    with closing(ReadStore.in_memory(blind)) as store:
        live(store, [replace(each, event=gone(each.event)) for each in log.events], 9)
        assert store.dump(NAMED) == kept


def test_until_then_they_are_found_by_both():
    log = life()
    erased = next(place for place, each in enumerate(log.events) if isinstance(each.event, CustomerErased))
    with closing(ReadStore.in_memory(blind)) as store:
        live(store, log.events[:erased], 9)
        found = {row["field"]: row["blind"] for row in store.dump(NAMED)}
    assert found["customer_name"] == blind("name", "余艳")
    assert None not in found.values()


def gone(event: Any) -> Any:
    """The event as it reads once its key is shredded."""
    return _without(event, personal_fields(type(event)))


def _without(part: BaseModel, fields: Iterable[tuple[Path, Personal]]) -> BaseModel:
    for (name, *rest), mark in fields:
        value = getattr(part, name)
        if value is not None:
            left = _without(value, [(tuple(rest), mark)]) if rest else mark.gone()
            part = part.model_copy(update={name: left})
    return part
