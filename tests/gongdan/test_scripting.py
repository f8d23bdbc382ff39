"""The synchronous application and the desk write the same events, and either goes on where the other stopped."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import nats
import pytest

from domain.application import CommandMetadata, TicketDesk
from domain.record.command import Command
from domain.record.envelope import Actor, Recorded
from domain.refusals import Forbidden, NotAllowed, StaleVersion, TicketNotFound
from domain.ticket.commands import (
    AcceptDispatch,
    AcknowledgeReceipt,
    AddAttachment,
    AddNote,
    CloseTicket,
    ConfirmResolution,
    DispatchEngineer,
    GradeTicket,
    OpenTicket,
    PauseTicket,
    ResolveTicket,
    ResumeTicket,
    StartHandling,
)
from domain.ticket.events import Contact, TicketOpened
from domain.ticket.vocabulary import Channel
from eventsourcing_nats import EventLog
from gongdan.nats_servers.embedded import NatsServer
from gongdan.scripting.application import TicketApplication
from gongdan.storing.key_database import KeyStoreFailed
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore
from tests.conftest import MASTER, log_settings

SHANGHAI = ZoneInfo("Asia/Shanghai")
MAY = datetime(2024, 5, 1, 1, 30, tzinfo=UTC)
CALL = OpenTicket(channel=Channel.PHONE, summary="设备无法启动", contact=Contact(name="张伟", phone="13812345678"))
NUMBER = "202405-00001"
LIFE: list[Command] = [
    AcknowledgeReceipt(note="已告知客户"),
    GradeTicket(severity="urgent", reason="核心生产线停机"),
    DispatchEngineer(engineer="003"),
    AcceptDispatch(),
    PauseTicket(waiting_for="part", reason="等主板"),
    ResumeTicket(reason="主板已到"),
    AddNote(text="带梯子"),
    StartHandling(where="remote"),
    ResolveTicket(handling="指导客户更换主板"),
    AddAttachment(sha256="0" * 64, size=9, media_type="image/jpeg", name="确认单.jpg", purpose="confirmation"),
    ConfirmResolution(signature="张伟", given="signature", evidence="0" * 64),
    CloseTicket(),
]


@pytest.fixture
def application(nats_server: NatsServer, prefix: str, keys: KeyStore) -> Iterator[TicketApplication]:
    with opened(nats_server, prefix, keys) as application:
        yield application


@pytest.fixture
def desk(store: NatsEventStore) -> TicketDesk:
    return TicketDesk(store, zone=SHANGHAI, clock=lambda: MAY)


def opened(server: NatsServer, prefix: str, keys: KeyStore) -> TicketApplication:
    secret = server.credentials
    env = {"NATS_URL": server.url, "NATS_USER": secret.user, "NATS_PASSWORD": secret.password, "NATS_PREFIX": prefix}
    return TicketApplication(keys, zone=SHANGHAI, clock=lambda: MAY, env=env)


def by(command: str, *roles: str, **other: Any) -> CommandMetadata:
    held = roles or ("agent", "engineer", "supervisor")
    actor = Actor(id="003", role=held[0], channel="api", address="192.0.2.7")
    return CommandMetadata(command, actor, frozenset(held), **other)


async def test_both_write_the_same_events(
    nats_server: NatsServer, prefix: str, desk: TicketDesk, log: EventLog, keys: KeyStore
) -> None:
    async with await EventLog.open(log_settings(nats_server, f"{prefix}s")) as scripts:
        with opened(nats_server, f"{prefix}s", keys) as application:
            assert application.open(CALL, by("c")) == unchained(await desk.open(CALL, by("c")), application)
            for place, command in enumerate(LIFE):
                asked = by(f"c-{place}", occurred=MAY, expected_version=place + 1)
                answer = application.handle(NUMBER, command, asked)
                assert answer == unchained(await desk.handle(NUMBER, command, asked), application)
        assert await stored(nats_server, scripts) == await stored(nats_server, log)
        read = NatsEventStore(scripts, EventMapper(keys), f"{prefix}s")  # checks ids and the chain of hashes
        assert without_hashes((await read.load(f"ticket-{NUMBER}")).events) == without_hashes(
            await desk.history(NUMBER)
        )


def unchained(answer: Any, application: TicketApplication) -> Any:
    """The desk's answer under the hashes of the application, whose nonces and prefix are others."""
    hashes = {each.envelope.id: each.envelope.previous for each in application.history(NUMBER)}
    events = (
        replace(each, envelope=each.envelope.model_copy(update={"previous": hashes[each.envelope.id]}))
        for each in answer.events
    )
    return replace(answer, events=tuple(events))


