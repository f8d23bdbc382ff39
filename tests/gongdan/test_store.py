"""Our events on NATS: what is written is read back, personal fields are sealed, a changed history is noticed."""

import asyncio
import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nats
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from domain.record.envelope import Actor, Damaged, Envelope, Recorded, Unreadable
from domain.record.personal import ERASED
from domain.refusals import HistoryDamaged, StaleVersion, UnknownEventType
from domain.store import Change, Pending
from domain.ticket.events import Contact, NoteAdded, Product, TicketEvent, TicketOpened
from domain.ticket.vocabulary import Channel, Kind
from eventsourcing_nats import EventLog, NewEvent, Unit
from eventsourcing_nats.subjects import subject
from gongdan.nats_servers.embedded import NatsServer
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore
from projections.registry import PROJECTIONS
from projections.runner import Runner
from projections.store import ReadStore
from tests.projections.readers import READERS

MAY = datetime(2024, 5, 1, 1, 30, tzinfo=UTC)
OPENED = TicketOpened(
    channel=Channel.PHONE, kind=Kind.FAULT, contact=Contact(name="张三", phone="13812345678"), summary="设备无法启动"
)


def pending(version: int, event: TicketEvent, key: str = "ticket-1") -> Pending:
    envelope = Envelope(
        id=f"{key}-{version}",
        type=event.stored_name,
        schema_version=1,
        aggregate=key,
        version=version,
        occurred=MAY,
        recorded=MAY,
        actor=Actor(id="001", role="agent", channel="api", address="192.0.2.7"),
        ticket=key,
        customer="customer-1",
        command=f"c-{key}-{version}",
        correlation="c",
    )
    return Pending(envelope, event)


async def test_what_is_stored_is_read_back_with_its_positions_and_chain(store: NatsEventStore) -> None:
    events = (pending(1, OPENED), pending(2, NoteAdded(text="带梯子")), pending(3, NoteAdded(text="门禁")))
    [stored] = await store.append([Change(None, events)])
    [more] = await store.append([Change(stored.tip, (pending(4, NoteAdded(text="完")),))])
    loaded = await store.load("ticket-1")
    assert loaded.events == stored.events + more.events
    assert [event.sequence for event in loaded.events] == [1, 2, 3, 4]
    assert loaded.tip == more.tip


async def test_following_gives_the_log_in_order(store: NatsEventStore) -> None:
    await store.append([Change(None, (pending(1, OPENED, f"ticket-{n}"),)) for n in range(5)])
    read = [event async for batch in store.follow(2, until=5) for event in batch]
    assert [event.envelope.aggregate for event in read] == ["ticket-2", "ticket-3", "ticket-4"]


async def test_a_stale_tip_is_refused_for_all_changes(store: NatsEventStore) -> None:
    [first] = await store.append([Change(None, (pending(1, OPENED),))])
    await store.append([Change(first.tip, (pending(2, NoteAdded(text="a")),))])
    other = Change(None, (pending(1, OPENED, "ticket-2"),))
    with pytest.raises(StaleVersion):
        await store.append([other, Change(first.tip, (replace_id(pending(2, NoteAdded(text="b"))),))])
    assert not await store.exists("ticket-2")


def replace_id(given_event: Pending) -> Pending:
    return Pending(given_event.envelope.model_copy(update={"id": "another"}), given_event.event)


async def test_personal_values_are_not_in_the_stored_bytes(store: NatsEventStore, log: EventLog) -> None:
    await store.append([Change(None, (pending(1, OPENED),))])
    [stored], _ = await log.load("ticket-1")
    body = stored.state.decode()
    for value in ("张三", "13812345678", "设备无法启动", "192.0.2.7"):
        assert value not in body
    assert json.loads(body)["data"]["contact"]["phone"]["subject"] == "customer-1"


async def test_a_shredded_subject_reads_as_erased_and_the_chain_still_holds(
    store: NatsEventStore, log: EventLog, tmp_path: Path, prefix: str
) -> None:
    await store.append([Change(None, (pending(1, OPENED), pending(2, NoteAdded(text="带梯子"))))])
    with sqlite3.connect(tmp_path / "keys.db") as database:
        database.execute("UPDATE subject_keys SET wrapped = NULL, shredded = 'now' WHERE subject = 'customer-1'")
    later = NatsEventStore(log, EventMapper(KeyStore.open(tmp_path / "keys.db", bytes(range(32)))), prefix)
    opened, note = (await later.load("ticket-1")).events
    assert isinstance(opened.event, TicketOpened)
    assert opened.event.contact == Contact(name=ERASED, phone=ERASED)
    assert note.event == NoteAdded(text=ERASED)
    assert opened.envelope.actor.address == "192.0.2.7"
    tip = (await later.load("ticket-1")).tip
    await later.append([Change(tip, (pending(3, NoteAdded(text="later")),))])
    assert [event.event for event in (await later.load("ticket-1")).events[1:]] == [note.event, NoteAdded(text="later")]


