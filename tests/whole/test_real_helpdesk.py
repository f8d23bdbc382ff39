"""A real help desk's whole log, brought in once: all that is counted of it is what independent references counted."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from gongdan.importing.run import ImportResult
from gongdan.nats_servers.embedded import NatsServer
from projections.operating.rebuild import rebuild
from projections.processes.folding import PROJECTION
from projections.processes.tables import DEVIATIONS, PROCESSES
from tests.whole.reading import Desk, open_desk
from tests.whole.test_helpdesk import assert_as_the_references_have_it, needs_real, real, settings_for
from tests.whole.test_processes_helpdesk import NOW, assert_is, looked_at, projected

pytestmark = [pytest.mark.helpdesk, needs_real, pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]
FULL = "helpdesk_full.csv"


@dataclass(frozen=True)
class Imported:
    desk: Desk
    result: ImportResult


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def imported(nats_server: NatsServer, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Imported]:
    """Once for those who look at it and leave it as it is."""
    async with open_desk(tmp_path_factory.mktemp("real"), settings_for(nats_server, "real")) as desk:
        yield Imported(desk, await desk.import_file(real(FULL)))


async def test_4580_real_tickets_are_as_the_references_have_them(imported: Imported) -> None:
    assert imported.result.as_json() == {"read": 21348, "imported": 21348, "quarantined": 0, "already": 0}
    events = await imported.desk.events()
    assert len({event.envelope.ticket for event in events}) == 4580
    assert_as_the_references_have_it(await imported.desk.lines())


async def test_a_second_run_adds_nothing(imported: Imported) -> None:
    second = await imported.desk.import_file(real(FULL))
    assert second.as_json() == {"read": 21348, "imported": 0, "quarantined": 0, "already": 21348}
    assert await imported.desk.store.end() == 21348


async def test_4580_real_tickets_went_as_the_reference_has_it(imported: Imported, tmp_path: Path) -> None:
    source = imported.desk.store
    store = await projected(imported.desk, tmp_path / "read.db")
    found, ways = looked_at(store)
    assert_is(found, ways, json.loads(real("helpdesk_full.expected.json").read_text()))
    live = store.dump(PROCESSES), store.dump(DEVIATIONS)
    await rebuild(source, store, PROJECTION, epoch=source.epoch, clock=lambda: NOW)
    assert (store.dump(PROCESSES), store.dump(DEVIATIONS)) == live
    store.close()
