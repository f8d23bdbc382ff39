"""Every refusal leaves a line in the log: to whom, which action on which ticket, why not, and no personal text."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from tests.api.conftest import SIGNER, As
from tests.api.test_tickets import opened

WHO = ("by", "roles", "action", "ticket", "code")


@contextmanager
def lines(event: str) -> Iterator[list[dict[str, Any]]]:
    """What is logged of an event within, without what every line has."""
    found: list[dict[str, Any]] = []
    with capture_logs(processors=[merge_contextvars]) as logged:
        yield found
    found += [{name: line.get(name) for name in WHO} for line in logged if line["event"] == event]


def line(by: str, role: str, action: str, ticket: str | None, code: str) -> dict[str, Any]:
    return dict(zip(WHO, (by, [role], action, ticket, code), strict=True))


async def test_a_command_beyond_ones_rights_is_logged(act_as: As):
    number = await opened(act_as("a-001:agent"))
    stranger = act_as(token=SIGNER.mint("e-009", ["engineer"], 60))
    with lines("command_refused") as found:
        await stranger.post(f"/tickets/{number}/unmasking", json={"reason": "想看看"})
        await stranger.post(f"/tickets/{number}/attachments", params={"name": "a.log"}, content=b"x")
    assert found == [line("e-009", "engineer", action, number, "forbidden") for action in ("unmask", "attach")]


async def test_a_command_that_the_stage_does_not_allow_is_logged_without_what_was_said(act_as: As):
    agent = act_as("a-001:agent")
    number = await opened(agent)
    with capture_logs(processors=[merge_contextvars]) as logged:
        await agent.post(f"/tickets/{number}/confirmation", json={"signature": "张伟"})
    [found] = [each for each in logged if each["event"] == "command_refused"]
    assert {name: found[name] for name in WHO} == line("a-001", "agent", "confirm", number, "wrong-stage")
    assert found["entered_by"] == "operator"
    assert "张伟" not in str(logged)


async def test_a_refused_act_on_a_customer_and_on_staff_is_logged(act_as: As):
    engineer = act_as("e-003:engineer")
    with lines("command_refused") as found:
        await engineer.post("/customers", json={"name": "远山科技"})
        await engineer.post("/staff/003/leave", json={"since": "2024-05-01", "until": "2024-05-02", "kind": "annual"})
    assert [(each["by"], each["action"], each["code"]) for each in found] == [
        ("e-003", "register", "forbidden"),
        ("e-003", "take-leave", "forbidden"),
    ]


async def test_what_a_route_alone_refuses_is_logged(act_as: As):
    agent = act_as("a-001:agent")
    number = await opened(agent)
    with lines("command_refused") as found:
        await agent.post(f"/tickets/{number}/note", json={"text": "x"}, headers={"If-Match": '"7"'})
    assert found == [line("a-001", "agent", "note", number, "version-changed")]


async def test_a_look_beyond_ones_rights_is_logged_and_another_wrong_one_is_not(act_as: As):
    agent, stranger = act_as("a-001:agent"), act_as("e-009:engineer")
    number = await opened(agent)
    with lines("reading_refused") as found:
        await stranger.get(f"/tickets/{number}")
        await stranger.get("/progress", params={"ticket": number})
        await agent.get("/tickets/202405-99999")
    assert found == [line("e-009", "engineer", "read", number, "forbidden")] * 2


async def test_who_is_not_known_is_nobody(act_as: As):
    with lines("command_refused") as found:
        await act_as(token="x").post("/tickets", json={"channel": "phone", "summary": "x"})
    assert [(each["by"], each["roles"], each["action"], each["code"]) for each in found] == [
        (None, [], "open", "bad-token")
    ]
