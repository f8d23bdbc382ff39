"""Log, keys and tables lost in turn and all at once: by the steps of docs/operations.md the desk answers as before."""

import asyncio
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest

from gongdan.storing.private_file import write_private_bytes
from tests.trust.rotting import digest_of
from tests.whole.service import Service, start
from tests.whole.test_up import eventually
from trust.archive import Archive
from trust.verifier import unpacked, verify

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

NOTARY = {"GONGDAN_NOTARY": "true"}
CUSTOMER, OTHER = "customer-C40", "customer-C41"
OFFICERS = ("p-001:privacy-officer", "p-002:privacy-officer")
SUMMARY, FILE = "制冷效果差", "客户寄来的说明".encode()


@dataclass
class Desk:
    """A home with a log, and the backup that was taken of it while its service ran."""

    home: Path
    backup: Path
    numbers: list[str]
    service: Service | None = None

    def begin(self) -> Service:
        self.service = start(self.home, timeout=90, **NOTARY)
        return self.service

    def end(self) -> None:
        if self.service is not None and self.service.process.poll() is None:
            assert self.service.stop() == 0

    def command(self, *words: str) -> str:
        done = Service(self.home, None).command(*words)  # pyright: ignore[reportArgumentType] -- no process is asked
        assert done.returncode == 0, done.stderr
        return done.stdout


@dataclass(frozen=True)
class Answers:
    """What is asked of a desk to tell whether it is the same."""

    tables: dict[str, Any]
    histories: tuple[str, ...]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("losing")
    made = Desk(folder / "var", folder / "backup", [])
    with made.begin().http("c-001:clerk") as http:
        made.numbers += [_opened(http, customer) for customer in (CUSTOMER, CUSTOMER, OTHER)]
        place, plain = f"/tickets/{made.numbers[0]}/attachments", {"Content-Type": "text/plain"}
        assert http.post(place, params={"name": "letter.txt"}, content=FILE, headers=plain).status_code < 300
    assert eventually(lambda: _sealed(made), 120), "the checkpoint of the minute"
    made.command("backup", str(made.backup))
    yield made
    made.end()


@pytest.fixture(scope="module")
def before(desk: Desk) -> Answers:
    return _answers(desk)


@pytest.fixture(scope="module")
def proofs(desk: Desk) -> Path:
    """What an auditor took away before anything was lost: a ticket's bundle, a checkpoint, the log's public key."""
    folder = desk.home.parent / "auditor"
    folder.mkdir()
    shutil.copy(desk.home / "log.pub", folder)
    (folder / "kept.txt").write_text(json.loads(desk.command("audit", "checkpoints", "--json"))[-1]["note"])
    desk.command("audit", "bundle", desk.numbers[0], "--to", str(folder / "bundle.zip"))
    return folder


@pytest.fixture(scope="module")
def digest(desk: Desk, before: Answers, proofs: Path) -> str:
    """Of the log to the byte, its service stopped."""
    desk.end()
    return asyncio.run(digest_of(desk.home))


@pytest.fixture(autouse=True)
def _ended(desk: Desk) -> Iterator[None]:
    yield
    desk.end()


def test_the_log_is_lost(desk: Desk, before: Answers, digest: str, proofs: Path):
    shutil.rmtree(desk.home / "nats")
    desk.command("repair")
    assert _as_it_is(desk, proofs) == (digest, before)


def test_the_keys_are_lost(desk: Desk, before: Answers, digest: str, proofs: Path):
    for each in desk.home.glob("keys.db*"):
        each.unlink()
    desk.command("keys", "restore", str(desk.backup / "home" / "keys.db"))
    assert _as_it_is(desk, proofs) == (digest, before)


def test_the_tables_are_lost(desk: Desk, before: Answers, digest: str, proofs: Path):
    for each in desk.home.glob("projections.db*"):
        each.unlink()
    assert _as_it_is(desk, proofs) == (digest, before)


def test_all_is_lost_but_the_master_key(desk: Desk, before: Answers, digest: str, proofs: Path):
    master = (desk.home / "master.key").read_bytes()
    shutil.rmtree(desk.home)
    desk.home.mkdir(mode=0o700)
    write_private_bytes(desk.home / "master.key", master)
    told = json.loads(desk.command("restore", str(desk.backup), "--json"))
    assert (told["put_back"], told["saved"]) == (True, 0)
    assert _as_it_is(desk, proofs) == (digest, before)
    with desk.begin().http("c-001:clerk") as http:
        assert _opened(http, CUSTOMER) not in desk.numbers, "no number is given out twice"
    desk.end()


