"""The register over made-up rows of up to a million tickets in three years, on SQLite and on PostgreSQL."""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from statistics import quantiles
from typing import Final

from sqlalchemy import Connection, func, literal, select

from bench.filling import putting, tidied
from bench.report import Figure
from projections import register
from projections.register import REGISTER, RegisterFilter
from projections.register.searching.blocks import ALL, ANY, BLOCKS, block_of
from projections.register.searching.words import pairs_in, text_of
from projections.register.tables import GRAMS
from projections.running.build import Build
from projections.sql.counting import Counted
from projections.sql.paging import Page
from projections.sql.rows import Row
from projections.store import ReadStore
from projections.wording.words import STATUS
from tests.projections.postgres import Postgres

ROUNDS, BEFORE = 200, 10
"""Looks that are timed, and those before them, whose statements are made."""
FULL: Final = 10
"""Rows a page of open tickets of one status and severity: so many there are among 10,000 tickets too."""
YEARS: Final = 3
GOAL: Final = 50
FIRST: Final = datetime(2021, 12, 31, 16, tzinfo=UTC)
SPAN: Final = timedelta(days=365 * YEARS + 1)
NOW: Final = FIRST + SPAN
OPEN: Final = ("registered", "responded", "in-progress", "waiting", "resolved", "confirmed")
RARE: Final = "雪崩"
"""In some 60 texts."""
_CUSTOMERS = 200_000
_EACH, _RARELY = 2_000, 60
"""Tickets of an engineer and of a model, of which some 60 are open; tickets in which a rare word stands."""
RECEIVERS: Final = 60
_THINGS: Final = ("空调", "冰箱", "洗衣机", "热水器", "净水机", "油烟机", "电视", "微波炉")
_PARTS: Final = ("主板", "压缩机", "风扇", "电源", "显示屏", "水泵", "传感器", "遥控器", "门封", "滤网", "电机", "线束")
_FAULTS: Final = (
    "不制冷",
    "漏水",
    "异响",
    "漏电跳闸",
    "无法启动",
    "频繁停机",
    "显示 E5",
    "温度不准",
    "有焦味",
    "不通电",
)
_SAID: Final = (
    "昨晚开始",
    "用了不到一年",
    "上门检查过一次",
    "重新通电后仍旧",
    "客户很着急",
    "请尽快安排",
    "保修期内",
    "阴雨天更明显",
)
_STAGES: Final = {status: stage.value for stage, status in reversed(STATUS.items())}
"""Of the stages that have one status, the first."""
Ask = Callable[[], tuple[Page, Counted]]
Look = Callable[[random.Random, ReadStore, int], Ask]


def measure(folder: Path, sizes: list[int]) -> list[Figure]:
    """Milliseconds of a page with its count, 95 of 100; each size against the smallest, on either database."""
    found = _compared("SQLite", {size: folder / f"register-{size}.db" for size in sizes})
    server = Postgres("fsync=off").start()
    try:
        with ExitStack() as databases:
            found += _compared("PostgreSQL", {size: databases.enter_context(server.database()) for size in sizes})
    finally:
        server.stop()
    return found


def _compared(database: str, places: Mapping[int, Path | str]) -> list[Figure]:
    with ExitStack() as opened:
        stores = {size: opened.enter_context(closing(_filled(where, size))) for size, where in places.items()}
        times = {what: _most(stores, what) for what in LOOKS}
    first = min(places)
    return [
        Figure(f"{what}, {size:,} tickets, {database}", found[size], f"among {first:,}", found[first], "ms", 2, GOAL)
        for size in places
        for what, found in times.items()
    ]


def _filled(where: Path | str, size: int) -> ReadStore:
    store = ReadStore.open(where)
    pairs, whole = fill(store, size)
    print(f"pairs of signs of {size:,} tickets: {pairs / 1e6:,.1f} MB of {whole / 1e6:,.1f} MB", flush=True)
    tidied(where)
    return store


