"""Tickets go where a supervisor's rules say (分流, R8a), through the running service and the command line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.whole.service import Service, start
from tests.whole.test_own_pack import changed, done

SUPERVISOR, AGENT = ("--as", "s-001:supervisor"), ("--as", "a-001")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    running = start(tmp_path / "home")
    yield running
    running.kill()


def opened(service: Service, product: str) -> str:
    """A ticket that an agent opens on the phone; its number."""
    said = ("channel=phone", "summary=不制冷", f"product.name={product}")
    return json.loads(done(service, "ticket", "open", *said, *AGENT, "--json"))["number"]


def standing(service: Service, number: str) -> dict[str, Any]:
    return json.loads(done(service, "ticket", "show", number, "--json", *AGENT))


def refused(service: Service, *words: str) -> str:
    answer = service.command(*words)
    assert answer.returncode == 1, answer
    return answer.stderr


def test_a_supervisor_sets_rules_and_tickets_go_by_them_until_a_person_decides(service: Service, tmp_path: Path):
    file = tmp_path / "desk.toml"
    assert "There are no rules of routing" in refused(service, "routing", "show")
    done(service, "routing", "example", str(file))
    changed(file, ("# 北方的空调", "#"), ('region = ["北京*", "河北*", "天津*"]\n', ""))
    done(service, "routing", "check", str(file))
    assert "a-001 (agent) may not" in refused(service, "routing", "set", str(file), *AGENT)
    assert "desk@1 is published" in done(service, "routing", "set", str(file), *SUPERVISOR)
    table = done(service, "routing", "show", lang="zh").splitlines()
    assert [line.split()[:4] for line in table[2:5]] == [
        ["1", "urgent", "班组", "emergency"],
        ["2", "complaints", "人员", "c-001"],
        ["3", "air-conditioners-north", "班组", "north"],
    ]
    assert table[-1].split() == ["-", "-", "不指定，由人分流", "其余工单"]

    number = opened(service, "智能空调")
    assert standing(service, number)["team"] == "north"
    done(service, "ticket", "do", number, "grade", "severity=urgent", "reason=冒烟", *AGENT)
    assert standing(service, number)["team"] == "emergency"
    done(service, "ticket", "do", number, "route", "team=south", "reason=应急小组已满", *SUPERVISOR)
    done(service, "ticket", "do", number, "grade", "severity=general", "reason=已断电", *SUPERVISOR)
    done(service, "ticket", "do", number, "grade", "severity=urgent", "reason=又冒烟", *SUPERVISOR)
    assert standing(service, number)["team"] == "south"

    named = service.command("ticket", "do", number, "route", "team=north", "rule=urgent", *SUPERVISOR)
    assert (named.returncode, "rule" in named.stderr) == (2, True)


def test_the_rules_are_changed_step_by_step_and_those_of_before_can_be_read(service: Service, tmp_path: Path):
    file = tmp_path / "desk.toml"
    file.write_text('version = 1\n[[rules]]\nname = "all"\nteam = "north"\n')
    told = json.loads(done(service, "routing", "set", str(file), "--json", *SUPERVISOR))
    assert [event["type"] for event in told["events"]] == ["routing-proposed", "routing-published"]
    assert "already so" in done(service, "routing", "set", str(file), *SUPERVISOR)
    changed(file, ("north", "south"))
    assert "raise version in the file to 2" in refused(service, "routing", "set", str(file), *SUPERVISOR)
    changed(file, ("version = 1", "version = 2"))
    said = done(service, "routing", "propose", str(file), *SUPERVISOR)
    assert "gongdan routing publish desk 2 --as s-001:supervisor" in said
    assert "desk@2（s-001 提出，待发布）" in done(service, "routing", "list", lang="zh")
    assert standing(service, opened(service, "手机"))["team"] == "north"
    done(service, "routing", "reject", "desk", "2", "--reason", "南区放假", *SUPERVISOR)
    done(service, "routing", "propose", str(file), *SUPERVISOR)
    done(service, "routing", "publish", "desk", "2", *SUPERVISOR)
    assert standing(service, opened(service, "手机"))["team"] == "south"
    assert "team north" in done(service, "routing", "show", "--version", "1")
    assert done(service, "routing", "show", "--text") == file.read_text()
