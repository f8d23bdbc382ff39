"""A department's own rules without code: copied, changed, brought into force by two persons, and used by its tickets."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.rulebook.commands import digest
from tests.whole.service import Service, start

CHOICE = '[[rules]]\npack = "our-desk"\nchannel = ["phone"]\n'
PHONE = ("ticket", "open", "channel=phone", "summary=不制冷", "--as", "a-001", "--json")


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[[], Service]]:
    """Start the service on the same home, again and again."""
    begun: list[Service] = []

    def again() -> Service:
        begun.append(start(tmp_path / "home"))
        return begun[-1]

    yield again
    for service in begun:
        if service.process.poll() is None:
            service.kill()


def done(service: Service, *words: str, lang: str = "en") -> str:
    """What a command that succeeds answers, and what it remarks."""
    answer = service.command(*words, lang=lang)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout + answer.stderr


def opened(service: Service) -> tuple[str, str]:
    """A ticket opened by phone: its number, and the pack that its event names."""
    told = json.loads(service.command(*PHONE).stdout)
    return told["number"], told["events"][0]["policy"]


def changed(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text()
    for was, becomes in changes:
        assert was in text, was
        text = text.replace(was, becomes, 1)
    file.write_text(text)


def brought_into_force(service: Service, file: Path, version: int) -> None:
    done(service, "policy", "check", str(file))
    done(service, "policy", "propose", str(file))
    done(service, "policy", "approve", "our-desk", str(version), "--as", "m-001:manager")
    done(service, "policy", "publish", "our-desk", str(version))


def checks(service: Service) -> dict[str, tuple[bool, str]]:
    found = json.loads(service.command("check", "--json").stdout)["checks"]
    return {each["check"]: (each["safe"], each["says"]) for each in found}


def test_a_department_runs_by_rules_of_its_own_and_old_tickets_by_those_of_their_day(begin: Callable[[], Service]):
    service = begin()
    file = service.home / "policies" / "our-desk.toml"
    done(service, "policy", "copy", "handbook", str(file))
    changed(file, ('zh = "紧急"\nen = "urgent"', 'zh = "特急"\nen = "at once"'), ('"month"', '"day"'))

    said = done(service, "policy", "propose", str(file))
    assert "gongdan policy approve our-desk 1 --as m-001:manager" in said
    assert "our-desk@1（本机操作员 提出，待批准）" in done(service, "policy", "list", lang="zh")
    refused = service.command("policy", "publish", "our-desk", "1")
    assert (refused.returncode, refused.stderr.split(",")[0]) == (1, "Version 1 is not approved")
    done(service, "policy", "approve", "our-desk", "1", "--as", "m-001:manager")
    assert "restart the service" in done(service, "policy", "publish", "our-desk", "1")
    assert opened(service)[1] == "handbook@2"

    (service.home / "policies" / "choice.toml").write_text(CHOICE)
    safe, says = checks(service)["choice"]
    assert (safe, "restart the service" in says) == (False, True)
    service.stop()
    service = begin()
    number, policy = opened(service)
    assert policy == "our-desk@1"
    assert re.fullmatch(r"\d{8}0001", number)
    done(service, "ticket", "do", number, "acknowledge", "--as", "a-001")
    done(service, "ticket", "do", number, "grade", "severity=urgent", "reason=停机", "--as", "s-001:supervisor")
    assert "特急" in done(service, "register", lang="zh")
    assert re.search("问题分级 +特急", done(service, "ticket", "show", number, "--as", "a-001", lang="zh"))
    assert "问题分级：特急" in done(service, "ticket", "history", number, "--as", "a-001", lang="zh")
    assert {name: safe for name, (safe, _) in checks(service).items() if name in ("policies", "choice")} == {
        "policies": True,
        "choice": True,
    }

    changed(file, ("version = 1", "version = 2"), ('"特急"', '"火急"'))
    brought_into_force(service, file, 2)
    assert opened(service)[1] == "our-desk@2"
    events = json.loads(done(service, "ticket", "do", number, "note", "text=x", "--as", "a-001", "--json"))["events"]
    assert [event["policy"] for event in events] == ["our-desk@1"]
    assert "特急" in done(service, "policy", "show", "our-desk", "--version", "1", lang="zh")
    text = done(service, "policy", "show", "our-desk", "--version", "2", "--text")
    listed = json.loads(done(service, "policy", "list", "--json"))["items"]
    [ours] = [each for each in listed if each["name"] == "our-desk"]
    assert ([each["approved_by"] for each in ours["versions"]], ours["newest"]) == (["m-001", "m-001"], 2)
    assert (text, digest(text)) == (file.read_text(), ours["versions"][1]["sha256"])


def test_a_choice_of_a_pack_that_nobody_published_is_refused_at_the_start(tmp_path: Path):
    home = tmp_path / "home"
    (home / "policies").mkdir(parents=True)
    (home / "policies" / "choice.toml").write_text(CHOICE)
    with pytest.raises(AssertionError, match="names the pack 'our-desk', which is not published"):
        start(home, GONGDAN_LANG="en")


def test_a_draft_with_mistakes_stops_no_service(begin: Callable[[], Service], tmp_path: Path):
    (tmp_path / "home" / "policies").mkdir(parents=True)
    (tmp_path / "home" / "policies" / "draft.toml").write_text('name = "draft"\n')
    service = begin()
    assert opened(service)[1] == "handbook@2"
    wrong = service.command("policy", "propose", str(service.home / "policies" / "draft.toml"))
    assert (wrong.returncode, "version: this key is missing" in wrong.stderr) == (2, True)


def test_a_calendar_goes_the_same_way(begin: Callable[[], Service], tmp_path: Path):
    service = begin()
    file = tmp_path / "china.toml"
    file.write_text(done(service, "calendar", "show", "china", "--text"))
    changed(file, ("version = 2", "version = 3"), ("中国大陆工作日历", "本公司工作日历"))
    assert "no mistakes: calendar china, version 3" in done(service, "calendar", "check", str(file))
    done(service, "calendar", "propose", str(file))
    other = service.command("calendar", "approve", "china", "3", "--as", "m-001:manager", "--sha256", "00000000")
    assert (other.returncode, "look at the text again" in other.stderr) == (1, True)
    done(service, "calendar", "approve", "china", "3", "--as", "m-001:manager")
    done(service, "calendar", "publish", "china", "3")
    assert "本公司工作日历" in done(service, "calendar", "list", lang="zh")
    shown = done(service, "calendar", "show", "china", lang="zh")
    assert shown.startswith("china@3 本公司工作日历 · 生效 · sha256 ")
    assert "  补班：2024-02-04、" in shown
