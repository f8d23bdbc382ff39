"""``gongdan process`` against a running service: the map on screen and as a picture, variants, deviations, odd usage."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.lookalike import helpdesk
from tests.whole.service import Service, start
from tests.whole.test_own_pack import done

MANAGER = ("--as", "m-001:manager")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with forty imported tickets."""
    folder = tmp_path_factory.mktemp("process")
    running = start(folder / "home")
    assert "没有符合条件的工单" in done(running, "process", "map", *MANAGER, lang="zh")
    path = helpdesk.write(folder / "lookalike.csv", cases=40)
    done(running, "import", str(path), "--map", "helpdesk")
    yield running
    running.kill()


def test_the_map_is_shown_as_tables_in_both_languages(service: Service):
    english, chinese = (done(service, "process", "map", *MANAGER, lang=lang) for lang in ("en", "zh"))
    assert english.startswith("Process map: 40 tickets, ")
    assert chinese.startswith("流程图：40 张工单，")
    assert "Take in charge ticket" in english
    assert "bottleneck" in english.split("Paths")[1]
    assert "瓶颈" in chinese
    assert "Rework: " in english
    assert "返工：" in chinese


def test_it_is_drawn_into_a_file(service: Service, tmp_path: Path):
    file = tmp_path / "map.svg"
    done(service, "process", "map", "--level", "step", "--svg", str(file), *MANAGER, lang="en")
    assert ElementTree.parse(file).getroot()[0].text == "Process map"  # noqa: S314 -- of this service
    nowhere = service.command("process", "map", "--svg", str(tmp_path / "no" / "map.svg"), *MANAGER)
    assert nowhere.returncode == 2
    assert "map.svg" in nowhere.stderr


def test_programs_get_json_of_the_tickets_that_they_ask_for(service: Service):
    whole = json.loads(done(service, "process", "map", *MANAGER, "--json"))
    assert whole["tickets"] == 40
    assert whole == json.loads(done(service, "process", "map", "--imported", *MANAGER, "--json"))
    for said in (("--live",), ("--since", "2040-01-01"), ("--channel", "email")):
        assert json.loads(done(service, "process", "map", *said, *MANAGER, "--json"))["tickets"] == 0, said
    some = json.loads(done(service, "process", "map", "--coverage", "0.5", *MANAGER, "--json"))
    assert some["left_out"]["paths"] == len(whole["paths"]) - len(some["paths"]) > 0
    assert "Left out" in done(service, "process", "map", "--coverage", "0.5", *MANAGER, lang="en")


def test_a_variant_that_is_listed_can_be_asked_for(service: Service):
    listed = json.loads(done(service, "process", "variants", "--limit", "1", *MANAGER, "--json"))
    [most] = listed["items"]
    only = json.loads(done(service, "process", "map", "--variant", most["variant"], *MANAGER, "--json"))
    assert (only["tickets"], only["variants"]) == (most["tickets"], 1)
    assert f"40 tickets, {listed['count']} variants." in done(service, "process", "variants", *MANAGER, lang="en")


def test_deviations_are_told_with_their_events(service: Service):
    told = done(service, "process", "deviations", "--rule", "no-survey", *MANAGER, lang="en")
    assert " of 40 tickets turned from the written process." in told
    found = json.loads(
        done(service, "process", "deviations", "--rule", "no-survey", "--limit", "1", *MANAGER, "--json")
    )
    [turn] = found["items"]
    history = json.loads(done(service, "ticket", "history", turn["number"], *MANAGER, "--json"))["events"]
    ids = {event["version"]: event["id"] for event in history}
    assert [event["id"] for event in turn["events"]] == [ids[event["version"]] for event in turn["events"]]
    assert "closed without a survey" in told
    assert "未发满意度调查即结案" in done(service, "process", "deviations", *MANAGER, lang="zh")


@pytest.mark.parametrize(
    "words",
    [
        ("map", "--level", "week"),
        ("map", "--since", "soon"),
        ("map", "--coverage", "2"),
        ("variants", "--variant", "x"),
        ("deviations", "--rule", "no-such-rule"),
        ("deviations", "--level", "step"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(service: Service, words: tuple[str, ...]):
    answer = service.command("process", *words, *MANAGER)
    assert answer.returncode == 2, answer
    assert answer.stderr.strip()
    assert "Traceback" not in answer.stderr


def test_who_may_not_look_is_refused(service: Service):
    answer = service.command("process", "map", "--as", "d-001:administrator")
    assert answer.returncode == 1, answer
