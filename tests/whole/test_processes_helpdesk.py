"""A help desk's log as a process map: every figure is that of an independent process-mining tool."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from eventsourcing_nats import LogSettings
from gongdan.nats_servers.embedded import NatsServer
from projections.processes.finding import CaseFilter, courses, often
from projections.processes.folding import PROJECTION
from projections.processes.mapping.map import ProcessMap, process_map
from projections.processes.mapping.variants import Variants, variants
from projections.processes.tables import DEVIATIONS
from projections.running.build import Build
from projections.running.reading import read
from projections.running.writer import write
from projections.store import ReadStore
from tests.lookalike import helpdesk
from tests.whole.reading import Desk, open_desk
from tests.whole.test_helpdesk import REAL, needs_real, real, settings_for

pytestmark = pytest.mark.helpdesk
NOW = datetime(2024, 6, 1, tzinfo=UTC)
MILLISECOND = 0.001


@pytest.fixture
async def desk(nats_server: NatsServer, prefix: str, tmp_path: Path) -> AsyncIterator[Desk]:
    settings: LogSettings = settings_for(nats_server, prefix)
    async with open_desk(tmp_path, settings) as opened:
        yield opened


async def projected(desk: Desk, path: Path, size: int = 700) -> ReadStore:
    """The read model of the file, folded in pieces of so many events."""
    store, build = ReadStore.open(path), Build.live(PROJECTION)
    with store.write() as connection:
        build.start(connection, "e1", NOW)
    before = 0
    async for events in read(desk.store, 0, await desk.store.end(), size):
        write(store, [build], before, events, NOW)
        before = events[-1].sequence
    return store


def looked_at(store: ReadStore) -> tuple[ProcessMap, Variants]:
    with store.read() as connection:
        ways = often(connection, CaseFilter(), "event", 1000)
        listed = variants(ways, courses(connection, CaseFilter(), "event", ways.digests))
        return process_map(courses(connection, CaseFilter())), listed


def close(seconds: float) -> Any:
    """To the millisecond."""
    return pytest.approx(seconds, abs=MILLISECOND)


def assert_is(found: ProcessMap, ways: Variants, expected: dict[str, Any]) -> None:
    assert (found.tickets, found.events) == (expected["cases"], expected["events"])
    assert {each.name: each.count for each in found.activities} == expected["activity_counts"]
    assert {each.name: each.starts for each in found.activities if each.starts} == expected["start_activities"]
    assert {each.name: each.ends for each in found.activities if each.ends} == expected["end_activities"]
    assert (len(found.paths), found.moves) == (expected["dfg_edge_types"], expected["dfg_total"])
    assert dict(found.rework.loops) == expected["self_loops"]
    _assert_paths(found, expected["dfg"])
    assert found.duration is not None
    assert found.duration.mean == close(expected["case_duration_seconds_mean"])
    assert found.duration.median == close(expected["case_duration_seconds_median"])
    assert found.duration.p90 / 86_400 == pytest.approx(expected["case_duration_days"]["p90"], abs=1e-5)
    _assert_variants(found, ways, expected)


def _assert_paths(found: ProcessMap, edges: list[dict[str, Any]]) -> None:
    paths = {(path.source, path.target): path.wait for path in found.paths}
    assert {way: wait.count for way, wait in paths.items()} == {(e["from"], e["to"]): e["count"] for e in edges}
    for edge in edges:
        wait = paths[edge["from"], edge["to"]]
        assert wait.mean == close(edge["mean_s"]), edge
        assert wait.median == close(edge["median_s"]), edge
        assert wait.total == close(edge["sum_s"]), edge


def _assert_variants(found: ProcessMap, ways: Variants, expected: dict[str, Any]) -> None:
    assert found.variants == ways.count == expected["variants_file_order"] == expected["variants_pm4py"]
    often = [each.tickets for each in ways.found]
    names = ("variants_occurring_once", "variants_occurring_twice", "variants_occurring_three_times")
    assert [often.count(times) for times in (1, 2, 3)] == [expected[name] for name in names]
    told = {each.activities: (each.tickets, round(each.share, 5)) for each in ways.found}
    for top in expected["top_variants"]:
        assert told[tuple(top["path"])] == (top["count"], top["share"])
    assert [each["count"] for each in expected["top_variants"]] == often[: len(expected["top_variants"])]
    for most, share in expected["coverage_top_n_variants"].items():
        assert round(ways.found[min(int(most), len(ways.found)) - 1].covered, 5) == share


@needs_real
async def test_200_real_tickets_went_as_the_reference_has_it(desk: Desk, tmp_path: Path) -> None:
    await desk.import_file(real("helpdesk_200cases.csv"))
    store = await projected(desk, tmp_path / "read.db", size=1)
    assert_is(*looked_at(store), json.loads(real("helpdesk_200cases.expected.json").read_text()))
    store.close()


async def test_the_lookalikes_tickets_went_as_counted_in_sql(desk: Desk, tmp_path: Path) -> None:
    path = helpdesk.write(tmp_path / "lookalike.csv", cases=120)
    expected, _ = helpdesk.counted(path)
    await desk.import_file(path)
    store = await projected(desk, tmp_path / "read.db")
    found, ways = looked_at(store)
    assert (found.tickets, found.events) == (expected["cases"], expected["events"])
    counts = {(way.source, way.target): (way.wait.count, way.wait.total) for way in found.paths}
    assert counts == {way: (count, close(total)) for way, (count, total) in expected["edges"].items()}
    assert sum(each.tickets for each in ways.found) == found.tickets
    store.close()


async def test_imported_tickets_turn_from_the_written_process_and_each_turn_names_its_events(
    desk: Desk, tmp_path: Path
) -> None:
    path = real("helpdesk_200cases.csv") if REAL else helpdesk.write(tmp_path / "lookalike.csv", cases=120)
    await desk.import_file(path)
    store = await projected(desk, tmp_path / "read.db")
    ids = {event.envelope.id: event.envelope for event in await desk.events()}
    turns = store.dump(DEVIATIONS)
    assert {"not-approved", "not-confirmed", "no-survey"} <= {turn["rule"] for turn in turns}
    for turn in turns:
        for version, id_, name in json.loads(turn["events"]):
            envelope = ids[id_]
            assert (envelope.aggregate, envelope.version, envelope.type) == (f"ticket-{turn['number']}", version, name)
    store.close()
