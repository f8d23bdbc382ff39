"""What process maps cost: keeping the rows up, and answering from them, as the log grows; no broker is asked.

python -m bench.processes                      10,000 and 100,000 events
python -m bench.processes --events 1000000     also a million

Seconds are of this process's own CPU, so that what else runs on the machine counts little.
"""

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import Connection

from domain.record.envelope import Actor, Envelope, Recorded
from domain.ticket import events as e
from domain.ticket.events import TicketEvent
from domain.ticket.vocabulary import Channel, Kind
from projections.processes import finding
from projections.processes.drawing.picture import picture
from projections.processes.drawing.ways import Look
from projections.processes.finding import CaseFilter
from projections.processes.folding import PROJECTION
from projections.processes.mapping.map import process_map
from projections.processes.mapping.simplifying import simplified
from projections.processes.mapping.variants import Variants, variants
from projections.running.build import Build
from projections.running.reading import BATCH
from projections.running.writer import write
from projections.store import ReadStore

_START = datetime(2024, 1, 1, tzinfo=UTC)
_SIZES = (10_000, 100_000, 1_000_000)
_AT_ONCE = 200
"""Tickets that are open at the same time, their events mixed."""
_LIFE: tuple[tuple[TicketEvent, float], ...] = (
    (e.TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, region="华东"), 1),
    (e.ReceiptAcknowledged(), 1),
    (e.InformationVerified(missing=()), 0.8),
    (e.TicketGraded(severity="general", reason="不影响使用"), 1),
    (e.TicketRouted(team="north"), 0.3),
    (e.FaultDiagnosed(fault_type="hardware"), 0.9),
    (e.PlanProposed(plan=1, steps="更换", owner="e-1", deadline=_START), 0.7),
    (e.PlanApproved(plan=1), 0.7),
    (e.EngineerDispatched(engineer="e-1", team="north"), 0.7),
    (e.DispatchAccepted(engineer="e-1"), 0.6),
    (e.CustomerContacted(), 0.7),
    (e.TicketPaused(waiting_for="part", reason="缺货"), 0.3),
    (e.TicketResumed(), 0.3),
    (e.HandlingStarted(where="on-site"), 0.6),
    (e.RepairConsented(by="张伟", given="signature"), 0.6),
    (e.WorkLogged(work="repair", steps="更换"), 0.8),
    (e.FunctionTested(passed=True), 0.7),
    (e.ProgressShared(channel=Channel.PHONE, text="已修好"), 0.5),
    (e.TicketResolved(handling="更换"), 1),
    (e.SurveySent(survey=1, channel=Channel.SMS, form="handbook@1"), 0.9),
    (e.ResolutionConfirmed(signature="张伟"), 0.9),
    (e.TicketClosed(closed_as="satisfied"), 1),
    (e.TicketArchived(), 0.7),
)
"""What happens to a ticket, each with how likely it is."""


def made(events: int) -> Iterator[list[Recorded]]:
    """So many events of tickets that go on side by side, in batches; always the same ones."""
    chance, batch, done, tickets = random.Random(7), list[Recorded](), 0, 0
    waiting: list[tuple[str, list[TicketEvent]]] = []
    while done < events:
        if len(waiting) < _AT_ONCE:
            tickets += 1
            waiting.append((f"t-{tickets}", [event for event, likely in _LIFE if chance.random() < likely][::-1]))
        place = chance.randrange(len(waiting))
        number, left = waiting[place]
        done += 1
        batch.append(_recorded(number, left.pop(), done))
        if not left:
            del waiting[place]
        if len(batch) == BATCH or done == events:
            yield batch
            batch = []


def _recorded(number: str, event: TicketEvent, place: int) -> Recorded:
    at, key = _START + timedelta(seconds=30 * place), f"ticket-{number}"
    envelope = Envelope(
        id=str(uuid5(NAMESPACE_OID, str(place))),
        type=event.stored_name,
        schema_version=1,
        aggregate=key,
        version=place,
        occurred=at,
        recorded=at,
        actor=Actor(id="a-001", role="agent", channel="api"),
        ticket=key,
        command=str(place),
        correlation=str(place),
        policy="handbook@1",
    )
    return Recorded(envelope, event, place)


def measure(events: int, folder: Path) -> None:
    store, build = ReadStore.open(folder / f"{events}.db"), Build.live(PROJECTION)
    with store.write() as connection:
        build.start(connection, "e1", _START)
    spent, position = 0.0, 0
    for batch in made(events):
        began = time.process_time()
        write(store, [build], position, batch, _START)
        spent += time.process_time() - began
        position = batch[-1].sequence
    with store.read() as connection:
        tickets = finding.count(connection, CaseFilter())
        print(f"\n{events:,} events of {tickets:,} tickets")
        print(f"  {'kept up, an event':28} {spent / events * 1e6:8.1f} µs")
        print(f"  {'kept, a ticket':28} {_bytes(connection) / tickets:8,.0f} bytes")
        _took("map by event", lambda: process_map(finding.courses(connection, CaseFilter())))
        _took("map by step", lambda: process_map(finding.courses(connection, CaseFilter(), "step")))
        _took("variants", lambda: _variants(connection))
        _took("a page of deviations", lambda: finding.deviations(connection, CaseFilter()))
        _took("deviations counted by rule", lambda: finding.deviations_counted(connection, CaseFilter()))
        whole = process_map(finding.courses(connection, CaseFilter()))
        _took("picture", lambda: picture(*simplified(whole, 0.8, 60), Look(chinese=True)))
    print(f"  most memory so far           {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")
    store.close()


def _variants(connection: Connection) -> Variants:
    often = finding.often(connection, CaseFilter(), "event", 20)
    return variants(often, finding.courses(connection, CaseFilter(), "event", often.digests))


def _bytes(connection: Connection) -> int:
    """Of the whole database, indexes included."""
    pages = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size")]
    return pages[0] * pages[1]


def _took(what: str, work: Callable[[], object]) -> None:
    began = time.process_time()
    work()
    print(f"  {what:28} {time.process_time() - began:8.3f} s")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.processes", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=100_000, help="up to this many (default 100,000)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for events in [size for size in _SIZES if size <= asked.events] or [asked.events]:
            measure(events, Path(folder))


if __name__ == "__main__":
    main()
