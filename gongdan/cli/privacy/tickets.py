"""``gongdan retention tickets``: whose years are over at this moment, and whether what is personal in them goes."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import typer
from sqlalchemy import Connection

from gongdan.cli.asking.options import Json
from gongdan.cli.showing.said import as_json, note, say
from gongdan.composition import Broker, open_store
from gongdan.nats_servers import users
from gongdan.opening.database import open_read_store
from gongdan.opening.keys import open_keys
from gongdan.retaining.terms import Due
from gongdan.service.run_file import beside, read
from gongdan.settings import load_settings
from projections.customers.finding import notices_about, opened_before
from projections.store import ReadStore

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Stored:
    """Implements :class:`gongdan.retaining.terms.Tickets` on the tables beside a running service."""

    store: ReadStore

    async def opened_before(self, moment: datetime) -> Sequence[tuple[str, str]]:
        return await self._read(lambda connection: opened_before(connection, moment))

    async def notices_about(self, numbers: Sequence[str]) -> Sequence[str]:
        return await self._read(lambda connection: notices_about(connection, numbers))

    async def _read(self, query: Callable[[Connection], T]) -> T:
        def reading() -> T:
            with self.store.read() as connection:
                return query(connection)

        return await asyncio.to_thread(reading)


def tickets(in_json: Json = False) -> None:
    shreds, due = load_settings().shred_tickets, asyncio.run(_due())
    if in_json:
        as_json({"due": due, "shreds": shreds})
        return
    for customer, numbers in due.items():
        typer.echo(f"{customer}: {', '.join(numbers)}")
    if not due:
        typer.echo(say("没有保存期已满的工单。", "No ticket's years are over."))
    elif shreds:
        note(say("服务将在一小时内使其中的个人信息不可读。", "What is personal in them is unreadable within the hour."))
    else:
        note(say("均予保留：未设置 GONGDAN_SHRED_TICKETS=true。", "They are kept: GONGDAN_SHRED_TICKETS is not true."))


async def _due() -> Mapping[str, tuple[str, ...]]:
    settings = load_settings()
    run_file = read(settings.home)
    settings, broker = beside(settings, run_file), Broker.running(settings, run_file)
    keys, _ = open_keys(settings)
    with closing(keys), closing(open_read_store(settings, keys)) as store:
        async with open_store(settings, broker, keys, user=users.PROJECTIONS) as opened:
            due = Due(opened.desk, keys, _Stored(store), settings.time_zone, lambda: datetime.now(UTC))
            return await due.find()
