"""Draws documents and process maps of made-up months for the documentation: ``python -m docs.images.make [FOLDER]``."""

import asyncio
import struct
import sys
import zlib
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2

from api.callers import Caller
from api.documents.paper import Paper, TicketDocument
from api.documents.periods.appraising import READ as OF_PEOPLE
from api.documents.periods.appraising import Wanted, told_appraisal
from api.documents.periods.reporting import told_report
from api.documents.port import Printing
from api.documents.tickets.gathering import told_ticket
from docs.images.maps import drawn_maps
from domain.record.envelope import Recorded
from domain.refusals import Language
from domain.reports.events import ReportPublished
from domain.reports.period import Period
from domain.ticket.state import Ticket, fold
from gongdan.demo.making import Making
from gongdan.demo.making import Wanted as Months
from gongdan.documents.printer import Printer
from projections.figures.report import READ, report
from projections.registry import PROJECTIONS
from projections.running.past import as_of
from projections.store import ReadStore
from tests.documents.printing import service_of
from tests.projections.logs import SHANGHAI, ListLog

HERE = Path(__file__).parent
SCALE = 1.3
"""Of 72 dots an inch."""
AGENT = Caller("a-001", frozenset({"agent"}))
FULL = frozenset({"engineer-arrived", "part-used", "survey-answered", "closing-report-written", "fee-accepted"})
SHOWN = ("service-report", "confirmation", "quarterly")
"""In docs/documents.md; into a FOLDER go all pages of all documents."""
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def main() -> None:
    folder, whole = (Path(sys.argv[1]), True) if len(sys.argv) > 1 else (HERE, False)
    for name, content in asyncio.run(drawn_maps()):
        (folder / name).write_bytes(content)
    for name, paper in asyncio.run(_papers()):
        if not whole and paper.kind not in SHOWN:
            continue
        content = asyncio.run(Printer().pdf(paper, {}))
        with pypdfium2.PdfDocument(content) as document:
            for place in range(len(document) if whole else 1):
                picture = folder / (f"{name}-{place + 1}.png" if whole else f"{name}.png")
                picture.write_bytes(_png(document[place].render(scale=SCALE, grayscale=False, rev_byteorder=True)))


def _png(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """As PNG, with all its colours."""
    width, height, channels = bitmap.width, bitmap.height, bitmap.n_channels
    content, stride = bytes(bitmap.buffer), bitmap.stride
    data = bytearray()
    for line in range(height):
        row = bytearray(3 * width)
        for channel in range(3):
            row[channel::3] = content[line * stride + channel : line * stride + width * channels : channels]
        data += b"\0" + row
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(bytes(data), 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


async def _papers() -> list[tuple[str, Paper]]:
    log = _made_up()
    service, found = service_of(log.events), list[tuple[str, Paper]]()
    names = {*READ, *OF_PEOPLE, "reports"}
    models = [each for each in PROJECTIONS if each.name in names]
    store = await as_of(log, datetime.max.replace(tzinfo=UTC), known=True, projections=models)
    with closing(store):
        service.read = store
        for language in LANGUAGES:
            found += [(f"{name}.{language}", paper) for name, paper in await _in(service, store, log, language)]
    return found


async def _in(service: Any, store: ReadStore, log: ListLog, language: Language) -> list[tuple[str, Paper]]:
    history = max(_histories(log), key=_fullness)
    at = history[-1].envelope.recorded.astimezone(SHANGHAI)
    printing, printer = Printing("a-001", at + timedelta(minutes=5), language), Printer()
    papers: list[tuple[str, Paper]] = []
    kinds: tuple[TicketDocument, ...] = ("service-report", "plan", "survey", "closing-report", "dossier")
    for kind in kinds:
        told = await told_ticket(service, AGENT, history, fold(history) or Ticket(), language)
        papers.append((kind, printer.of_ticket(kind, told, printing)))
    signed = next(place for place, each in enumerate(history) if each.event.stored_name == "ticket-resolved")
    told = await told_ticket(service, AGENT, history[: signed + 1], fold(history[: signed + 1]) or Ticket(), language)
    papers.append(("confirmation", printer.of_ticket("confirmation", told, printing)))
    for name, kind in (("2024-05", "monthly"), ("2024-Q2", "quarterly")):
        told_of = await _report(service, store, name, language)
        papers.append((kind, printer.of_period(told_of, replace(printing, by="m-001", at=told_of.published))))
    engineer = next(each.event for each in history if each.event.stored_name == "engineer-dispatched")
    wanted = Wanted(getattr(engineer, "engineer", ""), Period.named("2024-05"), _July(), language)
    appraised = await told_appraisal(service, wanted)
    papers.append(("appraisal", printer.of_person(appraised, replace(printing, by="s-001", at=_July()))))
    return papers


async def _report(service: Any, store: ReadStore, name: str, language: Language) -> Any:
    period, pack = Period.named(name), service.desk.policies.newest("handbook")
    with store.read() as connection:
        made = report(connection, period, pack, SHANGHAI, _July(), 1)
        before = report(connection, period.previous, pack, SHANGHAI, _July(), 1)
    event = ReportPublished(
        edition=1, span=period.span, **{name: getattr(made, name) for name in type(made).model_fields}
    )
    row = {"period": name, "edition": 1, "published": _July(), "on_time": True, "body": event.model_dump_json()}
    return replace(await told_report(service, row, event.figures, language), before=before.figures)


def _made_up() -> ListLog:
    """Three months, with ten tickets a day."""
    made = Making(Months(date(2024, 4, 1), 3, 11, 10.0), SHANGHAI)
    log = ListLog()
    pending = (each for batch in made.batches() for of_one in batch.events for each in of_one)
    log.events = [Recorded(each.envelope, each.event, place) for place, each in enumerate(pending, 1)]
    return log


def _histories(log: ListLog) -> list[tuple[Recorded, ...]]:
    found: dict[str, list[Recorded]] = {}
    for each in log.events:
        if each.envelope.aggregate.startswith("ticket-"):
            found.setdefault(each.envelope.aggregate, []).append(each)
    return [tuple(events) for events in found.values()]


def _fullness(history: tuple[Recorded, ...]) -> tuple[int, int]:
    """How much of what can stand in a document does; of two, the longer history."""
    types = {each.event.stored_name for each in history}
    return len(FULL & types), len(types)


def _July() -> datetime:  # noqa: N802 -- the month
    return datetime(2024, 7, 1, 9, tzinfo=SHANGHAI)


if __name__ == "__main__":
    main()
