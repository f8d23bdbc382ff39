"""Logs: JSON lines in the home folder, short lines for a person on the console; no secrets, no personal values."""

import asyncio
import json
import logging
import logging.handlers
import os
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import structlog
from structlog.typing import EventDict, WrappedLogger

MOST_BYTES: Final = 20_000_000
KEPT: Final = 5

_Renderer = Callable[[WrappedLogger, str, EventDict], str]


def set_up(home: Path | None = None, *, console: bool = True, level: int = logging.INFO, beside: bool = False) -> None:
    """Send structlog and the standard library's loggers to the console and, with a home, to its log file.

    What happens to connections is on the console only after :func:`started`. ``beside``: another process of the
    service begins new files when one is full.
    """
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    for handler in root.handlers[:]:
        root.removeHandler(handler)
    root.setLevel(level)
    root.addHandler(logging.NullHandler())  # else warnings go to stderr raw where nothing else is wanted
    if console:
        for_people = _handler(logging.StreamHandler(), _short)
        for_people.addFilter(lambda record: record.name != "api.manners.request_log")
        for_people.addFilter(_of_connections)
        root.addHandler(for_people)
    if home is not None:
        root.addHandler(_handler(_file(home, beside=beside), _json))
    _ask_for_less()
    for name in ("uvicorn.access", "httpx", "httpcore"):
        logging.getLogger(name).disabled = True
    for name in ("uvicorn.error", "uvicorn", "nats", "asyncio", "mail.log"):  # the last says who writes and to whom
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("opentelemetry").setLevel(logging.ERROR)  # it warns of each of many tries to reach a collector


def started() -> None:
    """From here on the console shows what happens to connections too."""
    for handler in logging.getLogger().handlers:
        handler.removeFilter(_of_connections)


def _of_connections(record: logging.LogRecord) -> bool:
    """While the service starts, what hinders it is said in the sentence that it ends with."""
    return not record.name.startswith("eventsourcing_nats")


def without_values(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Errors by type and place only: their messages and arguments may quote what a customer said."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error: Any = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["at"] = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)][-8:]
    return event


def _ask_for_less() -> None:
    """Who called, in which thread and task, is in no line: the library asks for it before each."""
    logging._srcfile = None  # pyright: ignore[reportAttributeAccessIssue, reportPrivateUsage] -- as its manual says
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


class _Lines(structlog.stdlib.ProcessorFormatter):
    """Renders what structlog tells as it is: the library copies its record and looks for words to put in."""

    def __init__(self, renderer: _Renderer) -> None:
        super().__init__(foreign_pre_chain=_SHARED, processors=[self.remove_processors_meta, renderer])
        self._renderer = renderer

    def format(self, record: logging.LogRecord) -> str:
        if not hasattr(record, "_logger"):
            return super().format(record)
        event: Any = record.msg
        return self._renderer(None, "", {**event})


def _handler(handler: logging.Handler, renderer: _Renderer) -> logging.Handler:
    handler.setFormatter(_Lines(renderer))
    return handler


class _File(logging.handlers.RotatingFileHandler):
    """Writes what a turn of the event loop tells at its end, in one piece; a warning, and what came before it, at once.

    Looks at what stands in the file: the library writes each line twice, the first time to see how long it is.
    """

    _loop: asyncio.AbstractEventLoop | None = None
    """At the end of whose turn lines that are held are written."""

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802 -- the library's name
        return self._loop is None and bool(self.stream) and os.fstat(self.stream.fileno()).st_size >= self.maxBytes

    def emit(self, record: logging.LogRecord) -> None:
        super().emit(record)
        if record.levelno >= logging.WARNING:
            self._write()

    def flush(self) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._write()
            return
        if loop is not self._loop:
            self._loop = loop
            loop.call_soon(self._write)

    def _write(self) -> None:
        self._loop = None
        try:
            super().flush()
        except OSError:
            self.handleError(logging.makeLogRecord({"msg": "lines that were held"}))


def _file(home: Path, *, beside: bool) -> logging.Handler:
    folder = home / "logs"
    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / "gongdan.log"
    path.touch(mode=0o600)
    if beside:
        return logging.handlers.WatchedFileHandler(path, encoding="utf-8")
    return _File(path, maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8")


_WRITTEN: Final = json.JSONEncoder(ensure_ascii=False, default=str)
"""Made once: ``json.dumps`` makes one for each line that it does not write in its own way."""


def _json(_: WrappedLogger, __: str, event: EventDict) -> str:
    return _WRITTEN.encode(event)


def _short(_: WrappedLogger, __: str, event: EventDict) -> str:
    """``09:30:05 warning nats_server_died code=-9``."""
    time, level, name = event.pop("time", ""), event.pop("level", ""), event.pop("event", "")
    event.pop("logger", None)
    said = " ".join(f"{key}={value}" for key, value in event.items())
    return f"{str(time)[11:19]} {level} {name} {said}".rstrip()


def stamped(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """The machine's time with its difference to UTC: lines of several machines fall into one order."""
    event["time"] = datetime.now(UTC).astimezone().isoformat()
    return event


_SHARED: Final[list[Any]] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    stamped,
    without_values,
]
