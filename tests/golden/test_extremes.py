"""Whatever was stored, at whatever end of the calendar: states and tables take it, since it has happened."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.desk.kinds import KINDS
from domain.matters.kinds import MATTERS
from domain.record.envelope import Recorded
from projections.matters.folding import state, written
from projections.registry import PROJECTIONS
from projections.running.bookkeeping import parked
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.golden.extremes import histories
from tests.trying import tries

NAMES = ("ticket", "customer", "staff", *MATTERS)
NOW = datetime(2030, 1, 1, tzinfo=UTC)
QUICK = settings(
    max_examples=tries(5), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.mark.parametrize("name", NAMES)
@QUICK
@given(data=st.data())
def test_a_state_takes_whatever_was_stored(name: str, data: st.DataObject) -> None:
    found = KINDS[name].fold(data.draw(histories(name)))
    assert found is not None
    if name in MATTERS:
        assert state(MATTERS[name], written(MATTERS[name], found)) == replace(found, last=None)


@QUICK
@given(histories=st.tuples(*(histories(name) for name in NAMES)))
def test_no_table_leaves_out_what_was_stored(histories: tuple[list[Recorded], ...]) -> None:
    log = [recorded for history in histories for recorded in history]
    store, builds = ReadStore.in_memory(), [Build.live(projection) for projection in PROJECTIONS]
    with store.write() as connection:
        for build in builds:
            build.start(connection, "e1", NOW)
    write(store, builds, 0, [replace(recorded, sequence=place) for place, recorded in enumerate(log, 1)], NOW)
    with store.read() as connection:
        assert parked(connection) == []
    store.close()
