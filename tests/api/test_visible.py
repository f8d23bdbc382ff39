"""What each role sees of the register, by its scope, and what a ticket shows of what was agreed on it."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.callers import Caller
from api.service import Service
from api.tickets.examples import EXAMPLES
from tests.api.conftest import As
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened


async def seen(service: Service, caller: Caller, table: str = "/register", **asked: str) -> list[str] | str:
    """The numbers in a table, for a caller as the staff record has them; or the problem's code."""
    app = create_app(replace(service, identify=lambda token, other: caller))
    headers = {"Authorization": "Bearer x", "Accept-Language": "en"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test", headers=headers) as client:
        answer = await client.get(table, params={"after": "now", "sort": "number", **asked})
    if not answer.is_success:
        return answer.json()["code"]
    return [*dict.fromkeys(row["number"] for row in answer.json()["items"])]


@pytest.fixture
async def numbers(act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> list[str]:
    """One of team north with e-003, one of team south looked after by e-009, one of no team, opened by s-002."""
    north, south = await opened(agent), await opened(agent)
    nobodys = await opened(act_as("s-002:supervisor"))
    for number, said in ((north, {"team": "north"}), (south, {"team": "south", "staff": "e-009"})):
        assert (await supervisor.post(f"/tickets/{number}/routing", json=said)).status_code == 200
    await supervisor.post(f"/tickets/{north}/grade", json=EXAMPLES["grade"])
    assert (await supervisor.post(f"/tickets/{north}/dispatch", json={"engineer": "e-003"})).status_code == 200
    return [north, south, nobodys]


def person(staff: str, role: str, *teams: str, absent: str | None = None) -> Caller:
    return Caller(staff, frozenset({role}), None, frozenset(teams), frozenset({absent} if absent else ()))


async def test_each_role_sees_its_own_part_of_the_register(service: Service, numbers: list[str]):
    north, south, nobodys = numbers
    for caller, expected in (
        (person("s-001", "supervisor", "north"), [north, nobodys]),
        (person("s-001", "supervisor", "south"), [south, nobodys]),
        (person("s-002", "supervisor", "east"), [nobodys]),
        (person("s-001", "supervisor"), numbers),
        (person("q-001", "quality", "north"), numbers),
        (person("a-009", "agent"), numbers),
        (person("e-003", "engineer"), [north]),
        (person("e-009", "engineer"), [south]),
        (person("e-005", "engineer", absent="e-003"), [north]),
        (person("e-005", "engineer"), []),
        (person("w-001", "warehouse"), "own-list-only"),
        (person("pr-001", "privacy-officer"), "forbidden"),
        (person("em-001", "emergency-team"), numbers),
        (person("customer-1", "customer"), "own-list-only"),
    ):
        assert await seen(service, caller) == expected, caller
        assert await seen(service, caller, "/progress") == expected, caller


async def test_a_stand_in_sees_the_absent_ones_part_in_the_roles_that_both_hold(service: Service, numbers: list[str]):
    north, _, nobodys = numbers
    norths = person("s-001", "supervisor", "north", absent="e-009")
    teams = {"e-009": frozenset({"south"})}
    for role, expected in (("engineer", [north, nobodys]), ("supervisor", numbers)):
        caller = replace(norths, absent_teams=teams, absent_roles={"e-009": frozenset({role})})
        for table in ("/register", "/progress"):
            assert await seen(service, caller, table) == expected
    caller = replace(person("e-005", "engineer", absent="e-009"), absent_roles={"e-009": frozenset({"agent"})})
    assert await seen(service, caller) == []


async def test_what_is_asked_for_narrows_what_is_seen_and_never_widens_it(service: Service, numbers: list[str]):
    supervisor = person("s-001", "supervisor", "south")
    assert await seen(service, supervisor, engineer="e-003") == []
    assert await seen(service, supervisor, status="registered") == numbers[1:]
    then = {"as_of": "2999-01-01T00:00:00+08:00"}
    assert await seen(service, supervisor, **then) == numbers[1:]


async def test_a_past_moment_is_shown_to_who_may_read_the_audit(service: Service, numbers: list[str]):
    north, south, nobodys = numbers
    then = {"as_of": "2999-01-01T00:00:00+08:00"}
    for caller, expected in (
        (person("x-001", "auditor"), numbers),
        (person("m-001", "manager", "north"), numbers),
        (person("s-001", "supervisor", "north"), [north, nobodys]),
        (person("s-001", "supervisor"), numbers),
        (person("a-009", "agent"), "forbidden"),
        (person("q-001", "quality"), "forbidden"),
        (person("c-001", "clerk"), "forbidden"),
        (person("e-003", "engineer"), "forbidden"),
        (person("h-001", "complaint-handler"), "forbidden"),
        (person("p-001", "department-contact"), "forbidden"),
        (person("customer-1", "customer"), "own-list-only"),
    ):
        for table in ("/register", "/progress", "/faults"):
            assert await seen(service, caller, table, **then) == expected, (caller, table)
    agent_too = Caller("s-001", frozenset({"agent", "supervisor"}), None, frozenset({"south"}))
    assert await seen(service, agent_too, **then) == [south, nobodys]
    assert await seen(service, person("s-001", "supervisor", "north"), "/progress", ticket=south, **then) == "forbidden"
    assert await seen(service, person("a-001", "agent"), "/progress", ticket=south, **then) == "forbidden"


async def test_a_customer_is_shown_a_past_moment_of_their_own_ticket(service: Service, agent: httpx.AsyncClient):
    number = await opened(agent, customer="customer-C10023")
    then = {"as_of": "2999-01-01T00:00:00+08:00", "ticket": number}
    assert await seen(service, person("customer-C10023", "customer"), "/progress", **then) == [number]
    assert await seen(service, person("customer-C10024", "customer"), "/progress", **then) == "forbidden"


async def test_a_department_reads_what_it_was_asked_and_lists_what_it_has_not_answered_yet(
    service: Service, act_as: As, agent: httpx.AsyncClient
):
    number, contact = await opened(agent), act_as("p-001:department-contact", team="product")
    is_problem(await contact.get(f"/tickets/{number}"), 403, "forbidden")
    assert (await agent.post(f"/tickets/{number}/collaboration", json=EXAMPLES["collaborate"])).status_code == 200
    for other in (act_as("p-009:department-contact"), act_as("p-002:department-contact", team="research")):
        is_problem(await other.get(f"/tickets/{number}"), 403, "forbidden")
        answer = await other.post(f"/tickets/{number}/collaboration-answer", json=EXAMPLES["answer"])
        is_problem(answer, 403, "forbidden")
    shown = (await contact.get(f"/tickets/{number}")).json()
    assert [(each["department"], each["answered"]) for each in shown["collaborations"]] == [("product", False)]
    assert shown["possible"] == ["answer"]
    assert (await contact.get("/progress", params={"ticket": number})).status_code == 200
    for teams, expected in (((), []), (("product",), [number]), (("research", "logistics"), [])):
        assert await seen(service, person("p-001", "department-contact", *teams)) == expected
    assert (await contact.post(f"/tickets/{number}/collaboration-answer", json=EXAMPLES["answer"])).status_code == 200
    assert await seen(service, person("p-001", "department-contact", "product")) == []
    shown = (await contact.get(f"/tickets/{number}")).json()
    assert [(each["department"], each["answered"]) for each in shown["collaborations"]] == [("product", True)]
    is_problem(await act_as("p-002:department-contact", team="research").get(f"/tickets/{number}"), 403, "forbidden")


async def test_a_ticket_shows_what_was_agreed_masked(
    act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number, other = await opened(agent, customer="customer-C10023"), await opened(agent)
    customer = act_as("customer-C10023:customer")
    for who, noun, said in (
        (agent, "verification", {"missing": ["voucher"]}),
        (agent, "warranty", {"purchased": "2020-03"}),
        (supervisor, "grade", {"severity": "general", "reason": "不影响使用"}),
        (agent, "remote-authorisation", {"by": "张伟", "given": "message"}),
        (agent, "collaboration", {"department": "product", "text": "是否为批次问题"}),
        (agent, "plan", EXAMPLES["propose-plan"]),
        (supervisor, "plan-approval", {"plan": 1}),
        (agent, "option-choice", EXAMPLES["choose-option"] | {"given": "message"}),
        (agent, "quote", {"amount": "480", "items": "电源板"}),
        (customer, "fee-acceptance", {"quote": 1, "by": "张伟", "given": "signature"}),
        (agent, "cooperation-request", {"what": "请断电", "due": "2030-05-01T14:00:00+08:00"}),
        (agent, "compensation", {"what": "延长保修", "reason": "久等", "amount": "50"}),
        (agent, "link", {"other": other, "relation": "same-call"}),
    ):
        answer = await who.post(f"/tickets/{number}/{noun}", json=said)
        assert answer.status_code == 200, (noun, answer.text)
    shown = (await agent.get(f"/tickets/{number}")).json()
    assert (shown["missing"], shown["warranty"]["warranty"], shown["warranty"]["ends"]) == (
        ["voucher"],
        "out",
        "2021-03-31",
    )
    assert shown["remote"] == {"by": "张*", "given": "message", "scope": None, "until": None}
    plan: dict[str, Any] = shown["plan"]
    assert (plan["plan"], plan["author"], plan["approved"], plan["chosen"]) == (1, "a-001", True, "A")
    assert [option["cost"] for option in plan["options"]] == ["480.00", "120.00"]
    assert plan["deadline"].endswith("+08:00")
    assert {name: shown["quote"][name] for name in ("amount", "accepted", "charged")} == {
        "amount": "480.00",
        "accepted": True,
        "charged": "0.00",
    }
    assert [(each["what"], each["answered"]) for each in shown["cooperation"]] == [("请断电", False)]
    assert [(each["compensation"], each["amount"], each["approved"]) for each in shown["compensations"]] == [
        (1, "50.00", False)
    ]
    assert shown["links"] == [{"other": other, "relation": "same-call"}]
    back = (await agent.get(f"/tickets/{other}")).json()
    assert back["links"] == [{"other": number, "relation": "same-call"}]


async def test_what_is_possible_is_what_stage_and_rights_allow(act_as: As, agent: httpx.AsyncClient):
    number = await opened(agent)
    for staff, may, may_not in (
        (
            "a-001:agent",
            {"acknowledge", "attach", "unmask", "correct", "merge"},
            {"dispatch", "arrive", "resume", "reopen"},
        ),
        ("a-002:agent", {"acknowledge", "attach", "correct"}, {"unmask", "diagnose"}),
        ("s-001:supervisor", {"dispatch", "approve-plan", "close", "correct"}, {"accept", "confirm-part"}),
        ("c-001:clerk", {"note", "correct"}, {"acknowledge", "cancel"}),
        ("m-001:manager", {"approve-plan"}, {"note", "correct"}),
        ("x-001:auditor", {"unmask"}, {"note", "correct", "close"}),
    ):
        possible = set((await act_as(staff).get(f"/tickets/{number}")).json()["possible"])
        assert (may - possible, may_not & possible) == (set(), set()), staff
