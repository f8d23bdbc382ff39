"""Accounts over HTTP: links for administrators to hand over, keys that programs act with, and who may see what."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from api.accounts.acting import Under, accounts_of, link_identity
from api.accounts.port import Identity
from api.callers import Caller
from api.manners.problems import ApiProblem
from api.service import Service
from tests.accounts.conftest import GOOD
from tests.api.conftest import As
from tests.api.conftest import service as plain_service
from tests.api.keeping_accounts import keeping_accounts
from tests.api.test_problems import is_problem

__all__ = ["plain_service"]
ADMINISTRATOR, AUDITOR = "m-900:administrator", "x-001:auditor"


@pytest.fixture
def service(plain_service: Service, tmp_path: Path) -> Iterator[Service]:
    """With accounts and staff records, of which that of a-001 is one."""
    with keeping_accounts(plain_service, tmp_path) as kept:
        yield kept


@pytest.fixture
async def agent(act_as: As) -> httpx.AsyncClient:
    operator = act_as()
    for place, said in (
        ("/staff", {"number": "a-001", "name": "小李", "office": "客服", "since": "2024-01-01"}),
        ("/staff/a-001/role", {"role": "agent", "since": "2024-01-01"}),
        ("/staff/a-001/role", {"role": "engineer", "since": "2024-01-01"}),
    ):
        assert (await operator.post(place, json=said)).is_success
    return act_as("a-001:agent")


@pytest.fixture
async def opened(agent: httpx.AsyncClient, act_as: As, service: Service) -> httpx.AsyncClient:
    """The agent, whose account is open."""
    assert (await act_as(ADMINISTRATOR).post("/accounts", json={"number": "a-001"})).status_code == 201
    assert service.accounts
    await service.accounts.choose("a-001", GOOD)
    return agent


def in_days(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


async def issued(client: httpx.AsyncClient, key: str = "1", **said: object) -> httpx.Response:
    body = {"purpose": "排班系统", "roles": ["agent"], "until": in_days(30)} | said
    return await client.post("/accounts/a-001/keys", json=body, headers={"Idempotency-Key": key})


async def test_an_administrator_opens_an_account_and_gets_the_link_to_hand_over(
    agent: httpx.AsyncClient, act_as: As, service: Service
):
    answer = await act_as(ADMINISTRATOR).post("/accounts", json={"number": "a-001"})
    assert (answer.status_code, answer.headers["location"]) == (201, "/accounts/a-001")
    said = answer.json()
    assert said["events"][0]["type"] == "account-opened"
    assert said["link"].startswith("https://desk.example.com/desk/link/")
    assert service.accounts
    assert service.accounts.link(said["link"].rpartition("/")[2]).number == "a-001"
    [shown] = (await act_as(AUDITOR).get("/accounts")).json()
    assert (shown["number"], shown["state"]) == ("a-001", "waiting")


async def test_who_is_not_on_record_gets_none(act_as: As, agent: httpx.AsyncClient):
    assert is_problem(await act_as(ADMINISTRATOR).post("/accounts", json={"number": "x-9"}), 422, "staff-not-on-record")


async def test_a_reset_and_a_closing_end_what_was_open(opened: httpx.AsyncClient, act_as: As, service: Service):
    administrator = act_as(ADMINISTRATOR)
    assert "link" in (await administrator.post("/accounts/a-001/reset")).json()
    assert (await administrator.get("/accounts/a-001")).json()["state"] == "waiting"
    stale = await administrator.post("/accounts/a-001/closing", headers={"If-Match": '"1"'})
    assert is_problem(stale, 412, "version-changed")
    assert (await administrator.post("/accounts/a-001/closing")).json()["events"][0]["type"] == "account-closed"
    assert (await administrator.post("/accounts/a-001/closing")).json()["events"] == []
    told = (await administrator.get("/accounts/a-001/history")).json()["events"]
    assert [each["type"] for each in told] == ["account-opened", "account-reset", "account-closed"]


class TestAnIdentityUnlinked:
    """Of the company's provider, which lets them in no longer."""

    @pytest.fixture
    async def linked(self, opened: httpx.AsyncClient, act_as: As, service: Service) -> str:
        """The cookie of a session."""
        under = Under(Caller("a-001", frozenset({"agent"})))
        await link_identity(service, "a-001", Identity("https://sso.example.com", "0af3"), under)
        return accounts_of(service).begin("a-001", "")

    async def test_is_told_and_ends_all_sessions(self, linked: str, act_as: As, service: Service):
        administrator = act_as(ADMINISTRATOR)
        assert (await administrator.get("/accounts/a-001")).json()["linked"] is True
        stale = await administrator.post("/accounts/a-001/identity-removal", headers={"If-Match": '"1"'})
        assert is_problem(stale, 412, "version-changed")
        done = await administrator.post("/accounts/a-001/identity-removal")
        assert done.json()["events"][0]["type"] == "identity-unlinked"
        assert (await administrator.get("/accounts/a-001")).json()["linked"] is False
        assert accounts_of(service).session(linked) is None

    async def test_twice_changes_nothing_and_ends_no_session(
        self, linked: str, opened: httpx.AsyncClient, service: Service
    ):
        assert (await opened.post("/accounts/a-001/identity-removal")).is_success
        cookie = accounts_of(service).begin("a-001", "")
        assert (await opened.post("/accounts/a-001/identity-removal")).json()["events"] == []
        assert accounts_of(service).session(cookie)

    async def test_is_ones_own_or_an_administrators_to_unlink(self, linked: str, act_as: As):
        for other in ("a-002:agent", "s-001:supervisor", AUDITOR):
            assert is_problem(await act_as(other).post("/accounts/a-001/identity-removal"), 403, "forbidden")

    async def test_never_was_one(self, opened: httpx.AsyncClient, act_as: As):
        assert (await opened.post("/accounts/a-001/identity-removal")).json()["events"] == []
        answer = await act_as(ADMINISTRATOR).post("/accounts/a-009/identity-removal")
        assert is_problem(answer, 409, "account-not-opened")

    async def test_is_linked_with_one_account_and_one_identity_alone(self, linked: str, act_as: As, service: Service):
        operator, under = act_as(), Under(Caller("a-002", frozenset({"agent"})))
        await operator.post("/staff", json={"number": "a-002", "name": "小王", "office": "客服", "since": "2024-01-01"})
        await act_as(ADMINISTRATOR).post("/accounts", json={"number": "a-002"})
        with pytest.raises(ApiProblem, match="identity-taken"):
            await link_identity(service, "a-002", Identity("https://sso.example.com", "0af3"), under)
        own = Under(Caller("a-001", frozenset({"agent"})))
        with pytest.raises(ApiProblem, match="identity-taken"):
            await link_identity(service, "a-001", Identity("https://sso.example.com", "other"), own)
        await link_identity(service, "a-001", Identity("https://sso.example.com", "0af3"), own)
        told = (await act_as(ADMINISTRATOR).get("/accounts/a-001/history")).json()["events"]
        assert [each["type"] for each in told] == ["account-opened", "identity-linked"]


