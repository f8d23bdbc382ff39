"""What was stored long ago goes through every projection, with its keys and without: nothing of it is parked."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from projections.registry import PROJECTIONS
from projections.running.bookkeeping import parked
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.golden.sets import SETS, GoldenSet, by_name, decoded

pytestmark = pytest.mark.golden

NOW = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("shredded", [False, True], ids=["with its keys", "erased"])
@pytest.mark.parametrize("golden", SETS, ids=by_name)
def test_every_golden_event_is_projected(golden: GoldenSet, tmp_path: Path, *, shredded: bool) -> None:
    with golden.mapper(tmp_path, shredded=shredded) as mapper:
        log = [replace(decoded(line, mapper), sequence=place) for place, line in enumerate(golden.lines, 1)]
    store, builds = ReadStore.in_memory(), [Build.live(projection) for projection in PROJECTIONS]
    with store.write() as connection:
        for build in builds:
            build.start(connection, "e1", NOW)
    write(store, builds, 0, log, NOW)
    with store.read() as connection:
        assert parked(connection) == []
    store.close()
