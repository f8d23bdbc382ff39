"""A signature drawn on screen: kept as a file of the ticket, which the confirmation names as what shows it (R28)."""

import binascii
from base64 import b64decode
from collections.abc import AsyncIterator
from typing import Final

from api.manners.problems import ApiProblem
from api.service import Service
from api.tickets.actions import Body
from api.tickets.sending.handling import Sent, handled
from api.tickets.views import version_tag
from domain.ticket.commands import AddAttachment
from gongdan.console.portal.entry.visitor import Visitor
from gongdan.console.portal.mine.bringing import bring

_BEGINS: Final = "data:image/png;base64,"
_NAME: Final = "签名.png"


async def with_drawing(
    service: Service, visitor: Visitor, body: Body, drawn: str, key: str | None, expected: str | None
) -> tuple[Body, str | None]:
    """The word with the file that shows it, and the version that it is said of now that the file is there.

    Raises ApiProblem, Refusal: where the ticket has changed meanwhile no file is added to it either.
    """
    stored = await bring(service, visitor, _pieces(drawn), _NAME, "image/png")
    added = AddAttachment(
        sha256=stored.sha256, size=stored.size, media_type=stored.media_type, name=stored.name, purpose="confirmation"
    )
    answer = await handled(service, visitor.number, "attachments", added, Sent(visitor.caller, key, expected=expected))
    return body.model_copy(update={"evidence": stored.sha256}), version_tag(answer.version) if expected else None


async def _pieces(drawn: str) -> AsyncIterator[bytes]:
    try:
        if not drawn.startswith(_BEGINS):
            raise ApiProblem("bad-form")
        yield b64decode(drawn.removeprefix(_BEGINS), validate=True)
    except binascii.Error:
        raise ApiProblem("bad-form") from None
