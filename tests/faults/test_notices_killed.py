"""nats-server and the program killed -9 between outbox, mail server and record: no letter twice, each end on record."""

import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.told import SlowMailbox, employ, mailing, opened, received, statuses, until
from tests.notices.mailbox import serving
from tests.whole.service import Service, start

SEED = int(os.environ.get("GONGDAN_FAULTS_SEED") or 0) or random.randrange(1, 10**6)


@pytest.mark.parametrize("kills", [2, pytest.param(50, marks=pytest.mark.slow)])
@pytest.mark.timeout(900)
def test_killed_at_any_moment_each_letter_comes_once_or_is_unknown(
    tmp_path: Path, kills: int, capsys: pytest.CaptureFixture[str]
):
    chance, box = random.Random(SEED), SlowMailbox()
    with serving(box) as server:
        service = start(tmp_path / "home", timeout=120, **mailing(server))
        try:
            employ(service)
            numbers: list[str] = []
            for _ in range(kills):
                numbers += opened(service, 8)
                time.sleep(chance.uniform(0, 0.8))
                killed(service)
                service = start(tmp_path / "home", timeout=120, **mailing(server))
            until(lambda: ended(statuses(service), numbers), 60, lambda: statuses(service))
            stand, came = statuses(service), received(box)
        finally:
            service.kill()
    assert {number: stand[number] for number in numbers if stand[number] not in ("sent", "unknown")} == {}
    assert {number: came[number] for number in numbers if came[number] > 1} == {}
    assert [number for number in numbers if stand[number] == "sent" and not came[number]] == []
    with capsys.disabled():
        print(f"\nseed {SEED}: {len(numbers)} letters, {kills} kills: {dict(Counter(stand.values()))}, none came twice")


def ended(stand: dict[str, str], numbers: list[str]) -> bool:
    return all(stand.get(number, "requested") != "requested" for number in numbers)


def killed(service: Service) -> None:
    """The nats-server first, then the program, which would start it again."""
    os.kill(int((service.home / "nats" / "nats.pid").read_text()), signal.SIGKILL)
    service.kill()
