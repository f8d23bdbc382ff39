"""``gongdan projections``: which read models there are, how far they are, and building one anew."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from gongdan.cli.asking.client import Client
from gongdan.cli.showing.said import as_json, console, plain, say
from gongdan.composition import Broker, open_keys, open_read_store, open_store
from gongdan.nats_servers import users
from gongdan.service import logs
from gongdan.service.run_file import read
from gongdan.settings import Settings, load_settings
from projections.projection import Projection
from projections.registry import PROJECTIONS, named
from projections.running.rebuild import rebuild as build_anew

app = typer.Typer(no_args_is_help=True, help=say("视图：列表、延迟、重建", "Read models: list, lag, rebuild"))

Json = Annotated[bool, typer.Option("--json", help=say("输出 JSON", "print JSON"))]


@app.command("list", help=say("列出全部视图", "List the read models"))
def listed(in_json: Json = False) -> None:
    found = [{"name": each.name, "version": each.version, "title": each.title} for each in PROJECTIONS]
    if in_json:
        as_json(found)
        return
    _print(
        say("名称 版本 标题", "name version title").split(), [[str(value) for value in row.values()] for row in found]
    )


@app.command(help=say("各视图落后多少。例：gongdan projections lag", "How far each read model is behind the log"))
def lag(in_json: Json = False) -> None:
    with Client(load_settings()) as client:
        found = client.get("/projections").json()
    if in_json:
        as_json(found)
        return
    headings = say(
        "名称 位置 日志末尾 落后事件 落后秒数 搁置工单 状态",
        "name position log-end lag-events lag-seconds parked state",
    )
    _print(headings.split(), [_row(status) for status in found])


@app.command(
    help=say(
        "重建视图，期间旧视图照常使用。例：gongdan projections rebuild register",
        "Build a read model anew; readers keep the old one until it is done.\n\n"
        "Example: gongdan projections rebuild register",
    )
)
def rebuild(name: Annotated[str, typer.Argument(metavar="NAME", help="register, progress")]) -> None:
    logs.set_up(console=False)
    projection = named(name)
    position = asyncio.run(_rebuild(load_settings(), projection))
    typer.echo(say(f"{name} 已重建至位置 {position}。", f"{name} was built anew up to position {position}."))


async def _rebuild(settings: Settings, projection: Projection) -> int:
    broker = Broker.running(settings, read(settings.home))
    keys, _ = open_keys(settings)
    with closing(keys), closing(open_read_store(settings)) as store, _bar(projection.name) as progress:
        async with open_store(settings, broker, keys, user=users.PROJECTIONS) as opened:
            return await build_anew(
                opened.store,
                store,
                projection,
                epoch=opened.store.epoch,
                clock=lambda: datetime.now(UTC),
                progress=progress,
            )


@contextmanager
def _bar(name: str) -> Iterator[Callable[[int, int], None]]:
    """A bar with rate and time left, on stderr, where a person looks on."""
    screen = Console(stderr=True)
    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn(name), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=screen, disable=not screen.is_terminal) as bar:
        task = bar.add_task("", total=None, rate="")

        def report(done: int, total: int) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, completed=done, total=total, rate=f"{speed:,.0f}/s" if speed else "")

        yield report


def _row(status: dict[str, Any]) -> list[str]:
    healthy = say("正常", "healthy") if status["healthy"] else say("停滞", "stalled")
    values = (status["position"], status["end"], status["lag_events"], f"{status['lag_seconds']:.1f}", status["parked"])
    return [status["name"], *(str(value) for value in values), healthy]


def _print(headings: list[str], rows: list[list[str]]) -> None:
    table = Table(*headings, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(plain(cell) for cell in row))
    console().print(table)
