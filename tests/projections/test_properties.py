"""Whatever the log and however it is cut, the tables are the fold of the log."""

import asyncio
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.policy.events import PolicyPublished
from domain.policy.in_force import shipped
from domain.policy.pack import Pack
from domain.policy.parts.masks import Masks
from domain.record.envelope import Recorded
from domain.rulebook.reading import read
from domain.ticket.numbering import number_of
from projections import progress, register
from projections.lookups.packs import DEFAULT, PackWords
from projections.operating.rebuild import rebuild
from projections.running.build import Build
from projections.running.past import as_of
from projections.running.writer import write
from projections.store import ReadStore
from tests.projections.examples import logs
from tests.projections.logs import START, ListLog
from tests.trying import tries

NOW = datetime(2024, 6, 1, tzinfo=UTC)
OURS = (register.PROJECTION, progress.PROJECTION)
Tables = list[list[dict[str, Any]]]


def tables(store: ReadStore) -> Tables:
    return [store.dump(table) for table in (*register.TABLES, *progress.TABLES)]


def empty() -> ReadStore:
    store = ReadStore.in_memory()
    with store.write() as connection:
        for projection in OURS:
            Build.live(projection).start(connection, "e1", NOW)
    return store


def built(events: Sequence[Recorded], cuts: Sequence[int] = ()) -> Tables:
    store, before = empty(), 0
    builds = [Build.live(projection) for projection in OURS]
    for cut in [*sorted(set(cuts)), len(events)]:
        if before < cut <= len(events):
            write(store, builds, before, events[before:cut], NOW)
            before = cut
    found = tables(store)
    store.close()
    return found


def folded(events: Sequence[Recorded]) -> list[dict[str, Any]]:
    """The register by its pure fold alone, each ticket under the pack that was known when its event came."""
    rows: dict[str, Any] = {}
    known = {None: DEFAULT, **{pack.ref: PackWords.of(pack) for pack in shipped().packs}}
    for event in events:
        envelope = event.envelope
        if isinstance(event.event, PolicyPublished):
            pack = read(event.event.text, Pack)
            known[pack.ref] = PackWords.of(pack)
        if envelope.ticket:
            number = number_of(envelope.aggregate)
            words = known.get(envelope.policy, PackWords({}, Masks()))
            rows[number] = register.project(rows.get(number), event, words)
    return [rows[number] for number in sorted(rows)]


@settings(max_examples=tries(15), deadline=None)
@given(log=logs(), cuts=st.lists(st.integers(1, 60), max_size=12))
def test_any_cut_into_batches_gives_the_same_tables(log: ListLog, cuts: list[int]):
    found = built(log.events, cuts)
    assert found == built(log.events)
    assert found[0] == folded(log.events)


@settings(max_examples=tries(8), deadline=None)
@given(log=logs(), cuts=st.lists(st.integers(1, 60), max_size=5), size=st.integers(1, 20))
def test_a_rebuild_equals_the_live_tables(log: ListLog, cuts: list[int], size: int):
    store = empty()
    builds = [Build.live(projection) for projection in OURS]
    for cut, events in enumerate(log.events):
        write(store, builds, cut, [events], NOW)
    before = tables(store)
    for projection in OURS:
        asyncio.run(rebuild(log, store, projection, epoch="e1", clock=lambda: NOW, size=size))
    assert tables(store) == before == built(log.events, cuts)
    store.close()


@settings(max_examples=tries(15), deadline=None)
@given(log=logs(), minute=st.integers(0, 260), seed=st.integers())
def test_as_it_was_is_the_fold_by_time_of_occurrence(log: ListLog, minute: int, seed: int):
    moment = START.replace(hour=0) + (START - START.replace(hour=0)) * minute / 60
    chosen = [event for event in log.events if event.envelope.occurred <= moment or event.envelope.ticket is None]
    random.Random(seed).shuffle(chosen)
    chosen.sort(key=lambda event: (event.envelope.ticket is not None, event.envelope.occurred, event.envelope.version))
    store = asyncio.run(as_of(log, moment, projections=OURS))
    assert store.dump(register.REGISTER) == folded(chosen)
    store.close()


@settings(max_examples=tries(15), deadline=None)
@given(log=logs(), minute=st.integers(180, 260))
def test_as_it_was_known_is_a_prefix_of_the_log(log: ListLog, minute: int):
    moment = START + (START - START.replace(hour=0)) * minute / 90
    known = len(log.events)
    for place, event in enumerate(log.events):
        if event.envelope.recorded > moment:
            known = place
            break
    store = asyncio.run(as_of(log, moment, known=True, projections=OURS))
    assert tables(store) == built(log.events[:known])
    store.close()
