"""Reports as pages: listed, brought out, read with their verdicts and what they lead to, handed over; of whom."""

import re

import httpx
import pytest

from api.service import Service
from tests.api.conftest import As
from tests.api.test_reports import published_by_engineer
from tests.console.conftest import Browser

LIST = "/desk/reports"


async def test_without_any_report_the_list_says_when_they_come(browser: Browser):
    await browser.sign_in("q-001:quality")
    page = (await browser.open(LIST)).text
    assert "No report yet" in page
    assert "Count and bring out now" not in page


async def test_a_manager_brings_one_out_and_sent_twice_it_is_one_edition(browser: Browser):
    await browser.sign_in("m-001:manager")
    first = await browser.send(LIST, {"period": "2024-05"})
    again = await browser.send(LIST, {"period": "2024-05"})
    assert first.url.path == again.url.path == f"{LIST}/2024-05"
    assert "edition 1" in first.text
    assert "no new edition" not in first.text
    assert "no new edition" in again.text
    assert (await browser.open(LIST)).text.count(f'href="{LIST}/2024-05"') == 1


@pytest.mark.parametrize(("period", "status"), [("2024-13", 422), ("2199-01", 422), ("", 422)])
async def test_what_can_be_no_report_is_said_beside_what_was_typed(browser: Browser, period: str, status: int):
    await browser.sign_in("m-001:manager")
    answer = await browser.send(LIST, {"period": period})
    assert answer.status_code == status
    assert 'id="period-error"' in answer.text
    assert not period or f'value="{period}"' in answer.text


async def test_only_who_may_brings_one_out_or_looks(browser: Browser):
    await browser.sign_in("q-001:quality")
    assert (await browser.send(LIST, {"period": "2024-05"})).status_code == 403
    await browser.sign_in("a-001:agent")
    assert (await browser.open(LIST)).status_code == 403
    assert f'href="{LIST}"' not in (await browser.open("/desk/metrics")).text


async def test_a_figure_leads_to_what_it_is_counted_from_and_an_engineer_to_the_appraisal(
    browser: Browser, act_as: As, service: Service
):
    await published_by_engineer(act_as, service)
    await act_as("m-001:manager").get("/reports", params={"after": "now"})
    await browser.sign_in("m-001:manager")
    page = (await browser.open(f"{LIST}/2024-05")).text
    assert "/desk/metrics/resolution?month=2024-05" in page
    cases = re.search(r'href="(/desk/metrics/work/cases\?[^"]*of=e-003)"', page)
    assert cases
    assert (await browser.open(cases[1].replace("&amp;", "&"))).status_code == 200
    person = re.search(rf'href="({LIST}/2024-05/people/e-003)"', page)
    assert person
    appraisal = await browser.open(person[1])
    assert appraisal.status_code == 200
    assert f"{person[1]}/file?format=pdf" in appraisal.text


async def test_an_engineer_sees_their_own_appraisal_and_no_colleagues(browser: Browser, act_as: As, service: Service):
    await published_by_engineer(act_as, service)
    await browser.sign_in("e-003:engineer")
    assert (await browser.open(f"{LIST}/2024-05/people/e-003")).status_code == 200
    assert (await browser.open(f"{LIST}/2024-05/people/e-004")).status_code == 403


@pytest.mark.parametrize(
    ("form", "media"), [("pdf", "application/pdf"), ("xlsx", "sheet"), ("csv", "text/csv"), ("json", "json")]
)
async def test_a_report_is_handed_over_as_a_file(browser: Browser, form: str, media: str):
    await browser.sign_in("m-001:manager")
    page = await browser.send(LIST, {"period": "2024-05"})
    [address] = re.findall(rf'href="([^"]*/2024-05/file[^"]*format={form})"', page.text)
    answer = await browser.open(address.replace("&amp;", "&"))
    assert media in answer.headers["content-type"]
    assert answer.headers["content-disposition"].startswith("attachment")


async def test_a_quarter_leads_to_its_months_and_its_cases(browser: Browser, agent: httpx.AsyncClient):
    await browser.sign_in("m-001:manager")
    page = (await browser.send(LIST, {"period": "2024-Q2"})).text
    assert f"{LIST}/2024-05" in page
    cases = await browser.open("/desk/metrics/tickets/cases?month=2024-Q2")
    assert cases.status_code == 200
    assert "2024-Q2" in cases.text


async def test_a_report_that_is_not_there_is_one_clear_error(browser: Browser):
    await browser.sign_in("m-001:manager")
    for address, status in (("2024-Q1", 404), ("2024-13", 422), ("2024-Q1/file", 404)):
        answer = await browser.open(f"{LIST}/{address}")
        assert (answer.status_code, 'role="alert"' in answer.text) == (status, True)
