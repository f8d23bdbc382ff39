"""Customers as pages: found by a form, a record with what they own, and actions that are done once."""

import re

import httpx

from api.customers.actions import EXAMPLES
from tests.api.test_customers import registered
from tests.api.test_tickets import opened
from tests.console.conftest import Browser, hidden


async def record(agent: httpx.AsyncClient) -> str:
    """The page of a new customer."""
    path = await registered(agent)
    await agent.get(path, params={"after": "now"})
    return f"/desk{path}"


async def test_a_customer_is_found_by_a_phone_number_that_stands_in_no_address(
    browser: Browser, agent: httpx.AsyncClient
):
    one = await record(agent)
    await browser.sign_in("a-001:agent")
    found = await browser.send("/desk/customers", {"by": "phone", "value": "138 1234 5678"})
    assert found.url.query == b""
    assert f'href="{one}"' in found.text
    assert "13812345678" not in found.text.replace('value="138 1234 5678"', "")
    assert "Nobody is known" in (await browser.send("/desk/customers", {"by": "serial", "value": "x-1"})).text


async def test_what_is_no_phone_number_or_nothing_is_told_beside_the_field(browser: Browser):
    await browser.sign_in("a-001:agent")
    for value in ("abc", ""):
        answer = await browser.send("/desk/customers", {"by": "phone", "value": value})
        assert answer.status_code == 422
        assert 'id="value-wrong"' in answer.text


async def test_the_list_leads_to_records_and_says_what_to_do_when_it_is_empty(
    browser: Browser, agent: httpx.AsyncClient
):
    await browser.sign_in("a-001:agent")
    assert "No customers yet" in (await browser.open("/desk/customers")).text
    one = await record(agent)
    assert f'href="{one}"' in (await browser.open("/desk/customers")).text


async def test_a_record_shows_contacts_masked_and_what_may_be_done(browser: Browser, agent: httpx.AsyncClient):
    one = await record(agent)
    await browser.sign_in("a-001:agent")
    page = await browser.open(one)
    assert "138****5678" in page.text
    assert "13812345678" not in page.text
    offered = {*re.findall(rf'href="{one}/([a-z-]+)', page.text)}
    assert {"rename", "change-contact", "remove-contact", "register-product", "agree-contract"} <= offered
    assert not offered & {"release-product", "withdraw-consent", "erase", "restrict", "request-measure"}


async def test_a_customer_is_registered_once_by_the_form_however_often_it_is_sent(browser: Browser):
    await browser.sign_in("a-001:agent")
    form = {**hidden(await browser.open("/desk/customers/new")), "name": "远山科技有限公司", "company": "true"}
    first, again = [await browser.send("/desk/customers/new", form) for _ in range(2)]
    assert "远山科技有限公司" in first.text
    assert first.url.path == again.url.path
    assert re.fullmatch(r"/desk/customers/[0-9a-f-]+", first.url.path)


async def test_an_action_shows_at_once_and_a_stale_form_keeps_what_was_typed(
    browser: Browser, agent: httpx.AsyncClient
):
    one = await record(agent)
    await browser.sign_in("a-001:agent")
    seen = hidden(await browser.open(f"{one}/choose-notices"))
    done = await browser.send(f"{one}/choose-notices", {**seen, "notices": "wechat"})
    assert (done.url.path, done.status_code) == (one, 200)
    again = await browser.send(f"{one}/choose-notices", {**seen, "notices": "wechat"})
    assert again.status_code == 200
    late = await browser.send(f"{one}/rename", {**seen, "key": "other", "name": "远山股份", "reason": "改制"})
    assert late.status_code == 412
    assert 'value="远山股份"' in late.text
    assert (await browser.send(f"{one}/rename", {**hidden(late), "name": "远山股份", "reason": "改制"})).url.path == one


