"""The administrator's pages: how it runs, what was left out and brought back, notices, checks; for nobody else."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy import insert

from api.app import create_app
from api.service import Service
from domain.ticket.numbering import ticket_key
from gongdan.console.app import Beside, create_console
from projections.running.bookkeeping import PARKED
from tests.api.test_dead_letters import parked
from tests.api.test_system import dismissed, examined, standing
from tests.api.test_tickets import opened
from tests.console.conftest import ORIGIN, Browser

__all__ = ["parked"]

NOW = datetime(2024, 6, 1, tzinfo=UTC)


@pytest.fixture
async def administrator(service: Service) -> AsyncIterator[Browser]:
    running = replace(service, standing=standing, examine=examined, dismiss=dismissed)
    transport = httpx.ASGITransport(Beside(create_app(running), create_console(running)), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"Accept-Language": "en"}) as client:
        browser = Browser(client)
        await browser.sign_in("d-001:administrator")
        yield browser


async def test_it_says_that_all_is_well_and_how_each_part_stands(administrator: Browser):
    page = (await administrator.open("/desk/system")).text
    assert "Ready: events can be stored" in page
    assert "Work-order register" in page
    assert "Deadlines" in page
    assert "Nothing was left out" in (await administrator.open("/desk/system/left-out")).text


async def test_administrators_who_have_no_tasks_begin_here(administrator: Browser):
    assert (await administrator.open("/")).url.path == "/desk/system"
    assert (await administrator.open("/desk/tasks")).url.path == "/desk/system"


async def test_a_ticket_left_out_is_told_and_brought_back(administrator: Browser, parked: str):
    assert "/desk/system/left-out?projection=register" in (await administrator.open("/desk/system")).text
    listed = (await administrator.open("/desk/system/left-out")).text
    assert f"/desk/system/left-out/register/{parked}" in listed
    one = (await administrator.open(f"/desk/system/left-out/register/{parked}")).text
    assert ticket_key(parked) in one
    done = await administrator.send("/desk/system/left-out/replay", {"projection": "register", "ticket": parked})
    assert "1 are back" in done.text
    again = await administrator.send("/desk/system/left-out/replay")
    assert "0 are back" in again.text


async def test_a_message_that_is_no_event_is_dismissed_with_a_reason(
    administrator: Browser, service: Service, agent: httpx.AsyncClient
):
    await opened(agent)
    row = {"aggregate": "message-1", "position": 1, "event_id": "?", "event_type": "unknown", "error": "NoEvent"}
    with service.read.write() as connection:
        connection.execute(insert(PARKED).values(row | {"projection": "register", "parked": NOW, "skipped": 0}))
    here = "/desk/system/left-out/register/message-1"
    page = await administrator.open(here)
    assert f'action="{here}/dismissal"' in page.text
    refused = await administrator.send(f"{here}/dismissal", {"reason": ""})
    assert refused.status_code == 422
    assert 'id="f-reason-wrong"' in refused.text
    answer = await administrator.send(f"{here}/dismissal", {"reason": "a probe"}, follow=False)
    assert (answer.status_code, answer.headers["location"]) == (303, here)


async def test_the_checks_say_what_is_to_be_mended_first(administrator: Browser):
    page = (await administrator.open("/desk/system/checks")).text
    assert "To be mended" in page
    assert "the disk is nearly full" in page


async def test_notices_are_listed_by_how_they_ended(administrator: Browser):
    assert "No notice here" in (await administrator.open("/desk/system/notices?status=failed&kind=")).text
    assert (await administrator.open("/desk/system/notices?status=bogus")).status_code == 422


async def test_a_notice_that_is_none_can_not_be_sent_again(administrator: Browser):
    here = f"/desk/system/notices/{'0' * 32}/resend"
    assert (await administrator.open(here)).status_code == 200
    answer = await administrator.send(here, {"reason": "mail works again", "key": "1"})
    assert answer.status_code == 404
    assert "mail works again" in answer.text


@pytest.mark.parametrize("page", ["", "/left-out", "/checks", "/left-out/register/202405-00001"])
async def test_it_is_for_administrators(browser: Browser, page: str):
    await browser.sign_in("m-001:manager")
    assert (await browser.open(f"/desk/system{page}")).status_code == 403
    assert "/desk/system" not in (await browser.open("/desk/register")).text


async def test_supervisors_see_notices_too_but_no_way_to_what_is_not_theirs(browser: Browser):
    await browser.sign_in("s-001:supervisor")
    page = await browser.open("/desk/system/notices")
    assert page.status_code == 200
    assert "/desk/system/checks" not in page.text
