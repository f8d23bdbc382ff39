"""``gongdan policy`` as it is typed: answers, remarks, exit codes, both languages."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gongdan.cli import main
from tests.policy.specification import DESK

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line with a home of its own; nothing runs there."""
    monkeypatch.setenv("GONGDAN_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def run(*words: str, language: str = "en") -> tuple[int, str, str]:
        monkeypatch.setenv("GONGDAN_LANG", language)
        monkeypatch.setattr("sys.argv", ["gongdan", "policy", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


def test_all_packs_are_listed(run: Run):
    code, out, _ = run("show")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[1:5]] == [
        "handbook@2",
        "appliance@2",
        "service-plan@1",
        "software-support@1",
    ]
    assert out.splitlines()[-1] == "every other ticket: handbook"


def test_the_choice_is_listed(run: Run, tmp_path: Path):
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "choice.toml").write_text('[[rules]]\npack = "appliance"\nproduct = ["*[空调]*", "TV"]\n')
    assert "\nproduct = *[空调]* | TV → appliance\n" in run("show")[1]


def test_a_pack_is_a_page(run: Run):
    code, out, _ = run("show", "handbook", language="zh")
    assert code == 0
    assert out.startswith("handbook@2 售后服务手册（随程序提供）\n工单号：按月编号")
    assert "  紧急（urgent）：核心业务受影响，须在 2 小时内开始处理\n" in out


def test_a_pack_is_json(run: Run):
    told = json.loads(run("show", "appliance", "--json")[1])
    assert (told["ref"], told["shipped"], told["number_format"]) == ("appliance@2", True, "day")
    assert told["clocks"]["response"]["limits"] == {"1": "24 h", "2": "48 h", "3": "72 h"}


def test_the_list_is_json(run: Run):
    told = json.loads(run("show", "--json")[1])
    assert told["packs"][0]["ref"] == "handbook@2"
    assert told["choice"] == {"default": "handbook", "rules": []}


def test_an_unknown_pack_is_wrong_usage(run: Run):
    code, _, err = run("show", "hanbook", language="zh")
    assert code == 2
    assert err.startswith("没有政策包“hanbook”（是否指“handbook”？）")


def test_a_right_file_is_told_so(run: Run, tmp_path: Path):
    (tmp_path / "desk.toml").write_text(DESK)
    assert run("check", "desk.toml") == (0, "desk.toml: no mistakes: pack our-desk@1, severities: 2, clocks: 1\n", "")


def test_a_wrong_file_is_told_every_mistake_beside_a_right_one(run: Run, tmp_path: Path):
    (tmp_path / "desk.toml").write_text(DESK)
    (tmp_path / "bad.toml").write_text(DESK.replace("10 min", "ten min").replace("rank = 1", "rank = 0"))
    code, out, err = run("check", "bad.toml", "desk.toml")
    assert code == 2
    assert out.startswith("desk.toml: no mistakes")
    assert [line.split(": ")[:2] for line in err.splitlines()] == [
        ["bad.toml:13", "severities[2].rank"],
        ["bad.toml:22", "clocks.first-response.limits.urgent"],
    ]


def test_mistakes_are_json_for_editors(run: Run, tmp_path: Path):
    (tmp_path / "bad.toml").write_text(DESK.replace("10 min", "ten min"))
    code, out, err = run("check", "bad.toml", "--json")
    [told] = json.loads(out)
    assert (code, err, told["valid"]) == (2, "", False)
    assert [(each["line"], each["key"]) for each in told["mistakes"]] == [(22, "clocks.first-response.limits.urgent")]


def test_a_file_in_the_home_is_checked_though_it_is_wrong(run: Run, tmp_path: Path):
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "desk.toml").write_text(DESK.replace("10 min", "ten min"))
    code, _, err = run("check", "policies/desk.toml")
    assert code == 2
    assert err.startswith("policies/desk.toml:22: ")
    code, _, err = run("show")
    assert code == 2
    assert "There are mistakes in the policy files" in err


def test_a_copy_is_made_changed_and_checked(run: Run, tmp_path: Path):
    code, out, err = run("copy", "appliance", "policies/our-desk.toml")
    assert (code, out) == (0, "policies/our-desk.toml is written: our-desk@1.\n")
    assert "gongdan policy check policies/our-desk.toml" in err
    assert "our-desk@1" in run("show")[1]
    assert run("check", "policies/our-desk.toml")[0] == 0


def test_a_copy_over_a_file_is_refused(run: Run, tmp_path: Path):
    (tmp_path / "our-desk.toml").write_text("mine")
    code, _, err = run("copy", "appliance", "our-desk.toml")
    assert (code, err) == (1, "our-desk.toml is there already and was left alone: give another file name.\n")