async def test_what_is_missing_is_told_beside_its_field(browser: Browser, agent: httpx.AsyncClient):
    one = await record(agent)
    await browser.sign_in("a-001:agent")
    form = hidden(await browser.open(f"{one}/rename"))
    answer = await browser.send(f"{one}/rename", {**form, "name": "新名"})
    assert answer.status_code == 422
    assert 'id="f-reason-wrong"' in answer.text


async def test_erasing_takes_a_second_person(browser: Browser, agent: httpx.AsyncClient):
    one = await record(agent)
    await browser.sign_in("p-001:privacy-officer")
    form = hidden(await browser.open(f"{one}/request-measure"))
    page = await browser.send(f"{one}/request-measure", {**form, **EXAMPLES["request-measure"], "measure": "erase"})
    assert "another person approves" in page.text
    assert f'href="{one}/erase"' not in page.text
    await browser.send("/desk/sign-out")
    await browser.sign_in("p-002:privacy-officer")
    assert f'href="{one}/erase"' in (await browser.open(one)).text
    erased = await browser.send(f"{one}/erase", hidden(await browser.open(f"{one}/erase")))
    assert "erased" in erased.text
    assert "Nobody yet." in erased.text
    assert not re.findall(rf'href="{one}/', erased.text)


async def test_who_is_known_by_tickets_alone_can_be_registered_under_the_same_key(
    browser: Browser, agent: httpx.AsyncClient
):
    number = await opened(agent)
    customer = (await agent.get(f"/tickets/{number}")).json()["customer"]
    await agent.get("/customers", params={"after": "now"})
    await browser.sign_in("a-001:agent")
    one = f"/desk/customers/{customer.removeprefix('customer-')}"
    page = await browser.open(one)
    assert f"/desk/tickets/{number}" in page.text
    assert f"/desk/customers/new?customer={customer}" in page.text
    form = await browser.open(f"/desk/customers/new?customer={customer}")
    done = await browser.send("/desk/customers/new", {**hidden(form), "customer": customer, "name": "余艳"})
    assert done.url.path == one


async def test_tickets_of_a_customer_are_named_and_lead_on_only_for_who_may_read_them(
    browser: Browser, agent: httpx.AsyncClient
):
    one = await record(agent)
    number = await opened(agent, customer=f"customer-{one.rpartition('/')[2]}")
    await agent.get(f"/tickets/{number}", params={"after": "now"})
    link = f'href="/desk/tickets/{number}"'
    await browser.sign_in("p-001:privacy-officer")
    page = await browser.open(one)
    assert number in page.text
    assert link not in page.text
    await browser.send("/desk/sign-out")
    await browser.sign_in("a-001:agent")
    assert link in (await browser.open(one)).text


async def test_who_looks_up_nobody_sees_no_customers(browser: Browser, agent: httpx.AsyncClient):
    one = await record(agent)
    await browser.sign_in("d-001:administrator")
    for address in ("/desk/customers", one, "/desk/customers/new", f"{one}/rename"):
        assert (await browser.open(address)).status_code == 403
    assert (await browser.send("/desk/customers", {"by": "phone", "value": "13812345678"})).status_code == 403
    assert "/desk/customers" not in (await browser.open("/desk/tasks")).text


async def test_whom_there_is_not_is_not_found(browser: Browser):
    await browser.sign_in("a-001:agent")
    assert (await browser.open("/desk/customers/C99999")).status_code == 404
    assert (await browser.open("/desk/customers/C99999/explode")).status_code == 404


async def test_contacts_in_the_clear_are_asked_for_by_a_ticket_of_theirs_where_the_reason_is_recorded(
    browser: Browser, agent: httpx.AsyncClient
):
    number = await opened(agent)
    customer = (await agent.get(f"/tickets/{number}")).json()["customer"]
    await agent.get(f"/customers/{customer}", params={"after": "now"})
    place = f"/desk/customers/{customer.removeprefix('customer-')}"
    await browser.sign_in("a-001:agent")
    assert f'href="/desk/tickets/{number}/unmask"' in (await browser.open(place)).text
    await browser.sign_in("a-002:agent")
    assert "/unmask" not in (await browser.open(place)).text
