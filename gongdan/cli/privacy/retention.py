"""``gongdan retention``: what has to be kept and until when, and years that are over, copied and checked."""

import asyncio
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.privacy.tickets import tickets
from gongdan.cli.showing.said import as_json, chinese, say
from gongdan.composition import Broker, open_store
from gongdan.failures import REFUSED, Failure
from gongdan.nats_servers import users
from gongdan.opening.keys import open_keys
from gongdan.retaining import archives
from gongdan.service.run_file import beside, read
from gongdan.settings import load_settings
from gongdan.system import of_system
from projections.wording.codes import KEEPING

app: Final = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help=say("保存：推迟的删除、保全，以及往年的封存", "Retention: what waits, what is held, and years that are over"),
)
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help=say("封存目录", "the archive's folder"))]


@app.command(
    help=say("哪些删除在推迟、哪些有保全、哪些已删除。", "Which erasures wait, what is held, what was erased.")
)
def report(acting: As = None, in_json: Json = False) -> None:
    found = _measures(acting)
    today = datetime.now(load_settings().time_zone).date().isoformat()
    told = {
        "waiting": [each for each in found if each["because"]],
        "due": [each["customer"] for each in found if is_due(each, today)],
        "held": [each["customer"] for each in found if each["holds"]],
        "erased": [each for each in found if each["erased"]],
    }
    as_json(told) if in_json else _print(told)


@app.command(
    help=say(
        "服务每小时自行删除到期的；--dry-run 列出此刻到期的。",
        "The service erases by itself, every hour, what is due; --dry-run lists what is at this moment.",
    )
)
def run(
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("只列出", "only list"))] = False,
    acting: As = None,
    in_json: Json = False,
) -> None:
    today = datetime.now(load_settings().time_zone).date().isoformat()
    due = [each["customer"] for each in _measures(acting) if is_due(each, today)]
    if in_json:
        as_json({"due": due, "dry_run": dry_run})
        return
    typer.echo("\n".join(due) or say("没有到期的。", "Nothing is due."))
    if due and not dry_run:
        typer.echo(say("服务将在一小时内删除。", "The service erases them within the hour."), err=True)


app.command(
    help=say(
        "哪些工单此刻保存期已满、无保全且仍可读取个人信息。例：gongdan retention tickets",
        "Tickets whose years are over, without a hold, of which anything personal can be read still."
        "\n\nExample: gongdan retention tickets",
    )
)(tickets)


@app.command(
    help=say(
        "将已结束的一年封存到新目录（事件原文，加密值不解密）。例：gongdan retention archive 2023 archive-2023",
        "Seal a year that is over in a new folder: the events as they are stored, nothing opened."
        "\n\nExample: gongdan retention archive 2023 archive-2023",
    )
)
def archive(year: int, folder: Folder, in_json: Json = False) -> None:
    settings = load_settings()
    if not archives.over(year, datetime.now(settings.time_zone).date()):
        raise Failure("year-not-over", year=year)
    try:
        made = asyncio.run(_archived(year, folder))
    except archives.NothingRecorded:
        raise Failure("nothing-in-year", year=year) from None
    except OSError as error:
        raise Failure("bad-output", path=folder, why=of_system(error)) from None
    if in_json:
        as_json({"events": made.events, "first": made.first, "last": made.last, "sha256": made.sha256})
        return
    digest = made.sha256[archives.EVENTS]
    typer.echo(
        say(f"{year} 年 {made.events} 个事件，SHA-256 {digest}。", f"{year}: {made.events} events, SHA-256 {digest}.")
    )


@app.command(
    help=say(
        "核对封存：每个字节、每条哈希链。有问题则退出码 1。",
        "Check an archive: every byte, every chain of hashes. Exit code 1 if not.",
    )
)
def verify(folder: Folder, in_json: Json = False) -> None:
    try:
        found = archives.verify(folder)
    except archives.NoArchive as error:
        raise Failure("no-year-archive", path=folder, why=error.said) from None
    if in_json:
        as_json({"events": found.events, "findings": list(found.findings)})
    else:
        whole = say(f"{found.events} 个事件，完好。", f"{found.events} events, all as they were sealed.")
        typer.echo("\n".join(found.findings) or whole)
    if found.findings:
        raise typer.Exit(REFUSED)


async def _archived(year: int, folder: Path) -> archives.Manifest:
    settings = load_settings()
    run_file = read(settings.home)
    settings, broker = beside(settings, run_file), Broker.running(settings, run_file)
    keys, _ = open_keys(settings)
    with closing(keys):
        async with open_store(settings, broker, keys, user=users.PROJECTIONS) as opened:
            batches = opened.log.follow(0, until=await opened.log.end())
            how = {"epoch": opened.log.epoch, "prefix": settings.prefix, "zone": settings.time_zone}
            return await archives.archive(batches, year, folder, **how)


def _measures(acting: str | None) -> list[dict[str, Any]]:
    with Client(load_settings(), acting) as client:
        return client.get("/privacy", after="now").json()


def is_due(each: dict[str, Any], today: str) -> bool:
    """Whether nothing asks for the data any more: no hold, and no year that is not over."""
    return each["because"] in ("term", "hold") and not each["holds"] and (each["until"] or "") < today


def _print(told: dict[str, Any]) -> None:
    place = 0 if chinese() else 1
    for each in told["waiting"]:
        until = say(f"，至 {each['until']}", f", until {each['until']}") if each["until"] else ""
        typer.echo(say("推迟：", "waits: ") + f"{each['customer']} {KEEPING[each['because']][place]}{until}")
    for customer in told["held"]:
        typer.echo(say("保全：", "held: ") + customer)
    for each in told["erased"]:
        done = say("已清除", "done") if each["completed"] else say("清除中", "under way")
        typer.echo(say("已删除：", "erased: ") + f"{each['customer']} {each['erased'][:10]} {done}")
