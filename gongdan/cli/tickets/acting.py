"""What opening a ticket and acting on one asks, and where."""

from typing import Any, Final

import typer
from typer.core import TyperCommand

from api.tickets.actions import NOUNS
from gongdan.cli.asking.acting import Acting
from gongdan.cli.asking.fields import Form, action_named, form_of
from gongdan.cli.showing.said import say
from gongdan.cli.tickets.actions import all_in_words, page_of
from gongdan.cli.tickets.options import place_of

_OPEN = say(
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


class _DoCommand(TyperCommand):
    """``do NUMBER ACTION --help`` tells of that action."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        named = [word for word in args if word in NOUNS]
        if named and "--help" in args:
            typer.echo(page_of(named[0]))
            ctx.exit()
        return super().parse_args(ctx, args)


def _form(action: str) -> Form:
    return form_of(action_named(action))


TICKETS: Final = Acting(
    path="/tickets",
    opening="open",
    opening_form=lambda: form_of("open"),
    opening_help=_OPEN,
    nouns=NOUNS,
    form=_form,
    place=place_of,
    do_help=f"{_DO}\n\n{all_in_words()}",
    do_class=_DoCommand,
)
