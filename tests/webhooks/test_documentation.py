"""docs/webhooks.md: its examples verify what is signed, in both languages alike, and its schedule is the one there is."""

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from consumers.webhooks.delivering.schedule import TRIES, pause
from consumers.webhooks.signing.keys import KeyPair, SharedSecret
from consumers.webhooks.signing.signatures import signed
from gongdan.cli.feed.webhooks import app
from gongdan.webhooks.settings import WebhookSettings

DOCS = Path(__file__).parents[2] / "docs"
SECRET, PAIR = SharedSecret(b"s" * 32), KeyPair(b"p" * 32)
BODY = '{"type":"gongdan.ticket.ticket-closed.v1","data":{"product":"空调"}}'.encode()
SECONDS = {"s": 1, "秒": 1, "min": 60, "分": 60, "h": 3_600, "小时": 3_600}


@pytest.fixture(params=["webhooks.md", "webhooks.zh.md"])
def page(request: pytest.FixtureRequest) -> str:
    return (DOCS / request.param).read_text()


def example(page: str, language: str) -> str:
    [found] = re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)
    return found


def headers(at: datetime, body: bytes = BODY) -> dict[str, str]:
    return signed("m1", at, body, [PAIR, SECRET])


def test_the_example_in_python_verifies(page: str):
    known: dict[str, Any] = {}
    exec(example(page, "python"), known)  # noqa: S102 -- of our own page
    verified, now = known["verified"], datetime.now(UTC)

    assert verified(str(SECRET), headers(now), BODY)
    assert not verified(str(SECRET), headers(now), BODY + b" ")
    assert not verified(str(SharedSecret(b"o" * 32)), headers(now), BODY)
    assert not verified(str(SECRET), headers(now - timedelta(minutes=6)), BODY)


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
def test_the_example_in_node_verifies(page: str):
    now = datetime.now(UTC)
    cases = [
        (headers(now), BODY, str(PAIR.public)),
        (headers(now), BODY + b" ", str(PAIR.public)),
        (headers(now), BODY, str(KeyPair(b"o" * 32).public)),
        (headers(now - timedelta(minutes=6)), BODY, str(PAIR.public)),
    ]
    said = json.dumps([[told, body.decode(), key] for told, body, key in cases])
    program = example(page, "javascript") + (
        "const told = JSON.parse(require('node:fs').readFileSync(0));"
        "console.log(JSON.stringify(told.map(([headers, body, key]) => verified(key, headers, Buffer.from(body)))));"
    )
    done = subprocess.run(["node", "-e", program], input=said.encode(), capture_output=True, check=True, timeout=60)

    assert json.loads(done.stdout) == [True, False, False, False]


def test_the_schedule_is_the_one_there_is(page: str):
    [row] = re.findall(r"\| (?:after the one before|距上一次) \|(.*)\|", page)
    said = [each.split() for each in row.split("|")]

    assert [int(number) * SECONDS[unit] for number, unit in said] == [
        pause(tries, 0).total_seconds() for tries in range(1, TRIES)
    ]


def test_every_command_and_setting_is_there(page: str):
    for command in app.registered_commands:
        assert command.callback
        assert f"gongdan webhook {command.name or command.callback.__name__}" in page
    for name in WebhookSettings.model_fields:
        assert f"`GONGDAN_{name.upper()}`" in page
