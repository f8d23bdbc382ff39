"""What a replay shows of people: nothing in the clear unless asked for, and the same stand-in for the same unit."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from pydantic_core import from_json, to_json

from domain.record.envelope import Actor, Envelope
from domain.record.event import Event
from domain.record.personal import Path, personal_fields
from domain.store import Pending
from domain.ticket.events import Contact, Product, TicketOpened
from domain.ticket.vocabulary import Channel, Kind
from gongdan.storing.keys import KeyStore
from projections.replaying.rows import Row
from tests.replaying.logged import Asked, Logged, logged

MAY = datetime(2024, 5, 1, 1, 30, tzinfo=UTC)
LONG = 4
"""Signs from which on a value found elsewhere in a row can't be there by chance."""


def opened(number: int = 1, customer: str = "customer-C1", serial: str = "202403A0001", **said: Any) -> Pending:
    key = f"ticket-202405-{number:05d}"
    contact = Contact(name="张伟", phone="13812345678", email="zhangwei@example.com")
    event = TicketOpened(
        channel=Channel.PHONE,
        kind=Kind.FAULT,
        customer_name="科技有限公司",
        contact=contact,
        product=Product(model="KFR-35", serial=serial),
        summary="客户张伟说设备冒烟",
        **said,
    )
    return pending(key, event, customer)


def pending(key: str, event: Event, customer: str) -> Pending:
    envelope = Envelope(
        id=f"00000000-0000-0000-0000-{abs(hash((key, event.stored_name))) % 10**12:012d}",
        type=event.stored_name,
        schema_version=1,
        aggregate=key,
        version=1,
        occurred=MAY,
        recorded=MAY,
        actor=Actor(id="a-001", role="agent", channel="api", address="192.168.7.13"),
        ticket=key,
        customer=customer,
        command="5d1c7f4a-2b3e-5c6d-8f90-a1b2c3d4e5f6",
        correlation="5d1c7f4a-2b3e-5c6d-8f90-a1b2c3d4e5f6",
        late="系统故障后补录",
    )
    return Pending(envelope, event)


def of(*events: Pending, keys: KeyStore, **how: Any) -> Asked:
    return Asked(Logged(logged(events, keys), keys), **how)


async def test_names_numbers_and_addresses_are_masked_and_free_text_is_left_out(keys: KeyStore):
    [row] = await of(opened(), keys=keys).rows()
    assert row.body == {
        "channel": "phone",
        "kind": "fault",
        "customer_name": "科*",
        "contact": {"name": "张*", "phone": "138****5678", "email": "z***@example.com"},
        "product": {"model": "KFR-35", "serial": "202403*****"},
    }
    assert row.late is None


async def test_the_name_of_a_company_is_shown(keys: KeyStore):
    [row] = await of(opened(company=True), keys=keys).rows()
    assert row.body["customer_name"] == "科技有限公司"


async def test_in_the_clear_all_is_as_it_was_said(keys: KeyStore):
    [row] = await of(opened(), keys=keys, clear=True).rows()
    assert row.body["contact"]["phone"] == "13812345678"
    assert row.body["summary"] == "客户张伟说设备冒烟"
    assert row.late == "系统故障后补录"


async def test_no_replay_holds_a_network_address(keys: KeyStore):
    for clear in (False, True):
        rows = await of(opened(), keys=keys, clear=clear).rows()
        assert b"192.168.7.13" not in to_json(rows)


async def test_of_a_restricted_customer_nothing_personal_is_given_out(keys: KeyStore):
    for clear in (False, True):
        asked = of(opened(), keys=keys, clear=clear, hidden=frozenset({"customer-C1"}))
        [row] = await asked.rows()
        assert row.body == {"channel": "phone", "kind": "fault", "contact": {}, "product": {"model": "KFR-35"}}
        assert row.unit is None


async def test_the_same_unit_has_the_same_stand_in_which_does_not_tell_its_number(keys: KeyStore):
    events = [opened(1, serial="202403A0001"), opened(2, serial=" 202403a0001"), opened(3, serial="202403A0002")]
    first, again, other = [row.unit for row in await of(*events, keys=keys).rows()]
    assert first
    assert first == again != other
    assert "202403" not in first


async def test_a_field_of_a_newer_program_is_left_out(keys: KeyStore):
    [message] = logged([opened()], keys)
    body = from_json(message.state)
    body["data"]["unheard_of"] = {"enc": 1, "ct": "…"}
    newer = message._replace(state=to_json(body))
    [row] = await Asked(Logged([newer], keys)).rows()
    assert "unheard_of" not in row.body


async def test_a_changed_event_is_left_out_and_the_rest_is_read(keys: KeyStore):
    good, bad = logged([opened(1), opened(2)], keys)
    body = from_json(bad.state)
    body["data"]["contact"]["phone"]["ct"] = body["data"]["contact"]["name"]["ct"]
    spoilt = bad._replace(state=to_json(body))
    rows = await Asked(Logged([good, spoilt], keys)).rows()
    assert [row.position for row in rows] == [1]


async def test_no_personal_value_of_a_made_up_week_is_in_a_masked_replay(asked: Asked, days: list[Pending]):
    rows = await asked.rows()
    assert len(rows) == len(days)
    for row, event in zip(rows, days, strict=True):
        shown = text_of(row)
        for path, value in personal(event.event):
            assert at(row.body, path) != value, (row.type, path)
            assert len(value) < LONG or value not in shown, (row.type, value)


async def test_a_replay_in_the_clear_holds_every_event_as_it_was_decided(asked: Asked, days: list[Pending]):
    rows = await dataclasses.replace(asked, clear=True).rows()
    for row, event in zip(rows, days, strict=True):
        assert row.body == event.event.model_dump(mode="json", exclude_none=True)


def text_of(row: Row) -> str:
    return to_json(row.body).decode() + (row.late or "")


def personal(event: Event) -> Iterator[tuple[Path, str]]:
    """Values that are texts, and where they stand; of a company the name is nobody's."""
    data = event.model_dump(mode="json", exclude_none=True)
    for path, mark in personal_fields(type(event)):
        value = at(data, path)
        if isinstance(value, str) and not (data.get("company") and mark.kind == "name" and len(path) == 1):
            yield path, value


def at(holder: Any, path: Path) -> Any:
    for name in path:
        holder = (holder or {}).get(name)
    return holder
