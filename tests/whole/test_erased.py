"""Once a customer is erased, none of their words is left in any byte, and the history is proved as before (R49, R50)."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from projections.registry import PROJECTIONS
from tests.projections.postgres import Postgres
from tests.whole.erasing import planting, proving
from tests.whole.erasing.blocks import said_in
from tests.whole.erasing.planting import CUSTOMER, FILE
from tests.whole.service import Service, start
from tests.whole.test_canary import CANARIES, held
from tests.whole.test_webhooks import receiver_beside

pytestmark = [pytest.mark.canary, pytest.mark.slow, pytest.mark.timeout(900)]

OFFICERS = ("p-001:privacy-officer", "p-002:privacy-officer")


@dataclass
class Running:
    """A service; all folders in which something is kept; the settings beside its home."""

    service: Service
    folders: list[Path]
    more: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def archive(self) -> Path | str:
        return self.more.get("GONGDAN_ARCHIVE_URL") or self.service.home / "archive.db"

    def again(self) -> None:
        """Stopped and started: what is not sealed yet is at once."""
        before = self.sealed() if (self.service.home / "log.pub").exists() else b""
        assert self.service.stop() == 0
        self.service = start(self.service.home, timeout=120, **self.more)
        planting.until(lambda: self.sealed() != before)

    def sealed(self) -> bytes:
        return proving.checkpoint(self.archive)


@pytest.fixture(params=["sqlite", "postgresql"])
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("erased")
    more, kept = {**planting.SETTINGS}, list[Path]()
    postgres = Postgres("wal_recycle=off").start() if request.param == "postgresql" else None
    if postgres:
        for name, setting in (("desk", "GONGDAN_DATABASE_URL"), ("archive", "GONGDAN_ARCHIVE_URL")):
            postgres.execute(f"CREATE DATABASE {name} TEMPLATE template0")
            more[setting] = postgres.url(name)
        kept.append(postgres.folder / "data")
    made = Running(start(folder / "home", timeout=120, **more), [folder, *kept], more)
    yield made
    if made.service.process.poll() is None:
        made.service.kill()
    if postgres:
        postgres.stop()


def test_nothing_of_an_erased_customer_is_left_and_all_is_proved_as_before(running: Running, tmp_path: Path) -> None:
    with receiver_beside() as receiver:
        planting.subscribed(running.service, receiver)
        number = planting.old_ticket(running.service)
        planting.letter_that_waits(running.service)
        planting.is_told(running.service, receiver)
        said = "".join(planting.shown(running.service, number))
        before = {canary for canary in CANARIES.values() if canary in said}
        assert {CANARIES[name] for name in ("summary", "phone", "email", "note")} <= before
        running.again()
        kept, key = running.sealed(), (running.service.home / "log.pub").read_text().strip()
        first = proving.bundle_of(running.service, number, tmp_path / "before.zip", running.more)
        _erase(running.service)
        _is_gone(running, number)
        running.again()
        _is_gone(running, number)
        second = proving.bundle_of(running.service, number, tmp_path / "after.zip", running.more)
    for bundle in (first, second):
        assert "events, whole, in order and unchanged" in proving.holds(bundle, key)
    assert proving.only_grew(running.archive, kept)
    _is_proved_and_built_anew(running, kept, tmp_path)
    assert running.service.stop() == 0
    log = (running.service.home / "logs" / "gongdan.log").read_bytes()
    assert all(said in log for said in (b"customer_keys_shredded", b"letters_taken_out", b"feed_told_anew"))
    assert _left(running.folders) == []


def _is_gone(running: Running, number: str) -> None:
    said = planting.shown(running.service, number)
    assert [each for each in said if "erased" in each]
    assert not [(canary, each[:300]) for canary in CANARIES.values() for each in said if canary in each]


def _is_proved_and_built_anew(running: Running, kept: bytes, folder: Path) -> None:
    (folder / "kept.txt").write_bytes(kept)
    audited = running.service.command(
        "audit", "verify", "--against", str(folder / "kept.txt"), "--json", **running.more
    )
    assert json.loads(audited.stdout)["findings"] == [], audited.stderr
    for each in PROJECTIONS:
        built = running.service.command(
            "projections", "rebuild", each.name, "--keep-if-different", "--json", **running.more
        )
        assert json.loads(built.stdout)["equal"], each.name


def _left(folders: list[Path]) -> list[tuple[str, str]]:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    words = [*CANARIES.values(), FILE.decode()]
    return [(word, str(path)) for path in files for word in words if held(word, said_in(path.read_bytes()))]


def _erase(service: Service) -> None:
    words = ("privacy", "erase", CUSTOMER, "--reason", CANARIES["reason"])
    asked = service.command(*words, "--as", OFFICERS[0])
    assert asked.stdout == "Asked for: another person approves.\n", asked.stderr
    alone = service.command(*words, "--as", OFFICERS[0])
    assert (alone.returncode, "takes a second person" in alone.stderr) == (1, True)
    done = service.command(*words, "--as", OFFICERS[1])
    assert done.stdout == "Done: customer-erased\n", done.stderr
    with service.http(OFFICERS[0]) as one:
        within = time.monotonic() + 300
        while time.monotonic() < within:
            last = one.get(f"/customers/{CUSTOMER}/history").json()["events"][-1]
            if last["type"] == "erasure-completed":
                assert last["data"]["data_keys"] >= 5
                assert last["data"]["files"] == 2
                [told] = json.loads(service.command("privacy", "list", "--json", "--as", OFFICERS[0]).stdout)
                assert (told["customer"], told["completed"] is not None) == (CUSTOMER, True)
                return
            time.sleep(0.3)
    raise AssertionError("not completed")