def _most(stores: Mapping[int, ReadStore], what: str) -> dict[int, float]:
    """What 95 of 100 looks take no longer than, each at something else.

    All sizes are looked at in turn, so that whatever else the machine does meanwhile weighs on each of them.
    """
    chances = {size: random.Random(5) for size in stores}
    took, rows = defaultdict[int, list[float]](list), Counter[int]()
    for _ in range(BEFORE + ROUNDS):
        for size, store in stores.items():
            ask = LOOKS[what](chances[size], store, size)
            began = time.perf_counter()
            page, _ = ask()
            took[size].append((time.perf_counter() - began) * 1000)
            rows[size] += len(page.rows)
    shown = ", ".join(f"{rows[size] / (BEFORE + ROUNDS):.1f} among {size:,}" for size in stores)
    print(f"rows on a page, {what}: {shown}", flush=True)
    return {size: quantiles(times[BEFORE:], n=20)[-1] for size, times in took.items()}


def _asked(store: ReadStore, only: RegisterFilter, after: str | None = None, limit: int = 50) -> Ask:
    """A page and its count, as a look over HTTP has them."""

    def ask() -> tuple[Page, Counted]:
        with store.read() as connection:
            look = register.Look(only)
            return look.page(connection, after=after, limit=limit), look.count(connection)

    return ask


def _deep(chance: random.Random, store: ReadStore, size: int) -> Ask:
    """The page after a row somewhere in the middle."""
    middle = RegisterFilter(reported_to=FIRST + SPAN * chance.uniform(0.3, 0.7))
    with store.read() as connection:
        after = register.page(connection, middle).next
    return _asked(store, RegisterFilter(), after)


LOOKS: Final[dict[str, Look]] = {
    "newest first": lambda _chance, store, _size: _asked(store, RegisterFilter()),
    "by status and severity": lambda chance, store, _size: _asked(
        store,
        RegisterFilter(status=[chance.choice(OPEN)], severity=[chance.choice(("urgent", "general"))]),
        limit=FULL,
    ),
    "an engineer's open": lambda chance, store, size: _asked(
        store, RegisterFilter(status=OPEN, engineer=[engineer_of(chance, size)])
    ),
    "two signs, rare": lambda _chance, store, _size: _asked(store, RegisterFilter(text=RARE)),
    "two signs, frequent": lambda chance, store, _size: _asked(
        store, RegisterFilter(text=chance.choice(("空调", "主板", "漏电")))
    ),
    "words and a filter": lambda chance, store, size: _asked(
        store, RegisterFilter(text=f"{chance.choice(_THINGS)} 漏电", model=[model_of(chance, size)])
    ),
    "a number's end": lambda chance, store, _size: _asked(
        store, RegisterFilter(text=f"{chance.randrange(100, 270):05}")
    ),
    "deep, by cursor": _deep,
}


def fill(store: ReadStore, tickets: int) -> tuple[int, int]:
    """Rows as a desk of so many tickets in three years would have them; the bytes of what is searched, and of all."""
    with store.write() as connection:
        Build.live(register.PROJECTION).start(connection, "e1", NOW)
        return put_rows(connection, tickets)


def put_rows(connection: Connection, tickets: int) -> tuple[int, int]:
    """As :func:`fill`, into tables that are there."""
    put = putting(connection)
    indexes = sorted(REGISTER.indexes, key=lambda index: str(index.name))
    for index in indexes:
        index.drop(connection)
    put(REGISTER, made(tickets))
    before = _bytes(connection)
    put(GRAMS, _pairs(tickets))
    pairs = _bytes(connection) - before
    for index in indexes:
        index.create(connection)
    return pairs, _bytes(connection)


def _bytes(connection: Connection) -> int:
    """Of the tables and their indexes."""
    if connection.dialect.name == "postgresql":
        sizes = (func.pg_total_relation_size(table.name) for table in (REGISTER, GRAMS))
        return connection.execute(select(sum(sizes, literal(0)))).scalar_one()
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one()