async def test_without_its_key_store_a_log_is_damaged_not_erased(
    store: NatsEventStore, log: EventLog, tmp_path: Path, prefix: str
) -> None:
    await store.append([Change(None, (pending(1, OPENED),))])
    strange = NatsEventStore(log, EventMapper(KeyStore.open(tmp_path / "other.db", bytes(32))), prefix)
    with pytest.raises(HistoryDamaged, match="KeyMissing"):
        await strange.load("ticket-1")


async def test_a_customers_address_is_under_the_customers_own_key(store: NatsEventStore, log: EventLog) -> None:
    given_event = pending(1, OPENED)
    actor = Actor(id="customer-1", role="customer", channel="portal", address="192.0.2.9")
    by_customer = Pending(given_event.envelope.model_copy(update={"actor": actor}), OPENED)
    await store.append([Change(None, (by_customer,))])
    [stored], _ = await log.load("ticket-1")
    assert json.loads(stored.state)["actor"]["address"]["subject"] == "customer-1"


async def test_an_append_that_an_earlier_program_made_goes_on_from_what_is_stored(store: NatsEventStore) -> None:
    change = Change(None, (pending(1, OPENED), pending(2, NoteAdded(text="带梯子"))))
    [first] = await store.append([change])
    [again] = await store.append([change])
    assert (again.events, again.tip) == (first.events, first.tip)
    await store.append([Change(again.tip, (pending(3, NoteAdded(text="门禁")),))])
    assert len((await store.load("ticket-1")).events) == 3


@pytest.mark.tamper
async def test_a_changed_history_is_noticed_on_load(store: NatsEventStore, log: EventLog) -> None:
    await store.append([Change(None, (pending(1, OPENED),))])
    [stored], tip = await log.load("ticket-1")
    actor = {"id": "001", "role": "agent", "channel": "api"}
    forged = {"id": "x", "type": "receipt-acknowledged", "version": 2, "actor": actor, "previous": "0" * 64, "data": {}}
    body = json.dumps(json.loads(stored.state) | forged).encode()
    await log.append([Unit((NewEvent("ticket-1", 2, "receipt-acknowledged", body, "x"),), tip)])
    with pytest.raises(HistoryDamaged, match="does not follow"):
        await store.load("ticket-1")


SHORT = st.text(max_size=40).map(str.strip).filter(lambda text: text and text != ERASED)
OPENINGS = st.builds(
    TicketOpened,
    channel=st.sampled_from(Channel),
    kind=st.sampled_from(Kind),
    customer_name=st.none() | SHORT,
    contact=st.none() | st.builds(Contact, name=st.none() | SHORT, phone=st.none() | SHORT),
    product=st.none() | st.builds(Product, name=st.none() | SHORT, serial=st.none() | SHORT),
    summary=st.none() | SHORT,
    description=st.none() | SHORT,
)


