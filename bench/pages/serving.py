"""The whole service as a process of its own, with a register as a desk of so many tickets would have it."""

import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import psutil

from bench import registers
from bench.filling import putting
from bench.pages.entering import session_of
from bench.pages.talking import Talk
from projections.clocks.tables import CLOCKS
from projections.register.tables import PEOPLE
from projections.registry import PROJECTIONS
from projections.sql.rows import Row
from projections.store import ReadStore
from tests.whole.service import Service, start

WHO: Final = "s-001:supervisor"
AGENT: Final = "a-001:agent"
_STARTING: Final = 100.0
_RESTING: Final = 120.0
_AT_REST: Final = 0.2
"""Of a second; with nothing to do it takes a twentieth."""
_FAMILY_NAMES: Final = "赵钱孙李周吴郑王冯陈"


@dataclass(frozen=True, slots=True)
class Served:
    """A service that runs, and the cookies of a supervisor's session."""

    service: Service
    cookie: str
    tickets: int

    @property
    def url(self) -> str:
        return self.service.run["api"]

    def browser(self) -> Talk:
        """A connection as a browser in Chinese has it, signed in."""
        return Talk(self.url, Cookie=self.cookie, Accept_Encoding="gzip, deflate", Accept_Language="zh-CN")

    def plain_browser(self) -> Talk:
        """Likewise, of one that has nothing compressed."""
        return Talk(self.url, Cookie=self.cookie, Accept_Language="zh-CN")

    def visitor(self) -> Talk:
        """As a browser that was never here and is signed in nowhere."""
        return Talk(self.url, Accept_Encoding="gzip, deflate", Accept_Language="zh-CN")

    def program(self, acting: str) -> Talk:
        """A connection to the API, as a program has it."""
        return Talk(
            self.url, Authorization=f"Bearer {self.service.run['token']}", Gongdan_As=acting, Accept_Language="zh-CN"
        )

    def cpu(self) -> float:
        """Seconds of CPU that the service's own processes took so far, the nats-server's not among them."""
        times = [process.cpu_times() for process in self._processes()]
        return sum(each.user + each.system for each in times)

    def memory(self) -> int:
        """Bytes of the machine's memory that they have, what they share among them counted once."""
        return sum(process.memory_full_info().pss for process in self._processes())

    def rest(self) -> None:
        """Wait until it has done what follows from all that it was asked, so that nothing else is slowed by that."""
        before, deadline = self.cpu(), time.monotonic() + _RESTING
        while time.monotonic() < deadline:
            time.sleep(1)
            if (now := self.cpu()) - before < _AT_REST:
                return
            before = now
        raise AssertionError(f"the service is still busy after {_RESTING:g} s")

    def _processes(self) -> list[psutil.Process]:
        return [psutil.Process(pid) for pid in self.service.pids]


@contextmanager
def served(folder: Path, tickets: int) -> Iterator[Served]:
    """A service over so many made-up tickets, as ``gongdan up`` starts it, reactions and all."""
    home = folder / f"pages-{tickets}"
    making = start(home, fresh=True, timeout=_STARTING)
    with closing(ReadStore.open(home / "projections.db")) as store:
        _until_made(store)
        _stop(making)
        fill(store, tickets)
    service = start(home, fresh=True, timeout=_STARTING, GONGDAN_REACTIONS="true")
    try:
        yield Served(service, session_of(service, WHO), tickets)
    finally:
        _stop(service)


def _stop(service: Service) -> None:
    """Patiently, as the machine is busy; one that does not end is ended, so that what was measured is shown."""
    service.process.send_signal(signal.SIGINT)
    try:
        service.process.wait(_STARTING)
    except subprocess.TimeoutExpired:
        print(f"the service over {service.home.name} did not stop within {_STARTING:g} s and was killed", flush=True)
        service.kill()


def _until_made(store: ReadStore) -> None:
    """Every read model has its tables."""
    deadline = time.monotonic() + _STARTING
    while {projection.name for projection in PROJECTIONS} - store.positions().keys():
        assert time.monotonic() < deadline, store.positions().keys()
        time.sleep(0.1)


def fill(store: ReadStore, tickets: int) -> None:
    """The register's rows, the names of who received them, and of each open ticket a clock that runs."""
    with store.write() as connection:
        registers.put_rows(connection, tickets)
        put = putting(connection)
        put(PEOPLE, _people())
        put(CLOCKS, _clocks(tickets))


def _people() -> Iterator[Row]:
    chance = random.Random(3)
    for place in range(registers.RECEIVERS):
        name = f"{chance.choice(_FAMILY_NAMES)}**"
        yield {"person": f"a-{place:03}", "known": f'[["", "{name}", "{name[0]}工"]]'}


def _clocks(tickets: int) -> Iterator[Row]:
    """Due within days from now: none of them is missed while the pages are looked at."""
    chance, now = random.Random(5), datetime.now(UTC)
    empty: Row = {column.name: None for column in CLOCKS.columns}
    for row in registers.made(tickets):
        if row["status"] in registers.OPEN:
            due = now + timedelta(minutes=chance.randrange(24 * 60, 30 * 24 * 60))
            run = {"number": row["number"], "key": "resolution-0badcafe-1", "kind": "ticket", "clock": "resolution"}
            run |= {"pack": "handbook@1", "severity": row["severity"], "calendar": "24x7", "state": "running"}
            run |= {"open": 1, "period": 1, "started_event": "0" * 36, "started_by": "ticket-opened"}
            run |= {"started": row["reported"], "since": row["reported"], "limit": "2 d", "due": due, "counts": 1}
            yield empty | run
