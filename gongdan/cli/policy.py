"""``gongdan policy``: which rules there are, what they say in plain words, whether a file is right, a copy of one."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from gongdan.cli.showing import policies
from gongdan.cli.showing.said import as_json, note, plain, say
from gongdan.failures import WRONG_USAGE
from gongdan.language import language
from gongdan.policies.copying import copied
from gongdan.policies.files import BadRules, RuleFile, read_file
from gongdan.policies.library import FOLDER, known_names, library
from gongdan.settings import load_settings

app = typer.Typer(no_args_is_help=True, help=say("政策包：查看、检查、复制", "Policy packs: show, check, copy"))

Json = Annotated[bool, typer.Option("--json", help=say("输出 JSON", "print JSON"))]


@app.command(
    help=say(
        "查看政策包的全部规定；不给名称则列出全部。\n\n例：gongdan policy show handbook",
        "Show all that a pack says; without a name, list them.\n\nExample: gongdan policy show handbook",
    )
)
def show(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="handbook, appliance, …")] = None,
    in_json: Json = False,
) -> None:
    known = library(load_settings().home)
    if name is None:
        policies.all_as_json(known) if in_json else policies.print_all(known)
        return
    held = known.named(name)
    policies.one_as_json(held) if in_json else policies.print_one(held)


@app.command(
    help=say(
        "检查政策包、选用规则（choice.toml）或日历文件，一次指出全部错误；有错误时退出码为 2。\n\n"
        "例：gongdan policy check our-desk.toml",
        "Check files of policy packs, the choice among them (choice.toml) or calendars, and name every mistake; "
        "exit code 2 if there is one.\n\nExample: gongdan policy check our-desk.toml",
    )
)
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=say("TOML 文件", "TOML files"))],
    in_json: Json = False,
) -> None:
    names = known_names(load_settings().home)
    answers = [(path, _checked(path, names)) for path in files]
    if in_json:
        as_json([policies.checked_as_json(path, answer) for path, answer in answers])
    else:
        for path, answer in answers:
            _say(path, answer)
    if any(isinstance(answer, BadRules) for _, answer in answers):
        raise typer.Exit(WRONG_USAGE)


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
            f"修改后检查：gongdan policy check {file}；政策包放在 {home / FOLDER} 中。",
            f"Change it, then: gongdan policy check {file}. Packs lie in {home / FOLDER}.",
        )
    )


def _checked(path: Path, packs: Collection[str]) -> RuleFile | BadRules:
    try:
        return read_file(path, packs)
    except BadRules as bad:
        return bad


def _say(path: Path, answer: RuleFile | BadRules) -> None:
    if isinstance(answer, RuleFile):
        typer.echo(f"{path}: {policies.summary(answer)}")
        return
    for line in answer.lines(language()):
        note(plain(line).plain)
