"""Processes forked beside the service: begun again as often as they end, and gone with it however it ends."""

import os
import signal
import subprocess
import sys
import time

import psutil

ASKED = """
import asyncio, os, socket, sys
from gongdan.service.apart.forking import forking

def work(line: socket.socket) -> None:
    line.sendall(os.getpid().to_bytes(4, "big"))
    said = line.recv(1)
    if said == b"x":
        raise SystemExit  # as a defect would
    if said == b"w":
        while True:
            line.recv(1) or os.kill(os.getpid(), 0)

async def begun(forks, said):
    line, told = await forks.begin()
    pid = int.from_bytes(line.recv(4), "big")
    assert told == pid
    line.sendall(said)
    code = await asyncio.wait_for(forks.ended(), 10) if said != b"w" else None
    print(pid, code, flush=True)
    return line

with forking(work) as forks:
    lines = [asyncio.run(begun(forks, said.encode())) for said in sys.argv[1]]
    if sys.argv[1].endswith("w"):
        sys.stdin.read()
        forks.kill()
"""


def started(said: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", ASKED, said]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_one_after_the_other_each_with_its_exit_code_and_no_signal_of_the_terminal_ends_them():
    process = started("nxn")
    out, _ = process.communicate(timeout=20)
    said = [line.split() for line in out.splitlines()]
    assert [code for _, code in said] == ["0", "1", "0"]
    assert len({pid for pid, _ in said}) == 3
    assert process.returncode == 0


def test_they_end_with_the_service_that_is_killed():
    process = started("w")
    assert process.stdout
    pid = int(process.stdout.readline().split()[0])
    forks = psutil.Process(pid).ppid()
    for each in (pid, forks):
        os.kill(each, signal.SIGINT)
        os.kill(each, signal.SIGTERM)
    assert psutil.pid_exists(pid)
    process.kill()
    process.communicate()
    assert gone(pid)
    assert gone(forks)


def test_a_process_that_hangs_is_ended_with_the_one_that_forks():
    process = started("w")
    assert process.stdout
    pid = int(process.stdout.readline().split()[0])
    process.communicate("", timeout=20)
    assert process.returncode == 0
    assert gone(pid)
