"""Read models on a real nats-server: an imported log, outages, and the past, against counts made another way."""

import asyncio
import hashlib
import json
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.ticket.numbering import number_of
from eventsourcing_nats import LogSettings
from gongdan.nats_servers.embedded import NatsServer
from projections import progress, register
from projections.running.past import as_of
from projections.store import ReadStore
from tests.lookalike import helpdesk
from tests.projections.conftest import Running
from tests.whole.reading import Desk, open_desk

REAL = os.environ.get("GONGDAN_REAL_DATA")


def settings_for(server: NatsServer, prefix: str) -> LogSettings:
    secret = server.credentials
    return LogSettings(url=server.url, user=secret.user, password=secret.password, prefix=prefix)


@pytest.fixture
async def desk(nats_server: NatsServer, prefix: str, tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, settings_for(nats_server, prefix)) as opened:
        yield opened


async def folded(desk: Desk) -> list[dict[str, Any]]:
    """The register by its pure fold over the log."""
    rows: dict[str, Any] = {}
    for event in await desk.events():
        number = number_of(event.envelope.aggregate)
        rows[number] = register.project(rows.get(number), event)
    return [rows[number] for number in sorted(rows)]


async def shot(desk: Desk, moment: str) -> dict[str, Any]:
    """The register as it was at a moment, as the oracles describe it."""
    at = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    past = await as_of(desk.store, at, projections=(register.PROJECTION,))
    rows = past.dump(register.REGISTER)
    past.close()
    lines = sorted(f"{row['source_case']}|{row['last_activity']}|{row['events']}" for row in rows)
    return {
        "as_of": moment,
        "events_seen": sum(row["events"] for row in rows),
        "cases_seen": len(rows),
        "digest_case_last_n": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
    }


def without_counts(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name != "last_activity"}


async def test_an_import_is_shown_while_it_runs_and_equals_its_fold(
    desk: Desk, store: ReadStore, tmp_path: Path, running: Running
):
    path = helpdesk.write(tmp_path / "lookalike.csv", cases=200)
    async with running(desk.store, store, epoch=desk.store.epoch) as runner:
        await desk.import_file(path)
        end = await desk.store.end()
        assert await runner.wait_for(end, 30)
        assert {status.lag_events for status in await runner.status()} == {0}
        shown = store.dump(register.REGISTER)
        assert shown == await folded(desk)
        await runner.rebuild("register")
        assert store.dump(register.REGISTER) == shown
    with store.read() as connection:
        assert register.count(connection).rows == 200
        assert progress.count(connection, "helpdesk-1") > 0


@pytest.mark.oracle
async def test_the_lookalikes_past_is_as_counted_in_sql(desk: Desk, tmp_path: Path):
    path = helpdesk.write(tmp_path / "lookalike.csv", cases=200)
    _, oracle = helpdesk.counted(path)
    await desk.import_file(path)
    for told in oracle["as_of"]:
        assert await shot(desk, told["as_of"]) == without_counts(told)


@pytest.mark.slow
@pytest.mark.oracle
@pytest.mark.timeout(300)
@pytest.mark.skipif(not REAL, reason="GONGDAN_REAL_DATA is not set: the real help desk's log is not there")
async def test_the_real_help_desks_past_is_as_the_oracle_has_it(desk: Desk):
    folder = Path(REAL or "") / "helpdesk"
    await desk.import_file(folder / "helpdesk_full.csv")
    for told in json.loads((folder / "helpdesk_full.oracle.json").read_text())["as_of"]["snapshots"]:
        assert await shot(desk, told["as_of"]) == without_counts(told)


async def test_a_server_killed_under_load_costs_no_event_and_doubles_none(
    own_server: NatsServer, prefix: str, store: ReadStore, tmp_path: Path, running: Running
):
    path = helpdesk.write(tmp_path / "lookalike.csv", cases=300)
    async with (
        open_desk(tmp_path, settings_for(own_server, prefix)) as desk,
        running(desk.store, store, epoch=desk.store.epoch, batch=20) as runner,
    ):
        loading = asyncio.create_task(desk.import_file(path))
        assert await runner.wait_for(100, 30)
        own_server.kill()
        await asyncio.sleep(0.5)
        own_server.start()
        await asyncio.gather(loading, return_exceptions=True)
        await desk.import_file(path)
        assert await runner.wait_for(await desk.store.end(), 60)
        assert store.dump(register.REGISTER) == await folded(desk)
        assert sum(row["events"] for row in store.dump(register.REGISTER)) == len(path.read_text().splitlines()) - 1


async def test_a_restarted_runner_checks_its_place_in_the_real_log(
    desk: Desk, store: ReadStore, tmp_path: Path, running: Running
):
    await desk.import_file(helpdesk.write(tmp_path / "one.csv", cases=20))
    for _ in range(2):
        async with running(desk.store, store, epoch=desk.store.epoch) as runner:
            assert await runner.wait_for(await desk.store.end(), 30)
    position = store.positions()["register"]
    assert position.epoch == desk.store.epoch
    assert position.event_id == (await desk.events())[-1].envelope.id
    assert position.updated <= datetime.now(UTC)
