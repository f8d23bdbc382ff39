"""The program killed -9 while letters are handed to it: a mail server that tries again loses none, and none is two."""

import os
import random
import smtplib
import socket
import threading
import time
from collections import Counter
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path
from typing import Self

import pytest

from tests.faults.test_notices_killed import killed
from tests.faults.told import until
from tests.whole.service import Service, start

SEED = int(os.environ.get("GONGDAN_FAULTS_SEED") or 0) or random.randrange(1, 10**6)
DESK = "service@desk.example"


class MailServer:
    """Hands letters over by LMTP in the order in which they came, each until it is answered for with 250."""

    def __init__(self, port: int, letters: int) -> None:
        self._port, self._waiting, self._ended = port, list(range(letters)), threading.Event()
        self.tries = 0
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join(30)

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def _run(self) -> None:
        while self._waiting and not self._ended.is_set():
            try:
                self._hand_over()
            except (OSError, smtplib.SMTPException):
                time.sleep(0.1)

    def _hand_over(self) -> None:
        with smtplib.LMTP("127.0.0.1", self._port, timeout=20) as program:
            while self._waiting:
                self.tries += 1
                program.send_message(_letter(self._waiting[0]))
                self._waiting.pop(0)


def _letter(number: int) -> EmailMessage:
    said = EmailMessage()
    said["From"], said["To"] = f"c{number}@customers.example", DESK
    said["Subject"], said["Message-ID"] = f"letter {number}", f"<{number}@customers.example>"
    said.set_content(f"The device of customer {number} does not start.\n")
    return said


@pytest.mark.slow
@pytest.mark.timeout(1_200)
def test_killed_at_any_moment_each_letter_is_one_ticket(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    chance, kills, letters = random.Random(SEED), 10, 1_000
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    said = {
        "GONGDAN_MAIL_IN_ADDRESS": DESK,
        "GONGDAN_MAIL_IN_LMTP": f"127.0.0.1:{port}",
        "GONGDAN_MAIL_IN_STRANGERS": "open",
    }
    service = start(tmp_path / "home", timeout=120, **said)
    try:
        with MailServer(port, letters) as server:
            for _ in range(kills):
                left = server.waiting
                until(lambda left=left: server.waiting < left, 120)
                time.sleep(chance.uniform(0, 0.5))
                killed(service)
                assert server.waiting, "all was over before: more letters are needed"
                service = start(tmp_path / "home", timeout=120, **said)
            until(lambda: not server.waiting, 600, lambda: server.waiting)
            tries = server.tries
        found = _tickets(service)
    finally:
        service.kill()
    assert found == Counter(f"letter {number}" for number in range(letters))
    with capsys.disabled():
        print(f"\nseed {SEED}: {letters} letters in {tries} tries, {kills} kills: each is one ticket")


def _tickets(service: Service) -> Counter[str]:
    """How many there are about each letter."""
    found, page = Counter[str](), None
    with service.http() as agent:
        while True:
            asked = {"limit": "200", "after": "now"} | ({"page": page} if page else {})
            answer = agent.get("/register", params=asked).raise_for_status().json()
            found.update(row["summary"] for row in answer["items"])
            page = answer["next"]
            if page is None:
                return found
