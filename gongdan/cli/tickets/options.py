"""The ticket that a command is about."""

from typing import Annotated, Final

import typer

from domain.refusals import NotAllowed
from domain.ticket.numbering import ticket_key
from gongdan.cli.showing.said import plain, say

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=say("工单号", "ticket number"))]

_SHOWN: Final = 100
"""Characters of what is no number that are repeated to the reader."""


def place_of(number: str) -> str:
    """Where a ticket is found; what is no number is refused here, before it could name another place."""
    try:
        ticket_key(number)
    except ValueError:
        raise NotAllowed("bad-number", number=plain(number[:_SHOWN]).plain) from None
    return f"/tickets/{number}"
