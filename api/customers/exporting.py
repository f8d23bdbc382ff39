"""All of a customer's data in the clear, as JSON with the files beside it; each copy is put on record."""

import io
import json
import zipfile
from collections.abc import AsyncIterator, Sequence
from typing import Any, Final

import structlog
from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from api.callers import CallerOf
from api.customers.actions import key_of
from api.records.acting import Id
from api.service import Service, ServiceOf
from api.tables.reading import caught_up, fetch
from api.tickets.sending.handling import Sent, acted
from domain.customer.commands import FetchExport
from domain.desk.kinds import id_of
from domain.record.envelope import Recorded
from domain.record.personal import ERASED
from domain.refusals import Refusal
from domain.ticket.events import AttachmentAdded
from projections.customers import finding

log = structlog.get_logger(__name__)
router: Final = APIRouter(prefix="/customers", tags=["customers"])

_BINARY: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
_ZIP: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {"application/zip": _BINARY}}}
_READ: Final = ("customers", "matters", "inbox")


@router.get(
    "/{id}/export",
    name="fetch_export",
    summary="All of a customer's data, in the clear",
    response_class=Response,
    responses=_ZIP,
)
async def fetch_export(service: ServiceOf, id: Id, caller: CallerOf) -> Response:  # noqa: A002 -- the name in the URL
    """A zip: `customer.json` with every event about them, and the files of their tickets.

    For privacy officers, within seven days after two of them approved it (`request-measure` with `export`, then
    `export-customer`). Each time is an event.
    """
    key = key_of(id)
    await acted(service, key, f"customers/{id}/export", FetchExport(), Sent(caller), None)
    for name in _READ:
        await caught_up(service, name, "now", None)
    keys = await fetch(service.read, lambda connection: finding.about(connection, key))
    log.info("customer_exported", customer=key, histories=len(keys), **caller.in_the_log)
    said = f'attachment; filename="{id_of(key)}.zip"'
    headers = {"Content-Disposition": said, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return StreamingResponse(_zipped(service, key, keys), media_type="application/zip", headers=headers)


async def _zipped(service: Service, customer: str, keys: Sequence[str]) -> AsyncIterator[bytes]:
    """Piece by piece: no copy of it is ever written to disk here."""
    out = _Passing()
    files: list[tuple[str, Recorded]] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        histories: list[Any] = []
        for key in (customer, *keys):
            events = await service.desk.events_of(key)
            histories.append({"of": key, "events": [_told(each, customer) for each in events]})
            files += [(key, each) for each in events if isinstance(each.event, AttachmentAdded)]
        archive.writestr("customer.json", json.dumps(histories, ensure_ascii=False, indent=1))
        yield out.taken()
        for ticket, added in files:
            with archive.open(_place(ticket, added), "w", force_zip64=True) as entry:
                async for piece in _pieces(service, customer, ticket, added):
                    entry.write(piece)
                    yield out.taken()
    yield out.taken()


async def _pieces(service: Service, customer: str, ticket: str, added: Recorded) -> AsyncIterator[bytes]:
    """A file that can't be read leaves an empty place, and says so in the log: the rest is handed out."""
    sha256 = getattr(added.event, "sha256", None)
    if sha256 is None:
        return
    try:
        async for piece in service.attachments.open(sha256, ticket=ticket, customer=customer):
            yield piece
    except Refusal as refusal:
        log.error("exported_file_missing", ticket=ticket, sha256=sha256, code=refusal.code)


def _told(recorded: Recorded, customer: str) -> dict[str, Any]:
    """What happened and was said; of who acted no more than the role, unless it was the customer."""
    envelope = recorded.envelope
    return {
        "type": envelope.type,
        "occurred": envelope.occurred.isoformat(),
        "recorded": envelope.recorded.isoformat(),
        "by": "customer" if envelope.actor.id == customer else envelope.actor.role,
        "data": recorded.event.model_dump(mode="json", exclude_none=True),
    }


def _place(ticket: str, added: Recorded) -> str:
    """A path of our own making: the name that somebody gave stands last, without any folder in it."""
    name = getattr(added.event, "name", None)
    plain = "".join(sign for sign in (name or "") if sign.isalnum() or sign in " ._-").strip(". ")
    said = plain if plain and name != ERASED else "attachment"
    return f"files/{id_of(ticket)}/{added.envelope.version:04}-{said[-120:]}"


class _Passing(io.RawIOBase):
    """What a zip is written to, to be taken away as it comes; it can't be sought in."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self._pieces.append(bytes(data))
        return len(self._pieces[-1])

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
