"""Runs the other help desk: gunicorn on PostgreSQL, which syncs each commit, with as many tickets as ours has."""

import base64
import json
import os
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.pages.beside.installing import installed
from bench.pages.talking import Answer, Talk
from tests.projections.postgres import PASSWORD, Postgres

_PROJECT: Final = Path(__file__).parent / "project"
_WORKERS: Final = 2 * len(os.sched_getaffinity(0)) + 1
"""As gunicorn advises, for the cores that there are."""
_THREADS: Final = 4
_STARTING: Final = 60.0
_LIST: Final = {"filtering": {}, "filtering_null": {}, "sorting": "created", "sortreverse": True, "search_string": ""}
_WORDS: Final = "空调漏水，昨晚开始，客户很着急。"
_CALL: Final = {"title": "空调漏水", "description": _WORDS, "submitter_email": "c@example.com"}


@dataclass(frozen=True, slots=True)
class Other:
    """The desk as a member of its staff has it."""

    url: str
    session: str
    queue: int
    token: str

    def talk(self) -> Talk:
        return Talk(self.url, Cookie=f"sessionid={self.session}; csrftoken={self.token}", X_CSRFToken=self.token)

    async def open(self, talk: Talk) -> Answer:
        """Takes a ticket in by its API."""
        call = json.dumps({**_CALL, "queue": self.queue, "priority": 3}).encode()
        return await talk.post("/helpdesk/api/tickets/", call, "application/json")

    async def list(self, talk: Talk) -> Answer:
        """The newest 25 tickets, as the script of its list asks for them."""
        asked = base64.b64encode(json.dumps(_LIST).encode()).decode()
        return await talk.get(f"/helpdesk/datatables_ticket_list/{asked}?draw=1&start=0&length=25")


@contextmanager
def other_desk(folder: Path, tickets: int) -> Iterator[Other]:
    """Raises NotInstallable."""
    python = installed(folder)
    server = Postgres().start()
    try:
        with server.database() as url:
            surroundings = _surroundings(folder, url, server.port)
            _done(python, surroundings, "-m", "django", "migrate", "--verbosity", "0")
            _done(python, surroundings, "-m", "django", "loaddata", "--verbosity", "0", "emailtemplate.json")
            known = json.loads(_done(python, surroundings, str(_PROJECT / "filling.py"), str(tickets)))
            server.execute("VACUUM ANALYZE", database=url.rpartition("/")[2])
            with _answering(python, surroundings, folder) as where:
                yield Other(where, known["session"], known["queue"], secrets.token_hex(16))
    finally:
        server.stop()


def _surroundings(folder: Path, url: str, port: int) -> dict[str, str]:
    (folder / "files").mkdir()
    return {
        "PATH": os.defpath,
        "HOME": str(folder),
        "PYTHONPATH": str(_PROJECT),
        "DJANGO_SETTINGS_MODULE": "settings",
        "DESK_SECRET": secrets.token_hex(32),
        "DESK_FILES": str(folder / "files"),
        "DESK_PORT": str(port),
        "DESK_DATABASE": url.rpartition("/")[2],
        "DESK_PASSWORD": PASSWORD,
    }


def _done(python: Path, surroundings: dict[str, str], *words: str) -> str:
    done = subprocess.run([python, *words], env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def _answering(python: Path, surroundings: dict[str, str], folder: Path) -> Iterator[str]:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    how = ["--bind", f"127.0.0.1:{port}", "--workers", str(_WORKERS), "--threads", str(_THREADS)]
    how += ["--worker-class", "gthread", "--keep-alive", "60"]
    words: list[Any] = [python, "-m", "gunicorn", *how, "django.core.wsgi:get_wsgi_application()"]
    with (folder / "gunicorn.out").open("ab") as out:
        server = subprocess.Popen(words, env=surroundings, stdout=out, stderr=out)
    try:
        _until_it_answers(port, folder / "gunicorn.out")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _until_it_answers(port: int, out: Path) -> None:
    deadline = time.monotonic() + _STARTING
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(out.read_text())
