"""``gongdan projections``: which read models there are, how far they are, whether they are right, and building them."""

import asyncio
from contextlib import closing
from dataclasses import asdict
from typing import Annotated, Any, Final

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.operating import building
from gongdan.cli.showing.records.comparisons import columns, print_comparison, summary
from gongdan.cli.showing.said import as_json, note, say
from gongdan.failures import REFUSED
from gongdan.opening.database import open_read_store
from gongdan.service import logs
from gongdan.settings import Settings, load_settings
from projections.operating import kept
from projections.operating.comparing import EXAMPLES
from projections.operating.rebuild import Swap
from projections.projection import Projection
from projections.registry import PROJECTIONS, named
from projections.running.bookkeeping import Position
from projections.running.build import Build

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help=say("视图：列表、延迟、比较、重建、换回", "Read models: list, lag, compare, rebuild, roll back"),
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="register, progress")]
Json = Annotated[bool, typer.Option("--json", help=say("输出 JSON", "print JSON"))]
Examples = Annotated[
    int,
    typer.Option("--examples", min=0, max=1000, help=say("每张表每种差异最多列出几行", "rows named a table and kind")),
]


@app.command(
    "list", help=say("列出全部视图，及保留的旧表", "List the read models, and the former tables that are kept")
)
def listed(in_json: Json = False) -> None:
    positions = _positions()
    found = [_listed(each, positions) for each in PROJECTIONS]
    if in_json:
        as_json(found)
        return
    headings = say(
        "名称 版本 标题 表的版本 位置 旧表版本 旧表位置", "name version title tables-of at kept-of kept-at"
    ).split()
    columns(headings, [_listed_row(each) for each in found])
    if any(each["kept"] for each in found):
        note(
            say(
                "旧表保留至下次重建换表；gongdan projections rollback 名称 换回，"
                "gongdan projections discard 名称 删除。",
                "Former tables are kept until the next swap: `gongdan projections rollback NAME` puts them back, "
                "`gongdan projections discard NAME` drops them.",
            )
        )


def _positions() -> dict[str, Position]:
    """Where the stored tables stand."""
    if not _stored(settings := load_settings()):
        return {}
    with closing(open_read_store(settings)) as store:
        return store.positions()


def _stored(settings: Settings) -> bool:
    """Whether there are tables at all: to look for them makes none."""
    return settings.database_url is not None or (settings.home / "projections.db").exists()


def _listed(projection: Projection, positions: dict[str, Position]) -> dict[str, Any]:
    where = {"stored": projection.name, "kept": Build.kept(projection).name}
    stands = {key: positions.get(name) for key, name in where.items()}
    said = {key: {"version": at.version, "position": at.position} if at else None for key, at in stands.items()}
    return {"name": projection.name, "version": projection.version, "title": projection.title, **said}


def _listed_row(found: dict[str, Any]) -> list[str]:
    plain = [str(found[key]) for key in ("name", "version", "title")]
    return [*plain, *(str(found[key][what]) if found[key] else "-" for key in ("stored", "kept") for what in _AT)]


_AT: Final = ("version", "position")


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
    columns(headings.split(), [_row(status) for status in found])


@app.command(
    help=say(
        "视图是否与事件日志一致：重新计算并逐行比较，不作更改。不一致时退出码为 1。\n\n"
        "例：gongdan projections compare register",
        "Whether a read model equals a fresh fold of the log, row by row; changes nothing. Exit code 1 if not.\n\n"
        "Example: gongdan projections compare register",
    )
)
def compare(name: Name, examples: Examples = EXAMPLES, in_json: Json = False) -> None:
    _rebuild(name, "never", examples, in_json=in_json)


@app.command(
    help=say(
        "重建视图并与旧表比较，期间旧视图照常使用，旧表保留以便换回。\n\n例：gongdan projections rebuild register",
        "Build a read model anew and compare; readers keep the old one until it is done, and it is kept for a rollback."
        "\n\nExample: gongdan projections rebuild register",
    )
)
def rebuild(
    name: Name,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=say("只比较，不更换", "only compare, as `compare` does"))
    ] = False,
    keep: Annotated[
        bool,
        typer.Option(
            "--keep-if-different", help=say("有差异则不更换，退出码 1", "if they differ do not swap, exit code 1")
        ),
    ] = False,
    examples: Examples = EXAMPLES,
    in_json: Json = False,
) -> None:
    _rebuild(name, "never" if dry_run else "if-equal" if keep else "always", examples, in_json=in_json)


def _rebuild(name: str, swap: Swap, examples: int, *, in_json: bool) -> None:
    """Exit code 1 where there are differences and nothing was swapped."""
    logs.set_up(console=False)
    rebuilt = asyncio.run(building.rebuilt(named(name), swap, examples))
    if in_json:
        as_json(asdict(rebuilt) | {"equal": rebuilt.comparison.equal if rebuilt.comparison else None})
    else:
        if rebuilt.comparison and not rebuilt.comparison.equal:
            print_comparison(rebuilt.comparison)
        typer.echo(summary(name, rebuilt))
    if not rebuilt.swapped and rebuilt.comparison and not rebuilt.comparison.equal:
        raise typer.Exit(REFUSED)


@app.command(
    help=say(
        "换回上次更换前的表，并补上其后的事件；再次执行即可撤销。\n\n例：gongdan projections rollback register",
        "Put the tables from before the last swap back, caught up; doing it again undoes it.\n\n"
        "Example: gongdan projections rollback register",
    )
)
def rollback(name: Name) -> None:
    logs.set_up(console=False)
    position = asyncio.run(building.rolled_back(named(name)))
    typer.echo(
        say(
            f"{name} 已换回之前的表，更新至位置 {position}。",
            f"{name} uses its former tables again, caught up to position {position}.",
        )
    )


@app.command(help=say("删除保留的旧表", "Drop the former tables that are kept"))
def discard(name: Name) -> None:
    projection = named(name)
    found = False
    if _stored(settings := load_settings()):
        with closing(open_read_store(settings)) as store:
            found = kept.discard(store, projection)
    typer.echo(
        say(f"{name} 的旧表已删除。", f"The former tables of {name} were dropped.")
        if found
        else say(f"{name} 没有保留的旧表。", f"No former tables of {name} are kept.")
    )


_STATES: Final = {
    "in-use": ("正常", "in use"),
    "stalled": ("停滞", "stalled"),
    "being-built": ("重建中", "being built"),
    "newer-version": ("表的版本较新", "tables of a newer program"),
}


def _row(status: dict[str, Any]) -> list[str]:
    values = (status["position"], status["end"], status["lag_events"], f"{status['lag_seconds']:.1f}", status["parked"])
    return [status["name"], *(str(value) for value in values), say(*_STATES[status["state"]])]
