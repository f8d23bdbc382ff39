"""A service archives what it records, and signs it."""

import json
import time
from pathlib import Path

import pytest

from tests.whole.service import start
from trust.archive import Archive
from trust.verifier import unpacked, verify


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_what_is_recorded_is_archived_and_signed(tmp_path: Path):
    service = start(tmp_path / "home", GONGDAN_NOTARY="true")
    try:
        said = {"channel": "phone", "summary": "The air conditioner does not cool"}
        with service.http() as http:
            number = http.post("/tickets", json=said).json()["number"]
        until = time.monotonic() + 20
        while time.monotonic() < until and number not in subjects(service.home):
            time.sleep(0.2)
        assert number in subjects(service.home)
        assert (service.home / "log.key").stat().st_mode & 0o777 == 0o600
        assert (service.home / "log.pub").read_text().startswith("gongdan/")
        with service.http("adm-1:administrator") as http:
            assert "gongdan_archive_position" in http.get("/metrics").text
            assert http.get(f"/tickets/{number}/evidence").status_code == 403
        key = (service.home / "log.pub").read_text().strip()
        with service.http("x-001:auditor") as http:
            answer = http.get(f"/tickets/{number}/evidence")
            while answer.status_code == 409 and time.monotonic() < until + 70:
                assert answer.json()["code"] == "evidence-not-yet"
                time.sleep(2)
                answer = http.get(f"/tickets/{number}/evidence")
        assert answer.headers["content-type"] == "application/zip"
        (tmp_path / "evidence.zip").write_bytes(answer.content)
        report = verify(unpacked(tmp_path / "evidence.zip"), key)
        assert report.ok, report.findings
        assert report.aggregate == f"ticket-{number}"
    finally:
        service.stop()


def subjects(home: Path) -> str:
    if not (home / "archive.db").exists():
        return ""
    archive = Archive.open(home / "archive.db")
    try:
        return " ".join(row.subject for row in archive.after(0, 1_000))
    except Exception:  # it is just being made
        return ""
    finally:
        archive.close()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_log_that_lost_its_end_is_repaired_and_goes_on(tmp_path: Path):
    service = start(tmp_path / "home", timeout=90, GONGDAN_NOTARY="true")
    said = {"channel": "phone", "summary": "The air conditioner does not cool"}
    with service.http() as http:
        numbers = [http.post("/tickets", json=said).json()["number"] for _ in range(3)]
    until = time.monotonic() + 60
    while time.monotonic() < until and numbers[-1] not in subjects(service.home):
        time.sleep(0.2)
    service.stop()
    last = max((service.home / "nats" / "jetstream").glob("*/streams/*_EVENTS/msgs/*.blk"))
    last.write_bytes(last.read_bytes()[:-400])
    assert service.command("repair", "--dry-run").returncode == 1
    done = service.command("repair", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["put_back"]
    service = start(tmp_path / "home", timeout=90, GONGDAN_NOTARY="true")
    try:
        with service.http() as http:
            assert http.get(f"/tickets/{numbers[-1]}").status_code == 200
            assert http.post("/tickets", json=said).json()["number"] not in numbers
        service.stop()
        assert service.command("audit", "verify").returncode == 0
    finally:
        service.kill()
