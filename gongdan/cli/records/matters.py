"""``gongdan return`` and the other kinds of matters: open one, act on one, look at one, its history or a list."""

from typing import Annotated, Any
from urllib.parse import quote

import typer

from api.matters.catalogue import OFFERED
from api.matters.offered import Offered
from api.tickets.actions import body_for
from domain.wording import word as domain_word
from gongdan.cli.asking import fields
from gongdan.cli.asking.acting import Acting, Number, add_acting
from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json, View
from gongdan.cli.showing.matters.tables import show_matter, show_matters
from gongdan.cli.showing.records.history import show_history
from gongdan.cli.showing.said import as_json, chinese, say
from gongdan.settings import load_settings

Status = Annotated[list[str] | None, typer.Option("--status", help=say("只看某状态，可重复", "only these, repeatable"))]
Ticket = Annotated[str | None, typer.Option("--ticket", help=say("只看某工单的", "only those of a ticket"))]
Customer = Annotated[str | None, typer.Option("--customer", help=say("只看某客户的", "only those of a customer"))]
Responsible = Annotated[str | None, typer.Option("--responsible", help=say("只看某负责人的", "only this person's"))]
Open = Annotated[bool, typer.Option("--open", help=say("只看未结束的", "only those that have not ended"))]
Sort = Annotated[str | None, typer.Option("--sort", help=say("排序列，前加 - 为倒序", "column; a leading - reverses"))]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, help=say("最多几行", "rows at most"))]


def app_of(name: str) -> typer.Typer:
    """The group of commands of a kind."""
    offered = next(each for each in OFFERED if each.kind.name == name)
    called = offered.kind.called
    about = say(f"{called.zh}：新建、办理、查看", f"{called.en}: open, act on, look at".capitalize())
    app = typer.Typer(no_args_is_help=True, add_completion=False, help=about)
    add_acting(app, _acting(offered))
    _add_actions(app, offered)
    _add_looking(app, offered)
    return app


def _acting(offered: Offered) -> Acting:
    opening = offered.kind.opening.action
    return Acting(
        path=f"/{offered.path}",
        opening=offered.verb,
        opening_form=lambda: _form(offered, opening),
        opening_help=_help(offered, opening),
        nouns=offered.nouns,
        form=lambda action: _form(offered, fields.named(action, offered.nouns)),
        place=lambda number: _place(offered, number),
        do_help=_do_help(offered),
    )


def _add_actions(app: typer.Typer, offered: Offered) -> None:
    @app.command("actions", help=say("列出全部操作、字段和例子。", "List all actions with fields and an example."))
    def _() -> None:  # pyright: ignore[reportUnusedFunction]
        for action in offered.kind.commands:
            typer.echo(f"{_help(offered, action)}\n")


def _add_looking(app: typer.Typer, offered: Offered) -> None:
    @app.command("show", help=say("查看一项。", "Show one as it stands."))
    def _(number: Number, acting: As = None, in_json: Json = False) -> None:  # pyright: ignore[reportUnusedFunction]
        with Client(load_settings(), acting) as client:
            found = client.get(_place(offered, number)).json()
        as_json(found) if in_json else show_matter(offered.kind, found)

    @app.command("history", help=say("查看一项的全部经过。", "Show all that happened to one."))
    def _(number: Number, acting: As = None, in_json: Json = False) -> None:  # pyright: ignore[reportUnusedFunction]
        with Client(load_settings(), acting) as client:
            found = client.get(f"{_place(offered, number)}/history").json()
        as_json(found) if in_json else show_history(found)

    statuses = ", ".join(f"{code} {say(word.zh, word.en)}" for code, word in offered.kind.statuses.items())

    @app.command("list", help=f"{say('列出。', 'List them.')}\n\n{say('状态：', 'Statuses: ')}{statuses}")
    def _(
        status: Status = None,
        ticket: Ticket = None,
        customer: Customer = None,
        responsible: Responsible = None,
        only_open: Open = False,
        sort: Sort = None,
        view: View = None,
        limit: Limit = 50,
        acting: As = None,
        in_json: Json = False,
    ) -> None:
        asked: dict[str, Any] = {"status": status, "ticket": ticket, "customer": customer, "responsible": responsible}
        asked |= {"sort": sort, "view": view, "limit": limit, "open": "true" if only_open else None}
        with Client(load_settings(), acting) as client:
            found = client.get(f"/{offered.path}", after="now", **asked).json()
        as_json(found) if in_json else show_matters(offered.kind, found)


def _form(offered: Offered, action: str) -> fields.Form:
    base = {"base": offered.body} if action == offered.kind.opening.action else {}
    model = body_for(offered.kind.commands[action], offered.examples[action], **base)
    return fields.Form(action, model, _line(offered, action))


def _line(offered: Offered, action: str) -> str:
    """A command line that works."""
    words, name = fields.spelt(offered.examples[action]), offered.kind.name
    if action == offered.kind.opening.action:
        return f"gongdan {name} {offered.verb} {words}".rstrip()
    return f"gongdan {name} do {offered.number} {action} {words}".rstrip()


def _help(offered: Offered, action: str) -> str:
    command = offered.kind.commands[action]
    called = domain_word(action, chinese=chinese())
    asked = [name for name in command.model_fields if name not in command.of_system]
    names = ", ".join(asked) or say("无", "none")
    told = say(f"{called}（{action}）。", f"{action}: {command.__doc__ or called}")
    return f"{told}\n\n{say('字段：', 'Fields: ')}{names}\n\n{say('例：', 'Example: ')}{_line(offered, action)}"


def _do_help(offered: Offered) -> str:
    actions = "\n\n".join(f"{action}  {domain_word(action, chinese=chinese())}" for action in offered.nouns)
    example = _line(offered, next(iter(offered.nouns)))
    return f"{say('办理一项操作。', 'Act on one.')}\n\n{say('例：', 'Example: ')}{example}\n\n{actions}"


def _place(offered: Offered, number: str) -> str:
    return f"/{offered.path}/{quote(number, safe='')}"
