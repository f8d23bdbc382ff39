"""``gongdan routing``: which rules say to whom a ticket goes, whether a file says so rightly, and setting them."""

from pathlib import Path
from typing import Annotated

import typer

from gongdan.cli.rules import telling
from gongdan.cli.rules.kinds import ROUTING
from gongdan.cli.rules.looking import Text, Version, add_check, show_recorded
from gongdan.cli.rules.routing_table import print_rules
from gongdan.cli.rules.steps import As, Json, Key, add_steps, place_of, sent
from gongdan.cli.showing.said import as_json, note, say
from gongdan.policies.copying import write_new
from gongdan.policies.files import read_routing
from gongdan.policies.routing.example import example as example_text

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help=say(
        "分流规则：工单转给谁；查看、检查、样例、启用（主管）",
        "Routing rules, which say to whom a ticket goes: show, check, example, set (supervisor)",
    ),
)


@app.command(
    help=say(
        "查看分流规则：自上而下，谁得到哪些工单；--text 输出原文，可另存后修改。\n\n"
        "例：gongdan routing show；gongdan routing show --text > desk.toml",
        "Show the rules in their order: who gets which tickets. --text prints them as they are written, to be kept and "
        "changed.\n\nExamples: gongdan routing show; gongdan routing show --text > desk.toml",
    )
)
def show(version: Version = None, text: Text = False, in_json: Json = False) -> None:
    show_recorded(ROUTING, ROUTING.example, version, text=text, in_json=in_json, shown=print_rules)


add_check(app, ROUTING, ("分流规则", "routing rules"))


@app.command(
    help=say(
        "输出一份带中英文注释的样例，供修改；给出文件名则写入文件，不覆盖已有的。\n\n"
        "例：gongdan routing example desk.toml",
        "Print an example to start from, with comments in Chinese and English; into a file where one is named, never "
        "over one that is there.\n\nExample: gongdan routing example desk.toml",
    )
)
def example(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help=say("写到何处（默认为屏幕）", "where to write it, if not here")),
    ] = None,
) -> None:
    if file is None:
        typer.echo(example_text(), nl=False)
        return
    write_new(file, example_text())
    typer.echo(say(f"已写入 {file}。", f"{file} is written."))
    note(
        say(
            f"改成本部门的班组后启用：gongdan routing set {file}{ROUTING.proposer}",
            f"Put in your own teams, then: gongdan routing set {file}{ROUTING.proposer}",
        )
    )


@app.command(
    "set",
    help=say(
        "启用文件中的分流规则（主管）：提出并发布，立即生效；每次修改，文件中的 version 加一。\n\n"
        "例：gongdan routing set desk.toml --as s-001:supervisor",
        "Route by the rules of a file from now on (supervisor): proposed and published in one. With every change, "
        "raise version in the file.\n\nExample: gongdan routing set desk.toml --as s-001:supervisor",
    ),
)
def set_rules(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("TOML 文件", "a TOML file"))],
    acting: As = None,
    key: Key = None,
    in_json: Json = False,
) -> None:
    rules, text = read_routing(file)
    proposed = sent(ROUTING.path, {"text": text}, acting, key)
    publication = {"version": rules.version}
    done = sent(f"{place_of(ROUTING, proposed['name'])}/publication", publication, acting, key, proposed["revision"])
    if in_json:
        as_json({**done, "events": [*proposed["events"], *done["events"]], "warnings": proposed.get("warnings", [])})
    else:
        telling.warnings(proposed)
        telling.published(ROUTING, rules.version, done)


add_steps(app, ROUTING)
