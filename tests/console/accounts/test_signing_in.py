"""Signing in by password and code: where it leads, what is told, and when it ends."""

import asyncio
import re
from html import unescape

import httpx
import pytest
from pyotp.totp import TOTP

from api.service import Service
from gongdan.access.accounts.local import LocalAccounts
from gongdan.console.live import stream
from tests.accounts.conftest import GOOD
from tests.api.conftest import OPERATORS_TOKEN, As
from tests.console.accounts.conftest import Come, opened
from tests.console.conftest import Browser
from tests.console.listening import listening, served

PASSWORD = {"number": "a-001", "password": GOOD}


async def test_the_first_administrator_is_entered_and_signed_in_by_the_programs_link_once(
    administrator: Browser, accounts: LocalAccounts, come: Come, desk: Service
):
    assert "administrator" in (await administrator.open("/desk/accounts/m-900")).text
    told = await desk.desk.events_of("account-m-900")
    assert [each.event.stored_name for each in told] == ["account-opened", "password-changed"]
    assert [each.envelope.actor.id for each in told] == ["operator", "m-900"]
    assert accounts.any()
    used = await come().send(f"/desk/link/{'x' * 32}", {"number": "x-1", "name": "x", "password": GOOD, "again": GOOD})
    assert used.status_code == httpx.codes.NOT_FOUND


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"password": "short", "again": "short"}, "password"),
        ({"password": "password1234", "again": "password1234"}, "password"),
        ({"again": "correct horse 4 battery"}, "again"),
        ({"number": "m 900"}, "number"),
        ({"name": "two\nlines"}, "name"),
    ],
)
async def test_what_is_wrong_is_told_beside_its_field_and_opens_nothing(
    come: Come, accounts: LocalAccounts, typed: dict[str, str], field: str
):
    link = f"/desk/link/{accounts.first_link()}"
    said = {"number": "m-900", "name": "管理员", "password": GOOD, "again": GOOD} | typed
    page = await come().send(link, said)
    assert page.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert f'id="{field}-wrong"' in page.text
    assert GOOD not in page.text
    assert accounts.all() == []
    assert (await come().open(link)).status_code == httpx.codes.OK


@pytest.mark.usefixtures("agent_record")
async def test_a_password_leads_to_the_page_that_was_asked_for_in_the_roles_of_the_staff_record(
    administrator: Browser, come: Come
):
    await opened(administrator, "a-001", come)
    browser = come()
    asked = await browser.open("/desk/register?text=abc")
    assert asked.url.path == "/desk/sign-in"
    assert 'name="number"' in asked.text
    page = await browser.send("/desk/sign-in", PASSWORD | {"then": "/desk/register?text=abc"})
    assert (page.status_code, str(page.url)) == (200, "http://test/desk/register?text=abc")
    assert "agent" in page.text
    assert "/desk/accounts" not in page.text


@pytest.mark.usefixtures("agent_record")
async def test_a_wrong_password_and_a_number_of_nobodys_are_told_alike(administrator: Browser, come: Come):
    await opened(administrator, "a-001", come)
    told: set[str] = set()
    for number in ("a-001", "a-999"):
        answer = await come().send("/desk/sign-in", {"number": number, "password": "wrong"})
        assert answer.status_code == httpx.codes.UNAUTHORIZED
        assert "set-cookie" not in answer.headers
        told.add(answer.text.replace(number, ""))
    assert len(told) == 1
    assert "The staff number or the password is wrong" in told.pop()


@pytest.mark.usefixtures("agent_record")
async def test_after_ten_wrong_ones_the_right_one_does_not_help_and_the_page_says_so(
    administrator: Browser, come: Come
):
    await opened(administrator, "a-001", come)
    browser = come()
    for _ in range(10):
        await browser.send("/desk/sign-in", PASSWORD | {"password": "wrong"})
    answer = await browser.send("/desk/sign-in", PASSWORD)
    assert answer.status_code == httpx.codes.TOO_MANY_REQUESTS
    assert "try again in 15 min" in answer.text


@pytest.mark.usefixtures("agent_record")
async def test_the_cookie_is_new_each_time_and_kept_from_scripts_and_other_sites(administrator: Browser, come: Come):
    browser = await opened(administrator, "a-001", come)
    cookies: set[str] = set()
    for _ in range(2):
        answer = await browser.send("/desk/sign-in", PASSWORD, follow=False)
        [said] = [
            each
            for each in answer.headers.get_list("set-cookie")
            if each.startswith("gongdan_session=") and "Max-Age=0" not in each
        ]
        assert "HttpOnly" in said
        assert "SameSite=lax" in said
        cookies.add(said.split(";")[0])
    assert len(cookies) == 2
    assert (await browser.open("/desk/account")).text.count("Firefox, Windows") == 1


@pytest.mark.usefixtures("agent_record")
async def test_where_pages_come_encrypted_the_cookie_is_of_this_host_alone(
    administrator: Browser, come: Come, desk: Service, accounts: LocalAccounts
):
    await opened(administrator, "a-001", come)
    accounts.address = "https://desk.example.com"
    answer = await come(desk, "https://test").send("/desk/sign-in", PASSWORD, origin="https://test", follow=False)
    [said] = answer.headers.get_list("set-cookie")
    assert said.startswith("__Host-gongdan_session=")
    assert "Secure" in said
    assert "Path=/" in said
    assert "Domain" not in said


