"""A help desk's whole log through the whole program: what is read back from the log is what the source says."""

import asyncio
import json
import os
import random
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from eventsourcing_nats import LogSettings
from gongdan.nats_servers.embedded import NatsServer
from tests.lookalike import helpdesk
from tests.whole.measures import Line, Measures, reference, reference_oracle
from tests.whole.reading import Desk, open_desk

pytestmark = pytest.mark.helpdesk

REAL = os.environ.get("GONGDAN_REAL_DATA")
needs_real = pytest.mark.skipif(
    not REAL, reason="GONGDAN_REAL_DATA is not set: the real help desk's log is not there, only its look-alike is run"
)
ROOT = Path(__file__).parents[2]


def real(name: str) -> Path:
    path = Path(REAL or "") / "helpdesk" / name
    assert path.is_file(), f"GONGDAN_REAL_DATA has no helpdesk/{name}"
    return path


def settings_for(server: NatsServer, prefix: str) -> LogSettings:
    secret = server.credentials
    return LogSettings(url=server.url, user=secret.user, password=secret.password, prefix=prefix)


@pytest.fixture
async def desk(nats_server: NatsServer, prefix: str, tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, settings_for(nats_server, prefix)) as opened:
        yield opened


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A few hundred rows: the real ones, else made-up ones."""
    return real("helpdesk_200cases.csv") if REAL else helpdesk.write(tmp_path / "lookalike.csv", cases=200)


def rows_in(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines()) - 1


def shuffled_by_ticket(path: Path, into: Path) -> Path:
    """The rows of different cases mixed, those of a case in their order."""
    header, *rows = path.read_text("utf-8").splitlines()
    chance = random.Random(3)
    cases = [row.split(",")[0] for row in rows]
    waiting = {case: [row for row in rows if row.startswith(f"{case},")] for case in dict.fromkeys(cases)}
    chance.shuffle(cases)
    into.write_text("\n".join([header, *(waiting[case].pop(0) for case in cases)]) + "\n", "utf-8")
    return into


async def test_the_lookalike_s_events_say_what_its_rows_say(desk: Desk, tmp_path: Path) -> None:
    path = helpdesk.write(tmp_path / "lookalike.csv")
    expected, oracle = helpdesk.counted(path)
    edges = expected.pop("edges")
    result = await desk.import_file(path)
    measures = Measures(await desk.lines())
    said = measures.expected({"top_variants": [], "coverage_top_n_variants": {}, "top_resources": {}})
    assert {name: said[name] for name in expected} == expected
    assert {edge: (timed["count"], timed["sum_s"]) for edge, timed in said["dfg"].items()} == edges
    assert measures.register_digest() == oracle["final_register_digest"]
    assert measures.replay_digest() == oracle["global_replay_digest"]
    assert [measures.as_of(shot["as_of"]) for shot in oracle["as_of"]] == oracle["as_of"]
    assert measures.repeated_rows() == helpdesk.EXACT_DUPLICATES
    assert (result.imported, result.quarantined) == (expected["events"], 0)


@needs_real
async def test_200_real_tickets_are_measured_as_the_reference_has_them(desk: Desk) -> None:
    expected = reference(json.loads(real("helpdesk_200cases.expected.json").read_text()))
    result = await desk.import_file(real("helpdesk_200cases.csv"))
    assert result.as_json() == {"read": 924, "imported": 924, "quarantined": 0, "already": 0}
    said = Measures(await desk.lines()).expected(expected)
    assert said == {name: expected[name] for name in said}


@needs_real
@pytest.mark.slow
async def test_4580_real_tickets_shuffled_by_ticket_are_the_same(desk: Desk, tmp_path: Path) -> None:
    await desk.import_file(shuffled_by_ticket(real("helpdesk_full.csv"), tmp_path / "shuffled.csv"))
    assert_as_the_references_have_it(await desk.lines())


@needs_real
@pytest.mark.slow
async def test_4580_real_tickets_of_an_importer_and_a_server_killed_on_the_way_are_the_same(
    own_server: NatsServer, prefix: str, tmp_path: Path
) -> None:
    path = real("helpdesk_full.csv")
    for position, victim in ((6_000, "importer"), (14_000, "server")):
        async with open_desk(tmp_path, settings_for(own_server, prefix)) as desk:
            importer = await started(own_server, prefix, path, tmp_path)
            await reached(desk, position)
            importer.kill() if victim == "importer" else own_server.kill()
            await asyncio.wait_for(importer.communicate(), 30)
        if victim == "server":
            own_server.start()
    async with open_desk(tmp_path, settings_for(own_server, prefix)) as desk:
        result = await desk.import_file(path, tmp_path / "quarantine.csv")
        assert (result.read, result.imported + result.already, result.quarantined) == (21348, 21348, 0)
        assert result.imported > 0
        assert_as_the_references_have_it(await desk.lines())


def assert_as_the_references_have_it(lines: list[Line]) -> None:
    measures = Measures(lines)
    oracle = reference_oracle(json.loads(real("helpdesk_full.oracle.json").read_text()))
    expected = reference(json.loads(real("helpdesk_full.expected.json").read_text()))
    said = measures.oracle(oracle)
    assert said == {name: oracle[name] for name in said}
    assert oracle.keys() - said.keys() == {"name"}
    said = measures.expected(expected)
    assert said == {name: expected[name] for name in said}


async def test_a_second_run_and_a_shuffled_one_add_nothing(desk: Desk, source: Path, tmp_path: Path) -> None:
    rows = rows_in(source)
    quarantine = tmp_path / "quarantine.csv"
    shuffled = shuffled_by_ticket(source, tmp_path / "shuffled.csv")
    assert (await desk.import_file(shuffled, quarantine)).imported == rows
    before = await desk.lines()
    for path in (source, shuffled):
        again = await desk.import_file(path, quarantine)
        assert again.as_json() == {"read": rows, "imported": 0, "quarantined": 0, "already": rows}
    assert Measures(await desk.lines()).sequence_digest() == Measures(before).sequence_digest()
    assert await desk.store.end() == rows


async def test_two_importers_at_once_bring_in_every_row_once(desk: Desk, source: Path, tmp_path: Path) -> None:
    rows, quarantine = rows_in(source), tmp_path / "quarantine.csv"
    results = await asyncio.gather(*(desk.import_file(source, quarantine) for _ in range(2)))
    assert [result.imported + result.already for result in results] == [rows, rows]
    assert await desk.store.end() == rows
    assert Measures(await desk.lines()).sequence_digest() == helpdesk.counted(source)[0]["sequence_digest_sha256"]


async def test_an_importer_killed_half_way_is_resumed_to_the_same(
    nats_server: NatsServer, prefix: str, desk: Desk, source: Path, tmp_path: Path
) -> None:
    importer = await started(nats_server, prefix, source, tmp_path)
    rows = rows_in(source)
    await reached(desk, rows // 3)
    importer.send_signal(signal.SIGKILL)
    await importer.wait()
    stored = await desk.store.end()
    assert rows // 3 <= stored < rows, "it was to be killed half-way"
    await assert_resumes_to_the_same(desk, source, stored, tmp_path)


async def test_a_server_killed_half_way_is_resumed_to_the_same(
    own_server: NatsServer, prefix: str, source: Path, tmp_path: Path
) -> None:
    rows = rows_in(source)
    async with open_desk(tmp_path, settings_for(own_server, prefix)) as desk:
        importer = await started(own_server, prefix, source, tmp_path)
        await reached(desk, rows // 3)
        own_server.kill()
        _, said = await asyncio.wait_for(importer.communicate(), 30)
        assert importer.returncode == 1, said.decode()
        assert "StoreUnavailable" in said.decode()
    own_server.start()
    async with open_desk(tmp_path, settings_for(own_server, prefix)) as desk:
        stored = await desk.store.end()
        assert rows // 3 <= stored < rows, "it was to be killed half-way"
        await assert_resumes_to_the_same(desk, source, stored, tmp_path)


async def started(server: NatsServer, prefix: str, source: Path, folder: Path) -> Process:
    secret = server.credentials
    options = (folder, server.url, secret.user, secret.password, prefix, source)
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.whole.importer", *map(str, options), cwd=ROOT, stdout=PIPE, stderr=PIPE
    )


async def reached(desk: Desk, position: int) -> None:
    async with asyncio.timeout(60):
        while await desk.store.end() < position:  # noqa: ASYNC110 -- another process stores
            await asyncio.sleep(0.002)


async def assert_resumes_to_the_same(desk: Desk, source: Path, stored: int, folder: Path) -> None:
    rows = rows_in(source)
    result = await desk.import_file(source, folder / "quarantine.csv")
    assert (result.read, result.quarantined) == (rows, 0)
    assert stored <= result.already < rows, "what was on its way when it was killed may have been stored"
    assert result.imported == rows - result.already
    expected, oracle = helpdesk.counted(source)
    measures = Measures(await desk.lines())
    assert measures.sequence_digest() == expected["sequence_digest_sha256"]
    assert measures.replay_digest() == oracle["global_replay_digest"]
    assert measures.register_digest() == oracle["final_register_digest"]
