"""Starts the program by forking a process that has imported it: a process of its own all the same, a second sooner.

How it starts from nothing is proved where it is started so: ``fresh`` of :func:`tests.whole.service.start`.
"""

import atexit
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

ROOT = Path(__file__).parents[2]


class Forked:
    """As ``subprocess.Popen`` is, in what tests ask of it."""

    def __init__(self, source: "Source", pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._source, self._alive = source, os.pidfd_open(pid)

    def poll(self) -> int | None:
        return self._code_within(0)

    def wait(self, timeout: float | None = None) -> int:
        code = self._code_within(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("gongdan", timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self._alive, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _code_within(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            ending = select.poll()
            ending.register(self._alive, select.POLLIN)
            if ending.poll(None if timeout is None else timeout * 1000):
                self.returncode = self._source.ask(pid=self.pid)
                os.close(self._alive)
        return self.returncode


class Source:
    """The process that has imported the program. It ends with who started it."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            command = [sys.executable, "-m", __name__, str(number)]
            self._process = subprocess.Popen(command, pass_fds=[number], cwd=ROOT, stdin=subprocess.DEVNULL)
        self._line = ours.makefile("rw")

    def ask(self, **said: Any) -> int:
        self._line.write(json.dumps(said) + "\n")
        self._line.flush()
        return json.loads(self._line.readline())


@cache
def _source() -> Source:
    return Source()


def forked(*words: str, environment: Mapping[str, str], out: Path) -> Forked:
    """``gongdan`` with these words, in the folder where we are; what it says is added to the file."""
    source = _source()
    where = {"folder": os.getcwd(), "environment": dict(environment), "out": str(out)}  # noqa: PTH109 -- as it is
    return Forked(source, source.ask(words=words, **where))


def _begin(words: list[str], folder: str, environment: dict[str, str], out: str) -> None:
    """Be the program from here on."""
    said = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for number in (1, 2):
        os.dup2(said, number)
    os.close(said)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv = ["gongdan", *words]


def _asked(line: Any) -> dict[str, Any] | None:
    """What a process that was forked off is to be; None in the one that forks, once nobody asks any more."""
    for said in line:
        asked = json.loads(said)
        if "pid" in asked:
            answer = os.waitstatus_to_exitcode(os.waitpid(asked["pid"], 0)[1])
        elif not (answer := os.fork()):
            return asked
        line.write(f"{answer}\n")
        line.flush()
    return None


def main() -> None:
    """Fork until nobody asks any more, or be what was forked."""
    from gongdan.cli import main as program

    _prepare()
    gc.freeze()
    with socket.socket(fileno=int(sys.argv[1])) as theirs, theirs.makefile("rw") as line:
        asked = _asked(line)
    if asked is not None:
        _begin(**asked)
        _end(program)


def _prepare() -> None:
    """For all that are forked off: the modules, and what a first request works out of the routes."""
    from fastapi.routing import iter_route_contexts

    from api.app import create_app
    from gongdan.answering.schemas import schemas
    from gongdan.console.app import create_console
    from gongdan.service import up  # noqa: F401 -- imported for all

    nobodys: Any = SimpleNamespace(version=version("gongdan"))
    for app in (create_app(nobodys), create_console(nobodys)):
        for _ in iter_route_contexts(app.routes):
            pass
    schemas()


def _end(program: Callable[[], object]) -> NoReturn:
    """As Python ends, but for taking all its objects apart, a third of a second."""
    code: object = 0
    try:
        program()
    except SystemExit as ending:
        code = ending.code or 0
    except BaseException:
        traceback.print_exc()
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]  # waits for its threads
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(int(str(code)))


if __name__ == "__main__":
    main()
