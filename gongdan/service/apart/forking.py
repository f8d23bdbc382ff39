"""Processes forked before anything is open: each shares the program's memory, and another takes its place if it dies.

Who forks has one thread and opens nothing, so that no lock stays held and no connection is shared. All end with the
service, however that ends.
"""

import asyncio
import ctypes
import gc
import os
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, NoReturn

Work = Callable[[socket.socket], None]
"""What a forked process does, on its end of a line to the service."""

_DIES_WITH_PARENT: Final = 1
_NUMBER: Final = 4
"""Bytes of a pid, or of an exit code."""
_ENDING: Final = 10.0


class Forks:
    """Asks the process that forks."""

    def __init__(self, line: socket.socket, pid: int) -> None:
        self._line, self._pid = line, pid
        line.setblocking(False)

    async def begin(self) -> tuple[socket.socket, int]:
        """Fork; our end of the line to the new process, which closes when that ends, and its pid (0: none could be).

        Raises EOFError if nobody forks any more.
        """
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._line, [b"."], [theirs.fileno()])
            return ours, await self._told()
        except ConnectionError:
            ours.close()
            raise EOFError from None
        except BaseException:
            ours.close()
            raise

    async def ended(self) -> int:
        """Wait until the one that was begun last has ended: its exit code. Raises EOFError if nobody forks any more."""
        return await self._told()

    async def _told(self) -> int:
        said = b""
        while len(said) < _NUMBER:
            try:
                came = await asyncio.get_running_loop().sock_recv(self._line, _NUMBER - len(said))
            except ConnectionError:
                came = b""
            if not came:
                raise EOFError
            said += came
        return int.from_bytes(said, "big", signed=True)

    def kill(self) -> None:
        """All of them, at once."""
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)


@contextmanager
def forking(work: Work, let_go: Callable[[], object] = lambda: None) -> Iterator[Forks]:
    """Until it is left; to be entered before there is a second thread, or anything open but what is ``let_go``."""
    ours, theirs = socket.socketpair()
    if (pid := os.fork()) == 0:
        ours.close()
        let_go()
        _fork_for_ever(theirs, work)
    theirs.close()
    forks = Forks(ours, pid)
    try:
        yield forks
    finally:
        ours.close()
        _wait_for(pid, forks)


def _wait_for(pid: int, forks: Forks) -> None:
    """Who forks ends when the one that it forked has; what hangs is killed."""
    deadline = time.monotonic() + _ENDING
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        if time.monotonic() > deadline:
            forks.kill()
            os.waitpid(pid, 0)
            return
        time.sleep(0.01)


def _fork_for_ever(line: socket.socket, work: Work) -> NoReturn:
    """Until the service is gone."""
    try:
        _end_with_parent()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # they are for the service, which tells us
        gc.freeze()
        while True:
            said, numbers, _, _ = socket.recv_fds(line, 1, 1)
            if not said:
                break
            with socket.socket(fileno=numbers[0]) as theirs:
                _forked(line, theirs, work)
    finally:
        os._exit(0)


def _forked(line: socket.socket, theirs: socket.socket, work: Work) -> None:
    """Tells the pid of a process that does the work, and its exit code once it has ended."""
    try:
        pid = os.fork()
    except OSError:  # too many, or too little memory just now
        _tell(line, 0)
        _tell(line, 1)
        return
    if not pid:
        line.close()
        _end_with_parent()
        _work(theirs, work)
    theirs.close()
    _tell(line, pid)
    _tell(line, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def _tell(line: socket.socket, number: int) -> None:
    line.sendall(number.to_bytes(_NUMBER, "big", signed=True))


def _work(line: socket.socket, work: Work) -> NoReturn:
    code = 1
    try:
        work(line)
        code = 0
    except Exception as error:  # what it says may quote somebody
        sys.stderr.write("\n".join([type(error).__name__, *traceback.format_tb(error.__traceback__)]))
        sys.stderr.flush()
    finally:
        os._exit(code)


def _end_with_parent() -> None:
    """However that ends; it may have ended already."""
    parent = os.getppid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
