"""The whole program: a ticket is opened, its customer and the supervisor have mail, and nothing personal is kept in the clear."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.notices.mailbox import SENDER, Mailbox, serving, text_of
from tests.whole.service import Service, start

CANARY = "kanali.test@example.com"
SUMMARY = "卡纳里摘要不制冷"
SUPERVISOR = "zhuguan.canary@desk.example"


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def service(tmp_path: Path, box: Mailbox) -> Iterator[Service]:
    with serving(box) as server:
        mail = {
            "GONGDAN_REACTIONS": "true",
            "GONGDAN_MAIL_HOST": server.host,
            "GONGDAN_MAIL_PORT": str(server.port),
            "GONGDAN_MAIL_TLS": "none",
            "GONGDAN_MAIL_FROM": SENDER,
            "GONGDAN_MAIL_NAME": "卡纳里售后",
        }
        running = start(tmp_path / "home", **mail)
        yield running
        if running.process.poll() is None:
            running.kill()


def soon(there: Callable[[], object]) -> None:
    for _ in range(300):
        if there():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come")


def test_people_are_told_and_nothing_personal_is_in_the_logs(service: Service, box: Mailbox):
    number = _opened(service)
    soon(lambda: box.to(CANARY) or _waits_for_the_morning(service))
    soon(lambda: box.to(SUPERVISOR) or _waits_for_the_morning(service))
    soon(lambda: _unread(service))

    inbox = json.loads(service.command("inbox", "--json", "--as", "s-001:supervisor").stdout)
    [item] = [each for each in inbox["items"] if each["kind"] == "new-ticket"]
    assert (item["ticket"], inbox["unread"]) == (number, 1)
    service.command("inbox", "--read", item["notice"], "--as", "s-001:supervisor").check_returncode()
    soon(lambda: not _unread(service))
    for letter in box.to(CANARY):
        assert number in text_of(letter)
    preview = service.command("notice", "preview", "received", "--ticket", number, "--as", "a-001:agent").stdout
    assert "张*" in preview
    assert "张卡纳里" not in preview

    assert service.stop() == 0
    kept = [path for path in service.home.rglob("*") if path.is_file() and path.suffix in (".log", ".db", ".db-wal")]
    assert any(path.name == "gongdan.log" for path in kept)
    for path in kept:
        for secret in (CANARY, SUPERVISOR, "张卡纳里"):
            assert secret.encode() not in path.read_bytes(), path.name
    assert "卡纳里" not in (service.home / "logs" / "gongdan.log").read_text()


def _opened(service: Service) -> str:
    administrator, supervisor = "adm:administrator", "s-001:supervisor"
    joining = ("staff", "join", "number=s-001", "name=王芳", "office=主管", "since=2020-01-01", "--as", administrator)
    service.command(*joining).check_returncode()
    granting = ("staff", "do", "s-001", "grant-role", "role=supervisor", "since=2020-01-01", "--as", administrator)
    service.command(*granting).check_returncode()
    wishes = ("quiet_from=00:00", "quiet_until=00:00", f"email={SUPERVISOR}")
    service.command("staff", "do", "s-001", "set-notice-preferences", *wishes, "--as", supervisor).check_returncode()
    with service.http() as agent:
        said = {
            "channel": "email",
            "summary": SUMMARY,
            "contact": {"name": "张卡纳里", "salutation": "先生", "email": CANARY},
        }
        return agent.post("/tickets", json=said).raise_for_status().json()["number"]


def _waits_for_the_morning(service: Service) -> bool:
    """Customers are not written to at night, whenever this runs."""
    found = json.loads(service.command("notice", "list", "--json", "--as", "adm:administrator").stdout)
    return any(each["held"] == "quiet-hours" for each in found["items"])


def _unread(service: Service) -> list[object]:
    return json.loads(service.command("inbox", "--unread", "--json", "--as", "s-001:supervisor").stdout)["items"]
