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
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, NoReturn

Work = Callable[[socket.socket], None]
"""What a forked process does, on its end of a line to the service."""

_DIES_WITH_PARENT: Final = 1
_CODE: Final = 4


class Forks:
    """Asks the process that forks."""

    def __init__(self, line: socket.socket, pid: int) -> None:
        self._line, self._pid = line, pid
        line.setblocking(False)

    def begin(self) -> socket.socket:
        """Fork; our end of the line to the new process, which closes when that ends."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._line.setblocking(True)
            socket.send_fds(self._line, [b"."], [theirs.fileno()])
            self._line.setblocking(False)
        return ours

    async def ended(self) -> int:
        """Wait until the one that was begun last has ended: its exit code. Raises EOFError if nobody forks any more."""
        try:
            said = await asyncio.get_running_loop().sock_recv(self._line, _CODE)
        except ConnectionError:
            said = b""
        if not said:
            raise EOFError
        return int.from_bytes(said, "big", signed=True)

    def kill(self) -> None:
        """All of them, at once."""
        os.kill(self._pid, signal.SIGKILL)


@contextmanager
def forking(work: Work) -> Iterator[Forks]:
    """Until it is left; to be entered before there is a second thread, or anything open."""
    ours, theirs = socket.socketpair()
    if (pid := os.fork()) == 0:
        ours.close()
        _fork_for_ever(theirs, work)
    theirs.close()
    try:
        yield Forks(ours, pid)
    finally:
        ours.close()
        os.waitpid(pid, 0)


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
                code = _forked(line, theirs, work)
            line.sendall(code.to_bytes(_CODE, "big", signed=True))
    finally:
        os._exit(0)


def _forked(line: socket.socket, theirs: socket.socket, work: Work) -> int:
    """The exit code of a process that does the work; as if it had failed where none can be made just now."""
    try:
        pid = os.fork()
    except OSError:
        return 1
    if not pid:
        line.close()
        _end_with_parent()
        _work(theirs, work)
    theirs.close()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _work(line: socket.socket, work: Work) -> NoReturn:
    code = 1
    try:
        work(line)
        code = 0
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(code)


def _end_with_parent() -> None:
    """However that ends; it may have ended already."""
    parent = os.getppid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
