"""A batch is folded first and written then: what happens in between is heeded, and each model sees what it looks at."""

from datetime import UTC, datetime

from domain.record.envelope import Damaged
from projections.operating.dead_letters import replay
from projections.projection import Projection
from projections.running import bookkeeping
from projections.running.batch import Batch
from projections.running.build import Build
from projections.running.digest import Digestion
from projections.running.writer import write
from projections.sql.rows import Rows
from projections.store import ReadStore
from tests.projections.examples import ACKNOWLEDGED, COUNTS, GRADED, OPENED, Counting
from tests.projections.logs import ListLog

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def started(store: ReadStore, projection: Projection) -> Build:
    build = Build.live(projection)
    with store.write() as connection:
        build.start(connection, "e1", NOW)
    return build


def counted(store: ReadStore) -> dict[str, int]:
    return {row["number"]: row["events"] for row in store.dump(COUNTS)}


async def test_a_ticket_that_is_mended_between_folding_and_writing_loses_no_event(log: ListLog, store: ReadStore):
    model = Counting()
    for event in (OPENED, GRADED, ACKNOWLEDGED, GRADED):
        log.happen("n-1", event)
        log.happen("n-2", event)
    build, model.poison = started(store, model.projection), {3}
    write(store, [build], 0, log.events[:4], NOW)
    model.poison = set()
    with store.read() as connection:
        digestion = Digestion(build, Batch(log.events[4:]), bookkeeping.parked(connection, "counts"))
        digestion.fold(connection)
    assert (await replay(log, store, model.projection, clock=lambda: NOW)).mended == 1
    assert counted(store) == {"n-1": 2, "n-2": 2}
    with store.write() as connection:
        bookkeeping.advance(connection, ["counts"], 4, log.events[-1], NOW)
        digestion.write(connection, bookkeeping.parked(connection, "counts"), NOW)
    assert counted(store) == {"n-1": 4, "n-2": 4}


def test_a_read_model_is_shown_what_it_looks_at_and_what_cannot_be_read(log: ListLog, sqlite_store: ReadStore):
    shown: list[int] = []
    for event in (OPENED, GRADED, ACKNOWLEDGED):
        log.happen("n-1", event)
    log.events.append(Damaged(log.events[-1].envelope, 4, "torn"))
    model = Projection(
        "counts",
        1,
        "计数",
        (),
        lambda rows, recorded: shown.append(recorded.sequence),
        sees=frozenset({"ticket-graded"}),
    )
    write(sqlite_store, [started(sqlite_store, model)], 0, log.events, NOW)
    assert shown == [2, 4]


def test_what_is_left_to_the_end_of_a_batch_is_worked_out_once(log: ListLog, store: ReadStore):
    def settle(rows: Rows) -> None:
        for row in rows.changed(COUNTS):
            rows.put(COUNTS, {**row, "events": row["events"] * 10})

    model = Counting()
    projection = Projection("counts", 1, "计数", (COUNTS,), model.apply, settle=settle)
    build = started(store, projection)
    for _ in range(3):
        log.happen("n-1", OPENED)
    write(store, [build], 0, log.events[:2], NOW)
    assert counted(store) == {"n-1": 20}
    write(store, [build], 2, log.events[2:], NOW)
    assert counted(store) == {"n-1": 210}
