"""Saved views in the register: kept once, shown as they are, shared and given up; nobody sees another's own."""

import re
from html import unescape

import httpx

from tests.api.test_tickets import opened
from tests.console.conftest import Browser, hidden

QUERY = "kind=fault&sort=reported"


async def saved(browser: Browser, name: str = "故障，最早的在前", query: str = QUERY) -> httpx.Response:
    form = hidden(await browser.open(f"/desk/register?{query}"))
    return await browser.send("/desk/views/new", {**form, "list": "register", "query": query, "name": name})


def act_of(page: httpx.Response, action: str) -> str:
    found = re.search(rf'href="(/desk/views/[0-9a-f]{{32}}/{action})"', page.text)
    assert found, action
    return found[1]


async def test_what_is_shown_is_kept_under_a_name_and_stands_in_the_register(
    browser: Browser, agent: httpx.AsyncClient
):
    await opened(agent)
    await browser.sign_in("s-001:supervisor")
    page = await saved(browser)
    assert str(page.url).endswith(f"/desk/register?{QUERY}")
    assert re.search(
        r'href="/desk/register\?kind=fault&amp;sort=reported" aria-current="true">故障，最早的在前', page.text
    )
    assert "故障，最早的在前" in (await browser.open("/desk/register")).text


async def test_the_form_sent_twice_keeps_one_and_a_second_of_its_name_is_refused(browser: Browser):
    await browser.sign_in("s-001:supervisor")
    form = {**hidden(await browser.open(f"/desk/register?{QUERY}")), "list": "register", "query": QUERY, "name": "甲"}
    first, again = [await browser.send("/desk/views/new", form) for _ in range(2)]
    assert first.status_code == again.status_code == 200
    assert again.text.count("甲") == 1
    other = await saved(browser, "甲", "channel=phone")
    assert other.status_code == 409
    assert 'value="channel=phone"' in other.text


async def test_a_view_without_a_name_is_told_beside_the_field(browser: Browser):
    await browser.sign_in("s-001:supervisor")
    answer = await saved(browser, "")
    assert answer.status_code == 422
    assert 'id="f-name-wrong"' in answer.text


async def test_others_see_it_once_it_is_shared_and_may_not_change_it(browser: Browser):
    await browser.sign_in("s-001:supervisor")
    page = await saved(browser)
    sharing = act_of(page, "share-view")
    await browser.send("/desk/sign-out")
    await browser.sign_in("s-002:supervisor")
    assert "故障，最早的在前" not in (await browser.open("/desk/register")).text
    assert (await browser.open(sharing)).status_code == 404
    await browser.send("/desk/sign-out")
    await browser.sign_in("s-001:supervisor")
    shared = await browser.send(sharing, hidden(await browser.open(sharing)))
    assert act_of(shared, "unshare-view")
    await browser.send("/desk/sign-out")
    await browser.sign_in("s-002:supervisor")
    theirs = await browser.open(f"/desk/register?{QUERY}")
    assert "故障，最早的在前" in theirs.text
    assert "/remove-view" not in theirs.text


async def test_it_is_renamed_and_given_up(browser: Browser):
    await browser.sign_in("s-001:supervisor")
    page = await saved(browser)
    renaming = act_of(page, "rename-view")
    page = await browser.send(renaming, {**hidden(await browser.open(renaming)), "name": "早的在前"})
    assert "早的在前</a>" in page.text
    removing = act_of(page, "remove-view")
    page = await browser.send(removing, hidden(await browser.open(removing)))
    assert "早的在前" not in page.text
    assert (await browser.open(removing)).status_code == 404


async def test_what_is_shown_is_kept_in_place_of_what_a_view_showed(browser: Browser):
    await browser.sign_in("s-001:supervisor")
    await saved(browser)
    page = await browser.open("/desk/register?kind=fault&channel=phone")
    found = re.search(r'href="(/desk/views/[0-9a-f]{32}/redefine-view\?[^"]+)"', page.text)
    assert found
    address = unescape(found[1])
    form = hidden(await browser.open(address))
    typed = {**form, "query": "kind=fault&channel=phone"}
    _, done = [await browser.send(address.partition("?")[0], typed) for _ in range(2)]
    assert str(done.url).endswith("/desk/register?kind=fault&channel=phone")
    assert re.search(r'channel=phone" aria-current="true">故障，最早的在前', done.text)
    assert done.text.count("故障，最早的在前") == 1


async def test_customers_have_no_views(browser: Browser):
    await browser.sign_in("C10023:customer")
    assert (await browser.open("/desk/views/new")).status_code == 403
    assert "/desk/views" not in (await browser.open(f"/desk/register?{QUERY}")).text


async def test_a_page_has_as_many_rows_as_its_address_says_and_no_view_keeps_that(
    browser: Browser, agent: httpx.AsyncClient
):
    for _ in range(3):
        await opened(agent)
    await browser.sign_in("s-001:supervisor")
    page = await browser.open("/desk/register?kind=fault&limit=2")
    assert page.text.count('<th scope="row">') == 2
    assert re.search(r'rel="next" href="/desk/register\?kind=fault&amp;limit=2&amp;page=', page.text)
    assert 'name="query" value="kind=fault"' in page.text
