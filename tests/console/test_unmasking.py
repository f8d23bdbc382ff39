"""Personal data on a page: shown to who says why, which is recorded before, and kept nowhere."""

import httpx

from tests.api.test_tickets import opened
from tests.console.conftest import Browser, hidden

PHONE = "13812345678"


async def looked(browser: Browser, number: str, reason: str = "须回电") -> httpx.Response:
    form = await browser.open(f"/desk/tickets/{number}/unmask")
    return await browser.send(f"/desk/tickets/{number}/unmask", {**hidden(form), "reason": reason})


async def test_the_values_are_shown_once_the_reason_is_recorded(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    page = await looked(browser, number)
    assert f'href="tel:{PHONE}"' in page.text
    assert page.headers["cache-control"] == "no-store"
    events = (await agent.get(f"/tickets/{number}/history")).json()["events"]
    assert (events[-1]["type"], events[-1]["data"]) == ("personal-data-unmasked", {"reason": "须回电"})
    assert PHONE not in (await browser.open(f"/desk/tickets/{number}")).text


async def test_without_a_reason_nothing_is_shown(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    page = await looked(browser, number, reason="")
    assert page.status_code == 422
    assert PHONE not in page.text
    assert len((await agent.get(f"/tickets/{number}/history")).json()["events"]) == 1


async def test_loaded_anew_it_is_the_same_look(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    typed = {**hidden(await browser.open(f"/desk/tickets/{number}/unmask")), "reason": "须回电"}
    for _ in range(2):
        assert PHONE in (await browser.send(f"/desk/tickets/{number}/unmask", typed)).text
    assert len((await agent.get(f"/tickets/{number}/history")).json()["events"]) == 2


async def test_a_corrected_value_stands_before_what_was_said_first(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    said = {"version": 1, "field": "contact.phone", "right": "13987654321", "reason": "客户更正"}
    await agent.post(f"/tickets/{number}/correction", json=said)
    await browser.sign_in("a-001:agent")
    page = (await looked(browser, number)).text
    assert page.index("13987654321") < page.index(PHONE)


async def test_who_may_not_is_told_so_before_typing(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("q-001:quality")
    assert (await browser.open(f"/desk/tickets/{number}/unmask")).status_code == 403
    assert f"/desk/tickets/{number}/unmask" not in (await browser.open(f"/desk/tickets/{number}")).text


async def test_who_may_unmask_a_ticket_but_not_read_it_is_led_back_to_customers(
    browser: Browser, agent: httpx.AsyncClient
):
    number = await opened(agent)
    await browser.sign_in("p-001:privacy-officer")
    for page in (await browser.open(f"/desk/tickets/{number}/unmask"), await looked(browser, number)):
        assert 'href="/desk/customers">← Customers' in page.text
        assert f'href="/desk/tickets/{number}"' not in page.text
