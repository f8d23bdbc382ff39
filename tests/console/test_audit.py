"""Audit as pages: a ticket and the register as of a moment, differences with their events, and nothing for others."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest

from tests.api.test_tickets import opened
from tests.console.conftest import Browser

SHANGHAI = ZoneInfo("Asia/Shanghai")


def typed(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M:%S.%f")


async def noted(agent: httpx.AsyncClient) -> tuple[str, str, str, str]:
    """A ticket, and a moment before it, one between its opening and another name of it, and one after."""
    before = typed(datetime.now(SHANGHAI) - timedelta(hours=1))
    number = await opened(agent, summary="空调不制冷")
    between = typed(datetime.now(SHANGHAI))
    answer = await agent.post(f"/tickets/{number}/note", json={"text": "客户下午再打来"})
    assert answer.status_code == 200
    await agent.get("/register", params={"after": "now"})
    return number, before, between, typed(datetime.now(SHANGHAI))


async def test_a_ticket_is_shown_as_it_stood(browser: Browser, agent: httpx.AsyncClient):
    number, _, between, after = await noted(agent)
    await browser.sign_in("x-001:auditor")
    then = await browser.open(f"/desk/audit?ticket={number}&as_of={between}")
    later = await browser.open(f"/desk/audit?ticket={number}&as_of={after}&known=true")
    assert "version 1<" in then.text
    assert "version 2<" in later.text
    assert "空调不制冷" in then.text


async def test_a_ticket_that_was_not_there_yet_is_not_found(browser: Browser, agent: httpx.AsyncClient):
    number, before, *_ = await noted(agent)
    await browser.sign_in("x-001:auditor")
    assert (await browser.open(f"/desk/audit?ticket={number}&as_of={before}")).status_code == 404


async def test_the_register_is_shown_as_it_stood_and_leads_to_the_ticket_then(
    browser: Browser, agent: httpx.AsyncClient
):
    number, before, between, _ = await noted(agent)
    await browser.sign_in("x-001:auditor")
    assert "No ticket then" in (await browser.open(f"/desk/audit/register?as_of={before}")).text
    page = await browser.open(f"/desk/audit/register?as_of={between}")
    assert f"ticket={number}" in page.text
    file = await browser.open(f"/desk/audit/register?as_of={between}&format=csv")
    assert file.headers["content-type"].startswith("text/csv")
    assert number in file.text


async def test_differences_are_told_with_the_events_that_made_them(browser: Browser, agent: httpx.AsyncClient):
    number, before, between, after = await noted(agent)
    await browser.sign_in("x-001:auditor")
    page = await browser.open(f"/desk/audit/differences?of=register&from={before}&to={after}")
    assert f"/desk/tickets/{number}" in page.text
    assert page.text.count('<p class="what">') == 2
    one = await browser.open(f"/desk/audit/differences?of=ticket&ticket={number}&from={between}&to={after}")
    assert one.text.count('<p class="what">') == 1
    file = await browser.open(f"/desk/audit/differences?of=register&from={before}&to={after}&format=csv")
    assert number in file.text


async def test_a_difference_names_its_columns_in_words(browser: Browser, agent: httpx.AsyncClient):
    _, before, _, after = await noted(agent)
    await browser.sign_in("x-001:auditor")
    page = (await browser.open(f"/desk/audit/differences?of=register&from={before}&to={after}")).text
    columns = re.findall(r'<tr><th scope="row">([^<]*)</th>', page)
    assert {"received by", "reported"} <= {*columns}
    assert not [each for each in columns if "_" in each]


async def test_a_moment_that_is_none_is_told_beside_its_field(browser: Browser):
    await browser.sign_in("x-001:auditor")
    for address, field in (("", "as_of"), ("/register", "as_of"), ("/differences", "from")):
        page = await browser.open(f"/desk/audit{address}?{field}=yesterday-ish")
        assert page.status_code == 422
        assert f'id="f-{field}-wrong"' in page.text


@pytest.mark.parametrize(
    "said",
    [
        "of=bogus&from=2024-01-01&to=2024-02-01",
        "from=2024-01-01",
        "of=ticket&from=2024-01-01&to=2024-02-01",
        "from=2024-02-01&to=2024-01-01",
    ],
)
async def test_what_does_not_fit_is_one_clear_error(browser: Browser, said: str):
    await browser.sign_in("x-001:auditor")
    page = await browser.open(f"/desk/audit/differences?{said}")
    assert page.status_code == 422
    assert 'role="alert"' in page.text


@pytest.mark.parametrize("part", ["", "/register", "/differences"])
async def test_it_says_what_to_do_and_is_for_who_may_read_the_audit_alone(browser: Browser, part: str):
    await browser.sign_in("x-001:auditor")
    assert "Nothing was asked yet" in (await browser.open(f"/desk/audit{part}")).text
    await browser.send("/desk/sign-out")
    await browser.sign_in("a-001:agent")
    assert (await browser.open(f"/desk/audit{part}")).status_code == 403
    assert "/desk/audit" not in (await browser.open("/desk/tasks")).text
