"""Once a customer is erased, none of their words is left in any byte that is kept, shown or logged (TRUST, R50)."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.projections.postgres import Postgres
from tests.whole.service import Service, start
from tests.whole.test_canary import CANARIES, held

pytestmark = [pytest.mark.canary, pytest.mark.timeout(600)]

FILE = "卡纳里附件内容不应留下".encode()
OFFICERS = ("p-001:privacy-officer", "p-002:privacy-officer")
CUSTOMER = "customer-C40"
Running = tuple[Service, list[Path], dict[str, Any]]
"""The service, all folders in which something is kept, and the settings beside its home."""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder, more, kept = tmp_path_factory.mktemp("erased"), dict[str, Any](), list[Path]()
    postgres = Postgres("wal_recycle=off").start() if request.param == "postgresql" else None
    if postgres:
        postgres.execute("CREATE DATABASE desk TEMPLATE template0")
        more["GONGDAN_DATABASE_URL"] = postgres.url("desk")
        kept.append(postgres.folder / "data")
    running = start(folder / "home", timeout=120, **more)
    yield running, [folder, *kept], more
    if running.process.poll() is None:
        running.kill()
    if postgres:
        postgres.stop()


def test_nothing_of_an_erased_customer_is_left(service: Running) -> None:
    running, folders, more = service
    number = _old_ticket(running)
    before = {canary for canary in CANARIES.values() for each in _responses(running, number) if canary in each}
    assert {CANARIES["summary"], CANARIES["phone"]} <= before
    _erase(running)
    said = _responses(running, number)
    assert [each for each in said if "erased" in each]
    assert not [(canary, each[:300]) for canary in CANARIES.values() for each in said if canary in each]
    assert running.command("projections", "compare", "register", **more).returncode == 0
    assert running.command("projections", "rebuild", "register", **more).returncode == 0
    listed = running.command("privacy", "list", "--json", "--as", OFFICERS[0])
    [told] = json.loads(listed.stdout)
    assert (told["customer"], told["completed"] is not None) == (CUSTOMER, True)
    assert running.stop() == 0
    assert b"customer_keys_shredded" in (running.home / "logs" / "gongdan.log").read_bytes()
    assert _left(folders) == []


def _left(folders: list[Path]) -> list[tuple[str, str]]:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    words = [*CANARIES.values(), FILE.decode()]
    return [(word, str(path)) for path in files for word in words if held(word, path.read_bytes())]


def _old_ticket(service: Service) -> str:
    """Reported and withdrawn in 2020, with all that a ticket holds of somebody; its years are over."""
    c = CANARIES
    opening = {
        "channel": "phone",
        "customer": CUSTOMER,
        "customer_name": c["customer_name"],
        "summary": c["summary"],
        "description": c["description"],
        "order_number": c["order"],
        "contact": {"name": c["name"], "phone": c["phone"], "email": c["email"], "wechat": c["wechat"]},
        "product": {"name": "智能空调", "serial": c["serial"]},
    }
    with service.http("c-001:clerk") as clerk:
        number = _ok(clerk.post("/tickets", json=_at("09:00", opening)))["number"]
        _ok(clerk.post(f"/tickets/{number}/grade", json=_at("09:05", {"severity": "urgent", "reason": c["reason"]})))
        _ok(clerk.post(f"/tickets/{number}/diagnosis", json=_at("09:10", {"finding": c["finding"]})))
        _ok(clerk.post(f"/tickets/{number}/note", json=_at("09:15", {"text": c["note"]})))
        sent = clerk.post(
            f"/tickets/{number}/attachments",
            params={"name": f"{c['name']}.txt"},
            content=FILE,
            headers={"Content-Type": "text/plain"},
        )
        assert sent.status_code < 300, sent.text
        told = {"cancelled_as": "withdrawn", "reason": c["reason"]}
        _ok(clerk.post(f"/tickets/{number}/cancellation", json=_at("09:20", told)))
        _ok(clerk.post("/customers", json={"customer": CUSTOMER, "name": c["customer_name"]}))
    return number


def _at(clock: str, said: dict[str, Any]) -> dict[str, Any]:
    return said | {"late": CANARIES["reason"], "occurred": f"2020-05-01T{clock}:00+08:00"}


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
                assert last["data"]["files"] == 1
                return
            time.sleep(0.3)
    raise AssertionError("not completed")


def _responses(service: Service, number: str) -> list[str]:
    """All that anybody is shown of the ticket and the customer, also as tables, exports and replays."""
    places = (
        *(f"/tickets/{number}", f"/tickets/{number}/history", f"/tickets/{number}/dossier", "/register", "/progress"),
        *("/faults", "/dossiers", "/register.csv", f"/register?text={CANARIES['summary'][:4]}", "/tasks"),
        *(f"/customers/{CUSTOMER}", f"/customers/{CUSTOMER}/history", "/register?as_of=2020-05-02", "/replay"),
    )
    with service.http("s-001:supervisor") as staff, service.http(OFFICERS[0]) as officer:
        shown = [who.get(place).text for place in places for who in (staff, officer)]
        found = staff.post("/intake/lookup", json={"phone": CANARIES["phone"]})
        clear = officer.post(f"/tickets/{number}/unmasking", json={"reason": "查验"})
    return [*shown, found.text, clear.text]


def _ok(response: Any) -> Any:
    assert response.status_code < 300, response.text
    return response.json()
