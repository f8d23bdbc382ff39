"""The files of a ticket as its dossier lists them: each with its hash, who added it, and what it is evidence of."""

from collections.abc import Iterable
from datetime import datetime

from pydantic import BaseModel

from api.tickets.views import EventView
from domain.ticket.events import AttachmentAdded


class FileView(BaseModel):
    """A file by the hash of its bytes, at /tickets/{number}/attachments/{sha256}; without a hash, it was erased.

    ``event`` is the id of the event that added it; ``evidence_of`` are those of the events that it proves. A file that
    only such an event names has no size: its bytes never came.
    """

    sha256: str | None = None
    name: str | None = None
    media_type: str | None = None
    size: int | None = None
    purpose: str | None = None
    added: datetime
    added_by: str
    event: str
    evidence_of: list[str]


def files_of(events: Iterable[EventView]) -> list[FileView]:
    """In the order in which they came."""
    found: list[FileView] = []
    proofs: dict[str, list[EventView]] = {}
    for event in events:
        if event.type == AttachmentAdded.stored_name:
            found.append(_added(event))
        elif proof := event.data.get("evidence"):
            proofs.setdefault(proof, []).append(event)
    for file in found:
        file.evidence_of = [each.id for each in proofs.pop(file.sha256 or "", ())]
    return found + [_named_only(sha256, told) for sha256, told in proofs.items()]


def _added(event: EventView) -> FileView:
    said = {name: event.data.get(name) for name in ("sha256", "name", "media_type", "size", "purpose")}
    return FileView(**said, added=event.occurred, added_by=event.actor.id, event=event.id, evidence_of=[])


def _named_only(sha256: str, told: list[EventView]) -> FileView:
    first = told[0]
    ids = [each.id for each in told]
    return FileView(sha256=sha256, added=first.occurred, added_by=first.actor.id, event=first.id, evidence_of=ids)