async def test_where_pages_come_encrypted_every_cookie_is_of_this_host_alone(desk: Service, come: Come):
    token = {"token": OPERATORS_TOKEN, "acting": "a-001:agent"}
    browser = come(desk, "https://test")
    for place, typed in (("sign-in", token), ("language", {"language": "zh"})):
        answer = await browser.send(f"/desk/{place}", typed, origin="https://test", follow=False)
        [said] = answer.headers.get_list("set-cookie")
        assert said.startswith("__Host-gongdan")
        assert "Secure" in said
        assert "HttpOnly" in said
    assert (await browser.open("/desk/account")).status_code == httpx.codes.OK
    assert "我的账号" in (await browser.open("/desk/account")).text


@pytest.mark.usefixtures("agent_record")
async def test_what_an_open_page_fetches_by_itself_is_no_sign_of_a_person(
    administrator: Browser, come: Come, accounts: LocalAccounts, monkeypatch: pytest.MonkeyPatch
):
    browser, asked = await opened(administrator, "a-001", come), list[bool]()
    session = accounts.session
    monkeypatch.setattr(accounts, "session", lambda cookie, *, seen=True: (asked.append(seen), session(cookie))[1])
    client = browser._client  # pyright: ignore[reportPrivateUsage]
    await client.get("/desk/account", headers={"Sec-Fetch-Dest": "empty"})
    await client.get("/desk/account", headers={"Sec-Fetch-Dest": "document"})
    await client.post("/desk/language", headers={"Sec-Fetch-Dest": "empty", "Origin": "http://test"})
    await client.post("/desk/account/sessions", headers={"Sec-Fetch-Dest": "empty", "Origin": "http://test"})
    assert asked == [False, True, True]


@pytest.mark.usefixtures("agent_record")
async def test_signing_out_ends_the_session_for_whoever_else_has_its_cookie(administrator: Browser, come: Come):
    browser, thief = await opened(administrator, "a-001", come), come()
    thief._client.cookies.update(browser._client.cookies)  # pyright: ignore[reportPrivateUsage]
    assert (await thief.open("/desk/tasks", follow=False)).status_code == httpx.codes.OK
    await browser.send("/desk/sign-out")
    again = await thief.open("/desk/tasks", follow=False)
    assert again.headers["location"].startswith("/desk/sign-in?")
    assert "why=session-ended" in again.headers["location"]
    assert "You are no longer signed in" in (await thief.open("/desk/tasks")).text


@pytest.mark.usefixtures("agent_record")
async def test_who_has_left_is_signed_in_no_longer_and_not_again(
    administrator: Browser, come: Come, act_as: As, desk: Service
):
    browser = await opened(administrator, "a-001", come)
    left = await act_as().post("/staff/a-001/employment-end", json={"since": "2024-06-01"})
    assert left.status_code == httpx.codes.OK
    again = await come().send("/desk/sign-in", PASSWORD)
    assert again.status_code == httpx.codes.FORBIDDEN
    assert "does not work here today" in again.text
    assert (await browser.open("/desk/tasks", follow=False)).status_code == httpx.codes.SEE_OTHER


@pytest.mark.usefixtures("agent_record")
async def test_a_second_factor_is_set_with_a_code_and_asked_for_from_then_on(administrator: Browser, come: Come):
    browser = await opened(administrator, "a-001", come)
    totp = TOTP(secret_in(await browser.open("/desk/account/second-factor")))
    drawn = await browser.open("/desk/account/second-factor/picture.svg")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    wrong = await browser.send("/desk/account/second-factor", {"code": "000000x", "current": GOOD})
    assert 'id="code-wrong"' in wrong.text
    page = await browser.send("/desk/account/second-factor", {"code": totp.now(), "current": GOOD, "key": "1"})
    recovery = re.findall(r"<code>([0-9A-Z]{5}-[0-9A-Z]{5})</code>", page.text)
    assert len(recovery) == 10
    assert (await browser.open("/desk/account/second-factor", follow=False)).headers["location"] == "/desk/account"

    other = come()
    asked = await other.send("/desk/sign-in", PASSWORD | {"then": "/desk/register"})
    assert asked.url.path == "/desk/sign-in/code"
    assert (await other.open("/desk/register", follow=False)).status_code == httpx.codes.SEE_OTHER
    wrong = await other.send("/desk/sign-in/code", {"code": "000000x", "then": "/desk/register"})
    assert (wrong.status_code, 'id="code-wrong"' in wrong.text) == (401, True)
    done = await other.send("/desk/sign-in/code", {"code": recovery[0], "then": "/desk/register"})
    assert (done.status_code, done.url.path) == (200, "/desk/register")
    assert "Recovery codes left: 9" in (await other.open("/desk/account")).text


def secret_in(page: httpx.Response) -> str:
    found = re.search(r'<p class="qr"><code>([A-Z2-7 ]+)</code>', unescape(page.text))
    assert found, page.text
    return found[1].replace(" ", "")


@pytest.mark.usefixtures("administrator")
async def test_the_stream_of_an_open_page_ends_with_its_session(
    accounts: LocalAccounts, desk: Service, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(stream, "_EVERY", 0.1)
    async with served(desk) as made, httpx.AsyncClient(base_url=made.server.url) as client:
        said = {"number": "m-900", "password": GOOD}
        await client.post("/desk/sign-in", data=said, headers={"Origin": made.server.url})
        async with listening(client) as told:
            accounts.end("m-900")
            async with asyncio.timeout(20):
                async for _ in told.lines:
                    pass
            assert "/desk/sign-in" in (await client.get("/desk/tasks")).headers["location"]
