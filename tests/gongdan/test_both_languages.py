"""A Chinese sentence holds no English reason and the other way round, whatever the reason is."""

import errno
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from gongdan.access.tokens import TokenSigner
from gongdan.cli.asking import fields
from gongdan.failures import (
    TEXTS,
    Failure,
    asking,
    misuse,
    policies,
    proving,
    replaying,
    safekeeping,
    servers,
    starting,
)
from gongdan.nats_servers.passwords import Passwords
from gongdan.service import home
from gongdan.system import of_system

PHRASE = re.compile(r"[A-Za-z']+ [A-Za-z']+ [a-z]+")
CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.ECONNREFUSED, errno.EACCES, errno.EISDIR, errno.EROFS])
def test_the_usual_errors_of_the_system_are_said_in_both(number: int):
    said = of_system(OSError(number, "whatever"))
    assert CHINESE.search(said.chinese)
    assert not CHINESE.search(said.english)


def _not_a_folder(folder: Path) -> None:
    (folder / "file").touch()
    home.prepare(folder / "file")


def _short_key(folder: Path) -> None:
    (folder / "token.key").write_bytes(b"short")
    TokenSigner.open(folder)


def _key_is_a_folder(folder: Path) -> None:
    (folder / "token.key").mkdir()
    TokenSigner.open(folder)


def _empty_password(folder: Path) -> None:
    (folder / "api").touch()
    Passwords(folder).of("api")


def _no_password(folder: Path) -> None:
    Passwords(folder).of("api")


def _binary_password(folder: Path) -> None:
    (folder / "api").write_bytes(b"\xff\xfe\x00\x80")
    Passwords(folder).of("api")


def _no_body(folder: Path) -> None:
    fields.body_file(folder / "none.json")


@pytest.mark.parametrize(
    ("fail", "chinese"),
    [
        (_not_a_folder, "已有同名文件"),
        (_short_key, "少于 32 个字节"),
        (_key_is_a_folder, "是目录而不是文件"),
        (_empty_password, "文件是空的"),
        (_no_password, "文件或目录不存在"),
        (_binary_password, "不是 UTF-8 文字"),
        (_no_body, "文件或目录不存在"),
    ],
)
def test_the_reason_is_in_the_language_of_the_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fail: Callable[[Path], None], chinese: str
):
    for language in ("zh", "en"):
        monkeypatch.setenv("GONGDAN_LANG", language)
        with pytest.raises(Failure) as failure:
            fail(tmp_path)
        said = failure.value.say("zh" if language == "zh" else "en").replace(str(tmp_path), "")
        if language == "zh":
            assert chinese in said
        assert not (PHRASE if language == "zh" else CHINESE).search(said), said
        for made in ("file", "token.key", "api"):
            _remove(tmp_path / made)


def _remove(path: Path) -> None:
    path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)


def test_no_code_stands_for_two_failures():
    parts = (starting, servers, asking, misuse, policies, replaying, proving, safekeeping)
    assert len(TEXTS) == sum(len(part.TEXTS) for part in parts)
