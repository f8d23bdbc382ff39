"""Opening something and acting on it from the command line: the same for tickets, records and matters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

import typer
from typer.core import TyperCommand

from gongdan.cli.asking.fields import Form
from gongdan.cli.asking.options import As, From, IfVersion, Json, Key, Late, Occurred, Said
from gongdan.cli.asking.sending import headers_of, send
from gongdan.cli.showing.said import say

Number = Annotated[
    str,
    typer.Argument(
        metavar="NUMBER",
        help=say("工单号、事项编号、客户编号或工号", "number of a ticket or matter, customer's id or staff number"),
    ),
]
Action = Annotated[str, typer.Argument(metavar="ACTION", help=say("操作", "the action"))]


@dataclass(frozen=True, slots=True)
class Acting:
    """What is asked, and where: ``place`` of a number, ``nouns`` by action, ``form`` of an action.

    ``opening`` is the word and the form of the command that opens one, at ``path``.
    """

    path: str
    opening: str
    opening_form: Callable[[], Form]
    opening_help: str
    nouns: Mapping[str, str]
    form: Callable[[str], Form]
    place: Callable[[str], str]
    do_help: str
    do_class: type[TyperCommand] | None = None


def add_acting(app: typer.Typer, acting: Acting) -> None:
    """The command that opens one, and ``do``."""
    _add_opening(app, acting)
    _add_do(app, acting)


def _add_opening(app: typer.Typer, asked: Acting) -> None:
    @app.command(asked.opening, help=asked.opening_help)
    def _(  # pyright: ignore[reportUnusedFunction]
        said: Said = None,
        acting: As = None,
        body_from: From = None,
        occurred: Occurred = None,
        late: Late = None,
        key: Key = None,
        in_json: Json = False,
    ) -> None:
        form, headers = asked.opening_form(), headers_of(key, None)
        send(form, asked.path, said, body_from, occurred, acting, headers, in_json, late)


def _add_do(app: typer.Typer, asked: Acting) -> None:
    @app.command("do", cls=asked.do_class, help=asked.do_help)
    def _(  # pyright: ignore[reportUnusedFunction]
        number: Number,
        action: Action,
        said: Said = None,
        acting: As = None,
        body_from: From = None,
        occurred: Occurred = None,
        late: Late = None,
        key: Key = None,
        if_version: IfVersion = None,
        in_json: Json = False,
    ) -> None:
        place, form, headers = asked.place(number), asked.form(action), headers_of(key, if_version)
        path = f"{place}/{asked.nouns[action]}"
        send(form, path, said, body_from, occurred, acting, headers, in_json, late)
