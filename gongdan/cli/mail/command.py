"""``gongdan mail``: letters that came in and wait for a person, read, saved, let in or dropped."""

from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.documents.saving import put, require_free
from gongdan.cli.notices.showing import table
from gongdan.cli.showing.labels import time
from gongdan.cli.showing.said import as_json, say
from gongdan.settings import load_settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help=say("来信：待人处理的邮件", "Mail in: letters that wait for a person"),
)

Letter = Annotated[
    str, typer.Argument(metavar="LETTER", help=say("来信编号，见 gongdan mail list", "its id, see gongdan mail list"))
]
State = Literal["waiting", "released", "dropped", "kept"]


@app.command(
    "list",
    help=say(
        "列出待处理的来信：谁发来、主题、为何待处理。\n\n例：gongdan mail list --as a-001:agent",
        "List letters that wait: from whom, of what, and why.\n\nExample: gongdan mail list --as a-001:agent",
    ),
)
def listed(
    state: Annotated[State, typer.Option(help=say("只看此状态", "those that stand so"))] = "waiting",
    limit: Annotated[int, typer.Option(min=1, max=200, help=say("最多几封", "at most so many"))] = 50,
    page: Annotated[str | None, typer.Option(metavar="NEXT", help=say("下一页", "where the page before ended"))] = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get("/mail", state=state, limit=limit, page=page).json()
    if in_json:
        as_json(found)
    elif not found["items"]:
        typer.echo(say("没有来信。", "There are no letters."))
    else:
        heads = say("编号 收到 发件人 主题 原因 工单", "id came from subject why ticket").split()
        table(heads, [_row(each) for each in found["items"]])
        if found["next"]:
            typer.echo(say(f"下一页：--page '{found['next']}'", f"Next page: --page '{found['next']}'"))


@app.command(
    help=say(
        "查看一封来信（纯文本）。\n\n例：gongdan mail show 442f45025f855a95bcf0bc9733e8b73e --as a-001:agent",
        "Read a letter as plain text.\n\nExample: gongdan mail show 442f45025f855a95bcf0bc9733e8b73e --as a-001:agent",
    )
)
def show(letter: Letter, acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get(f"/mail/{quote(letter, '')}").json()
    if in_json:
        as_json(found)
        return
    for name, said in (
        (say("发件人", "From"), found["sender"]),
        (say("收件人", "To"), ", ".join(found["to"])),
        (say("主题", "Subject"), found["subject"]),
        (say("收到", "Came"), time(found["came"])),
        (say("原因", "Why it waits"), found["text"]),
        (say("附件", "Files"), ", ".join(found["files"])),
    ):
        typer.echo(f"{name}{say('：', ': ')}{said}")
    typer.echo(f"\n{found['said']}")


@app.command(
    help=say(
        "保存来信原件（.eml）；不打开其中的内容。\n\n例：gongdan mail save 442f45025f855a95bcf0bc9733e8b73e 来信.eml",
        "Save a letter as it came (.eml); nothing in it is opened.\n\n"
        "Example: gongdan mail save 442f45025f855a95bcf0bc9733e8b73e letter.eml",
    )
)
def save(
    letter: Letter,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help=say("文件", "the file"))] = None,
    acting: As = None,
) -> None:
    where = file or Path(f"{letter}.eml")
    require_free(where)
    with Client(load_settings(), acting) as client, client.download(f"/mail/{quote(letter, '')}/raw") as answer:
        content = answer.read()
    put(where, content)
    typer.echo(say(f"已保存到 {where}。", f"Saved as {where}."))


@app.command(
    help=say(
        "把来信登记为新工单，或并入一张工单（须可登记工单）。\n\n"
        "例：gongdan mail release 442f45025f855a95bcf0bc9733e8b73e --ticket 202405-00123 --as a-001:agent",
        "Let a letter in: it opens a ticket, or goes on one.\n\n"
        "Example: gongdan mail release 442f45025f855a95bcf0bc9733e8b73e --ticket 202405-00123 --as a-001:agent",
    )
)
def release(
    letter: Letter,
    ticket: Annotated[str | None, typer.Option(metavar="NUMBER", help=say("并入此工单", "on this ticket"))] = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    with Client(load_settings(), acting) as client:
        done = client.post(f"/mail/{quote(letter, '')}/release", {"ticket": ticket} if ticket else {}, {})
    if in_json:
        as_json(done)
    else:
        typer.echo(say(f"来信已登记到工单 {done['ticket']}。", f"The letter is on ticket {done['ticket']}."))


@app.command(
    help=say(
        "丢弃一封来信：内容删除，不能恢复。\n\n"
        "例：gongdan mail drop 442f45025f855a95bcf0bc9733e8b73e --reason 广告 --as a-001:agent",
        "Throw a letter away: its content is gone for ever.\n\n"
        "Example: gongdan mail drop 442f45025f855a95bcf0bc9733e8b73e --reason advertising --as a-001:agent",
    )
)
def drop(
    letter: Letter,
    reason: Annotated[str, typer.Option(help=say("原因", "why"))],
    acting: As = None,
    in_json: Json = False,
) -> None:
    with Client(load_settings(), acting) as client:
        done = client.post(f"/mail/{quote(letter, '')}/drop", {"reason": reason}, {})
    if in_json:
        as_json(done)
    else:
        typer.echo(say(f"来信 {letter} 已丢弃。", f"Letter {letter} is dropped."))


def _row(each: dict[str, Any]) -> tuple[str, ...]:
    return each["letter"], time(each["came"]), each["sender"], each["subject"], each["text"], each["ticket"] or ""
