"""The pictures that a document shows: signatures that came as files, of what its reader may see."""

from collections.abc import Mapping
from typing import Final

from api.documents.paper import Paper
from api.documents.told import ToldTicket
from api.service import Service
from domain.record.envelope import Recorded
from domain.refusals import Refusal

MEDIA: Final = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})
LARGEST: Final = 1 << 20
"""Bytes of a picture, at most: a signature is a few kilobytes, a photo of a form some hundred."""


def printable(told: ToldTicket) -> frozenset[str]:
    """The hashes of the ticket's files that can be printed as a picture."""
    return frozenset(
        file.sha256
        for file in told.ticket.attachments
        if file.sha256 and file.media_type in MEDIA and file.size <= LARGEST
    )


def without_pictures(paper: Paper) -> Paper:
    """For who may not see files."""
    return _with(paper, frozenset())


def with_pictures(paper: Paper, told: ToldTicket) -> Paper:
    """Of the pictures that signatures name, those that can be printed."""
    return _with(paper, printable(told))


def _with(paper: Paper, kept: frozenset[str]) -> Paper:
    signed = [each if each.image in kept else each.model_copy(update={"image": None}) for each in paper.signatures]
    return paper.model_copy(update={"signatures": signed})


async def pictures_of(service: Service, paper: Paper, events: tuple[Recorded, ...]) -> Mapping[str, bytes]:
    """The bytes of each; one that can't be read just now, or was erased, is left out."""
    first, found = events[0].envelope, dict[str, bytes]()
    for sha256 in {each.image for each in paper.signatures if each.image}:
        try:
            pieces = service.attachments.open(sha256, ticket=first.aggregate, customer=first.customer or "")
            found[sha256] = b"".join([piece async for piece in pieces])
        except Refusal:
            continue
    return found