def made(tickets: int) -> Iterator[Row]:
    """The newest tenth is still open, in part."""
    chance = random.Random(7)
    empty: Row = dict.fromkeys(column.name for column in REGISTER.columns)
    empty.update(company=False, sources="{}", told="[]", acknowledged=True, resumes_at="new", events=23, version=23)
    empty.update(imported=False, irregular=0, reopenings=0, rejections=0, corrections=0, policy="handbook@1")
    empty.update(last_event="ticket-closed")
    months = groupby(range(tickets), lambda place: (FIRST + SPAN * (place / tickets)).strftime("%Y%m"))
    for month, places in months:
        for count, place in enumerate(places, 1):
            at = FIRST + SPAN * (place / tickets)
            is_open = place > tickets * 0.9 and chance.random() < 0.3
            said = _said(chance, tickets, f"{month}-{count:05}", at)
            yield empty | said | _standing(chance, tickets, at, is_open)


def _said(chance: random.Random, tickets: int, number: str, at: datetime) -> Row:
    thing, part, fault = chance.choice(_THINGS), chance.choice(_PARTS), chance.choice(_FAULTS)
    rare = RARE if chance.random() < _RARELY / tickets else ""
    told = "，".join(chance.sample(_SAID, 4))
    row: Row = {"number": number, "reported": at, "updated": at, "recorded": at, "channel": "phone", "kind": "fault"}
    row |= {"summary": f"{thing}{part}{fault}{rare}", "fault": f"{thing}{part}{fault}{rare}，{told}。"}
    row |= {
        "product": f"{thing}{chance.randrange(9)}型",
        "model": model_of(chance, tickets),
        "serial": "SN**********42",
    }
    row |= {
        "customer_name": f"{chance.choice('赵钱孙李周吴郑王冯陈')}**",
        "customer": f"c-{chance.randrange(_CUSTOMERS)}",
    }
    row["cause"] = f"{chance.choice(_PARTS)}老化" if chance.random() < 0.8 else None
    return row | {"searched": text_of(row), "command": number, "receiver": f"a-{chance.randrange(RECEIVERS):03}"}


def _standing(chance: random.Random, tickets: int, at: datetime, is_open: bool) -> Row:
    status = chance.choice(OPEN) if is_open else chance.choice(("closed", "archived"))
    row: Row = {
        "status": status,
        "stage": _STAGES[status],
        "severity": chance.choice(("general", "general", "important", "urgent")),
    }
    row |= {
        "engineer": engineer_of(chance, tickets),
        "team": f"t-{chance.randrange(12)}",
        "region": f"R{chance.randrange(8)}",
    }
    row |= {"handler": None, "first_response": at, "estimate": at + timedelta(days=2), "fault_type": "hardware"}
    return row if is_open else row | {"closed": at + timedelta(days=3), "closed_as": "satisfied"}


def engineer_of(chance: random.Random, tickets: int) -> str:
    """One of as many as have as much to do in any department, so that a look finds as much among any tickets."""
    return f"e-{chance.randrange(_shared(tickets)):03}"


def model_of(chance: random.Random, tickets: int) -> str:
    return f"KFR-{chance.randrange(_shared(tickets)):02}GW"


def _shared(tickets: int) -> int:
    return max(tickets // _EACH, 1)


def _pairs(tickets: int) -> Iterator[Row]:
    """What folding the openings of those tickets leaves."""
    for block, rows in groupby(made(tickets), lambda row: block_of(row["number"])[0]):
        sets = defaultdict[str, list[str]](list)
        for row in rows:
            member = block_of(row["number"])[1]
            for pair in pairs_in(row["searched"]) | {ALL}:
                sets[pair].append(member)
        sets[BLOCKS].append(ANY)
        yield from ({"gram": pair, "block": block, "members": "".join(members)} for pair, members in sets.items())
