"""``gongdan views`` against a running service: kept, used, shared, and told what is wrong, in both languages."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.whole.service import Service, start
from tests.whole.test_own_pack import done

AGENT, SUPERVISOR = ("--as", "a-001:agent"), ("--as", "s-001:supervisor")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with two tickets, the second urgent."""
    running = start(tmp_path_factory.mktemp("views") / "home")
    for _ in range(2):
        opened = done(running, "ticket", "open", "channel=phone", "summary=设备无法启动", *AGENT, "--json")
    number = json.loads(opened)["number"]
    done(running, "ticket", "do", number, "grade", "severity=urgent", "reason=停产", *SUPERVISOR)
    yield running
    running.kill()


def rows(service: Service, *words: str) -> list[str]:
    return [row["number"][-1] for row in json.loads(done(service, "register", *words, "--json"))]


def test_a_view_is_kept_used_changed_and_removed(service: Service, tmp_path: Path):
    assert "没有查询方案" in done(service, "views", "list", *AGENT, lang="zh")
    said = done(service, "views", "save", "急件", "register", "severity=urgent", "columns=工单号", *AGENT, lang="en")
    assert said == "View '急件' is saved.\n"
    assert rows(service, "--view", "急件", *AGENT) == ["2"]
    assert rows(service, "--view", "急件", "--severity", "general", *AGENT) == []

    table = done(service, "register", "--view", "急件", *AGENT, lang="zh")
    assert "工单号" in table
    assert "处理状态" not in table
    file = tmp_path / "急件.csv"
    done(service, "register", "--view", "急件", "--output", str(file), *AGENT)
    assert file.read_text("utf-8-sig").splitlines()[0] == "工单号"

    done(service, "views", "save", "急件", "register", "sort=-number", *AGENT)
    assert rows(service, "--view", "急件", *AGENT) == ["2", "1"]
    assert "sort=-number" in done(service, "views", "list", *AGENT, lang="en")
    done(service, "views", "rename", "急件", "全部", *AGENT)
    assert done(service, "views", "remove", "全部", *AGENT, lang="zh") == "已删除。\n"
    gone = service.command("register", "--view", "全部", *AGENT)
    assert (gone.returncode, "gongdan views list" in gone.stderr) == (1, True)


def test_a_view_is_shared_by_who_leads_and_no_longer(service: Service):
    done(service, "views", "save", "本组", "tasks", "late=true", *SUPERVISOR)
    done(service, "views", "share", "本组", "--everybody", *SUPERVISOR)
    [shown] = json.loads(done(service, "views", "list", "--json", *AGENT))
    assert (shown["owner"], shown["name"], shown["shared"]) == ("s-001", "本组", "everybody")
    assert "everybody" in done(service, "views", "list", *AGENT, lang="en")
    done(service, "tasks", "--view", "s-001/本组", *AGENT)
    done(service, "views", "unshare", "本组", *SUPERVISOR)
    assert json.loads(done(service, "views", "list", "--json", *AGENT)) == []


@pytest.mark.parametrize(
    ("words", "code", "english", "chinese"),
    [
        (("save", "x", "regster", "status=paused"), 2, "did you mean 'register'", "是否指“register”"),
        (("save", "x", "register", "paused"), 2, "no PARAMETER=VALUE", "不是“参数=值”"),
        (("save", "x", "register", "colour=red"), 2, "can't hold: colour", "不能含这些参数：colour"),
        (("share", "x"), 2, "--team TEAM or --everybody", "--team 班组"),
        (("remove", "nothing"), 1, "no view 'nothing'", "没有名为“nothing”的查询方案"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    service: Service, words: tuple[str, ...], code: int, english: str, chinese: str
):
    for language, said in (("en", english), ("zh", chinese)):
        answer = service.command("views", *words, *AGENT, lang=language)
        assert (answer.returncode, said in answer.stderr) == (code, True), answer.stderr


@pytest.mark.parametrize("command", ["faults", "progress", "visits", "dossiers", "parts", "workload"])
def test_every_list_of_the_command_line_takes_a_view(service: Service, command: str):
    manager = ("--as", "m-001:manager")
    sort = {"progress": "at", "visits": "planned", "parts": "requested", "workload": ""}.get(command, "number")
    said = f"sort={sort}" if sort else "by=team"
    done(service, "views", "save", "我的", command, said, *manager)
    done(service, command, "--view", "我的", *manager)


def test_the_list_of_a_matter_takes_a_view(service: Service):
    manager = ("--as", "m-001:manager")
    done(service, "views", "save", "我的", "returns", "open=true", "sort=due", *manager)
    done(service, "return", "list", "--view", "我的", *manager)
