"""docs/api.md: every example in it works as shown, and every problem there is stands in its table."""

import json
import re
import shlex
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.manners.limits import MOST
from api.manners.problems import status_of
from api.manners.wording import TEXTS
from api.service import Service
from api.tickets.actions import NOUNS
from domain import refusals
from domain.application import TicketDesk
from gongdan.attachments.refusals import TEXTS as OF_FILES
from gongdan.attachments.refusals import AttachmentRefused
from gongdan.service.http_protocol import LONGEST_HEAD
from tests.api.conftest import SIGNER

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
MAY = datetime(2024, 5, 1, 1, 30, tzinfo=UTC)
KINDS: dict[str, refusals.Refusal] = {
    "ticket-not-found": refusals.TicketNotFound("1"),
    "matter-not-found": refusals.MatterNotFound("1"),
    "forbidden": refusals.Forbidden("forbidden"),
    "stale-version": refusals.StaleVersion("1"),
    "event-too-large": refusals.EventTooLarge(2, 1),
    "history-damaged": refusals.HistoryDamaged("1", ""),
    "store-unavailable": refusals.StoreUnavailable(""),
    "events-missing": refusals.EventsMissing(1),
    "unknown-event": refusals.UnknownEventType("x", 1),
}
QUERIES = {"bad-cursor", "unknown-sort", "unknown-column", "unknown-projection", "unknown-metric", "not-grouped-so"} | {
    "bad-period",
    "moments-reversed",
    "too-many-periods",
    "too-many-figures",
    "of-without-by",
    "too-many-rows",
    "only-of-now",
}
UNREADABLE = {"being-built", "newer-version", "other-version"}


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


def variables() -> dict[str, str]:
    """What the page sets in the shell, its tokens minted here."""
    found = dict(re.findall(r'^(\w+)="?(.*?)"?$', "\n".join(blocks("sh")), re.MULTILINE))
    for name, value in found.items():
        if made := re.search(r"\$\(gongdan token (\S+) --role (\S+) --days \d+\)", value):
            found[name] = value.replace(made[0], SIGNER.mint(made[1], [made[2]], 60))
    return found


def examples() -> Iterator[tuple[str, str]]:
    """Every command with the answer shown below it."""
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            found = re.match(r"(curl (?:'[^']*'|[^'\n])*)\n(.*)", part, re.DOTALL)
            assert found, part
            yield found[1], found[2]


def request_of(command: str, known: dict[str, str]) -> httpx.Request:
    """As curl would send it."""
    for name, value in known.items():
        command = command.replace(f"${name}", value)
    words = iter(shlex.split(command)[1:])
    method, url, headers, body = None, "", {}, None
    for word in words:
        match word:
            case "-s" | "-si":
                pass
            case "-X":
                method = next(words)
            case "-H":
                name, _, value = next(words).partition(": ")
                headers[name] = value
            case "-d":
                body = next(words).encode()
                headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
            case _:
                url = word
    return httpx.Request(method or ("GET" if body is None else "POST"), url, headers=headers, content=body)


def fits(shown: Any, answered: Any) -> bool:
    """Whether what is shown is in the answer: fields may be left out, … is anything."""
    match shown:
        case dict():
            return all(name in answered and fits(value, answered[name]) for name, value in shown.items())
        case list():
            return len(shown) == len(answered) and all(map(fits, shown, answered))
        case str() if "…" in shown:
            return re.fullmatch(".*".join(map(re.escape, shown.split("…"))), answered, re.DOTALL) is not None
        case _:
            return shown == answered


@pytest.fixture
async def client(service: Service) -> AsyncIterator[httpx.AsyncClient]:
    """The API in May 2024, a minute later at every look at the clock."""
    minutes = count()
    desk = TicketDesk(service.log, zone=service.zone, clock=lambda: MAY + timedelta(minutes=next(minutes)))  # pyright: ignore[reportArgumentType]
    transport = httpx.ASGITransport(create_app(replace(service, desk=desk)))
    async with httpx.AsyncClient(transport=transport) as client:
        yield client


async def test_every_example_works_as_shown(client: httpx.AsyncClient):
    known, run = variables(), 0
    for command, shown in examples():
        answer = await client.send(request_of(command, known))
        run += 1
        if shown.startswith("HTTP/"):
            head, _, shown = shown.partition("\n\n")
            status, *headers = head.splitlines()
            assert status.split()[1] == str(answer.status_code), command
            for header in headers:
                name, _, value = header.partition(": ")
                assert fits(value, answer.headers[name]), (command, answer.headers)
        assert fits(json.loads(shown), answer.json()), (command, answer.text)
    assert run == PAGE.count("\n$ curl")


def test_every_problem_is_in_the_table_with_its_status():
    rows = re.findall(r"^\| (`.*?`) \| (\d{3}) \|", PAGE, re.MULTILINE)
    table = {code: int(status) for codes, status in rows for code in re.findall(r"`(.+?)`", codes)}
    codes = {code: status for code, (status, _, _) in TEXTS.items()}
    for code in refusals.TEXTS:
        codes[code] = status_of(KINDS.get(code) or refusals.NotAllowed(code))
    codes |= {code: status_of(AttachmentRefused(code)) for code in OF_FILES}
    assert table == codes | dict.fromkeys(QUERIES, 422) | dict.fromkeys(UNREADABLE, 503)


def test_every_action_is_in_the_table_of_nouns():
    [table] = re.findall(r"^\| phase \| nouns \|$.*?\n\n", PAGE, re.MULTILINE | re.DOTALL)
    assert sorted(re.findall(r"`(.+?)`", table)) == sorted([*NOUNS.values(), "attachments"])


def test_the_limits_are_those_of_the_code():
    assert f"{MOST:,} bytes" in PAGE
    assert f"| address and headers together | {LONGEST_HEAD:,} bytes" in PAGE
