"""``gongdan deadletters`` on a running service: a ticket left out is listed, shown without its words, and replayed."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import nats
import pytest

from eventsourcing_nats.subjects import subject
from tests.projections.readers import READERS
from tests.whole.service import Service, start
from tests.whole.test_up import opened


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = start(tmp_path / "home")
    yield service
    service.stop()


def _next_position(service: Service) -> int:
    """Where the next event will stand, once the register shows all that was before it."""
    deadline = time.monotonic() + 10
    while True:
        [register, *_] = json.loads(service.command("projections", "lag", "--json").stdout)
        if register["lag_events"] == 0:
            return int(register["position"]) + 1
        assert time.monotonic() < deadline


def park(service: Service, number: str, position: int) -> None:
    """As if a bug had parked the ticket at an event that is to come."""
    row = ("register", f"ticket-{number}", position, "?", "ticket-acknowledged", "KeyError", "2024-06-01 00:00:00", 0)
    with closing(sqlite3.connect(service.home / "projections.db")) as database:
        database.execute("INSERT INTO parked VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        database.commit()


def test_a_ticket_left_out_is_found_by_check_and_brought_back_by_command(service: Service):
    number = opened(service)
    assert "No ticket was left out." in service.command("deadletters", "list").stdout
    park(service, number, _next_position(service))
    assert service.command("ticket", "do", number, "acknowledge", "note=设备在顶楼", "--as", "a-001").returncode == 0
    [row] = json.loads(service.command("register", "--json").stdout)
    assert row["status"] == "registered"
    checked = service.command("check")
    assert (checked.returncode, "`gongdan deadletters replay register`" in checked.stdout) == (1, True), checked.stdout
    listed = service.command("deadletters", "list").stdout
    assert (number in listed, "KeyError" in listed) == (True, True)
    shown = service.command("deadletters", "show", "register", number)
    assert "ticket-" + number in shown.stdout
    assert "设备" not in shown.stdout
    told = json.loads(service.command("deadletters", "show", "register", number, "--json").stdout)
    assert told["event"]["version"] == 2
    missing = service.command("deadletters", "show", "register", "202405-99999")
    assert (missing.returncode, "`gongdan deadletters list`" in missing.stderr) == (1, True)
    forbidden = service.command("deadletters", "list", "--projection", "none")
    assert (forbidden.returncode, "possible: register, progress" in forbidden.stderr) == (2, True)
    back = service.command("deadletters", "replay", "register", number)
    assert (back.returncode, back.stdout.strip()) == (0, "1 tickets are back, 0 are still left out.")
    [row] = json.loads(service.command("register", "--json").stdout)
    assert row["status"] == "responded"
    assert service.command("projections", "compare", "register").returncode == 0
    assert service.command("deadletters", "replay").returncode == 0
    assert service.command("check").returncode == 0


async def spoil(service: Service) -> None:
    """Somebody publishes what is no event where an event should stand."""
    run = service.run
    client = await nats.connect(run["nats"], user=run["nats_user"], password=run["nats_password"])
    await client.jetstream().publish(subject("gongdan", "ticket-x-1"), b"no event")
    await client.close()


def test_what_fails_again_stays_left_out_and_the_exit_code_is_1(service: Service):
    number = opened(service)
    asyncio.run(spoil(service))
    assert {row["number"] for row in json.loads(service.command("register", "--json").stdout)} == {number}
    found = json.loads(service.command("deadletters", "list", "--json").stdout)
    about = [projection.name for projection in READERS]
    assert sorted((each["projection"], each["ticket"], each["error"]) for each in found) == [
        (name, f"message-{found[0]['position']}", "Unreadable") for name in sorted(about)
    ]
    done = service.command("deadletters", "replay", lang="zh")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (
        1,
        f"0 张工单已恢复，{len(about)} 张仍搁置；请升级程序后再试。",
    )
    assert json.loads(service.command("deadletters", "list", "--json").stdout) == found
    assert service.command("projections", "compare", "register").returncode == 0


@pytest.mark.slow
def test_a_message_that_is_no_event_is_dismissed_with_who_when_and_why_and_no_event_of_ours_is(service: Service):
    number = opened(service)
    asyncio.run(spoil(service))
    assert service.command("register").returncode == 0
    assert service.command("check").returncode == 1
    [position] = {each["position"] for each in json.loads(service.command("deadletters", "list", "--json").stdout)}
    ours = service.command("deadletters", "dismiss", str(position - 1), "--reason", "x")
    assert (ours.returncode, "stands an event" in ours.stderr) == (1, True)
    assert service.command("deadletters", "dismiss", str(position + 1), "--reason", "x").returncode == 1
    assert service.command("deadletters", "dismiss", str(position), "--reason", " ").returncode == 2
    done = service.command("deadletters", "dismiss", str(position), "--reason", "探测消息", SUDO_USER="chen")
    assert (done.returncode, "dismissed by chen at 20" in done.stdout) == (0, True)
    assert service.command("projections", "rebuild", "register").returncode == 0
    checked = service.command("check", lang="zh")
    assert checked.returncode == 0, checked.stdout
    assert f"位置 {position} 的消息不是事件，已由 chen 于 " in checked.stdout
    assert "探测消息" in service.command("deadletters", "list").stdout
    shown = service.command("deadletters", "show", "register", f"message-{position}").stdout
    assert all(said in shown for said in ("dismissed by", "chen", "dismissed reason", "探测消息"))
    with service.http("x-001:administrator") as http:
        told = [each["dismissed"] for each in http.get("/dead-letters").raise_for_status().json()]
        assert {(each["by"], each["reason"]) for each in told} == {("chen", "探测消息")}
        assert 'gongdan_projection_dismissed_tickets{projection="register"} 1.0' in http.get("/metrics").text
    park(service, number, 1)
    assert service.command("check").returncode == 1
