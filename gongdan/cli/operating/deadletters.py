"""``gongdan deadletters``: what read models could not digest and reactions gave up, to be tried again once mended."""

import asyncio
import getpass
import os
from dataclasses import asdict
from typing import Annotated, Any, Final
from urllib.parse import quote, urlencode

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.showing.records.comparisons import columns
from gongdan.cli.showing.said import as_json, say
from gongdan.failures import REFUSED, Failure
from gongdan.service.questions.foreign import dismiss as dismissing
from gongdan.settings import load_settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help=say(
        "搁置的工单：列出、查看、重新处理",
        "What read models could not digest and reactions gave up: list, show, replay",
    ),
)

Json = Annotated[bool, typer.Option("--json", help=say("输出 JSON", "print JSON"))]
Name = Annotated[str, typer.Argument(metavar="PROJECTION", help="register, progress, deadlines")]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help=say("工单号", "the ticket"))]

_PATIENCE: Final = 600.0
"""Seconds for a replay, which reads the log from the first event that was left out."""
_HEADINGS: Final = (
    "视图 工单 位置 事件 错误 自 略过 已确认",
    "projection ticket position event error since skipped dismissed",
)


@app.command(
    "list",
    help=say(
        "列出视图搁置的工单和后续处理搁置的事件",
        "List the tickets that read models left out and the events that reactions gave up",
    ),
)
def listed(
    projection: Annotated[
        str | None, typer.Option(help=say("只看此视图或后续处理", "of this read model or reaction only"))
    ] = None,
    in_json: Json = False,
) -> None:
    with Client(load_settings()) as client:
        found = client.get("/dead-letters", projection=projection).json()
    if in_json:
        as_json(found)
    elif found:
        _print(found)
    else:
        typer.echo(say("没有搁置的工单。", "No ticket was left out."))


@app.command(
    help=say(
        "查看一张搁置的工单及其事件的编号，不含内容。例：gongdan deadletters show register 202405-00123",
        "Show one with the ids of its event, not what it says. Example: gongdan deadletters show register 202405-00123",
    )
)
def show(projection: Name, number: Number, in_json: Json = False) -> None:
    with Client(load_settings()) as client:
        found = client.get(f"/dead-letters/{quote(projection, '')}/{quote(number, '')}").json()
    if in_json:
        as_json(found)
        return
    event = found.pop("event")
    dismissed = {f"dismissed {name}": value for name, value in (found.pop("dismissed", None) or {}).items()}
    columns(
        say("项目 值", "field value").split(),
        [[name, str(value)] for name, value in (found | dismissed | event).items() if value is not None],
    )


@app.command(
    help=say(
        "修复原因后重新处理搁置的工单（一张、一个视图的、或全部）；仍失败的保持搁置，退出码 1。\n\n"
        "例：gongdan deadletters replay register 202405-00123；gongdan deadletters replay",
        "Fold tickets again once the cause is mended: one, a read model's, or all. What fails again stays left out, "
        "exit code 1.\n\n"
        "Examples: gongdan deadletters replay register 202405-00123; gongdan deadletters replay",
    )
)
def replay(
    projection: Annotated[
        str | None, typer.Argument(metavar="[PROJECTION]", help="register, progress, deadlines")
    ] = None,
    number: Annotated[str | None, typer.Argument(metavar="[NUMBER]", help=say("工单号", "the ticket"))] = None,
    in_json: Json = False,
) -> None:
    said = urlencode({key: value for key, value in (("projection", projection), ("ticket", number)) if value})
    with Client(load_settings()) as client:
        done = client.post(f"/dead-letters/replay?{said}", {}, {}, within=_PATIENCE)
    if in_json:
        as_json(done)
    else:
        _tell(done)
    if done["parked"]:
        raise typer.Exit(REFUSED)


@app.command(
    help=say(
        "确认一条不是事件的消息：您已查明是谁写入的，它可以一直搁置；记录何人、何时、为何。"
        "位置见 gongdan deadletters list。\n\n"
        "例：gongdan deadletters dismiss 17 --reason 网络组的探测消息，已停用",
        "Record that you have looked at a message that is no event and found out who put it there: it stays left out. "
        "Who, when and why are kept. For its position see `gongdan deadletters list`.\n\n"
        'Example: gongdan deadletters dismiss 17 --reason "a probe of the network team, switched off"',
    )
)
def dismiss(
    position: Annotated[int, typer.Argument(metavar="POSITION", min=1, help=say("在日志中的位置", "in the log"))],
    reason: Annotated[str, typer.Option(help=say("原因（不要写个人信息）", "why; no personal data in it"))],
    in_json: Json = False,
) -> None:
    if not reason.strip():
        raise Failure("no-reason")
    by = os.environ.get("SUDO_USER") or getpass.getuser()
    done = asyncio.run(dismissing(load_settings(), position, reason.strip(), by))
    if in_json:
        as_json(asdict(done))
        return
    typer.echo(
        say(
            f"位置 {done.position} 的消息已由 {done.by} 于 {done.at} 确认：{done.reason}",
            f"The message at position {done.position} was dismissed by {done.by} at {done.at}: {done.reason}",
        )
    )


def _tell(done: dict[str, Any]) -> None:
    mended, parked = done["mended"], done["parked"]
    if parked:
        _print(parked)
    typer.echo(
        say(
            f"{mended} 张工单已恢复，{len(parked)} 张仍搁置" + ("；请升级程序后再试。" if parked else "。"),
            f"{mended} tickets are back, {len(parked)} are still left out"
            + (": upgrade the program, then try again." if parked else "."),
        )
    )


def _print(found: list[dict[str, Any]]) -> None:
    columns(say(*_HEADINGS).split(), [list(map(_told, entry.values())) for entry in found])


def _told(value: Any) -> str:
    """Of a dismissal the reason."""
    match value:
        case None:
            return ""
        case {"reason": reason}:
            return str(reason)
        case _:
            return str(value)