@given(event=OPENINGS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_decoding_undoes_encoding(keys: KeyStore, event: TicketOpened) -> None:
    mapper = EventMapper(keys)
    recorded = Recorded(pending(1, event).envelope, event, 0)
    assert mapper.to_domain_event(mapper.to_stored_event(recorded)) == replace(recorded)


@pytest.mark.tamper
async def test_an_unreadable_event_is_met_where_it_stands_and_the_rest_is_read(
    store: NatsEventStore, log: EventLog
) -> None:
    await store.append([Change(None, (pending(1, OPENED),))])
    await log.append([Unit((NewEvent("ticket-2", 1, "note-added", b"not even JSON", "x"),))])
    await store.append([Change(None, (pending(1, OPENED, "ticket-3"),))])
    before, damaged, behind = [event async for batch in store.follow(0, until=3) for event in batch]
    assert isinstance(damaged, Damaged)
    assert (damaged.sequence, damaged.envelope.aggregate) == (2, "ticket-2")
    with pytest.raises(Unreadable):
        _ = damaged.event
    assert before.event == behind.event == OPENED
    with pytest.raises(HistoryDamaged):
        await store.load("ticket-2")


@pytest.mark.tamper
async def test_an_unreadable_event_parks_its_ticket_only(store: NatsEventStore, log: EventLog) -> None:
    await store.append([Change(None, (pending(1, OPENED),))])
    await log.append([Unit((NewEvent("ticket-2", 1, "note-added", b"not even JSON", "x"),))])
    await store.append([Change(None, (pending(1, OPENED, "ticket-3"),))])
    tables = ReadStore.in_memory()
    runner = Runner(store, tables, epoch=store.epoch, clock=lambda: datetime.now(UTC))
    running = asyncio.create_task(runner.run())
    assert await runner.wait_for(3, 10)
    assert [status.parked for status in await runner.status()] == [
        int("ticket" in projection.kinds and projection in READERS) for projection in PROJECTIONS
    ]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    register = PROJECTIONS[0].tables[0]
    assert {row["number"] for row in tables.dump(register)} == {"1", "3"}


@pytest.mark.parametrize(
    "change",
    [
        {"enc": 2},
        {"v": 2},
        {"v": 2, "type": "ticket-opened-2"},
        {"schema": 2, "data": {"channel": "telepathy"}},
        {"schema": 2, "data": {"summary": ["sealed", "in pieces"]}},
        {"schema": 2, "data": {"summary": {"text": "sealed in another way"}}},
        {"schema": 2, "data": {"contact": {"enc": 1, "class": "contact", "ct": "as a whole"}}},
        {"schema": 2, "data": []},
    ],
)
def test_what_a_newer_version_wrote_stops_the_reader(keys: KeyStore, change: dict[str, Any]) -> None:
    mapper = EventMapper(keys)
    stored = mapper.to_stored_event(Recorded(pending(1, OPENED).envelope, OPENED, 0))
    body = json.loads(stored.state)
    data = change.get("data", {})
    body |= {name: value for name, value in change.items() if name in ("v", "schema", "type")}
    body["data"] = {**body["data"], **data} if isinstance(data, dict) else data
    if "enc" in change:
        body["data"]["summary"]["enc"] = change["enc"]
    with pytest.raises(UnknownEventType, match="upgrade"):
        mapper.to_domain_event(replace(stored, state=json.dumps(body).encode()))


def test_a_word_that_no_version_knows_is_damage(keys: KeyStore) -> None:
    mapper = EventMapper(keys)
    stored = mapper.to_stored_event(Recorded(pending(1, OPENED).envelope, OPENED, 0))
    body = json.loads(stored.state)
    body["data"]["channel"] = "telepathy"
    with pytest.raises(Unreadable):
        mapper.to_domain_event(replace(stored, state=json.dumps(body).encode()))


@pytest.mark.tamper
async def test_a_message_that_is_no_event_is_met_where_it_stands(
    store: NatsEventStore, nats_server: NatsServer, prefix: str
) -> None:
    await store.append([Change(None, (pending(1, OPENED),))])
    secret = nats_server.credentials
    client = await nats.connect(nats_server.url, user=secret.user, password=secret.password)
    await client.jetstream().publish(subject(prefix, "ticket-2"), b"hello")
    await client.close()
    await store.append([Change(None, (pending(1, OPENED, "ticket-3"),))])
    before, foreign, behind = [event async for batch in store.follow(0, until=3) for event in batch]
    assert isinstance(foreign, Damaged)
    assert foreign.envelope.aggregate == "message-2"
    assert before.event == behind.event == OPENED
    assert await store.exists("ticket-2")
    assert (await store.load("ticket-2")).events == ()


@pytest.mark.tamper
async def test_a_history_with_messages_that_are_no_events_goes_on_and_its_chain_holds(
    store: NatsEventStore, nats_server: NatsServer, prefix: str
) -> None:
    secret = nats_server.credentials
    client = await nats.connect(nats_server.url, user=secret.user, password=secret.password)
    tip = None
    for version, event in enumerate((OPENED, NoteAdded(text="带梯子"), NoteAdded(text="门禁")), 1):
        await client.jetstream().publish(subject(prefix, "ticket-1"), b"hello")
        tip = (await store.load("ticket-1", fresh=True)).tip
        await store.append([Change(tip, (pending(version, event),))])
    await client.jetstream().publish(subject(prefix, "ticket-1"), b"hello")
    await client.close()
    loaded = await store.load("ticket-1")
    assert [event.sequence for event in loaded.events] == [2, 4, 6]
    assert loaded.events[1].envelope.previous
    assert await store.category("ticket") == list(loaded.events)
    with pytest.raises(StaleVersion):
        await store.append([Change(tip, (replace_id(pending(3, NoteAdded(text="late"))),))])


@pytest.mark.tamper
async def test_a_message_that_is_no_event_is_logged_once_though_the_log_is_read_again(
    store: NatsEventStore, nats_server: NatsServer, prefix: str
) -> None:
    secret = nats_server.credentials
    client = await nats.connect(nats_server.url, user=secret.user, password=secret.password)
    await client.jetstream().publish(subject(prefix, "ticket-2"), b"hello")
    await client.close()
    with capture_logs() as lines:
        for _ in range(2):
            [foreign] = [event async for batch in store.follow(0, until=1) for event in batch]
    assert foreign.envelope.id == "1"
    assert [line["event"] for line in lines] == ["message_is_no_event"]
