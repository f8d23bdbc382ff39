"""Rules of routing as a file: every mistake is told, a page says who gets what, and the example is one to start from."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.routing.rules import Routing, Rule
from domain.rulebook.reading import read
from domain.ticket.vocabulary import Channel, Kind
from gongdan.cli import main
from gongdan.policies.files import BadRules, read_file, read_routing
from gongdan.policies.library import severities_of, shipped
from gongdan.policies.routing.example import example
from gongdan.policies.routing.page import sections
from gongdan.toml.form import _PATTERNS  # pyright: ignore[reportPrivateUsage]  -- that none is missing

SEVERITIES = severities_of(held.pack for held in shipped().values())
RULES = """
version = 1

[[rules]]
name = "urgent"
team = "emergency"
severity = ["urgent"]

[[rules]]
name = "air-conditioners"
staff = "e-003"
team = "north"
kind = ["fault", "maintenance"]
channel = ["phone"]
product = ["*空调*"]
model = ["KFR-*"]
region = ["河北*", "天津*"]

[[rules]]
name = "rest"
team = "desk"
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """``gongdan routing`` with a home of its own; nothing runs there."""
    monkeypatch.setenv("GONGDAN_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def run(*words: str, language: str = "en") -> tuple[int, str, str]:
        monkeypatch.setenv("GONGDAN_LANG", language)
        monkeypatch.setattr("sys.argv", ["gongdan", "routing", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("version = 1", "version = 0", "2: version: it can't be less than 1"),
        ("version = 1", 'name = "north"\nversion = 1', "2: name: input should be 'desk'"),
        ('team = "desk"', "", "19: rules[3]: it must say to whom: staff or team"),
        ('name = "rest"', 'name = "urgent"', "rules[3].name: 'urgent' stands there twice"),
        ('["phone"]', '["fone"]', "14: rules[2].channel[1]: input should be 'phone'"),
        ("product =", "produkt =", "15: rules[2].produkt: this key is not known (did you mean 'product'?)"),
        ('["*空调*"]', '"*空调*"', '15: rules[2].product: it should be a list such as ["a", "b"]'),
        (
            'team = "emergency"',
            'team = "应急"',
            "6: rules[1].team: it should be a staff number or team: at most 64 of A-Z, a-z, 0-9, _ and -",
        ),
        (
            '["urgent"]',
            '["urgnt"]',
            "7: rules[1].severity[1]: the severity 'urgnt' is not declared; did you mean 'urgent'? allowed: ",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_its_key_and_what_would_be_right(
    tmp_path: Path, was: str, becomes: str, said: str
):
    path = tmp_path / "desk.toml"
    path.write_text(RULES.replace(was, becomes, 1))
    with pytest.raises(BadRules) as bad:
        read_routing(path, SEVERITIES)
    [told] = bad.value.lines("en")
    assert said in told
    [chinese] = bad.value.lines("zh")
    assert re.search("[\u4e00-\u9fff]", chinese.replace("空调", ""))


def test_all_mistakes_are_told_at_once(tmp_path: Path):
    path = tmp_path / "desk.toml"
    path.write_text(RULES.replace("version = 1", "version = 0").replace('["phone"]', '["fone"]'))
    with pytest.raises(BadRules) as bad:
        read_routing(path, SEVERITIES)
    assert len(bad.value.lines("en")) == 2


def test_a_file_of_rules_of_routing_is_told_from_others(tmp_path: Path):
    path = tmp_path / "desk.toml"
    path.write_text(RULES)
    assert read_file(path).kind == "routing"


def test_the_page_says_who_gets_what():
    routing = read(RULES, Routing)
    assert list(sections(routing, chinese=True)) == [
        ("1. urgent", ["班组 emergency", "分级：紧急"]),
        (
            "2. air-conditioners",
            [
                "班组 north，人员 e-003",
                "请求类型：故障 或 维护升级",
                "渠道：电话",
                "产品：*空调*",
                "型号：KFR-*",
                "地区：河北* 或 天津*",
            ],
        ),
        ("3. rest", ["班组 desk", "任何工单"]),
        ("其余工单", ["不指定，由人分流"]),
    ]
    assert [lines for _, lines in sections(routing, chinese=False)][::3] == [
        ["team emergency", "severity: urgent"],
        ["stays for all, until somebody routes it by hand"],
    ]


def test_every_pattern_of_the_rules_is_explained():
    patterns = set(re.findall(r"'pattern': '(.*?)'", str(Routing.model_json_schema())))
    assert patterns
    assert patterns <= set(_PATTERNS)


def test_the_example_shows_every_key_and_names_every_kind_and_channel(tmp_path: Path):
    path = tmp_path / "desk.toml"
    path.write_text(example())
    routing, _ = read_routing(path, SEVERITIES)
    used = {name for rule in routing.rules for name in rule.model_fields_set}
    assert used == {*Rule.model_fields}
    assert not [word for word in (*Kind, *Channel) if word.value not in example()]


def test_every_comment_of_the_example_is_in_both_languages():
    blocks = re.findall(r"^# .*\n(?:^#.*\n)*", example(), re.MULTILINE)
    assert blocks
    for block in blocks:
        assert re.search("[\u4e00-\u9fff]{3}", block), block
        assert re.search("[a-z]{2,} [a-z]{2,} [a-z]{2,}", block), block


def test_the_example_is_written_changed_and_checked(run: Run, tmp_path: Path):
    code, out, err = run("example", "desk.toml")
    assert (code, out) == (0, "desk.toml is written.\n")
    assert "gongdan routing set desk.toml --as s-001:supervisor" in err
    assert run("check", "desk.toml", language="zh") == (0, "desk.toml: 没有错误：分流规则第 1 版，规则 5 条\n", "")
    code, _, err = run("example", "desk.toml")
    assert (code, err) == (1, "desk.toml is there already and was left alone: give another file name.\n")


def test_the_example_is_printed(run: Run):
    assert run("example") == (0, example(), "")


def test_a_wrong_file_is_told_and_json_for_editors(run: Run, tmp_path: Path):
    (tmp_path / "desk.toml").write_text(RULES.replace('urgent"]', 'urgnt"]'))
    code, _, err = run("check", "desk.toml")
    assert (code, err.startswith("desk.toml:7: rules[1].severity[1]: ")) == (2, True)
    code, out, _ = run("check", "desk.toml", "--json")
    [told] = json.loads(out)
    assert (code, told["valid"], told["mistakes"][0]["line"]) == (2, False, 7)


def test_a_pack_is_no_rules_of_routing(run: Run, tmp_path: Path):
    (tmp_path / "pack.toml").write_text(shipped()["handbook"].text)
    code, _, err = run("check", "pack.toml")
    assert (code, "severities: this key is not known" in err) == (2, True)
