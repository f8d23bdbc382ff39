"""Opening a ticket and acting on one from the command line; and how any command is sent from there."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from api.tickets.actions import NOUNS
from gongdan.cli.asking.fields import Form, action_named, body_file, filled, form_of
from gongdan.cli.asking.insisting import insist
from gongdan.cli.asking.moments import moment
from gongdan.cli.showing.labels import happening, label
from gongdan.cli.showing.said import as_json, plain, say
from gongdan.cli.tickets.actions import all_in_words, page_of
from gongdan.cli.tickets.options import (
    As,
    From,
    IfVersion,
    Json,
    Key,
    Late,
    Number,
    Occurred,
    Said,
    headers_of,
    place_of,
)
from gongdan.language import language
from gongdan.settings import load_settings

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
    start = start_of(body_from, occurred, late)
    send(form_of("open"), "/tickets", said or [], start, acting, headers_of(key, None), in_json=in_json)


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
    start = start_of(body_from, occurred, late)
    send(form_of(action), path, said or [], start, acting, headers_of(key, if_version), in_json=in_json)


def start_of(body_from: Path | None, occurred: str | None, late: str | None) -> dict[str, Any]:
    """What is said beside ``field=value``: a file's object, when it happened, and why so late. Raises Failure."""
    start = body_file(body_from) if body_from else {}
    if occurred is not None:
        start["occurred"] = moment(occurred, load_settings().time_zone).isoformat()
    return start | ({"late": late} if late is not None else {})


def send(
    form: Form,
    path: str,
    said: list[str],
    start: dict[str, Any],
    acting: str | None,
    headers: dict[str, str],
    *,
    in_json: bool,
) -> None:
    """Ask for it until the outcome is known, and say what came of it. Raises Failure, Refused."""
    settings = load_settings()
    body = filled(form, said, settings.time_zone, start)
    answer = insist(settings, acting, path, body, headers)
    as_json(answer) if in_json else typer.echo(_done(answer))


def _done(answer: dict[str, Any]) -> str:
    number, version = answer["number"], answer["version"]
    if not answer["events"]:
        return say(f"{number}：本来如此，未作更改。", f"{number}: already so, nothing was changed.")
    names = say("、", ", ").join(happening(event["type"], language()) for event in answer["events"])
    line = say(f"{number} 已记录：{names}（版本 {version}）。", f"{number}: {names} (version {version}).")
    return "\n".join([line, *map(_personal, answer.get("personal", ()))])


def _personal(shown: dict[str, str]) -> str:
    """What was asked to be seen in the clear."""
    return plain(f"{label(shown['field'], language())}{say('：', ': ')}{shown['value']}").plain
