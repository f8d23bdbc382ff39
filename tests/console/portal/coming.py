"""Customers who come in by number and code, to tickets that staff brought so far over the API."""

from typing import Any

import httpx

from api.tickets.actions import NOUNS
from api.tickets.examples import EXAMPLES
from tests.api.test_following import code_of
from tests.api.test_tickets import opened
from tests.console.conftest import Browser, hidden

CONTACT = {"name": "张伟", "phone": "13812345678"}


async def done(who: httpx.AsyncClient, number: str, action: str, **more: Any) -> dict[str, Any]:
    answer = await who.post(f"/tickets/{number}/{NOUNS[action]}", json=EXAMPLES[action] | more)
    assert answer.is_success, answer.text
    return answer.json()


async def brought(agent: httpx.AsyncClient, *actions: str) -> str:
    """A ticket to which these were done, as their examples say."""
    number = await opened(agent, contact=CONTACT)
    for action in actions:
        await done(agent, number, action)
    return number


async def come(browser: Browser, agent: httpx.AsyncClient, number: str) -> httpx.Response:
    return await browser.send("/my/ticket", {"number": number, "code": await code_of(agent, number)})


async def say(browser: Browser, name: str, **typed: str) -> httpx.Response:
    """The form is shown, filled in and sent, as a person does without script."""
    form = await browser.open(f"/my/ticket/{name}")
    assert form.url.path == f"/my/ticket/{name}", form.url
    return await browser.send(f"/my/ticket/{name}", {**hidden(form), **typed})


async def last(agent: httpx.AsyncClient, number: str) -> dict[str, Any]:
    """The newest event of the ticket."""
    return (await agent.get(f"/tickets/{number}/history")).json()["events"][-1]
