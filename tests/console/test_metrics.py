"""Metrics as pages: a month at a glance, one over time and by groups, and the tickets behind every figure."""

import re

import httpx

from gongdan.console.shell.charts import HEIGHT, WIDTH, line
from projections.figures.metrics import METRICS
from tests.api.test_tickets import opened
from tests.console.conftest import Browser


async def test_every_metric_leads_from_the_month_to_its_groups_and_its_tickets(
    browser: Browser, agent: httpx.AsyncClient
):
    number = await opened(agent)
    await agent.get("/figures", params={"after": "now"})
    await browser.sign_in("m-001:manager")
    month = (await browser.open("/desk/metrics")).text
    assert {metric.name for metric in METRICS} == {*re.findall(r"/desk/metrics/([a-z0-9-]+)\?month", month)}
    one = (await browser.open("/desk/metrics/tickets")).text
    cases = re.search(r'href="(/desk/metrics/tickets/cases\?month=[^"]+by=kind[^"]+)"', one)
    assert cases
    assert f"/desk/tickets/{number}" in (await browser.open(cases[1].replace("&amp;", "&"))).text


async def test_tickets_of_no_group_have_a_line(browser: Browser, agent: httpx.AsyncClient):
    await opened(agent)
    await agent.get("/figures", params={"after": "now"})
    await browser.sign_in("m-001:manager")
    for by, shown in (("engineer", True), ("channel", False)):
        page = (await browser.open(f"/desk/metrics/tickets?by={by}")).text
        assert ('<th scope="row">none</th><td class="number">1</td><td class="number">1</td>' in page) is shown
    assert ">none<" not in (await browser.open("/desk/metrics/first-response?by=engineer")).text


async def test_an_empty_month_says_why_there_is_no_number(browser: Browser):
    await browser.sign_in("m-001:manager")
    page = await browser.open("/desk/metrics/first-response?month=2023-05")
    assert page.status_code == 200
    assert "Nothing to be counted" in page.text


async def test_what_is_no_metric_group_or_month_is_one_clear_error(browser: Browser):
    await browser.sign_in("m-001:manager")
    for address in ("/desk/metrics/bogus", "/desk/metrics/tickets?by=bogus", "/desk/metrics?month=2024-13"):
        assert (await browser.open(address)).status_code == 422


async def test_who_reads_no_metrics_sees_none(browser: Browser):
    await browser.sign_in("d-001:administrator")
    assert (await browser.open("/desk/metrics")).status_code == 403
    assert "/desk/metrics" not in (await browser.open("/desk/tasks")).text


def test_a_line_breaks_where_a_value_is_unknown_and_stays_within_its_box():
    drawn = line([("1", 2.0), ("2", None), ("3", 5.0), ("4", 1.0)], target=4)
    assert [len(run) for run in drawn.runs] == [1, 2]
    assert drawn.path.count("M") == 2
    assert all(0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for point in drawn.points)
    assert drawn.target is not None
    assert min(point.y for point in drawn.points) < drawn.target


def test_values_below_nought_are_within_the_box_too():
    drawn = line([("1", -50.0), ("2", 50.0)])
    assert [point.y for point in drawn.points] == [HEIGHT - 8, 8]
