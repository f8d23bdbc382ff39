"""A ticket's page: the likely next steps as forms in place, and its whole story with filters."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from api.tickets.actions import body_of
from gongdan.console.shell.fields import Wrong, filled
from gongdan.console.shell.rows import with_rows
from tests.api.test_tickets import opened
from tests.console.conftest import Browser, hidden


async def test_the_likely_next_steps_stand_as_forms_in_place(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    page = await browser.open(f"/desk/tickets/{number}")
    assert f'action="/desk/tickets/{number}/acknowledge"' in page.text
    done = await browser.send(f"/desk/tickets/{number}/acknowledge", hidden(page))
    assert done.status_code == 200
    assert f'action="/desk/tickets/{number}/acknowledge"' not in done.text


async def test_no_two_inputs_of_the_page_have_the_same_id(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("s-001:supervisor")
    ids = re.findall(r'\bid="([^"]+)"', (await browser.open(f"/desk/tickets/{number}")).text)
    assert len(ids) == len(set(ids))


async def test_the_most_serious_has_the_first_shape_and_colour(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await agent.post(f"/tickets/{number}/grade", json={"severity": "urgent", "reason": "停产"})
    await browser.sign_in("s-001:supervisor")
    page = await browser.open(f"/desk/tickets/{number}")
    assert re.search(r'class="severity rank-0"><i aria-hidden="true"></i>urgent', page.text)


async def test_what_nobody_did_for_weeks_is_one_line_not_hundreds(
    browser: Browser, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    began = datetime.now(ZoneInfo("Asia/Shanghai")) - timedelta(days=40)
    late = {"late": "系统停机期间的纸质记录"}
    number = await opened(agent, occurred=began.isoformat(), **late)
    graded = {"severity": "urgent", "reason": "停机", "occurred": (began + timedelta(minutes=5)).isoformat(), **late}
    (await supervisor.post(f"/tickets/{number}/grade", json=graded)).raise_for_status()
    diagnosed = {"finding": "压缩机", "occurred": (began + timedelta(minutes=9)).isoformat(), **late}
    (await agent.post(f"/tickets/{number}/diagnosis", json=diagnosed)).raise_for_status()
    clocks = (await agent.get(f"/tickets/{number}/clocks")).json()["own"]["runs"]
    await browser.sign_in("a-001:agent")
    page = (await browser.open(f"/desk/tickets/{number}")).text
    assert sum(each["clock"] == "progress-sync" for each in clocks) > 100
    assert page.count('<li><span class="due') < 10


async def test_who_may_do_nothing_is_offered_nothing(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("m-001:auditor")
    page = await browser.open(f"/desk/tickets/{number}")
    assert page.status_code == 200
    assert 'name="key"' not in page.text


async def test_the_story_can_be_narrowed_to_what_is_with_the_customer_or_internal(
    browser: Browser, agent: httpx.AsyncClient
):
    number = await opened(agent)
    await agent.post(f"/tickets/{number}/note", json={"text": "客户脾气急"})
    said = {"direction": "from-customer", "channel": "phone", "text": "已告知明天上门"}
    assert (await agent.post(f"/tickets/{number}/communication", json=said)).status_code == 200
    await browser.sign_in("s-001:supervisor")
    theirs = (await browser.open(f"/desk/tickets/{number}?show=customer")).text
    internal = (await browser.open(f"/desk/tickets/{number}?show=internal")).text
    assert "已告知明天上门" in theirs
    assert "客户脾气急" not in theirs
    assert "客户脾气急" in internal
    assert "已告知明天上门" not in internal


async def test_an_entry_opens_its_event_and_leads_to_what_corrected_it(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    noted = (await agent.post(f"/tickets/{number}/note", json={"text": "型号 A"})).json()["events"][0]
    right = {"version": noted["version"], "field": "text", "right": "型号 B", "reason": "看错"}
    corrected = (await agent.post(f"/tickets/{number}/correction", json=right)).json()
    await browser.sign_in("a-001:agent")
    page = (await browser.open(f"/desk/tickets/{number}")).text
    assert noted["id"] in page
    assert noted["position"] in page
    assert f'href="#v{corrected["version"]}"' in page


async def test_a_form_of_the_department_is_printed(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    assert f"/desk/tickets/{number}/documents/dossier" in (await browser.open(f"/desk/tickets/{number}")).text
    printed = await browser.open(f"/desk/tickets/{number}/documents/dossier")
    assert printed.headers["content-type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")


async def test_a_form_that_there_is_not_yet_says_what_is_missing(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    answer = await browser.open(f"/desk/tickets/{number}/documents/closing-report")
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text


def test_a_blank_row_says_nothing_and_an_error_stands_in_its_own_row():
    typed = {"steps": "更换", "owner": "e-001", "deadline": "2026-05-01 18:00", "options.0.name": ""}
    zone = ZoneInfo("Asia/Shanghai")
    rows = {"options.3.name": "换新", "options.3.text": "当天", "options.5.name": "维修"}
    with pytest.raises(Wrong) as wrong:
        filled(body_of("propose-plan"), {**typed, **rows}, zone, "en")
    assert "options.5.text" in wrong.value.errors
    body: Any = filled(body_of("propose-plan"), {**typed, **rows, "options.5.text": "三天"}, zone, "en")
    assert [option.name for option in body.options] == ["换新", "维修"]


def test_a_number_in_a_row_is_one_and_what_is_none_is_told_beside_it():
    zone = ZoneInfo("Asia/Shanghai")
    rows = {"survey": "1", "scores.0.question": "skill", "scores.0.score": "2"}
    body: Any = filled(body_of("answer-survey"), rows, zone, "en")
    assert [(each.question, each.score) for each in body.scores] == [("skill", 2)]
    with pytest.raises(Wrong) as wrong:
        filled(body_of("answer-survey"), {**rows, "scores.0.score": "two"}, zone, "en")
    assert "scores.0.score" in wrong.value.errors


def test_rows_are_counted_on_from_the_last():
    assert "options.3." in with_rows({"options.2.name": "换新", "row": "+options"})
