"""The same by the command line: late records, files there and back, and personal data in the clear with a reason."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.stories.telling import PHOTO
from tests.whole.service import Service


@pytest.fixture
def number(running: Service) -> str:
    said = ["channel=phone", "summary=异响", "contact.name=张伟", "contact.phone=13812345678"]
    opened = running.command("ticket", "open", *said, "--as", "a-001", "--json")
    return json.loads(opened.stdout)["number"]


def test_files_go_there_and_come_back_the_same(running: Service, number: str, tmp_path: Path):
    photo, log = tmp_path / "铭牌.png", tmp_path / "device.log"
    photo.write_bytes(PHOTO)
    log.write_text("E01 compressor stopped\n" * 9000)
    added = running.command("ticket", "attach", number, str(photo), str(log), "--as", "a-001")
    assert (added.returncode, len(added.stdout.splitlines())) == (0, 2), added.stderr
    again = running.command("ticket", "attach", number, str(log), "--as", "a-001")
    assert again.stdout.strip() == f"{number}: the file 'device.log' is there already."
    hashed = hashlib.sha256(log.read_bytes()).hexdigest()
    target = tmp_path / "back.log"
    fetched = running.command("ticket", "fetch", number, hashed[:8], "-o", str(target), "--as", "a-001")
    assert (fetched.returncode, target.read_bytes()) == (0, log.read_bytes()), fetched.stderr
    twice = running.command("ticket", "fetch", number, hashed, "-o", str(target), "--as", "a-001")
    assert (twice.returncode, "not overwritten" in twice.stderr) == (2, True)
    shown = running.command("ticket", "show", number, "--as", "a-001").stdout
    assert "铭牌.png" in shown
    assert "device.log" in shown


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("attach", "no such file.png"), 2, "can't be read"),
        (("fetch", "0" * 64), 1, "The ticket has no such attachment"),
        (("fetch", "ab"), 2, "has no single attachment that begins with ab"),
    ],
)
def test_what_is_not_there_is_told(running: Service, number: str, words: tuple[str, str], code: int, sentence: str):
    done = running.command("ticket", words[0], number, words[1], "--as", "a-001")
    assert (done.returncode, sentence in done.stderr) == (code, True), done.stderr


def test_a_file_of_no_type_that_is_taken_is_refused_in_both_languages(running: Service, number: str, tmp_path: Path):
    program = tmp_path / "setup.exe"
    program.write_bytes(b"MZ\x90\0" + bytes(3_000_000))
    for language, sentence in (("zh", "不是可以接受的类型"), ("en", "of no type that is taken here")):
        refused = running.command("ticket", "attach", number, str(program), "--as", "a-001", lang=language)
        assert (refused.returncode, sentence in refused.stderr) == (1, True), refused.stderr


def test_what_happened_earlier_needs_a_reason(running: Service, number: str):
    said = ["ticket", "do", number, "note", "text=x", "--as", "a-001", "--occurred", "2020-01-01"]
    assert running.command(*said).returncode == 1
    opening = ["ticket", "open", "channel=phone", "summary=x", "--as", "a-001", "--occurred", "2020-01-01"]
    without = running.command(*opening, lang="zh")
    assert (without.returncode, "--late" in without.stderr) == (1, True), without.stderr
    told = running.command(*opening, "--late", "前台停电，纸质登记")
    assert told.returncode == 0, told.stderr
    history = running.command("ticket", "history", told.stdout.partition(":")[0], "--as", "a-001").stdout
    assert "前台停电，纸质登记" in history


def test_personal_data_is_seen_with_a_reason_on_record(running: Service, number: str):
    masked = running.command("ticket", "show", number, "--as", "a-001").stdout
    seen = running.command("ticket", "do", number, "unmask", "reason=须回电", "--as", "a-001")
    assert "13812345678" in seen.stdout
    assert "13812345678" not in masked
    assert "须回电" in running.command("ticket", "history", number, "--as", "a-001").stdout
