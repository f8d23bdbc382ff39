"""A command whose answer does not come is sent again with its key, and in the end the key is told."""

import json
import shlex
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from gongdan.cli import main
from gongdan.cli.asking import insisting

DONE = json.dumps({"number": "202405-00001", "version": 1, "position": "x:1", "events": [{"type": "note-added"}]})
AWAY = json.dumps({"code": "store-unavailable", "detail": "The event store does not answer."})
REFUSED = json.dumps({"code": "wrong-stage", "detail": "Too late."})
NOTE = ("ticket", "do", "202405-00001", "note", "text=a note")


class Desk:
    """Answers in turn as it is told; ``keys`` are those that came."""

    def __init__(self, *answers: tuple[int, str] | str) -> None:
        desk = self
        self.answers, self.keys = list(answers), list[str]()

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                desk.keys.append(self.headers["Idempotency-Key"])
                said = desk.answers.pop(0) if len(desk.answers) > 1 else desk.answers[0]
                if isinstance(said, str):
                    desk.fail(self.connection, said)
                    self.close_connection = True
                    return
                self.send_response(said[0])
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(said[1])))
                self.end_headers()
                self.wfile.write(said[1].encode())

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base's own name
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.hanging = threading.Event()
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def fail(self, connection: socket.socket, how: str) -> None:
        if how == "hang":
            self.hanging.wait(10)
        connection.shutdown(socket.SHUT_RDWR)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.hanging.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def desk() -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def make(*answers: tuple[int, str] | str) -> Desk:
        made.append(Desk(*answers))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """A command in this process that does not wait long: exit code, stdout, stderr."""
    monkeypatch.setattr(insisting, "_PATIENCE", 2.5)
    monkeypatch.setattr(insisting.time, "sleep", lambda _: None)

    def command(url: str, *words: str, language: str = "en") -> tuple[int, str, str]:
        for name, value in {"GONGDAN_API_URL": url, "GONGDAN_TOKEN": "x", "GONGDAN_LANG": language}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["gongdan", *words])
        with pytest.raises(SystemExit) as ending:
            main()
        return int(ending.value.code or 0), *capsys.readouterr()

    return command


Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("first", [(503, AWAY), "close"])
def test_what_got_no_answer_is_sent_again_with_the_same_key(
    desk: Callable[..., Desk], run: Run, first: tuple[int, str] | str
):
    asked = desk(first, first, (200, DONE))
    code, out, said = run(asked.url, *NOTE)
    assert (code, out) == (0, "202405-00001: note added (version 1).\n")
    assert said == "No answer: trying again with the same key...\n"
    assert len(asked.keys) == 3
    assert len(set(asked.keys)) == 1


def test_each_command_has_a_key_of_its_own_and_a_given_one_stays(desk: Callable[..., Desk], run: Run):
    asked = desk((200, DONE))
    for more in ((), (), ("--key", "mine")):
        assert run(asked.url, *NOTE, *more)[0] == 0
    assert len(set(asked.keys)) == 3
    assert asked.keys[2] == "mine"


@pytest.mark.parametrize("answer", [(503, AWAY), "close", "hang"])
def test_an_outcome_that_stays_unknown_is_told_with_the_command_that_finds_out(
    desk: Callable[..., Desk], run: Run, answer: tuple[int, str] | str
):
    asked = desk(answer)
    code, out, said = run(asked.url, *NOTE)
    sentence = said.splitlines()[-1]
    assert (code, out) == (3, "")
    assert sentence.startswith("No answer came, so whether it was recorded is not known")
    words = shlex.split(sentence.rpartition(": ")[2])
    assert words == ["gongdan", "ticket", "do", "--key", asked.keys[0], *NOTE[2:]]
    asked.answers = [(200, DONE)]
    assert run(asked.url, *words[1:])[0] == 0
    assert len(set(asked.keys)) == 1


def test_a_given_key_stands_in_the_command_once_and_chinese_readers_read_chinese(desk: Callable[..., Desk], run: Run):
    asked = desk((503, AWAY))
    _, _, said = run(asked.url, *NOTE, "--key", "mine", language="zh")
    assert said.splitlines() == [
        "没有得到回答，正以同一幂等键重试……",
        "没有得到回答，是否已记录尚不确定；请稍后以同一幂等键 mine 再次运行，只会记录一次："
        "gongdan ticket do 202405-00001 note 'text=a note' --key mine",
    ]


def test_a_long_command_does_not_hide_its_key(desk: Callable[..., Desk], run: Run):
    asked = desk((503, AWAY))
    _, _, said = run(asked.url, *NOTE[:-1], f"text={'x' * 5_000}")
    assert said.rstrip().endswith(f"gongdan ticket do --key {asked.keys[0]} …")


def test_a_refusal_is_final_and_a_token_that_ended_meanwhile_tells_nothing_of_the_first_try(
    desk: Callable[..., Desk], run: Run
):
    assert run(desk((503, AWAY), (409, REFUSED)).url, *NOTE)[::2] == (
        1,
        "No answer: trying again with the same key...\nToo late.\n",
    )
    ended = json.dumps({"code": "expired-token", "detail": "The token has expired."})
    code, _, said = run(desk((503, AWAY), (401, ended)).url, *NOTE)
    assert (code, "--key" in said) == (3, True)
    assert run(desk((401, ended)).url, *NOTE)[::2] == (1, "The token has expired.\n")


def test_what_was_never_sent_is_not_unknown(run: Run):
    code, _, said = run("http://127.0.0.1:9", *NOTE)
    assert (code, said.count("\n"), "no connection" in said) == (3, 1, True)
