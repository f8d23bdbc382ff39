"""``gongdan inbox``: one's own notices, and that one was read."""

from typing import Annotated, Final
from urllib.parse import quote

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.notices.showing import show_inbox
from gongdan.cli.showing.said import as_json, say
from gongdan.settings import load_settings

HELP: Final = say(
    "查看本人的通知；--read 标记已读。\n\n例：gongdan inbox --unread --as 003:engineer",
    "Look at your notices; --read marks one as read.\n\nExample: gongdan inbox --unread --as 003:engineer",
)


def inbox(
    unread: Annotated[bool, typer.Option("--unread", help=say("只看未读", "only what was not read"))] = False,
    read: Annotated[
        str | None, typer.Option("--read", metavar="NOTICE", help=say("把这条标记为已读", "mark this one as read"))
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help=say("最多几条", "at most so many"))] = 50,
    acting: As = None,
    in_json: Json = False,
) -> None:
    with Client(load_settings(), acting) as client:
        if read:
            done = client.post(f"/inbox/{quote(read, '')}/read", {}, {})
            as_json(done) if in_json else typer.echo(say("已标记为已读。", "Marked as read."))
            return
        found = client.get("/inbox", unread="true" if unread else None, limit=limit).json()
    if in_json:
        as_json(found)
    elif not found["items"]:
        typer.echo(say("没有通知。", "There are no notices."))
    else:
        show_inbox(found)
