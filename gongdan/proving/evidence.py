"""The evidence bundle of a ticket as a file: made from the archive, checked as its reader will, and then summed up."""

import asyncio
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import structlog

from api.documents.port import NotPrintable
from gongdan.failures import Failure
from gongdan.proving.summary import summaries
from trust.archive import Archive
from trust.bundle import NotProved, packed, parts_of
from trust.verifier import verify

log = structlog.get_logger(__name__)


async def evidence(archive: Archive, aggregate: str, key: str, zone: ZoneInfo) -> bytes:
    """``key`` is the log's public one. Raises Failure."""
    number = aggregate.partition("-")[2]
    try:
        parts = await asyncio.to_thread(parts_of, archive, aggregate, key)
    except NotProved:
        raise Failure("no-such-history" if archive.checkpoint() else "nothing-signed", number=number) from None
    except ValueError as error:
        log.error("archive_damaged", aggregate=aggregate, why=str(error))
        raise Failure("archive-damaged", number=number) from None
    report = verify(parts, key)
    if not report.ok:
        log.error("archive_damaged", aggregate=aggregate, why=report.findings[0].en)
        raise Failure("archive-damaged", number=number)
    try:
        parts |= await summaries(parts, report, zone, datetime.now(UTC))
    except NotPrintable:  # what proves does not need it
        log.warning("evidence_without_summary", aggregate=aggregate)
    return packed(parts)
