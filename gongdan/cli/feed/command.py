"""``gongdan feed``: what subscribers are told."""

import json
from typing import Annotated

import typer
from rich.table import Table

from domain.published.event import PublicEvent
from domain.published.schemas import example_of, schema_of, schemas
from domain.published.telling import PUBLISHED
from domain.published.words import FIELDS
from gongdan.cli.asking.client import hint
from gongdan.cli.asking.options import Json
from gongdan.cli.feed import reading, subscriptions
from gongdan.cli.showing.said import as_json, console, plain, say
from gongdan.closest import closest
from gongdan.failures import Failure

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help=say("公开事件：下游系统可订阅的内容", "Public events: what other systems can subscribe to"),
)

for _command, _said in {**subscriptions.HELP, **reading.HELP}.items():
    app.command(_command.__name__, help=say(*_said))(_command)

Event = Annotated[
    str | None, typer.Argument(metavar="[EVENT]", help=say("事件名，如 ticket-closed", "an event, as ticket-closed"))
]


@app.callback()
def feed() -> None:
    """A group, also while it has one command."""


@app.command(
    help=say(
        "公开事件目录：含义、字段、示例与版本；--json 输出 JSON Schema。不需要服务在运行。"
        "\n\n例：gongdan feed catalog\n\n例：gongdan feed catalog ticket-closed",
        "The public events: meaning, fields, example and version; --json gives their JSON Schemas. Needs no service."
        "\n\nExample: gongdan feed catalog\n\nExample: gongdan feed catalog ticket-closed",
    )
)
def catalog(event: Event = None, in_json: Json = False) -> None:
    if event is None:
        as_json(schemas()) if in_json else _show_all()
        return
    found = _named(event)
    as_json(schema_of(found)) if in_json else _show(found)


def _named(name: str) -> type[PublicEvent]:
    by_name = {public.name: public for public in PUBLISHED} | {public.type_name(): public for public in PUBLISHED}
    if name not in by_name:
        raise Failure("no-such-public-event", value=name, hint=hint(closest(name, by_name)))
    return by_name[name]


def _show_all() -> None:
    table = _table(("对象", "of"), ("事件", "event"), ("版本", "version"), ("含义", "meaning"))
    for public in PUBLISHED:
        table.add_row(public.context, public.name, f"v{public.version}", say(*public.meaning))
    console().print(table)


def _show(public: type[PublicEvent]) -> None:
    typer.echo(f"{public.type_name()}  {say(*public.meaning)}\n")
    table = _table(("字段", "field"), ("", ""), ("含义", "meaning"), ("示例", "example"))
    required = schema_of(public)["required"]
    for name in public.model_fields:
        word = FIELDS[name]
        there = say("必有", "always") if name in required else ""
        table.add_row(*map(plain, (name, there, say(word.zh, word.en), json.dumps(word.example, ensure_ascii=False))))
    console().print(table)
    typer.echo(f"\n{example_of(public).model_dump_json(exclude_none=True)}")


def _table(*headings: tuple[str, str]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        table.add_column(say(*heading), overflow="fold")
    return table
