"""A help desk's register as of past moments, told from the tables of now, is as an independent reference has it."""

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.policy.shipped import DEFAULT
from domain.record.envelope import Recorded
from gongdan.nats_servers.embedded import NatsServer
from projections import register, spans
from projections.past.between import folded
from projections.past.telling import told
from projections.runner import Runner
from projections.sql.local import SHANGHAI
from projections.store import ReadStore
from tests.lookalike import helpdesk
from tests.whole.measures import reference_oracle
from tests.whole.reading import Desk, open_desk
from tests.whole.test_helpdesk import needs_real, real, settings_for

pytestmark = pytest.mark.helpdesk


@pytest.fixture
async def desk(nats_server: NatsServer, prefix: str, tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, settings_for(nats_server, prefix)) as opened:
        yield opened


@asynccontextmanager
async def tables(desk: Desk, folder: Path) -> AsyncIterator[ReadStore]:
    """Of now."""
    with closing(ReadStore.open(folder / "now.db")) as store:
        projections = (register.PROJECTION, spans.PROJECTION)
        runner = Runner(desk.store, store, epoch="e1", clock=lambda: datetime.now(UTC), projections=projections)
        running = asyncio.create_task(runner.run())
        assert await runner.wait_for(await desk.store.end(), 120)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        yield store


async def snapshots(desk: Desk, live: ReadStore, shots: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """As the reference has them, each from the register as it was then."""
    found: list[dict[str, Any]] = []
    for shot in shots:
        past = await told(desk.store, live, datetime.fromisoformat(shot["as_of"]), (register.PROJECTION,))
        assert past is not None, "the whole log was to be folded"
        with closing(past):
            rows = past.dump(register.REGISTER)
        seen = {"as_of": shot["as_of"], "events_seen": sum(row["events"] for row in rows), "cases_seen": len(rows)}
        found.append(seen | standing(rows))
    return found


async def prefixes(desk: Desk, like: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The register of the first events of the whole desk by time, as the reference orders them."""
    events = sorted(await desk.events(), key=_in_order)
    found: list[dict[str, Any]] = []
    for count in (prefix["n"] for prefix in like):
        async with folded(events[:count], (register.PROJECTION,), SHANGHAI, DEFAULT) as store:
            rows = store.dump(register.REGISTER)
        seen = {"n": count, "cases": len(rows), "last_ts": _second(events[count - 1])}
        found.append(seen | standing(rows))
    return found


def standing(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    lines = sorted(f"{row['source_case']}|{row['last_activity']}|{row['events']}" for row in rows)
    return {
        "last_activity": dict(Counter(row["last_activity"] for row in rows)),
        "digest_case_last_n": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
    }


def _second(event: Recorded) -> str:
    return event.envelope.occurred.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _in_order(event: Recorded) -> tuple[str, str, int]:
    source = event.envelope.source
    assert source is not None
    return _second(event), source.case, source.ordinal


async def test_the_lookalike_s_register_of_then_is_that_of_the_reference(desk: Desk, tmp_path: Path) -> None:
    path = helpdesk.write(tmp_path / "lookalike.csv", cases=200)
    _, oracle = helpdesk.counted(path)
    await desk.import_file(path)
    async with tables(desk, tmp_path) as live:
        assert await snapshots(desk, live, oracle["as_of"]) == oracle["as_of"]


@needs_real
@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_the_register_of_4580_real_tickets_of_then_is_that_of_the_reference(desk: Desk, tmp_path: Path) -> None:
    oracle = reference_oracle(json.loads(real("helpdesk_full.oracle.json").read_text()))
    await desk.import_file(real("helpdesk_full.csv"))
    async with tables(desk, tmp_path) as live:
        assert await snapshots(desk, live, oracle["as_of"]) == oracle["as_of"]
    assert await prefixes(desk, oracle["prefix_replay"]) == oracle["prefix_replay"]
