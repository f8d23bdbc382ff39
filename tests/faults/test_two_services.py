"""Two services on one log, one of them killed -9 or standing still: no letter twice, none lost, no deadline lost."""

import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gongdan.nats_servers.embedded import NatsServer
from tests.faults.told import SlowMailbox, employ, mailing, opened, received, statuses, until
from tests.notices.mailbox import serving
from tests.standing_still import stand_still
from tests.whole.service import Service, start

TAKEN_OVER = 60.0
"""Seconds for ten of silence, and for the other to begin, on a busy machine."""
Begin = Callable[..., Service]


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Starts services, and ends them all."""
    services: list[Service] = []

    def begun(folder: Path, server: NatsServer, **mail: str) -> Service:
        services.append(started(folder, server, **mail))
        return services[-1]

    yield begun
    for service in services:
        if service.process.poll() is None:
            service.kill()


def started(folder: Path, server: NatsServer, **mail: str) -> Service:
    """A service with a home of its own, and the keys that belong to the log."""
    nats = {
        "GONGDAN_NATS_URL": server.url,
        "GONGDAN_NATS_USER": server.credentials.user,
        "GONGDAN_NATS_PASSWORD": server.credentials.password,
        "GONGDAN_NATS_MONITOR_URL": server.monitor,
    }
    return start(folder, timeout=120, **nats, **mail)


def share_keys(first: Path, second: Path) -> None:
    second.mkdir(mode=0o700)
    (second / "keys.db").symlink_to(first / "keys.db")
    shutil.copy(first / "master.key", second / "master.key")


def killed(service: Service) -> None:
    service.kill()


def frozen(service: Service) -> None:
    for pid in service.pids:
        stand_still(pid)


@pytest.mark.slow
@pytest.mark.parametrize("befallen", [killed, frozen])
@pytest.mark.timeout(400)
def test_the_other_goes_on_and_nobody_is_told_twice(
    tmp_path: Path, own_server: NatsServer, begin: Begin, befallen: Callable[[Service], None]
):
    box = SlowMailbox()
    with serving(box) as mail:
        first = begin(tmp_path / "first", own_server, **mailing(mail))
        share_keys(first.home, tmp_path / "second")
        second = begin(tmp_path / "second", own_server, **mailing(mail))
        employ(first)
        numbers = opened(second, 10)
        until(lambda: set(received(box)) == set(numbers), 60, lambda: received(box))
        assert not told_from(second, "notice_not_sent", "notices_begun_anew")
        promised = due_soon(first, numbers[0])
        numbers += opened(second, 12)
        time.sleep(0.3)
        befallen(first)
        numbers += opened(second, 5)
        left = left_in_hand(second, numbers)
        until(lambda: certain(received(box), numbers, left()), TAKEN_OVER, lambda: received(box))
        if befallen is frozen:
            for pid in first.pids:
                os.kill(pid, signal.SIGCONT)
            until(lambda: bool(told_from(first, "lease_lost")), 30)
        numbers += (more := opened(second, 5))
        until(lambda: set(more) <= set(received(box)), 60, lambda: received(box))
        until(lambda: missed(second, promised) == 1, 60)
        assert {number: count for number, count in received(box).items() if count > 1} == {}
        assert [number for number, status in statuses(second).items() if status == "failed"] == []


def due_soon(service: Service, number: str) -> str:
    """A promise whose time comes after the other has taken over."""
    due = datetime.now(UTC) + timedelta(seconds=14)
    with service.http() as agent:
        agent.post(f"/tickets/{number}/estimate", json={"due": due.isoformat()}).raise_for_status()
    return number


def missed(service: Service, number: str) -> int:
    """How often it is on record that the promise was not kept."""
    with service.http() as agent:
        events = agent.get(f"/tickets/{number}/history").raise_for_status().json()["events"]
    said = Counter(each["type"] for each in events if each["data"].get("clock") == "promised-solution")
    return said["deadline-missed"]


def left_in_hand(service: Service, numbers: list[str]) -> Callable[[], set[str]]:
    """Those that were being handed over: whether they arrived nobody can say, and after a minute that is on record."""

    def left() -> set[str]:
        stand = statuses(service)
        return {number for number in numbers if stand.get(number) in ("requested", "unknown")}

    return left


def certain(came: Counter[str], numbers: list[str], left: set[str]) -> bool:
    """All came but those that were in the dead one's hands, which are eight at most."""
    return len(left) <= 8 and set(numbers) <= set(came) | left


def told_from(service: Service, *events: str) -> list[str]:
    lines = (service.home / "logs" / "gongdan.log").read_text().splitlines()
    return [line for line in lines if any(f'"event": "{event}"' in line for event in events)]