def without_hashes(events: tuple[Recorded, ...]) -> list[Recorded]:
    return [replace(each, envelope=each.envelope.model_copy(update={"previous": None})) for each in events]


async def stored(server: NatsServer, log: EventLog) -> list[tuple[str, dict[str, str], str]]:
    """Every message of a log as it lies there: subject behind the prefix, headers, body without what chance decides."""
    secret = server.credentials
    client = await nats.connect(server.url, user=secret.user, password=secret.password)
    messages = [await client.jetstream().get_msg(log.stream, sequence) for sequence in range(1, await log.end() + 1)]
    await client.close()
    headers = [{name: said for name, said in each.headers.items() if name != "Nats-Batch-Id"} for each in messages]
    bodies = [levelled(json.loads(each.data)) for each in messages]
    places = [each.subject.partition(".")[2] for each in messages]
    return list(zip(places, headers, bodies, strict=True))


def levelled(body: dict[str, Any]) -> str:
    """The body in its own order, with the length of what is encrypted in place of its bytes."""

    def level(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        if "enc" in value:
            return value | {"nonce": len(value["nonce"]), "ct": len(value["ct"]), "key": len(value["key"])}
        return {name: level(each) for name, each in value.items()}

    if "previous" in body:
        body["previous"] = len(body["previous"])
    return json.dumps(level(body), ensure_ascii=False)


async def test_either_goes_on_where_the_other_stopped(desk: TicketDesk, application: TicketApplication) -> None:
    await desk.open(CALL, by("c"))
    for place, command in enumerate(LIFE):
        if place % 2:
            answer = await desk.handle(NUMBER, command, by(f"c-{place}"))
        else:
            answer = application.handle(NUMBER, command, by(f"c-{place}"))
        last = place + 2 + isinstance(command, CloseTicket)
        assert (answer.version, answer.position) == (last, last)
    assert application.history(NUMBER) == await desk.history(NUMBER)
    assert application.open(CALL, by("d")).number == "202405-00002"
    assert (await desk.open(CALL, by("e"))).number == "202405-00003"


def test_the_same_command_is_done_once(application: TicketApplication) -> None:
    assert application.open(CALL, by("c")) == application.open(CALL, by("c"))
    graded = application.handle(NUMBER, LIFE[1], by("g"))
    application.handle(NUMBER, AddNote(text="x"), by("n"))
    assert application.handle(NUMBER, LIFE[1], by("g")) == graded
    so = application.handle(NUMBER, LIFE[1], by("another"))
    assert (so.version, so.position, so.events) == (3, 3, ())


def test_what_the_desk_refuses_is_refused(application: TicketApplication) -> None:
    with pytest.raises(TicketNotFound):
        application.handle(NUMBER, AddNote(text="x"), by("c"))
    with pytest.raises(Forbidden):
        application.open(CALL, by("c", "auditor"))
    application.open(CALL, by("c"))
    with pytest.raises(NotAllowed) as refusal:
        application.handle(NUMBER, CloseTicket(), by("d"))
    assert refusal.value.code == "not-confirmed"
    with pytest.raises(StaleVersion):
        application.handle(NUMBER, AddNote(text="x"), by("d", expected_version=7))
    with pytest.raises(NotAllowed, match="another action"):
        application.handle(NUMBER, AddNote(text="x"), by("c"))
    assert [type(each.event) for each in application.history(NUMBER)] == [TicketOpened]


async def test_many_threads_number_without_a_gap(application: TicketApplication) -> None:
    answers = await asyncio.gather(*(asyncio.to_thread(application.open, CALL, by(f"c-{n}")) for n in range(12)))
    assert sorted(answer.number for answer in answers) == [f"202405-{n:05}" for n in range(1, 13)]
    notes = (asyncio.to_thread(application.handle, NUMBER, AddNote(text="x"), by(f"n-{n}")) for n in range(4))
    assert sorted(answer.version for answer in await asyncio.gather(*notes)) == [2, 3, 4, 5]


def test_keys_of_another_log_are_refused(
    nats_server: NatsServer, prefix: str, application: TicketApplication, tmp_path: Path
) -> None:
    application.open(CALL, by("c"))
    other = KeyStore.open(tmp_path / "other.db", MASTER)
    with pytest.raises(KeyStoreFailed, match="not the one of this event log"):
        opened(nats_server, prefix, other)
    other.close()
