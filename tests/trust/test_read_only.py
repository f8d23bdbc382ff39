"""What an auditor was given on a medium that can't be written is audited there."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.trust.made_up import LOG, archive
from tests.whole.service import environment_of
from trust.archive import Archive

TICKET = "202605-00004"
_PLAIN_USER = [] if os.geteuid() else ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
"""That root may write no more than others."""

pytestmark = pytest.mark.skipif(bool(_PLAIN_USER) and not shutil.which("setpriv"), reason="root, without setpriv")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "home"
    folder.mkdir()
    archive(folder / "archive.db", 600, seals=[250]).close()
    (folder / "log.pub").write_text(f"{LOG.key}\n")
    yield folder
    folder.chmod(0o755)


def fixed(folder: Path) -> None:
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)


def gongdan(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [*_PLAIN_USER, sys.executable, "-m", "gongdan", *words]
    environment = environment_of(home) | {"GONGDAN_LANG": "en", "COLUMNS": "200"}
    return subprocess.run(command, env=environment, cwd=home.parent, capture_output=True, text=True, check=False)


def test_an_archive_on_a_read_only_medium_is_audited(home: Path):
    fixed(home)
    done = gongdan(home, "audit", "verify", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["events"] == 600
    assert len(json.loads(gongdan(home, "audit", "checkpoints", "--json").stdout)) == 2
    made = gongdan(home, "audit", "bundle", TICKET, "--to", "evidence.zip")
    assert made.returncode == 0, made.stderr
    assert {path.name for path in home.iterdir()} == {"archive.db", "log.pub"}


def test_a_file_that_may_only_be_read_is_audited_while_somebody_writes(home: Path):
    writer = sqlite3.connect(home / "archive.db")
    writer.execute("INSERT INTO meta VALUES ('written', 'last')")
    writer.commit()
    fixed(home)
    done = gongdan(home, "audit", "verify", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    writer.close()


def test_a_witness_that_may_not_write_is_told_why(home: Path, tmp_path: Path):
    fixed(home)
    done = gongdan(home, "audit", "witness", "--name", "w.example", "--key-file", str(tmp_path / "w.key"), "--once")
    assert done.returncode
    assert "it may be read, and not written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_journal_that_cannot_be_read_there_is_told_and_not_passed_over(home: Path, tmp_path: Path):
    writer = sqlite3.connect(home / "archive.db")
    writer.execute("INSERT INTO meta VALUES ('written', 'last')")
    writer.commit()
    (tmp_path / "copy").mkdir()
    for name in ("archive.db", "archive.db-wal", "log.pub"):
        shutil.copy(home / name, tmp_path / "copy")
    writer.close()
    fixed(tmp_path / "copy")
    done = gongdan(tmp_path / "copy", "audit", "verify")
    (tmp_path / "copy").chmod(0o755)
    assert done.returncode
    assert "what was written last" in done.stderr


def test_a_file_that_may_not_be_read_is_told_so(home: Path):
    (home / "archive.db").chmod(0)
    done = gongdan(home, "audit", "verify")
    assert done.returncode
    assert "Permission denied" in done.stderr


def test_an_archive_that_is_not_there_is_not_made_by_looking(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        Archive.open(tmp_path / "archive.db")
    assert not [*tmp_path.iterdir()]
