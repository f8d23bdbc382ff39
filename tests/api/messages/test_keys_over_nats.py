"""A program signs in with an account's key, as over HTTP: in the key's roles, as long as it runs, or for reading only."""

from typing import Any

import httpx

from tests.api.messages.conftest import By, Told
from tests.api.test_accounts import agent, issued, opened, plain_service, service

__all__ = ["agent", "opened", "plain_service", "service"]
OPENING = {"channel": "web", "summary": "屏幕失灵"}


async def told(by: By, key: str, subject: str, *said: Any) -> Told:
    return await by(token=key).ask(subject, *said)


async def test_a_key_acts_in_its_roles_until_it_is_revoked(opened: httpx.AsyncClient, by: By):
    answer = (await issued(opened, reads_only=False)).json()
    made = await told(by, answer["secret"], "tickets.open", OPENING)
    assert made.status == 201, made.body
    assert (await told(by, answer["secret"], "policies.propose-policy", {"text": "x"})).code == "forbidden"
    assert (await opened.post(f"/accounts/a-001/keys/{answer['key']}/revocation")).is_success
    assert (await told(by, answer["secret"], "tickets.open", OPENING)).code == "expired-key"
    assert (await told(by, "gongdan-key_nobodys", "tickets.open", OPENING)).code == "bad-key"


async def test_a_key_for_reading_only_reads(opened: httpx.AsyncClient, by: By):
    key = (await issued(opened, reads_only=True)).json()["secret"]
    assert (await told(by, key, "tickets.open", OPENING)).code == "key-reads-only"
    assert (await by(token=key).look("register.show-register")).status == 200