async def test_a_key_acts_for_its_owner_in_its_roles_and_only_reads(opened: httpx.AsyncClient, act_as: As):
    said = (await issued(opened)).json()
    program = act_as(token=said["secret"])
    assert (await program.get("/tasks")).status_code == 200
    assert is_problem(await program.get("/audit"), 404, "no-route")
    assert is_problem(await program.post("/tickets", json={"channel": "phone", "summary": "x"}), 403, "key-reads-only")
    [key] = (await opened.get("/accounts/a-001")).json()["keys"]
    assert (key["key"], key["purpose"], key["revoked"]) == (said["key"], "排班系统", False)
    assert "secret" not in key


async def test_a_key_that_may_write_records_its_owner(opened: httpx.AsyncClient, act_as: As):
    program = act_as(token=(await issued(opened, reads_only=False)).json()["secret"])
    answer = await program.post("/tickets", json={"channel": "phone", "summary": "设备无法启动"})
    assert answer.json()["events"][0]["actor"]["id"] == "a-001"


async def test_a_key_gives_nobody_more_than_the_staff_record_does_that_day(opened: httpx.AsyncClient, act_as: As):
    program = act_as(token=(await issued(opened, reads_only=False)).json()["secret"])
    left = await act_as().post("/staff/a-001/employment-end", json={"since": "2024-06-01"})
    assert left.is_success
    answer = await program.get("/tasks")
    for _ in range(60):
        if answer.status_code == httpx.codes.FORBIDDEN:
            break
        await asyncio.sleep(0.1)
        answer = await program.get("/tasks")
    assert is_problem(answer, 403, "forbidden")


async def test_nobody_gives_a_key_what_they_do_not_hold_nor_issues_one_for_another(
    opened: httpx.AsyncClient, act_as: As
):
    assert is_problem(await issued(opened, roles=["agent", "manager"]), 422, "roles-not-held")
    assert is_problem(await issued(act_as(ADMINISTRATOR), roles=["administrator"]), 403, "forbidden")
    assert is_problem(await issued(opened, until=in_days(400)), 409, "key-days")


async def test_asked_for_twice_there_is_one_key_and_the_newest_secret_counts(opened: httpx.AsyncClient, act_as: As):
    first, again = (await issued(opened)).json(), (await issued(opened)).json()
    assert first["key"] == again["key"]
    assert is_problem(await act_as(token=first["secret"]).get("/tasks"), 401, "bad-key")
    assert (await act_as(token=again["secret"]).get("/tasks")).status_code == 200


async def test_a_revoked_key_opens_nothing(opened: httpx.AsyncClient, act_as: As):
    said = (await issued(opened)).json()
    revoked = await act_as(ADMINISTRATOR).post(f"/accounts/a-001/keys/{said['key']}/revocation")
    assert revoked.json()["events"][0]["type"] == "key-revoked"
    assert is_problem(await act_as(token=said["secret"]).get("/tasks"), 401, "expired-key")
    assert is_problem(await opened.post(f"/accounts/a-001/keys/{'0' * 16}/revocation"), 409, "no-such-key")


async def test_a_key_manages_no_keys_and_acts_for_nobody_else(opened: httpx.AsyncClient, act_as: As):
    secret = (await issued(opened, reads_only=False)).json()["secret"]
    assert is_problem(await issued(act_as(token=secret), key="2"), 403, "not-by-key")
    assert is_problem(await act_as("m-001:manager", token=secret).get("/tasks"), 403, "not-the-operator")


async def test_one_sees_ones_own_account_and_no_other(opened: httpx.AsyncClient, act_as: As):
    assert (await opened.get("/accounts/a-001")).json()["state"] == "open"
    assert is_problem(await opened.get("/accounts"), 403, "forbidden")
    assert is_problem(await act_as("s-001:supervisor").get("/accounts/a-001"), 403, "forbidden")
    assert is_problem(await act_as(ADMINISTRATOR).get("/accounts/a-999"), 404, "no-account")


async def test_who_may_not_is_not_told_who_has_an_account(opened: httpx.AsyncClient, act_as: As):
    other = act_as("a-002:agent")
    for number in ("a-001", "a-999"):
        assert is_problem(await other.post("/accounts", json={"number": number}), 403, "forbidden")
        said = {"purpose": "x", "roles": ["manager"], "until": in_days(30)}
        assert is_problem(await other.post(f"/accounts/{number}/keys", json=said), 403, "forbidden")
