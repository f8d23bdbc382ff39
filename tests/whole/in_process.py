"""A gongdan command in this process: it answers as a process of its own would, half a second sooner."""

import gc
import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Thread

import structlog

from gongdan.cli import main


def run(*words: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run it in this very thread, which must be the main one for a command that listens to signals."""
    with _as_in_a_process(words, environment) as (out, said):
        code: object = 0
        try:
            main()
        except SystemExit as ending:
            code = ending.code or 0
    return subprocess.CompletedProcess(words, int(str(code)), _text(out), _text(said))


def run_beside(*words: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run it where it may have an event loop of its own, though the test has one."""
    done: list[subprocess.CompletedProcess[str]] = []
    thread = Thread(target=lambda: done.append(run(*words, environment=environment)))
    thread.start()
    thread.join(60)
    return done[0]


@contextmanager
def _as_in_a_process(
    words: tuple[str, ...], environment: Mapping[str, str]
) -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    before = sys.argv, sys.stdout, sys.stderr, dict(os.environ), gc.get_threshold(), structlog.get_config()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    out, said = _stream(), _stream()
    sys.argv, sys.stdout, sys.stderr = ["gongdan", *words], out, said
    _set(environment)
    try:
        yield out, said
    finally:
        sys.argv, sys.stdout, sys.stderr = before[:3]
        _set(before[3])
        gc.set_threshold(*before[4])
        structlog.configure(**before[5])
        for handler in set(root.handlers) - set(handlers):
            handler.close()
        root.handlers[:], root.level = handlers, level


def _set(environment: Mapping[str, str]) -> None:
    for name in set(os.environ) - set(environment):
        del os.environ[name]
    os.environ.update(environment)


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode().replace("\r\n", "\n")  # type: ignore[attr-defined]
