"""Opening a ticket and acting on one from the command line."""

from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from api.tickets.actions import NOUNS
from gongdan.cli.asking.fields import action_named, form_of
from gongdan.cli.asking.options import As, From, IfVersion, Json, Key, Late, Occurred, Said
from gongdan.cli.asking.sending import headers_of, send
from gongdan.cli.showing.said import say
from gongdan.cli.tickets.actions import all_in_words, page_of
from gongdan.cli.tickets.options import Number, place_of

OPEN_HELP = say(
    "登记工单。\n\n例：gongdan ticket open channel=phone summary=设备无法启动 contact.name=张伟 "
    "contact.phone=13812345678 --as a-001\n\n全部字段：gongdan ticket actions open",
    "Open a ticket.\n\nExample: gongdan ticket open channel=phone summary='Does not start' contact.name=Zhang "
    "contact.phone=13812345678 --as a-001\n\nAll fields: gongdan ticket actions open",
)
_DO = say(
    "办理一项操作。字段见：gongdan ticket do 工单号 操作 --help\n\n"
    "例：gongdan ticket do 202405-00123 grade severity=urgent reason=… --as s-001:supervisor",
    "Act on a ticket. Its fields: gongdan ticket do NUMBER ACTION --help\n\n"
    "Example: gongdan ticket do 202405-00123 grade severity=urgent reason=… --as s-001:supervisor",
)


def do_help() -> str:
    """With all actions, by phase."""
    return f"{_DO}\n\n{all_in_words()}"


class DoCommand(TyperCommand):
    """``do NUMBER ACTION --help`` tells of that action."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        named = [word for word in args if word in NOUNS]
        if named and "--help" in args:
            typer.echo(page_of(named[0]))
            ctx.exit()
        return super().parse_args(ctx, args)


def open_ticket(
    said: Said = None,
    acting: As = None,
    body_from: From = None,
    occurred: Occurred = None,
    late: Late = None,
    key: Key = None,
    in_json: Json = False,
) -> None:
    """The command ``gongdan ticket open``."""
    headers = headers_of(key, None)
    send(form_of("open"), "/tickets", said, body_from, occurred, acting, headers, in_json, late)


def do(
    number: Number,
    action: Annotated[str, typer.Argument(metavar="ACTION", help=say("操作", "the action"))],
    said: Said = None,
    acting: As = None,
    body_from: From = None,
    occurred: Occurred = None,
    late: Late = None,
    key: Key = None,
    if_version: IfVersion = None,
    in_json: Json = False,
) -> None:
    """The command ``gongdan ticket do``."""
    path = f"{place_of(number)}/{NOUNS[action_named(action)]}"
    headers = headers_of(key, if_version)
    send(form_of(action), path, said, body_from, occurred, acting, headers, in_json, late)
