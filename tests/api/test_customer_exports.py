"""All of a customer's data handed out for them: approved by two, in the clear, with files, and each time on record."""

import io
import json
import zipfile
from collections.abc import Callable

import httpx
import pytest

As = Callable[..., httpx.AsyncClient]
FILE = "铭牌照片".encode()


@pytest.fixture
async def path(agent: httpx.AsyncClient) -> str:
    """A customer with a record, a ticket with a file, and another's ticket."""
    opening = {
        "channel": "phone",
        "customer": "customer-C7",
        "customer_name": "张伟",
        "contact": {"name": "张伟", "phone": "13812345678"},
        "summary": "不制冷",
    }
    number = (await agent.post("/tickets", json=opening)).json()["number"]
    sent = await agent.post(
        f"/tickets/{number}/attachments",
        params={"name": "..铭牌.txt"},
        content=FILE,
        headers={"Content-Type": "text/plain"},
    )
    assert sent.status_code == 201, sent.text
    await agent.post("/tickets", json={"channel": "phone", "customer": "customer-C8", "customer_name": "李娜"})
    entered = await agent.post("/customers", json={"customer": "customer-C7", "name": "张伟"})
    assert entered.status_code == 201, entered.text
    return "/customers/C7"


async def approved(act_as: As, path: str) -> None:
    asked = {"measure": "export", "ground": "asked", "reason": "客户索取"}
    assert (await act_as("p-001:privacy-officer").post(f"{path}/measure-request", json=asked)).status_code == 200
    assert (await act_as("p-002:privacy-officer").post(f"{path}/export")).status_code == 200


async def test_it_holds_every_event_in_the_clear_and_the_files(act_as: As, path: str) -> None:
    await approved(act_as, path)
    answer = await act_as("p-001:privacy-officer").get(f"{path}/export")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        told = json.loads(archive.read("customer.json"))
        [file] = [name for name in archive.namelist() if name != "customer.json"]
        assert archive.read(file) == FILE
    assert file.startswith("files/")
    assert ".." not in file
    opened = told[1]["events"][0]
    assert (opened["type"], opened["by"], opened["data"]["contact"]["phone"]) == (
        "ticket-opened",
        "agent",
        "13812345678",
    )
    assert "李娜" not in json.dumps(told, ensure_ascii=False)


async def test_each_copy_is_on_record_and_nobody_else_has_one(act_as: As, path: str) -> None:
    officer = act_as("p-001:privacy-officer")
    early = await officer.get(f"{path}/export")
    assert (early.status_code, early.json()["code"]) == (409, "export-not-approved")
    await approved(act_as, path)
    assert (await act_as("s-001:supervisor").get(f"{path}/export")).status_code == 403
    for _ in range(2):
        await officer.get(f"{path}/export")
    events = (await officer.get(f"{path}/history")).json()["events"]
    assert [each["type"] for each in events] == [
        *("customer-registered", "measure-requested", "export-approved", "export-fetched", "export-fetched"),
    ]
    assert {each["actor"]["id"] for each in events[3:]} == {"p-001"}
