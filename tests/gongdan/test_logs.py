"""Logs: JSON lines, private, and never what an error or a customer said."""

import asyncio
import errno
import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from gongdan.service import logs


@pytest.fixture(autouse=True)
def undone() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(home: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (home / "logs" / "gongdan.log").read_text().splitlines()]


def test_an_event_is_one_json_line_with_its_keys(tmp_path: Path):
    logs.set_up(tmp_path, console=False)
    structlog.get_logger("x").info("ticket_dispatched", ticket="202405-00123")
    [line] = lines(tmp_path)
    assert (line["event"], line["ticket"], line["level"], line["logger"]) == (
        "ticket_dispatched",
        "202405-00123",
        "info",
        "x",
    )
    assert (tmp_path / "logs" / "gongdan.log").stat().st_mode & 0o777 == 0o600


def test_an_error_is_logged_by_type_and_place_without_its_words(tmp_path: Path):
    logs.set_up(tmp_path, console=False)
    try:
        raise ValueError("13812345678")
    except ValueError:
        structlog.get_logger().exception("failed")
        logging.getLogger("some.library").exception("library failed")
    assert "13812345678" not in (tmp_path / "logs" / "gongdan.log").read_text()
    assert [line["error"] for line in lines(tmp_path)] == ["ValueError", "ValueError"]
    assert "test_logs.py" in str(lines(tmp_path)[0]["at"])


def test_who_writes_letters_and_to_whom_is_in_no_log(tmp_path: Path):
    logs.set_up(tmp_path, console=False)
    logging.getLogger("mail.log").info("('127.0.0.1', 1) sender: %s", "zhang@customer.example")
    assert lines(tmp_path) == []


def test_the_console_gets_short_lines_without_requests(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    logs.set_up(tmp_path)
    structlog.get_logger("gongdan.service.up").warning("nats_server_died", code=-9)
    structlog.get_logger("api.manners.request_log").info("request_answered", status=200)
    shown = capsys.readouterr().err
    assert shown.endswith("warning nats_server_died code=-9\n")
    assert "request_answered" not in shown
    assert len(lines(tmp_path)) == 2


def test_troubles_with_connections_are_in_the_file_always_and_on_the_console_once_it_has_started(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    logs.set_up(tmp_path)
    connections = structlog.get_logger("eventsourcing_nats.broker.dialling")
    connections.warning("nats_connection_error", error="no")
    assert capsys.readouterr().err == ""
    logs.started()
    connections.warning("nats_connection_lost")
    assert "nats_connection_lost" in capsys.readouterr().err
    assert [line["event"] for line in lines(tmp_path)] == ["nats_connection_error", "nats_connection_lost"]


def test_a_log_that_is_full_is_put_aside_and_no_line_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(logs, "MOST_BYTES", 300)
    logs.set_up(tmp_path, console=False)
    for number in range(7):
        structlog.get_logger("x").info("ticket_dispatched", number=number)
    pieces = sorted((tmp_path / "logs").iterdir(), reverse=True)
    kept = [json.loads(line)["number"] for piece in pieces for line in piece.read_text().splitlines()]
    assert kept == [*range(7)]
    assert len(pieces) > 1
    assert all(piece.stat().st_size < 600 for piece in pieces)


def test_a_library_may_log_what_is_no_text(tmp_path: Path):
    logs.set_up(tmp_path, console=False)
    logging.getLogger("some.library").warning({"code": 7})
    [line] = lines(tmp_path)
    assert (line["event"], line["level"], line["logger"]) == ("{'code': 7}", "warning", "some.library")


async def test_what_a_turn_of_the_loop_tells_is_written_at_its_end_and_a_warning_at_once(tmp_path: Path):
    logs.set_up(tmp_path, console=False)
    log = structlog.get_logger("x")
    log.info("first")
    assert lines(tmp_path) == []
    await asyncio.sleep(0)
    log.info("second")
    log.warning("third")
    log.info("fourth")
    assert [line["event"] for line in lines(tmp_path)] == ["first", "second", "third"]
    await asyncio.sleep(0)
    assert [line["event"] for line in lines(tmp_path)] == ["first", "second", "third", "fourth"]


async def test_a_thread_writes_at_once_what_the_loop_holds_too(tmp_path: Path):
    logs.set_up(tmp_path, console=False)
    log = structlog.get_logger("x")
    log.info("first")
    thread = threading.Thread(target=log.info, args=("second",))
    thread.start()
    thread.join()
    assert [line["event"] for line in lines(tmp_path)] == ["first", "second"]


def test_a_loop_that_ended_holds_nothing_back(tmp_path: Path):
    logs.set_up(tmp_path, console=False)
    log = structlog.get_logger("x")

    async def tell(word: str) -> None:
        log.info(word)

    for word in ("first", "second"):
        loop = asyncio.new_event_loop()
        task = loop.create_task(tell(word))
        loop.call_soon(loop.stop)
        loop.run_forever()
        assert task.done()
        loop.close()
    log.info("third")
    assert [line["event"] for line in lines(tmp_path)] == ["first", "second", "third"]


async def test_a_disk_that_is_full_is_told_once_a_turn_and_what_was_held_is_written_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    logs.set_up(tmp_path, console=False)
    log = structlog.get_logger("x")
    with monkeypatch.context() as full:
        full.setattr(logging.StreamHandler, "flush", no_room)
        log.info("first")
        for _ in range(3):
            await asyncio.sleep(0)
        assert capsys.readouterr().err.count("--- Logging error ---") == 1
    log.info("second")
    await asyncio.sleep(0)
    assert [line["event"] for line in lines(tmp_path)] == ["first", "second"]


def no_room(_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")
