"""A service archives what it records, and signs it."""

import time
from pathlib import Path

import pytest

from tests.whole.service import start
from trust.archive import Archive


@pytest.mark.slow
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