def test_who_was_erased_after_the_backup_stays_erased_though_its_keys_come_back(desk: Desk):
    """The last of this file: the desk is another one afterwards."""
    _erase(desk.begin(), desk.numbers[2])
    desk.end()
    (desk.home / "keys.db").unlink()
    desk.command("keys", "restore", str(desk.backup / "home" / "keys.db"))
    service = desk.begin()
    with service.http("s-001:supervisor") as http:
        assert eventually(lambda: "[erased]" in http.get(f"/tickets/{desk.numbers[2]}").text, 60)
        assert "13800000041" not in http.get(f"/tickets/{desk.numbers[2]}/history").text
    desk.end()
    held = json.loads(desk.command("keys", "backup", str(desk.home.parent / "after.db"), "--json"))
    assert held["shredded"] >= 2


def _as_it_is(desk: Desk, proofs: Path) -> tuple[str, Answers]:
    """The log's digest and what the service answers, its tables and all proofs being in order."""
    digest = asyncio.run(digest_of(desk.home))
    service = desk.begin()
    answers = _answers(desk)
    for table in json.loads(desk.command("projections", "list", "--json")):
        desk.command("projections", "compare", table["name"])
    assert eventually(lambda: service.command("check").returncode == 0, 30), service.command("check").stdout
    desk.end()
    key = (proofs / "log.pub").read_text().strip()
    desk.command("audit", "verify", "--against", str(proofs / "kept.txt"), "--key", key)
    assert verify(unpacked(proofs / "bundle.zip"), key).ok
    assert (desk.home / "log.pub").read_text().strip() == key
    return digest, answers


def _answers(desk: Desk) -> Answers:
    assert desk.service is not None
    with desk.service.http("s-001:supervisor") as http:
        assert eventually(lambda: len(_found(http)) == len(desk.numbers), 60), "tables and full text follow the log"
        tables = {name: http.get(f"/{name}").json()["items"] for name in ("register", "progress", "dossiers")}
        histories = tuple(http.get(f"/tickets/{number}/history").text for number in desk.numbers)
    with desk.service.http() as http:
        file = http.get(f"/tickets/{desk.numbers[0]}/attachments/{sha256(FILE).hexdigest()}")
        assert file.content == FILE, file.text
    assert all(SUMMARY in history for history in histories)
    return Answers(tables, histories)


def _found(http: httpx.Client) -> list[Any]:
    return http.get(f"/register?text={SUMMARY}").json()["items"]


def _opened(http: httpx.Client, customer: str) -> str:
    said = {
        "channel": "phone",
        "customer": customer,
        "summary": f"{SUMMARY} {customer}",
        "contact": {"name": "张伟", "phone": f"138000000{customer[-2:]}"},
        "late": "补录",
        "occurred": "2020-05-01T09:00:00+08:00",
    }
    answer = http.post("/tickets", json=said)
    assert answer.status_code < 300, answer.text
    return answer.json()["number"]


def _sealed(desk: Desk) -> bool:
    """Whether all that the archive holds is under a checkpoint."""
    if not (desk.home / "log.pub").exists():
        return False
    archive = Archive.open(desk.home / "archive.db")
    try:
        end, sealed = archive.end(), archive.checkpoint()
        subjects = [row.subject for row in archive.after(0, 1_000)]
        whole = all(any(number in subject for subject in subjects) for number in desk.numbers)
        return bool(whole and end and sealed and sealed.position == end.position)
    finally:
        archive.close()


def _erase(service: Service, number: str) -> None:
    """Its ticket withdrawn in 2020, so that its years are over; asked for by one, approved by another."""
    said = {"cancelled_as": "withdrawn", "reason": "客户撤回", "late": "补录", "occurred": "2020-05-01T09:20:00+08:00"}
    with service.http("c-001:clerk") as http:
        assert http.post(f"/tickets/{number}/cancellation", json=said).status_code < 300
        assert http.post("/customers", json={"customer": OTHER, "name": "张伟"}).status_code < 300
    for officer in OFFICERS:
        done = service.command("privacy", "erase", OTHER, "--reason", "客户要求", "--as", officer)
        assert done.returncode == 0, done.stderr
    with service.http(OFFICERS[0]) as http:
        history = f"/customers/{OTHER}/history"
        assert eventually(lambda: http.get(history).json()["events"][-1]["type"] == "erasure-completed", 120)
