"""How pages are asked for by the benchmark: every answer is looked at, and what can't be compared is said."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bench.pages.beside import comparing, installing, running
from bench.pages.talking import Talk, worked


@asynccontextmanager
async def answering(answer: bytes) -> AsyncIterator[str]:
    """A server that says the same to everybody, once for each request."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readline():
            while (await reader.readline()).strip():
                pass
            writer.write(answer)
            if b"close" in answer:
                break
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def said(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def test_an_answer_is_its_text_and_all_the_bytes_that_came():
    page = gzip.compress("登记表".encode())
    async with answering(said(page, "Content-Encoding: gzip")) as url, Talk(url) as talk:
        answer = await talk.get("/desk/register")
    assert (answer.text, answer.sent) == ("登记表", len(said(page, "Content-Encoding: gzip")))
    assert answer.first > 0


@pytest.mark.parametrize("headers", [[], ["Connection: close"]])
async def test_one_connection_after_the_other_serves_as_well_as_one_that_stays(headers: list[str]):
    async with answering(said(b"x", *headers)) as url, Talk(url) as talk:
        assert [(await talk.get("/")).body for _ in range(3)] == [b"x"] * 3


async def test_work_counts_what_was_answered_as_expected():
    async with answering(said(b"x")) as url:
        assert await worked(lambda: Talk(url), 2, 0.05, lambda talk: talk.get("/"), expected=200) > 2


async def test_an_answer_that_nobody_expected_ends_the_benchmark():
    async with answering(said(b"no", status="503 No")) as url:
        with pytest.raises(AssertionError, match="503"):
            await worked(lambda: Talk(url), 1, 0.05, lambda talk: talk.get("/"), expected=200)


async def test_what_can_not_be_installed_is_left_out_and_it_is_said_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    def refuse(folder: Path) -> Path:
        raise installing.NotInstallable("pip: no matching distribution")

    monkeypatch.setattr(running, "installed", refuse)
    ours: Any = type("Served", (), {"tickets": 10})()
    assert await comparing.measure(tmp_path, ours, 1, 1) == []
    assert "django-helpdesk is left out, as it can't be installed: pip: no matching" in capsys.readouterr().out


def test_a_refused_installation_says_what_was_said_last(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    refusing = tmp_path / "python"
    refusing.write_text("#!/bin/sh\necho first >&2\necho last >&2\nexit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setattr(installing.sys, "executable", str(refusing))
    with pytest.raises(installing.NotInstallable, match="venv: last"):
        installing.installed(tmp_path)
