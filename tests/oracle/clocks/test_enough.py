"""That the made-up histories say something: each clock started, met, missed and waited, and met at its very limit."""

from collections import Counter
from functools import cache

import pytest

from tests.oracle.clocks.comparing import judged
from tests.oracle.clocks.histories.making import history
from tests.oracle.clocks.slow.table import PACKS, TABLE, Row
from tests.oracle.clocks.test_engine import EACH_TIME

pytestmark = pytest.mark.oracle

ENOUGH = 3
ROWS = [(row, pack) for row in TABLE for pack in PACKS if row.of(pack)]


@pytest.mark.parametrize(("row", "pack"), ROWS, ids=lambda it: it.name if isinstance(it, Row) else it)
def test_each_clock_is_tried_often_enough(row: Row, pack: str) -> None:
    seen = _seen(pack)
    wanted = ("started", "met", "missed", *(("waited",) if row.pauses else ()))
    assert {what: seen[row.name, what] for what in wanted if seen[row.name, what] < ENOUGH} == {}


@pytest.mark.parametrize("pack", PACKS)
def test_clocks_are_stopped_at_their_limit_and_looked_at_while_they_run(pack: str) -> None:
    seen = _seen(pack)
    for what in ("just in time", "running", "ended"):
        assert sum(seen[row.name, what] for row in TABLE) >= ENOUGH, what


@cache
def _seen(pack: str) -> Counter[tuple[str, str]]:
    """How often each clock was seen so, over all histories of a pack."""
    seen = Counter[tuple[str, str]]()
    for seed in EACH_TIME:
        for verdict in judged(history(seed, pack)).values():
            stopped = verdict.span.stopped
            just_in_time = stopped is not None and stopped.minute == verdict.due
            said = {"started": True, "waited": verdict.waited > 0, "just in time": just_in_time, verdict.outcome: True}
            seen.update((verdict.clock, what) for what, is_so in said.items() if is_so)
    return seen
