"""Which events come: each filter alone, all together, and by the register what only that knows."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Boolean, Integer, insert

from domain.store import Pending
from projections.register import REGISTER
from projections.replaying.selecting import Tickets, of_products
from projections.sql.columns import Moment
from projections.store import ReadStore
from tests.replaying.logged import Asked

BUSY = "ticket-opened"


def ids(events: list[Pending]) -> list[str]:
    return [event.envelope.id for event in events]


async def found(asked: Asked, **selected: Any) -> list[str]:
    return [row.id for row in await asked.only(**selected).rows()]


async def test_without_a_filter_everything_comes_in_the_order_of_the_log(asked: Asked, days: list[Pending]):
    rows = await asked.rows()
    assert [row.id for row in rows] == ids(days)
    assert [row.position for row in rows] == list(range(1, len(days) + 1))


async def test_a_span_holds_its_beginning_and_not_its_end(asked: Asked, days: list[Pending]):
    since, until = sorted({event.envelope.occurred for event in days})[100:800:699]
    inside = [event for event in days if since <= event.envelope.occurred < until]
    assert len(inside) > 100
    assert await found(asked, since=since, until=until) == ids(inside)
    assert await found(asked, since=until) == ids([event for event in days if event.envelope.occurred >= until])


async def test_any_of_several_types_comes(asked: Asked, days: list[Pending]):
    wanted = {BUSY, "ticket-closed"}
    expected = [event for event in days if event.envelope.type in wanted]
    assert await found(asked, types=list(wanted)) == ids(expected)


async def test_a_ticket_brings_what_is_about_it_too(asked: Asked, days: list[Pending]):
    complaint = next(event.envelope for event in days if event.envelope.aggregate.startswith("return-"))
    assert complaint.ticket
    expected = [event for event in days if event.envelope.ticket == complaint.ticket]
    assert {event.envelope.aggregate for event in expected} >= {complaint.aggregate, complaint.ticket}
    assert await found(asked, tickets=[complaint.ticket.removeprefix("ticket-")]) == ids(expected)


async def test_a_customer_brings_their_record_and_their_tickets(asked: Asked, days: list[Pending]):
    key = next(event.envelope.customer for event in days if event.envelope.type == BUSY)
    assert key
    expected = [event for event in days if event.envelope.customer == key]
    assert await found(asked, customers=[key]) == ids(expected)


async def test_all_filters_that_are_given_must_be_met(asked: Asked, days: list[Pending]):
    opening = next(event.envelope for event in days if event.envelope.type == BUSY)
    span = {"since": opening.occurred, "until": opening.occurred + timedelta(microseconds=1)}
    assert opening.ticket
    number = opening.ticket.removeprefix("ticket-")
    assert await found(asked, types=[BUSY], tickets=[number], **span) == [opening.id]
    assert await found(asked, types=["ticket-closed"], tickets=[number], **span) == []


@pytest.fixture
def register() -> Iterator[ReadStore]:
    with closing(ReadStore.in_memory()) as store:
        with store.write() as connection:
            REGISTER.create(connection)
        yield store


def enter(store: ReadStore, *rows: dict[str, Any]) -> None:
    with store.write() as connection:
        for row in rows:
            connection.execute(insert(REGISTER).values(empty() | row))


def empty() -> dict[str, Any]:
    """What every row must have."""
    fill = {Integer: 0, Boolean: False, Moment: datetime(2024, 5, 1, tzinfo=UTC)}
    needed = [column for column in REGISTER.columns if not column.nullable]
    return {column.name: fill.get(type(column.type), "-") for column in needed}


async def test_a_product_is_a_name_or_a_model_of_the_register(asked: Asked, days: list[Pending], register: ReadStore):
    one, two, three = [event.envelope.ticket or "" for event in days if event.envelope.type == BUSY][:3]
    numbers = [key.removeprefix("ticket-") for key in (one, two, three)]
    rows = [{"product": "智能空调", "model": "X1"}, {"model": "KFR-35"}, {"product": "洗衣机", "model": "W-9"}]
    enter(register, *({"number": number} | row for number, row in zip(numbers, rows, strict=True)))
    tickets = Tickets(register, of_products(["智能空调", "KFR-35"]))
    expected = [event for event in days if event.envelope.ticket in (one, two)]
    shown = await Asked(asked.source, tickets=tickets).rows()
    assert [row.id for row in shown] == ids(expected)


async def test_of_no_ticket_nothing_comes_where_only_some_tickets_count(asked: Asked, register: ReadStore):
    assert await Asked(asked.source, tickets=Tickets(register, of_products(["KFR-35"]))).rows() == []
