"""``gongdan policy``: which rules there are, what they say, whether a file is right, a copy of one, and into force."""

from pathlib import Path
from typing import Annotated

import typer

from gongdan.cli.rules.kinds import POLICY
from gongdan.cli.rules.looking import Text, add_check, show_recorded
from gongdan.cli.rules.steps import Json, add_steps
from gongdan.cli.showing.records import policies
from gongdan.cli.showing.said import note, say
from gongdan.policies.copying import copied
from gongdan.policies.library import FOLDER, library
from gongdan.settings import load_settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help=say(
        "政策包：查看、检查、复制、提出、批准、发布", "Policy packs: show, check, copy, propose, approve, publish"
    ),
)


@app.command(
    help=say(
        "查看政策包的全部规定；不给名称则列出全部。--version 查看记录中的某一版本（也可为待批准的），"
        "须有运行中的服务。\n\n"
        "例：gongdan policy show handbook；gongdan policy show our-desk --version 1 --text",
        "Show all that a pack says; without a name, list them. --version shows one that is on record, also a proposed "
        "one, of a running service.\n\n"
        "Examples: gongdan policy show handbook; gongdan policy show our-desk --version 1 --text",
    )
)
def show(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="handbook, appliance, …")] = None,
    version: Annotated[
        int | None, typer.Option("--version", min=1, help=say("记录中的某一版本", "one version on record"))
    ] = None,
    text: Text = False,
    in_json: Json = False,
) -> None:
    if name is not None and version is not None:
        show_recorded(POLICY, name, version, text=text, in_json=in_json)
        return
    known = library(load_settings().home)
    if name is None:
        policies.all_as_json(known) if in_json else policies.print_all(known)
        return
    held = known.named(name)
    if text:
        typer.echo(held.text, nl=False)
        return
    policies.one_as_json(held) if in_json else policies.print_one(held)


add_check(
    app,
    POLICY,
    ("政策包、选用规则（choice.toml）或日历", "policy packs, the choice among them (choice.toml) or calendars"),
)


@app.command(
    help=say(
        "将一个政策包连同注释复制为自己的一份，从版本 1 开始。\n\n"
        "例：gongdan policy copy handbook var/policies/our-desk.toml",
        "Copy a pack, comments and all, as version 1 of one of your own.\n\n"
        "Example: gongdan policy copy handbook var/policies/our-desk.toml",
    )
)
def copy(
    name: Annotated[str, typer.Argument(metavar="NAME", help="handbook, appliance, …")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("写到何处", "where to write it"))],
    own: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help=say("新名称（默认同文件名）", "its name (default: the file's)")),
    ] = None,
) -> None:
    home = load_settings().home
    known = library(home)
    made = copied(known.named(name), file, own, known)
    typer.echo(say(f"已写入 {file}：{made}@1。", f"{file} is written: {made}@1."))
    note(
        say(
            f"修改后检查并提出：gongdan policy check {file}；gongdan policy propose {file}。"
            f"政策包放在 {home / FOLDER} 中。",
            f"Change it, then: gongdan policy check {file}; gongdan policy propose {file}. "
            f"Packs lie in {home / FOLDER}.",
        )
    )


add_steps(app, POLICY)
