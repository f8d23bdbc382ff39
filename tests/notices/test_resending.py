"""``gongdan notice resend --failed``: what a mail server refused comes once it takes letters again, each once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.told import employ, mailing, opened, received, statuses, until
from tests.notices.mailbox import Mailbox, serving
from tests.whole.service import Service, start

ADMINISTRATOR = ("--as", "adm:administrator")


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def service(tmp_path: Path, box: Mailbox) -> Iterator[Service]:
    with serving(box) as server:
        running = start(tmp_path / "home", timeout=90, **mailing(server))
        yield running
        running.stop()


def test_all_that_failed_is_sent_again_by_one_command(service: Service, box: Mailbox):
    box.mood = "refuses"
    employ(service)
    numbers = opened(service, 3)
    until(lambda: statuses(service) == dict.fromkeys(numbers, "failed"), 60, lambda: statuses(service))
    box.mood = "takes"

    refused = service.command("notice", "resend", "--failed", "--as", "003:engineer")
    again = service.command("notice", "resend", "--failed", "--reason", "mail works again", *ADMINISTRATOR)

    assert refused.returncode != 0
    assert again.stdout == "Sent again: 3.\n", again.stderr
    until(lambda: statuses(service) == dict.fromkeys(numbers, "sent"), 60, lambda: statuses(service))
    assert received(box) == dict.fromkeys(numbers, 1)
    assert json.loads(service.command("notice", "resend", "--failed", "--json", *ADMINISTRATOR).stdout) == []


def test_one_notice_or_all_that_failed_not_both(service: Service):
    both = service.command("notice", "resend", "0" * 32, "--failed", *ADMINISTRATOR)
    neither = service.command("notice", "resend", *ADMINISTRATOR)

    assert (both.returncode, neither.returncode) == (neither.returncode, both.returncode)
    assert both.returncode != 0
    assert both.stderr == neither.stderr != ""
