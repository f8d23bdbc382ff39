"""A ticket at its end: nothing personal in it can be read any more, its record and its proofs stay (R49, R50)."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.whole.erasing import planting, proving
from tests.whole.erasing.planting import CUSTOMER, FILE, SUPERVISOR, ok
from tests.whole.service import Service, start
from tests.whole.test_canary import CANARIES, held

pytestmark = [pytest.mark.canary, pytest.mark.slow, pytest.mark.timeout(900)]

SETTINGS: dict[str, Any] = {"GONGDAN_SHRED_TICKETS": "true", "GONGDAN_NOTARY": "true"}
OFFICERS = ("p-001:privacy-officer", "p-002:privacy-officer")
WORDS = [*(said for name, said in CANARIES.items() if name != "customer_name"), FILE.decode()]
"""All but the customer's name, which their own record holds."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "home"


def test_at_its_end_a_ticket_says_nothing_of_a_person_and_all_else_stays(home: Path, tmp_path: Path) -> None:
    service = start(home, timeout=120, **SETTINGS)
    try:
        number = planting.old_ticket(service)
        fresh, kept = _ticket(service, CUSTOMER, "仍在办理"), _ticket(service, "customer-C41", "涉诉留存", old=True)
        _hold(service, "customer-C41", kept)
        _restricts_and_unlocks_by_two(service)
        assert _due(service) == {CUSTOMER: [number]}
        assert service.stop() == 0
        service = start(home, timeout=120, **SETTINGS)
        planting.until(lambda: "terms-ended" in _history(service))
        planting.until(lambda: not _due(service))
        planting.until(lambda: CANARIES["summary"] not in "".join(planting.shown(service, number)))
        said = "".join(planting.shown(service, number))
        assert not [word for word in WORDS if word in said]
        with service.http(SUPERVISOR) as staff:
            assert "仍在办理" in staff.get(f"/tickets/{fresh}").text
            assert "涉诉留存" in staff.get(f"/tickets/{kept}").text
        assert service.stop() == 0
        service = start(home, timeout=120, **SETTINGS)  # what is not sealed yet is at once
        planting.until(lambda: proving.checkpoint(home / "archive.db"))
        key = (home / "log.pub").read_text().strip()
        bundle = proving.bundle_of(service, number, tmp_path / "ended.zip", SETTINGS)
        assert "whole, in order and unchanged" in proving.holds(bundle, key)
        assert service.command("audit", "verify", **SETTINGS).returncode == 0
        assert service.stop() == 0
    finally:
        if service.process.poll() is None:
            service.kill()
    files = [path for path in home.parent.rglob("*") if path.is_file()]
    assert not [(word, str(path)) for path in files for word in WORDS if held(word, path.read_bytes())]


def _ticket(service: Service, customer: str, summary: str, *, old: bool = False) -> str:
    opening: dict[str, Any] = {"channel": "phone", "customer": customer, "summary": summary}
    end: dict[str, Any] = {"cancelled_as": "withdrawn", "reason": "已好"}
    with service.http("c-001:clerk") as clerk:
        number = ok(clerk.post("/tickets", json=planting.long_ago("10:00", opening) if old else opening))["number"]
        if old:
            ok(clerk.post(f"/tickets/{number}/cancellation", json=planting.long_ago("10:05", end)))
    return number


def _hold(service: Service, customer: str, number: str) -> None:
    words = ("privacy", "hold", customer, "--ticket", number, "--reason", "涉诉")
    answers = [service.command(*words, "--as", who, **SETTINGS).stdout for who in OFFICERS]
    assert answers == ["Asked for: another person approves.\n", "Done: hold-placed\n"]


def _restricts_and_unlocks_by_two(service: Service) -> None:
    """While a ticket is open, or its years are not over, erasing restricts."""

    def said(measure: str, officer: str) -> str:
        done = service.command("privacy", measure, CUSTOMER, "--reason", "要求", "--as", officer, **SETTINGS)
        return done.stdout + done.stderr

    assert "another person approves" in said("erase", OFFICERS[0])
    assert said("erase", OFFICERS[1]) == "Done: customer-restricted, erasure-postponed\n"
    assert "another person approves" in said("unlock", OFFICERS[0])
    assert "takes a second person" in said("unlock", OFFICERS[0])
    assert said("unlock", OFFICERS[1]) == "Done: customer-unrestricted\n"


def _due(service: Service) -> dict[str, list[str]]:
    listed = json.loads(service.command("retention", "tickets", "--json", **SETTINGS).stdout)
    assert listed["shreds"]
    return listed["due"]


def _history(service: Service) -> str:
    with service.http(OFFICERS[0]) as officer:
        return officer.get(f"/customers/{CUSTOMER}/history").text
