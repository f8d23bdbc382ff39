"""What follows the log in a process of its own: begun again when it dies, gone when the service is, or not wanted."""

import json
import os
import signal
from collections.abc import Callable
from typing import Any

import psutil

from tests.whole.service import Service
from tests.whole.test_up import TICKET, eventually, opened


def apart(service: Service) -> list[psutil.Process]:
    """Who forks, and who was forked."""
    return [psutil.Process(pid) for pid in service.pids[1:]]


def measured(service: Service, name: str) -> float:
    with service.http("s-001:administrator") as operator:
        lines = operator.get("/metrics").text.splitlines()
    [line] = [line for line in lines if line.startswith(f"{name} ")]
    return float(line.split()[1])


def shown(service: Service, number: str) -> bool:
    with service.http() as agent:
        answer = agent.get("/register", params={"text": number})
    assert answer.status_code == 200, answer.text
    rows = answer.json()["items"]
    return [row["number"] for row in rows] == [number]


def logged(service: Service, event: str) -> list[dict[str, Any]]:
    lines = (service.home / "logs" / "gongdan.log").read_text().splitlines()
    return [line for line in map(json.loads, lines) if line["event"] == event]


def test_one_that_is_killed_is_begun_again_and_tickets_are_taken_meanwhile(begin: Callable[..., Service]):
    service = begin()
    first, (_, worker) = opened(service), apart(service)
    assert eventually(lambda: shown(service, first))
    os.kill(worker.pid, signal.SIGSTOP)
    number = opened(service)
    assert not shown(service, number)
    worker.kill()
    meanwhile = opened(service)
    assert eventually(lambda: shown(service, number) and shown(service, meanwhile))
    assert eventually(lambda: measured(service, "gongdan_followers_restarts_total") == 1)
    assert measured(service, "gongdan_followers_up") == 1
    [said] = logged(service, "followers_ended")
    assert (said["level"], said["code"]) == ("error", -signal.SIGKILL)
    assert service.stop() == 0
    assert len(logged(service, "followers_stopped")) == 1


def test_what_reacts_is_begun_again_too(begin: Callable[..., Service]):
    service = begin(GONGDAN_REACTIONS="true")

    first = opened(service)
    apart(service)[1].kill()
    second = opened(service)
    assert eventually(lambda: measured(service, "gongdan_followers_restarts_total") == 1)
    assert eventually(lambda: shown(service, first) and shown(service, second), 20)

    def heard() -> bool:
        """All, though what the dead one had in hand is handed out anew only after a while."""
        with service.http("s-001:administrator") as operator:
            found = operator.get("/system").json()["reactions"]
        return bool(found) and all(each["waiting"] == 0 for each in found)

    assert eventually(heard, 20)


def test_none_outlives_a_service_that_is_killed_and_the_next_one_has_it_all(begin: Callable[..., Service]):
    service = begin()
    number, processes = opened(service), apart(service)
    assert len(processes) == 2
    service.kill()
    assert eventually(lambda: not any(each.is_running() and each.status() != "zombie" for each in processes))
    again = begin()
    assert eventually(lambda: shown(again, number))


def test_all_is_one_process_where_that_is_asked_for(begin: Callable[..., Service]):
    service = begin(GONGDAN_FOLLOWERS_APART="false")
    assert apart(service) == []
    number = opened(service)
    assert eventually(lambda: shown(service, number))
    assert service.stop() == 0


def test_if_nobody_forks_any_more_the_service_ends_and_says_so(begin: Callable[..., Service]):
    service = begin()
    apart(service)[0].kill()
    assert service.process.wait(20) != 0
    assert logged(service, "followers_lost")


def test_what_happens_in_the_other_process_is_in_the_same_log(begin: Callable[..., Service]):
    service = begin()
    assert [each["logger"] for each in logged(service, "followers_started")] == ["gongdan.service.apart.worker"]
    with service.http() as agent:
        assert agent.post("/tickets", json=TICKET).status_code == 201
