"""Somebody with the rights of operations publishes what is no event wherever it hurts: the service starts and goes on."""

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path

import nats
import pytest

from eventsourcing_nats.subjects import subject
from tests.projections.readers import READERS
from tests.whole.service import Service, start
from tests.whole.test_up import opened

ON_RULES = ("policy-appliance", "routing-rules", "calendar-china", "staff-e-001", "customer-1")


async def _published(service: Service, subjects: Iterable[str]) -> None:
    run = service.run
    client = await nats.connect(run["nats"], user=run["nats_user"], password=run["nats_password"])
    for each in subjects:
        await client.jetstream().publish(each, b"hello")
    await client.close()


def spoil(service: Service, *aggregates: str, elsewhere: tuple[str, ...] = ()) -> None:
    """A message that is no event on the subject of each aggregate, and on subjects of nobody."""
    subjects = [subject("gongdan", each) for each in aggregates]
    asyncio.run(_published(service, [*subjects, *elsewhere]))


def following(number: str) -> str:
    """The next ticket number."""
    month, count = number.split("-")
    return f"{month}-{int(count) + 1:05d}"


@pytest.mark.tamper
def test_the_service_starts_and_goes_on_with_messages_that_are_no_events_where_its_rules_stand(tmp_path: Path):
    service = start(tmp_path / "home")
    try:
        number = opened(service)
        spoil(service, *ON_RULES, elsewhere=("gongdan.07.staff.probe", "gongdan.07.policy.probe"))
        assert service.stop() == 0
        service = start(tmp_path / "home")
        spoil(service, f"ticket-{number}", f"ticket-{following(number)}")
        with service.http("m-001:supervisor") as http:
            assert http.get("/policies").status_code == 200
            assert http.get(f"/tickets/{number}").json()["version"] == 1
        done = service.command("ticket", "do", number, "acknowledge", "note=设备在顶楼", "--as", "a-001")
        assert done.returncode == 0, done.stderr
        assert opened(service) == following(following(number))
        rows = {row["number"]: row["status"] for row in json.loads(service.command("register", "--json").stdout)}
        assert rows == {number: "responded", following(following(number)): "registered"}
        checked = service.command("check")
        assert (checked.returncode, "gongdan deadletters dismiss" in checked.stdout) == (1, True), checked.stdout
        listed = json.loads(service.command("deadletters", "list", "--json").stdout)
        positions = {each["position"] for each in listed}
        assert {each["ticket"] for each in listed} == {f"message-{each}" for each in positions}
        assert len(listed) == len(READERS) * len(positions) == len(READERS) * 9
        for each in positions:
            assert service.command("deadletters", "dismiss", str(each), "--reason", "探测消息").returncode == 0
        checked = service.command("check")
        assert checked.returncode == 0, checked.stdout
    finally:
        service.kill()
