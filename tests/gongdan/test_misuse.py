"""Whatever the parser does not understand is one sentence of the reader's language, with exit code 2."""

import sys

import pytest

from gongdan.cli import main

MISUSE = [
    ("tickt", "没有命令“tickt”（是否指“ticket”？）；用法见：gongdan --help。"),
    ("ticket shw 1", "没有命令“shw”（是否指“show”？）；用法见：gongdan ticket --help。"),
    ("ticket show", "缺少 NUMBER；用法见：gongdan ticket show --help。"),
    ("ticket show 1 2", "“2”是多余的；用法见：gongdan ticket show --help。"),
    ("token e-001", "缺少 --role；用法见：gongdan token --help。"),
    ("register --limt 3", "没有选项 --limt（是否指“--limit”？）；用法见：gongdan register --help。"),
    ("register --limit", "选项 --limit 缺少值，或不应有值；用法见：gongdan --help。"),
    ("register --limit 0", "--limit 的值无效，不能小于 1；用法见：gongdan register --help。"),
    ("token e-001 --role agent --days 0", "--days 的值无效，不能小于 1；用法见：gongdan token --help。"),
    ("token e-001 --role agent --days 367", "--days 的值无效，不能大于 366；用法见：gongdan token --help。"),
    ("ticket do 1 note --if-version -1", "--if-version 的值无效，不能小于 1；用法见：gongdan ticket do --help。"),
    ("register --limit many", "--limit 的值无效，应为整数；用法见：gongdan register --help。"),
    (
        "register --format ods",
        "--format 的值无效，可用：table, csv, xlsx, pdf, json；用法见：gongdan register --help。",
    ),
]


@pytest.mark.parametrize(("words", "sentence"), MISUSE)
def test_misuse_is_one_chinese_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str, sentence: str
) -> None:
    assert ended(monkeypatch, "zh", words) == 2
    assert capsys.readouterr().err == f"{sentence}\n"


@pytest.mark.parametrize("words", [words for words, _ in MISUSE])
def test_misuse_is_one_english_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    assert ended(monkeypatch, "en", words) == 2
    said = capsys.readouterr().err
    assert said.isascii()
    assert said.count("\n") == 1
    assert "--help`" in said


def test_a_group_without_a_command_shows_its_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, "zh", "ticket") == 2
    assert "history" in "".join(capsys.readouterr())


def ended(monkeypatch: pytest.MonkeyPatch, language: str, words: str) -> object:
    monkeypatch.setenv("GONGDAN_LANG", language)
    monkeypatch.setattr(sys, "argv", ["gongdan", *words.split()])
    with pytest.raises(SystemExit) as ending:
        main()
    return ending.value.code
