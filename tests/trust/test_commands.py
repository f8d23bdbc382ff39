"""Auditors' commands need the archive or a bundle, and nothing that runs; the bundle's own verifier needs still less."""

import base64
import json
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from tests.trust.evidence import SEEN
from tests.trust.made_up import LOG, archive
from tests.whole.in_process import run_beside
from tests.whole.service import environment_of
from trust.archive import Archive
from trust.verifier import Note, main

TICKET = "202605-00004"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As a service leaves it behind."""
    folder = tmp_path_factory.mktemp("home")
    archive(folder / "archive.db", 600, seals=[250]).close()
    (folder / "log.key").write_text(base64.b64encode(bytes(32)).decode() + "\n")
    (folder / "log.pub").write_text(f"{LOG.key}\n")
    return folder


@pytest.fixture(scope="module")
def bundle(home: Path) -> Path:
    path = home / "evidence.zip"
    done = gongdan(home, "audit", "bundle", TICKET, "--to", str(path))
    assert done.returncode == 0, done.stderr
    return path


def gongdan(home: Path, *words: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
    return run_beside(*words, environment=environment_of(home) | {"GONGDAN_LANG": lang, "COLUMNS": "200"})


def test_a_bundle_is_verified(home: Path, bundle: Path):
    done = gongdan(home, "audit", "verify", str(bundle), "--key", str(LOG.key))
    assert done.returncode == 0, done.stdout
    assert f"✓ ticket-{TICKET}" in done.stdout
    said = json.loads(gongdan(home, "audit", "verify", str(bundle), "--json").stdout)
    assert said["ok"]
    assert not said["pinned"]


def test_a_bundle_that_was_changed_is_refused(home: Path, bundle: Path, tmp_path: Path):
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(bundle) as former, zipfile.ZipFile(changed, "w") as made:
        for name in former.namelist():
            made.writestr(name, former.read(name).replace(b'"in"', b'"no"'))
    done = gongdan(home, "audit", "verify", str(changed), lang="zh")
    assert done.returncode == 1
    assert f"✗ ticket-{TICKET} 事件 1 不在已签署的日志中" in done.stdout


def test_the_verifier_in_the_bundle_needs_python_and_cryptography_alone(bundle: Path, tmp_path: Path):
    with zipfile.ZipFile(bundle) as opened:
        opened.extract("verify.py", tmp_path)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "empty"], check=True)
    packages = next((tmp_path / "empty" / "lib").glob("python3*")) / "site-packages"
    for each in Path(sysconfig.get_path("platlib")).glob("*cffi*"):
        (packages / each.name).symlink_to(each)
    (packages / "cryptography").symlink_to(Path(sysconfig.get_path("platlib")) / "cryptography")
    command = [tmp_path / "empty" / "bin" / "python", "-I", tmp_path / "verify.py", bundle, "--key", str(LOG.key)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "unchanged" in done.stdout


@pytest.mark.parametrize(("language", "word"), [("zh", "证据包摘要"), ("en", "Evidence summary")])
def test_a_person_can_read_what_is_proved(bundle: Path, language: str, word: str):
    with zipfile.ZipFile(bundle) as opened:
        page = pypdfium2.PdfDocument(opened.read(f"summary-{language}.pdf"))[0]
    text = page.get_textpage().get_text_range()
    assert word in text
    assert TICKET in text


def test_the_whole_archive_is_audited(home: Path, tmp_path: Path):
    done = gongdan(home, "audit", "verify", "--json")
    assert json.loads(done.stdout) == {
        "ok": True, "events": 600, "sealed": 600, "checkpoints": 2, "size": 602, "findings": []
    }  # fmt: skip
    listed = json.loads(gongdan(home, "audit", "checkpoints", "--json").stdout)
    assert [each["size"] for each in listed] == [251, 602]
    (tmp_path / "kept").write_text(listed[1]["note"])
    assert gongdan(home, "audit", "verify", "--against", str(tmp_path / "kept")).returncode == 0


def test_a_witness_cosigns_what_grew_and_remembers(home: Path, tmp_path: Path):
    shutil.copytree(home, tmp_path / "home")
    words = ("audit", "witness", "--name", "audit.example.com", "--key-file", str(tmp_path / "witness.key"), "--once")
    assert "602" in gongdan(tmp_path / "home", *words).stdout
    assert gongdan(tmp_path / "home", *words).stdout == ""
    key = (tmp_path / "witness.pub").read_text().strip()
    path = str(tmp_path / "seen.zip")
    assert gongdan(tmp_path / "home", "audit", "bundle", TICKET, "--to", path).returncode == 0
    assert gongdan(home, "audit", "verify", path, "--key", str(LOG.key), "--witness", key).returncode == 0
    shutil.rmtree(tmp_path / "home")
    archive_of_before(tmp_path / "home", home)
    refused = gongdan(tmp_path / "home", *words)
    assert refused.returncode == 1
    assert "rolled back from 602 entries to 251" in refused.stderr


def test_a_key_may_be_given_as_the_file_that_holds_it_and_with_a_line_end(home: Path, bundle: Path):
    for key in (f" {LOG.key}\n", str(home / "log.pub")):
        said = gongdan(home, "audit", "verify", str(bundle), "--key", key, "--json")
        assert json.loads(said.stdout)["pinned"], said.stderr
        assert gongdan(home, "audit", "verify", "--key", key).returncode == 0
        assert main([str(bundle), "--key", key]) == 0
    refused = gongdan(home, "audit", "verify", "--key", str(home / "log.key"))
    assert refused.returncode == 2
    assert "is no public key" in refused.stderr


def test_the_key_of_the_log_is_no_witnesss(home: Path):
    refused = gongdan(home, "audit", "witness", "--name", "w.example", "--key-file", str(home / "log.key"), "--once")
    assert refused.returncode == 2
    assert "is the service's own key" in refused.stderr
    assert (home / "log.pub").read_text() == f"{LOG.key}\n"


def test_an_audit_of_the_archive_wants_the_witness_too(home: Path, tmp_path: Path):
    shutil.copytree(home, tmp_path / "home")
    refused = gongdan(tmp_path / "home", "audit", "verify", "--witness", str(SEEN.key))
    assert refused.returncode == 1
    assert "no checkpoint is cosigned" in refused.stdout
    words = ("audit", "witness", "--name", "w.example", "--key-file", str(tmp_path / "w.key"), "--once")
    assert gongdan(tmp_path / "home", *words).returncode == 0
    assert gongdan(tmp_path / "home", "audit", "verify", "--witness", str(tmp_path / "w.pub")).returncode == 0
    refused = gongdan(tmp_path / "home", "audit", "verify", "--witness", str(SEEN.key))
    assert f"witness {SEEN.key.name} did not cosign checkpoint 602" in refused.stdout


def archive_of_before(folder: Path, home: Path) -> None:
    shutil.copytree(home, folder)
    (folder / "archive.db").unlink()
    for end in ("-wal", "-shm"):
        (folder / f"archive.db{end}").unlink(missing_ok=True)
    archive(folder / "archive.db", 250).close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("audit", "bundle", "209901-00001"), "has no 209901-00001"),
        (("audit", "verify", "nowhere.zip"), "no evidence bundle"),
        (("audit", "verify", "--key", "nonsense"), "is no public key"),
        (("audit", "verify", "--against", "nowhere.txt"), "no checkpoint that can be read"),
        (("audit", "verify", "evidence.zip", "--against", "kept.txt"), "--against compares the whole archive"),
        (("audit", "witness", "--name", "a b", "--key-file", "nowhere/w.key"), "can't be a witness's name"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(home: Path, words: tuple[str, ...], said: str):
    done = gongdan(home, *words)
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_without_an_archive_it_says_so(tmp_path: Path):
    done = gongdan(tmp_path, "audit", "checkpoints")
    assert "There is no archive" in done.stderr


def test_what_a_bundle_proves_is_what_the_archive_holds(home: Path, bundle: Path):
    made = Archive.open(home / "archive.db")
    with zipfile.ZipFile(bundle) as opened:
        note = Note.parsed(opened.read("checkpoint"))
        bodies = [opened.read(name) for name in opened.namelist() if name.endswith(".json") and "/" in name]
    head = next(each for each in made.heads() if each.subject.endswith(TICKET))
    assert bodies == [row.body for row in made.history(head.subject, head.position)]
    assert note.raw().decode() == made.checkpoints()[-1].note
    made.close()
