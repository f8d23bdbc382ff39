"""What must hold of the log and the read models after any fault."""

import asyncio

from domain.record.envelope import Recorded
from domain.ticket.numbering import number_of
from projections.registry import PROJECTIONS
from projections.store import ReadStore
from tests.faults.load import Ledger
from tests.faults.program import Program


async def check(program: Program, ledger: Ledger) -> list[Recorded]:
    """The whole log, once all promises are found kept. Raises AssertionError, HistoryDamaged."""
    end = await program.store.end()
    events = [event async for batch in program.store.follow(0, until=end) for event in batch]
    _check_acknowledged(events, ledger)
    _check_places(events)
    await _check_chains(program, events)
    await program.caught_up(end)
    await _check_read_models(program, end)
    return events


def _check_acknowledged(events: list[Recorded], ledger: Ledger) -> None:
    stored = {event.envelope.id: (event.envelope.command, event.sequence) for event in events}
    assert len(stored) == len(events), "an event is stored twice"
    lost = {event_id: place for event_id, place in ledger.acknowledged.items() if stored.get(event_id) != place}
    assert not lost, "acknowledged, and not in the history"
    assert {command for command, _ in stored.values()} <= ledger.asked, "an event that nobody asked for"


def _check_places(events: list[Recorded]) -> None:
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    versions: dict[str, int] = {}
    for event in events:
        assert event.envelope.version == versions.get(event.envelope.aggregate, 0) + 1
        versions[event.envelope.aggregate] = event.envelope.version
    counts = sorted(int(number_of(key)[7:]) for key in versions)
    assert counts == list(range(1, len(counts) + 1)), "a gap in the ticket numbers"


async def _check_chains(program: Program, events: list[Recorded]) -> None:
    """Loading verifies that each event names the hash of the one before it."""
    histories: dict[str, list[str]] = {}
    for event in events:
        histories.setdefault(event.envelope.aggregate, []).append(event.envelope.id)
    for key, ids in histories.items():
        history = await program.store.load(key, fresh=True)
        assert [event.envelope.id for event in history.events] == ids


async def _check_read_models(program: Program, end: int) -> None:
    fresh = ReadStore.in_memory()
    runner = program.runner_of(fresh)
    running = asyncio.create_task(runner.run())
    assert await runner.wait_for(end, 60)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    for projection in PROJECTIONS:
        for table in projection.tables:
            assert program.read.dump(table) == fresh.dump(table), f"{table.name} is not as a fresh replay has it"
