"""A real IMAP server of this test's own (pymap), and a mailbox in it."""

import imaplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongdan.mailing.receiving.imap import Mailbox
from tests.notices.mailbox import free_port

USER, PASSWORD = "desk", "an-imap-password"


@contextmanager
def serving() -> Iterator[Mailbox]:
    """Without TLS, on this machine alone."""
    port = free_port()
    program = Path(sys.executable).with_name("pymap")
    said = ("--host", "127.0.0.1", "--port", str(port), "--no-tls", "--no-service", "admin")
    demo = ("dict", "--demo-user", USER, "--demo-password", PASSWORD)
    server = subprocess.Popen([program, *said, *demo], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(400):
            try:
                imaplib.IMAP4("127.0.0.1", port).logout()
                break
            except OSError:
                time.sleep(0.05)
        yield Mailbox("127.0.0.1", USER, PASSWORD, port, tls="none", seconds=1)
    finally:
        server.terminate()
        server.wait(10)


class Inside:
    """The mailbox as somebody else sees it."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._client = imaplib.IMAP4(mailbox.host, mailbox.port or 0)
        self._client.login(USER, PASSWORD)
        self._client.select("INBOX")

    def bring(self, letter: bytes) -> None:
        assert self._client.append("INBOX", "", None, letter)[0] == "OK"  # type: ignore[arg-type]

    def count(self, folder: str, criterion: str = "ALL") -> int:
        self._client.select(folder)
        return len(self._client.search(None, criterion)[1][0].split())

    def close(self) -> None:
        self._client.logout()
