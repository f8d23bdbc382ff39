"""A home backed up into a folder and made again from it: the same log to the byte, the same keys, nothing overwritten."""

import asyncio
import base64
import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from gongdan.opening.keys import open_keys
from gongdan.proving.opening import read_archive
from gongdan.proving.repairing import MARK
from gongdan.safekeeping.restoring import UNFINISHED
from gongdan.settings import Settings
from gongdan.storing.private_file import write_private
from tests.trust.rotting import digest_of, filled
from tests.whole.in_process import run_beside
from tests.whole.service import environment_of
from trust.signing import Signer

PLACE = ("ticket-1", "name", "customer-1")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a log of sixty events and its archive, keys, files, and what a start makes anew."""
    home = tmp_path_factory.mktemp("kept") / "home"
    home.mkdir(mode=0o700)
    asyncio.run(filled(home, 60))
    settings = Settings(home=home)
    with closing(open_keys(settings, make=True)[0]) as keys:
        keys.key_for(PLACE)
    write_private(home / "log.key", f"{base64.b64encode(bytes(32)).decode()}\n")
    with closing(read_archive(settings)) as archive:
        write_private(home / "log.pub", f"{Signer(archive.meta['origin'], bytes(32)).key}\n")
    (home / "attachments" / "ticket-1").mkdir(parents=True)
    (home / "attachments" / "ticket-1" / "photo").write_bytes(b"sealed")
    for name in ("projections.db", "run.json", "token.key", "dismissed.jsonl", ".writable", "keys.db.damaged-1"):
        (home / name).write_text("{}")
    return home


@pytest.fixture(scope="module")
def made(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backups") / "first"
    done = gongdan(home, "backup", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def gongdan(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return run_beside(*words, environment=environment_of(home) | {"GONGDAN_LANG": "en", "COLUMNS": "200"} | more)


def refusal(home: Path, *words: str, **more: str) -> str:
    done = gongdan(home, *words, **more)
    assert done.returncode in (1, 2, 3), done.stdout
    assert done.stdout == ""
    return done.stderr


@pytest.fixture
def empty(home: Path, tmp_path: Path) -> Path:
    """A home that holds the master key alone."""
    (tmp_path / "new").mkdir(mode=0o700)
    shutil.copy(home / "master.key", tmp_path / "new")
    return tmp_path / "new"


def test_it_holds_what_cannot_be_made_again_and_neither_secret(made: Path):
    held = {str(path.relative_to(made)) for path in made.rglob("*") if path.is_file()}
    ours = {"archive.db", "keys.db", "attachments/ticket-1/photo", "dismissed.jsonl"}
    assert held == {"backup.json", "log.key.sealed", "log.pub", *(f"home/{name}" for name in ours)}
    assert all(path.stat().st_mode & 0o077 == 0 for path in (made, *made.iterdir(), *made.rglob("*.*")))
    secret = base64.b64encode(bytes(32))
    assert not [path for path in made.rglob("*") if path.is_file() and secret in path.read_bytes()]


def test_a_home_made_from_it_has_the_same_log_keys_and_files(made: Path, home: Path, empty: Path):
    told = json.loads(gongdan(empty, "restore", str(made), "--json").stdout)
    assert (told["events"], told["put_back"], told["saved"]) == (60, True, 0)
    assert asyncio.run(digest_of(empty)) == asyncio.run(digest_of(home))
    for name in ("log.key", "log.pub", "dismissed.jsonl", "attachments/ticket-1/photo"):
        assert (empty / name).read_bytes() == (home / name).read_bytes()
    with closing(open_keys(Settings(home=home))[0]) as old, closing(open_keys(Settings(home=empty))[0]) as new:
        assert new.key_for(PLACE).id == old.key_for(PLACE).id
    assert not [each for each in (MARK, UNFINISHED) if (empty / each).exists()]
    assert all(path.stat().st_mode & 0o077 == 0 for path in empty.rglob("*.db"))


def test_it_says_up_to_when_witnesses_still_find_what_they_saw(made: Path, empty: Path):
    said = gongdan(empty, "restore", str(made)).stdout
    recorded = json.loads((made / "backup.json").read_text())["recorded"]
    assert f"Checkpoints signed after {recorded} are lost" in said
    assert "moves its .seen file aside" in said


def test_nothing_is_overwritten(made: Path, home: Path, empty: Path):
    (empty / "keys.db").write_bytes(b"kept")
    assert "is not empty (keys.db) and was not overwritten. Move it away" in refusal(empty, "restore", str(made))
    assert "is there already, is no empty folder" in refusal(home, "backup", str(made))
    assert (empty / "keys.db").read_bytes() == b"kept"


def test_a_backup_inside_the_home_is_refused(home: Path):
    assert "would stand inside the home" in refusal(home, "backup", str(home / "backups" / "today"))


@pytest.mark.parametrize("name", ["home/keys.db", "home/attachments/ticket-1/photo", "log.key.sealed"])
def test_a_changed_or_missing_file_is_found_before_anything_is_put_back(
    name: str, made: Path, empty: Path, tmp_path: Path
):
    copy = shutil.copytree(made, tmp_path / "copy")
    (copy / name).write_bytes(b"changed")
    assert f"is damaged or not whole ({name}): nothing was changed" in refusal(empty, "restore", str(copy))
    (copy / name).unlink()
    assert f"is damaged or not whole ({name})" in refusal(empty, "restore", str(copy))
    assert [each.name for each in empty.iterdir()] == ["master.key"]


@pytest.mark.parametrize("name", ["home/policy.toml", "home/attachments/planted", "log.key", ".hidden"])
def test_a_file_that_was_planted_is_refused_by_name(name: str, made: Path, empty: Path, tmp_path: Path):
    copy = shutil.copytree(made, tmp_path / "copy")
    (copy / name).write_bytes(b"planted")
    assert f"is damaged or not whole ({name}): nothing was changed" in refusal(empty, "restore", str(copy))
    (copy / name).unlink()
    (copy / name).symlink_to(made / "backup.json")
    assert f"is damaged or not whole ({name}): nothing was changed" in refusal(empty, "restore", str(copy))
    assert [each.name for each in empty.iterdir()] == ["master.key"]


@pytest.mark.parametrize("name", ["home/master.key", "home/log.key", "home/nats/stream", "home/../outside", "outside"])
def test_a_list_that_names_what_no_backup_holds_puts_nothing(name: str, made: Path, empty: Path, tmp_path: Path):
    copy = shutil.copytree(made, tmp_path / "copy")
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_bytes(b"planted")
    listed(copy, {name: sha256(b"planted").hexdigest()})
    assert "is damaged or not whole" in refusal(empty, "restore", str(copy))
    assert [each.name for each in empty.iterdir()] == ["master.key"]


@pytest.mark.parametrize("name", ["home/archive.db", "home/keys.db"])
def test_one_without_log_or_keys_is_none_whatever_its_list_says(name: str, made: Path, empty: Path, tmp_path: Path):
    copy = shutil.copytree(made, tmp_path / "copy")
    (copy / name).unlink()
    listed(copy, {name: None})
    assert f"is damaged or not whole ({name})" in refusal(empty, "restore", str(copy))


def listed(backup: Path, digests: dict[str, str | None]) -> None:
    said = json.loads((backup / "backup.json").read_text())
    said["sha256"] = {name: digest for name, digest in (said["sha256"] | digests).items() if digest}
    (backup / "backup.json").write_text(json.dumps(said))


@pytest.mark.parametrize("name", ["log.key", "log.pub"])
def test_another_logs_key_is_not_overwritten_and_the_same_one_does_no_harm(
    name: str, made: Path, home: Path, empty: Path
):
    (empty / name).write_text("another's")
    assert f"{empty / name} is there already, is not of this backup's log" in refusal(empty, "restore", str(made))
    assert (empty / name).read_text() == "another's"
    assert {each.name for each in empty.iterdir()} == {"master.key", name}
    shutil.copy(home / name, empty)
    assert gongdan(empty, "restore", str(made)).returncode == 0


def test_a_restore_that_is_refused_leaves_no_folder_behind(made: Path, home: Path, tmp_path: Path):
    new = tmp_path / "new" / "home"
    write_private(tmp_path / "other.key", base64.b64encode(b"x" * 32).decode())
    for key in (tmp_path / "other.key", tmp_path / "none.key"):
        assert "master key" in refusal(new, "restore", str(made), GONGDAN_KEY_FILE=str(key))
    key = str(home / "master.key")
    assert "set GONGDAN_PREFIX" in refusal(new, "restore", str(made), GONGDAN_KEY_FILE=key, GONGDAN_PREFIX="desk2")
    assert not new.parent.exists()


def test_one_that_was_broken_off_is_none(made: Path, empty: Path, tmp_path: Path):
    copy = shutil.copytree(made, tmp_path / "copy")
    (copy / "backup.json").unlink()
    assert "has no backup.json" in refusal(empty, "restore", str(copy))


def test_a_newer_programs_is_refused(made: Path, empty: Path, tmp_path: Path):
    copy = shutil.copytree(made, tmp_path / "copy")
    said = json.loads((copy / "backup.json").read_text())
    (copy / "backup.json").write_text(json.dumps(said | {"form": 2}))
    assert "upgrade this program first" in refusal(empty, "restore", str(copy))


def test_another_master_key_opens_none_of_it(made: Path, empty: Path):
    write_private(empty / "master.key", base64.b64encode(b"x" * 32).decode())
    assert "was not made with this master key" in refusal(empty, "restore", str(made))
    (empty / "master.key").unlink()
    assert "there is no master key" in refusal(empty, "restore", str(made))
    assert {each.name for each in empty.iterdir()} <= {"lock", "logs"}


def test_a_restore_that_was_broken_off_is_begun_anew(made: Path, home: Path, empty: Path):
    for mark in (MARK, UNFINISHED):
        (empty / mark).touch()
    (empty / "keys.db").write_bytes(b"half of it")
    assert json.loads(gongdan(empty, "restore", str(made), "--json").stdout)["events"] == 60


def test_settings_that_name_other_places_than_at_its_day_are_refused(made: Path, empty: Path, tmp_path: Path):
    away = {"GONGDAN_ATTACHMENTS_URL": f"file://{tmp_path}/files"}
    assert "GONGDAN_ATTACHMENTS_URL was set when" in refusal(empty, "restore", str(made), **away)
    assert "set GONGDAN_PREFIX=gongdan" in refusal(empty, "restore", str(made), GONGDAN_PREFIX="desk2")


def test_without_an_archive_or_without_anything_it_says_so(tmp_path: Path, home: Path):
    assert "There is nothing to back up" in refusal(tmp_path, "backup", str(tmp_path.parent / "none"))
    shutil.copy(home / "keys.db", tmp_path)
    assert "There is no archive" in refusal(tmp_path, "backup", str(tmp_path.parent / "none"))
    assert not (tmp_path.parent / "none").exists()


def test_what_is_written_meanwhile_waits_for_nobody_and_is_of_one_moment(home: Path, tmp_path: Path):
    """A row that another process has not committed is not in it."""
    with closing(sqlite3.connect(home / "keys.db", isolation_level=None)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("INSERT INTO meta VALUES ('later', x'00')")
        gongdan(home, "backup", str(tmp_path / "second"))
        writing.execute("ROLLBACK")
    with closing(sqlite3.connect(tmp_path / "second" / "home" / "keys.db")) as copy:
        assert copy.execute("SELECT 1 FROM meta WHERE name = 'later'").fetchone() is None
