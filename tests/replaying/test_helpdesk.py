"""A real help desk's log, brought in, replayed and counted by DuckDB, as an independent reference counted the original."""

import json
import os
from pathlib import Path
from typing import Any

import duckdb
import pytest

from domain.store import Pending
from gongdan.importing.maps.finding import load_map
from gongdan.storing.keys import KeyStore
from projections.replaying.rows import Row
from projections.replaying.writers import FORMATS, About
from tests.importing.memory import Importing
from tests.replaying.logged import EPOCH, Asked, Logged, logged

REAL = os.environ.get("GONGDAN_REAL_DATA")

pytestmark = [
    pytest.mark.helpdesk,
    pytest.mark.skipif(not REAL, reason="GONGDAN_REAL_DATA is not set: the real help desk's log is not there"),
]

FOLLOWS = """
WITH steps AS (
  SELECT activity, lead(activity) OVER step AS next,
         date_diff('microsecond', occurred, lead(occurred) OVER step) / 1e6 AS seconds
  FROM read_parquet($path)
  WINDOW step AS (PARTITION BY ticket ORDER BY occurred, version)
)
SELECT activity, next, count(*), avg(seconds), median(seconds) FROM steps WHERE next IS NOT NULL GROUP BY ALL
"""


async def test_duckdb_counts_of_the_replay_what_the_reference_counted_of_the_log(keys: KeyStore, tmp_path: Path):
    folder = Path(REAL or "") / "helpdesk"
    reference: dict[str, Any] = json.loads((folder / "helpdesk_full.expected.json").read_text())
    path = tmp_path / "events.parquet"
    await replayed(folder / "helpdesk_full.csv", path, keys)
    with duckdb.connect() as database:
        found = database.execute(FOLLOWS, {"path": str(path)}).fetchall()
        counted = "SELECT count(*), count(DISTINCT ticket) FROM read_parquet($path)"
        assert database.execute(counted, {"path": str(path)}).fetchall() == [(reference["events"], reference["cases"])]
    edges = {(one, other): (times, mean, middle) for one, other, times, mean, middle in found}
    assert edges.keys() == {(edge["from"], edge["to"]) for edge in reference["dfg"]}
    for edge in reference["dfg"]:
        times, mean, middle = edges[edge["from"], edge["to"]]
        assert times == edge["count"], edge
        assert (mean, middle) == pytest.approx((edge["mean_s"], edge["median_s"]), abs=1e-3), edge


async def replayed(log: Path, path: Path, keys: KeyStore) -> None:
    """The log imported, sealed, and written as a replay writes it."""
    importing = Importing(path.parent)
    await importing.file(log, load_map("helpdesk"))
    stored = [event for events in importing.store.histories.values() for event in events]
    source = Logged(logged([Pending(each.envelope, each.event) for each in stored], keys), keys)
    write(path, await Asked(source).rows())


def write(path: Path, rows: list[Row]) -> None:
    with FORMATS["parquet"].opened(About(EPOCH, masked=True)) as writer:
        path.write_bytes(writer.write(rows) + b"".join(writer.end()))
