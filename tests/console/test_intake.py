"""Intake in one page: the caller is found, nothing typed is lost, and one button opens the ticket."""

import re

import httpx
import pytest

from tests.console.conftest import Browser, hidden

CALL = {"channel": "phone", "kind": "fault", "contact.phone": "138 1234 5678", "summary": "开机十分钟后停机"}


async def opened_by_page(browser: Browser, **typed: str) -> httpx.Response:
    form = await browser.open("/desk/intake")
    return await browser.send("/desk/intake", {**hidden(form), **CALL, **typed})


async def test_one_button_opens_the_ticket_and_shows_it(browser: Browser):
    await browser.sign_in("a-001:agent")
    page = await opened_by_page(browser)
    assert re.fullmatch(r"/desk/tickets/\d{6}-\d{5}", page.url.path)
    assert "开机十分钟后停机" in page.text


async def test_sent_twice_it_is_opened_once(browser: Browser, agent: httpx.AsyncClient):
    await browser.sign_in("a-001:agent")
    typed = {**hidden(await browser.open("/desk/intake")), **CALL}
    first, again = await browser.send("/desk/intake", typed), await browser.send("/desk/intake", typed)
    assert first.url.path == again.url.path
    assert (await agent.get("/register", params={"after": "now"})).json()["count"] == 1


async def test_a_known_customer_takes_twelve_fields_at_most(browser: Browser):
    await browser.sign_in("a-001:agent")
    page = (await browser.open("/desk/intake")).text
    shown = page[page.index('data-draft="intake"') : page.index("<details")]
    assert len(re.findall(r"<(?:input|select|textarea) id=", shown)) <= 12


async def test_who_calls_is_found_and_what_was_typed_stays(browser: Browser, agent: httpx.AsyncClient):
    await browser.sign_in("a-001:agent")
    number = (await opened_by_page(browser, customer_name="远山科技有限公司", company="true")).url.path.rpartition("/")[
        2
    ]
    await agent.get("/register", params={"after": "now"})
    form = hidden(await browser.open("/desk/intake"))
    page = await browser.send("/desk/intake/look-up", {**form, **CALL, "contact.phone": "13812345678"})
    assert "远山科技有限公司" in page.text
    assert f"/desk/tickets/{number}" in page.text
    assert 'value="开机十分钟后停机"' in page.text
    chosen = re.search(r'name="customer" value="(customer-[^"]+)" checked', page.text)
    assert chosen
    await browser.send("/desk/intake", {**hidden(page), **CALL, "customer": chosen[1]})
    rows = (await agent.get("/register", params={"after": "now"})).json()["items"]
    assert [row["customer"] for row in rows] == [chosen[1], chosen[1]]


async def test_what_is_no_phone_number_is_told_beside_it(browser: Browser):
    await browser.sign_in("a-001:agent")
    form = hidden(await browser.open("/desk/intake"))
    page = await browser.send("/desk/intake/look-up", {**form, **CALL, "contact.phone": "abc"})
    assert page.status_code == 422
    assert 'aria-describedby="f-contact-phone-wrong"' in page.text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("contact.phone", "abc"),
        ("contact.email", "zhang@"),
        ("product.purchased", "2024-02-30"),
        ("product.model", "13812345678"),
    ],
)
async def test_what_breaks_a_rule_about_a_part_is_told_beside_it_as_all_else(browser: Browser, name: str, said: str):
    await browser.sign_in("a-001:agent")
    form = {**hidden(await browser.open("/desk/intake")), **CALL, "product.name": "空调", "summary": ""}
    page = await browser.send("/desk/intake", {**form, name: said})
    assert page.status_code == 422
    for wrong in ("summary", name.replace(".", "-")):
        assert f'aria-describedby="f-{wrong}-wrong"' in page.text


async def test_another_product_of_the_same_customer_goes_on_without_asking_again(browser: Browser):
    await browser.sign_in("a-001:agent")
    page = await opened_by_page(browser, again="1", customer_name="余艳", **{"product.name": "冰箱"})
    assert page.url.path == "/desk/intake"
    assert 'value="余艳"' in page.text
    assert "冰箱" not in page.text
    assert hidden(page)["key"] not in (await browser.open("/desk/intake")).text


async def test_no_phone_number_stands_in_an_address(browser: Browser):
    await browser.sign_in("a-001:agent")
    form = hidden(await browser.open("/desk/intake"))
    page = await browser.send("/desk/intake/look-up", {**form, **CALL})
    assert page.url.query == b""


async def test_who_may_open_nothing_sees_no_intake(browser: Browser):
    await browser.sign_in("m-001:auditor")
    assert (await browser.open("/desk/intake")).status_code == 403
    assert "/desk/intake" not in (await browser.open("/desk/register")).text


async def test_the_products_of_one_call_are_linked_to_its_first_ticket(browser: Browser, agent: httpx.AsyncClient):
    await browser.sign_in("a-001:agent")
    page = await opened_by_page(browser, again="1")
    first = re.search(r'name="with" value="([^"]+)"', page.text)
    assert first
    second = await browser.send("/desk/intake", {**hidden(page), **CALL, "with": first[1], "summary": "冰箱异响"})
    links = (await agent.get(f"/tickets/{second.url.path.rpartition('/')[2]}")).json()["links"]
    assert links == [{"other": first[1], "relation": "same-call"}]


async def test_a_link_that_can_not_be_made_is_asked_for_and_the_ticket_is_open(browser: Browser):
    await browser.sign_in("a-001:agent")
    page = await opened_by_page(browser, **{"with": "202401-99999"})
    assert page.url.path.endswith("/link")
    assert page.url.params["other"] == "202401-99999"
