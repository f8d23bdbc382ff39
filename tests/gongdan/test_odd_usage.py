"""Whatever is typed or set, the command line answers with one sentence and the exit code of docs/cli.md, never a traceback."""

import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from gongdan.cli import main
from projections.register import REGISTER
from tests.whole.service import PROGRAM

Run = Callable[..., tuple[int, str]]
ODD = ["", " ", "\udcff", "张", "x" * 100_000, "\x01", "\n", "{0}", "%s", "[red]", "\udced\udca0\udc80", "\u202e"]
NAMES = [
    "empty",
    "space",
    "not UTF-8",
    "Chinese",
    "long",
    "control",
    "line",
    "{0}",
    "%s",
    "[red]",
    "surrogate",
    "turned",
]
NOWHERE = {"GONGDAN_API_URL": "http://127.0.0.1:9", "GONGDAN_TOKEN": "x"}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in this process: its exit code, and what it said on stderr."""

    def command(*words: str, **environment: str) -> tuple[int, str]:
        for name, value in ({"GONGDAN_HOME": str(tmp_path), "GONGDAN_LANG": "en"} | environment).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["gongdan", *words])
        said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")  # as Python makes stderr
        monkeypatch.setattr(sys, "stderr", said)
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        said.seek(0)
        return code, said.read()

    return command


@pytest.fixture
def answering() -> Iterator[Callable[..., str]]:
    """A server that answers all alike; its address."""
    servers: list[HTTPServer] = []

    def serve(status: int, media: str, body: bytes) -> str:
        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(status)
                self.send_header("Content-Type", media)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base's own name
                pass

        servers.append(HTTPServer(("127.0.0.1", 0), Answer))
        threading.Thread(target=servers[-1].serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def problem(code: str, status: int) -> bytes:
    return json.dumps({"code": code, "detail": f"It is {code}.", "status": status}).encode()


@pytest.mark.parametrize("odd", ODD, ids=NAMES)
def test_no_value_ends_in_a_traceback(run: Run, odd: str):
    opening = ["ticket", "open", "channel=phone", "summary=x"]
    for words in (
        [odd],
        ["ticket", "show", odd],
        ["ticket", "do", odd, "note", "text=x"],
        ["ticket", "do", "202405-00001", odd],
        ["ticket", "do", "202405-00001", "note", f"text={odd}"],
        ["ticket", "do", "202405-00001", "note", odd],
        ["ticket", "do", "202405-00001", "note", f"{odd}=x"],
        ["ticket", "do", "202405-00001", "note", "text=x", "--if-version", odd],
        [*opening, "--as", odd],
        [*opening, "--occurred", odd],
        [*opening, "--key", odd],
        [*opening, "--from", odd],
        ["register", "--status", odd],
        ["register", "--severity", odd],
        ["register", "--text", odd],
        ["register", "--sort", odd],
        ["register", "--limit", odd],
        ["register", "--as-of", odd],
        ["progress", "--ticket", odd],
        ["token", odd, "--role", "agent"],
        ["token", "a-001", "--role", odd],
        ["projections", "rebuild", odd],
    ):
        code, said = run(*words, **NOWHERE)
        assert code in (2, 3), (words, said)
        assert said.strip(), words
        assert len(said) < 5_000 or said.startswith("Usage:"), words


@pytest.mark.parametrize("token", ["张", "\udcff", "a b", "a\n", "x" * 10_000])
def test_a_token_that_can_be_none_is_a_bad_setting(run: Run, token: str):
    for more in ({}, {"GONGDAN_API_URL": NOWHERE["GONGDAN_API_URL"]}):
        code, said = run("register", GONGDAN_TOKEN=token, **more)
        assert (code, said.startswith("GONGDAN_TOKEN is set to something that can't be used")) == (2, True)


@pytest.mark.parametrize(
    "url",
    [
        "nats://127.0.0.1:4222",
        "http://",
        "http://[red]",
        "http://\x01",
        "http://127.0.0.1:99999",
        "http://" + "x" * 70_000,
    ],
)
def test_an_address_that_can_be_none_is_a_bad_setting(run: Run, url: str):
    code, said = run("register", GONGDAN_TOKEN="x", GONGDAN_API_URL=url)
    assert (code, said.startswith("GONGDAN_API_URL is set to something that can't be used")) == (2, True)


def test_where_nothing_listens_the_address_is_named_and_not_the_home(run: Run, tmp_path: Path):
    for words in (["register"], ["ticket", "show", "202405-00001"], ["projections", "lag"]):
        code, said = run(*words, **NOWHERE)
        assert (code, "http://127.0.0.1:9" in said, str(tmp_path) in said) == (3, True, False), said
    code, said = run("register", **NOWHERE, GONGDAN_LANG="zh")
    assert (code, said.strip()) == (3, "http://127.0.0.1:9 没有回应（无法连接）；请确认服务在运行：gongdan up。")


def test_where_no_service_runs_the_home_is_named(run: Run, tmp_path: Path):
    code, said = run("register")
    assert (code, str(tmp_path) in said) == (3, True)


@pytest.mark.parametrize(
    ("code", "status", "ends"),
    [
        ("internal", 500, 3),
        ("history-damaged", 500, 3),
        ("store-unavailable", 503, 3),
        ("not-valid", 422, 2),
        ("unknown-severity", 422, 2),
        ("bad-number", 422, 2),
        ("body-too-large", 413, 2),
        ("until-before-since", 422, 2),
        ("in-the-future", 422, 1),
        ("wrong-stage", 409, 1),
        ("forbidden", 403, 1),
        ("bad-token", 401, 1),
        ("ticket-not-found", 404, 1),
        ("version-changed", 412, 1),
    ],
)
def test_every_kind_of_problem_has_its_exit_code(
    run: Run, answering: Callable[..., str], code: str, status: int, ends: int
):
    url = answering(status, "application/problem+json", problem(code, status))
    for words in (["ticket", "open", "channel=phone", "summary=x"], ["register"])[status == 503 :]:
        assert run(*words, GONGDAN_TOKEN="x", GONGDAN_API_URL=url) == (ends, f"It is {code}.\n")


@pytest.mark.parametrize("status", [200, 404, 502])
def test_another_server_at_the_address_is_told_so(run: Run, answering: Callable[..., str], status: int):
    url = answering(status, "text/html", b"<html>")
    for words in (["ticket", "open", "channel=phone", "summary=x"], ["register"], ["ticket", "show", "1"]):
        code, said = run(*words, GONGDAN_TOKEN="x", GONGDAN_API_URL=url)
        assert (code, f"it is no Gongdan service, HTTP {status}" in said) == (3, True)


def test_a_status_that_does_not_exist_is_told_with_what_was_meant(run: Run):
    code, said = run("register", "--status", "closed", "--status", "registred", **NOWHERE)
    assert code == 2
    assert "no status 'registred' (did you mean 'registered'?); there are: registered, responded" in said


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"\xff\xfe\0", "no text in UTF-8"),
        (b'{"summary":' + b"1" * 5000 + b"}", "a number that is too large"),
        (b'{"channel":"phone","summary":"\\ud800"}', "summary holds half a character"),
        (b'{"channel":"phone","summary":"x","contact":"text"}', "contact should be a JSON object"),
        (b'{"channel":"phone","summary":"x","occurred":5}', "occurred is not a time"),
    ],
)
def test_a_body_file_that_cannot_be_read_is_told_why(run: Run, tmp_path: Path, content: bytes, why: str):
    (tmp_path / "said.json").write_bytes(content)
    code, said = run("ticket", "open", "contact.name=x", "--from", str(tmp_path / "said.json"), **NOWHERE)
    assert (code, why in said) == (2, True), said


def test_a_time_beyond_the_calendar_is_told_so(run: Run):
    opening = ["ticket", "do", "202405-00001", "estimate"]
    for time in ("0001-01-02", "9999-12-31T23:59", "9999-12-31T23:59-23:59"):
        code, said = run(*opening, f"due={time}", **NOWHERE)
        assert (code, "due" in said) == (2, True), said


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_without_chinese_shows_what_it_can(tmp_path: Path, encoding: str):
    environment = {"GONGDAN_HOME": str(tmp_path), "GONGDAN_LANG": "zh", "PYTHONIOENCODING": encoding}
    done = subprocess.run([*PROGRAM, "projections", "list"], env=os.environ | environment, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"register" in done.stdout


def test_a_full_disk_behind_stdout_is_one_sentence(tmp_path: Path):
    with open("/dev/full", "wb") as full:  # noqa: PTH123 -- a device
        environment = os.environ | {"GONGDAN_HOME": str(tmp_path), "GONGDAN_LANG": "en"}
        done = subprocess.run(
            [*PROGRAM, "projections", "list"], env=environment, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "No space left on device" in done.stderr


def test_the_api_s_headers_are_called_as_they_are_on_the_command_line(run: Run, answering: Callable[..., str]):
    detail = "Ticket 1 was changed since the version in If-Match, or the Idempotency-Key was used."
    body = json.dumps({"code": "version-changed", "detail": detail}).encode()
    url = answering(412, "application/problem+json", body)
    code, said = run("ticket", "do", "1", "note", "text=x", "--if-version", "1", GONGDAN_TOKEN="x", GONGDAN_API_URL=url)
    assert (code, said) == (1, "Ticket 1 was changed since the version in --if-version, or the --key was used.\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--format", "csv", "-o", "x.xlsx"), "--format csv and the name x.xlsx contradict each other"),
        (("--json", "-o", "x.csv"), "--format json and the name x.csv contradict each other"),
        (("-o", "tables"), "The name tables says no format"),
        (("--format", "xlsx"), "An Excel or PDF file can't be shown on the screen"),
        (("-o", "x.pdf", "--limit", "5"), "A PDF holds all rows"),
    ],
)
def test_a_format_that_the_file_s_name_contradicts_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Run, words: tuple[str, ...], sentence: str
):
    monkeypatch.chdir(tmp_path)
    code, said = run("register", *words, **NOWHERE)
    assert (code, said.startswith(sentence)) == (2, True), said
    assert not list(tmp_path.iterdir())


def test_the_file_s_name_says_the_format(run: Run, answering: Callable[..., str], tmp_path: Path):
    url = answering(200, "text/csv", b"a,b")
    assert run("register", "-o", str(tmp_path / "x.CSV"), GONGDAN_TOKEN="x", GONGDAN_API_URL=url)[0] == 0
    assert (tmp_path / "x.CSV").read_bytes() == b"a,b"


@pytest.mark.parametrize(
    "words", [("customer-13812345678", "customer"), ("a-001", "customer"), ("customer-李", "customer")]
)
def test_a_customers_token_holds_their_key_and_no_telephone_number(run: Run, words: tuple[str, str]):
    code, said = run("token", words[0], "--role", words[1])
    assert (code, "customer- and an id" in said or "staff number" in said) == (2, True)


@pytest.mark.parametrize("option", ["--from", "--to"])
def test_days_beside_a_period_are_refused_and_not_dropped(run: Run, option: str):
    code, said = run("metrics", "tickets", "--period", "2024-05", option, "2024-05-10", **NOWHERE)
    assert (code, said.startswith(f"--period names all of the days, so {option} can't be given with it")) == (2, True)


def test_of_many_repeated_reports_a_few_are_named_and_the_rest_counted(run: Run, answering: Callable[..., str]):
    hints = [{"code": "same-product", "number": "202405-00001"}]
    empty = dict.fromkeys(REGISTER.columns.keys())
    rows = [empty | {"number": f"202405-{each:05}", "hints": hints} for each in range(2, 102)]
    url = answering(200, "application/json", json.dumps({"items": rows, "count": 100, "next": None}).encode())
    said = run("register", "--limit", "100", GONGDAN_TOKEN="x", GONGDAN_API_URL=url)[1]
    told = next(line for line in said.splitlines() if line.startswith("May be"))
    assert told.count("see 202405-00001") == 5
    assert told.endswith(", and 95 more (see --json).")
