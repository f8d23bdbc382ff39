"""``gongdan demo`` into a service that runs with all its reactions: none of them takes what is made up for work."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.whole.service import Service, start

WORDS = ("demo", "--tickets-per-day", "3", "--seed", "11", "--json")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = start(tmp_path_factory.mktemp("demo") / "home", timeout=60, GONGDAN_REACTIONS="true")
    yield service
    service.stop()


@pytest.fixture(scope="module")
def made(running: Service) -> dict[str, Any]:
    done = running.command(*WORDS)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def heard(running: Service, reaction: str) -> float:
    """How many events a reaction is done with."""
    with running.http("099:administrator") as http:
        lines = http.get("/metrics").text.splitlines()
    said = [line for line in lines if line.startswith(f'gongdan_reactions_total{{reaction="{reaction}"}}')]
    return float(said[0].split()[-1]) if said else 0


def wait_until_heard(running: Service, reaction: str, count: int) -> None:
    deadline = time.monotonic() + 90
    while heard(running, reaction) < count:
        assert time.monotonic() < deadline, f"{reaction} heard {heard(running, reaction)} of {count}"
        time.sleep(0.2)


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_month_is_made_to_its_end_and_found_made_by_the_same_command(running: Service, made: dict[str, Any]):
    assert made["tickets"] > 70
    again = running.command(*WORDS)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["digest"] == made["digest"]


@pytest.mark.timeout(180)
def test_reactions_hear_of_it_and_nothing_follows(running: Service, made: dict[str, Any]):
    wait_until_heard(running, "deadlines", made["by_type"]["ticket-opened"])
    wait_until_heard(running, "lessons", made["by_type"]["closing-report-written"])
    wait_until_heard(running, "surveys", made["by_type"]["ticket-resolved"])
    with running.http() as http:
        for place in range(1, 21):
            events = http.get(f"/tickets/202401-{place:05d}/history").raise_for_status().json()["events"]
            assert {event["actor"]["entered_by"] for event in events} == {"gongdan demo"}
        articles = http.get("/articles").raise_for_status().json()["items"]
    assert [article for article in articles if not article["number"].startswith("ZS202401")] == []
