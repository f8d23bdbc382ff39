"""Reports over HTTP: brought out, listed, read by edition; figures are counted and never typed."""

from datetime import datetime, timedelta
from decimal import Decimal

import httpx
import pytest

from api.service import Service
from domain.desk.metadata import CommandMetadata
from domain.record.envelope import Actor
from domain.reports.figure import Figure
from domain.reports.period import over
from domain.reports.report import PublishReport, report_key
from tests.api.conftest import As
from tests.api.test_staff import joined
from tests.documents.printing import pages
from tests.projections.logs import SHANGHAI


@pytest.fixture
def manager(act_as: As) -> httpx.AsyncClient:
    return act_as("m-001:manager")


async def test_a_month_that_is_over_comes_out_and_the_same_figures_are_no_second_edition(manager: httpx.AsyncClient):
    first = await manager.post("/reports", json={"period": "2024-05"})
    again = await manager.post("/reports", json={"period": "2024-05"})
    assert (first.status_code, first.headers["Location"]) == (201, "/reports/2024-05")
    assert [event["type"] for event in first.json()["events"]] == ["report-published"]
    assert (again.status_code, again.json()["events"]) == (201, [])
    (row,) = (await manager.get("/reports", params={"after": "now"})).json()
    assert (row["period"], row["edition"], row["on_time"], row["due"]) == (
        "2024-05",
        1,
        False,
        "2024-06-06T00:00:00+08:00",
    )


async def test_a_late_entry_makes_a_second_edition_and_the_first_stays(act_as: As, manager: httpx.AsyncClient):
    await manager.post("/reports", json={"period": "2024-05"})
    clerk = act_as("c-001:clerk")
    late = {"occurred": "2024-05-30T09:00:00+08:00", "late": "补登"}
    opened = await clerk.post("/tickets", json={"channel": "phone", "kind": "fault", "summary": "无法启动", **late})
    assert opened.status_code == 201, opened.text
    await manager.post("/reports", json={"period": "2024-05"})
    counts = []
    for edition in (1, 2, None):
        asked = {"after": "now"} | ({"edition": str(edition)} if edition else {})
        report = (await manager.get("/reports/2024-05", params=asked)).json()
        tickets = next(each for each in report["figures"] if each["measure"] == "tickets" and not each.get("by"))
        counts.append((report["edition"], tickets["value"]))
    assert counts == [(1, 0.0), (2, 1.0), (2, 1.0)]


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"period": "2199-01"}, 422, "period-not-over"),
        ({"period": "2024-13"}, 422, "not-valid"),
        ({"period": "2024-05", "figures": []}, 422, "not-valid"),
        ({}, 422, "not-valid"),
    ],
)
async def test_what_can_be_no_report_is_refused(
    manager: httpx.AsyncClient, said: dict[str, object], status: int, code: str
):
    answer = await manager.post("/reports", json=said)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (await manager.get("/reports", params={"after": "now"})).json() == []


async def test_a_report_that_is_not_there_is_not_found(manager: httpx.AsyncClient):
    answer = await manager.get("/reports/2024-Q1")
    assert (answer.status_code, answer.json()["code"]) == (404, "report-not-found")


async def test_only_who_reads_figures_looks_and_only_a_manager_brings_out(act_as: As):
    for who, looks, brings in (("a-001:agent", 403, 403), ("q-001:quality", 200, 403), ("m-001:manager", 200, 201)):
        client = act_as(who)
        assert (await client.get("/reports")).status_code == looks, who
        assert (await client.post("/reports", json={"period": "2024-05"})).status_code == brings, who


async def published_by_engineer(act_as: As, service: Service) -> None:
    """A report in which an engineer of the north, one of the south and one of no team have figures."""
    for number, team in (("e-003", "north"), ("e-004", "south"), ("e-005", None)):
        await joined(act_as("d-001:administrator"), number)
        if team:
            place = f"/staff/{number}/team"
            answer = await act_as("s-001:supervisor").post(place, json={"team": team, "since": "2020-01-01"})
            assert answer.status_code == 200, answer.text
    whole = (Figure(measure="resolution", value=Decimal(90), base=3),)
    each = (
        Figure(measure="work", by="engineer", of=of, value=Decimal(30), base=1) for of in ("e-003", "e-004", "e-005")
    )
    due = datetime(2024, 6, 6, tzinfo=SHANGHAI)
    command = PublishReport(period="2024-05", through=1, due=due, figures=(*whole, *each))
    metadata = CommandMetadata("out-1", Actor(id="m-001", role="manager", channel="api"))
    await service.desk.act(report_key("2024-05"), command, metadata)


@pytest.mark.parametrize(
    ("who", "team", "people", "engineers"),
    [
        ("m-001:manager", None, "all", ["e-003", "e-004", "e-005"]),
        ("s-001:supervisor", "north", "team", ["e-003", "e-005"]),
        ("s-002:supervisor", "south", "team", ["e-004", "e-005"]),
        ("s-003:supervisor", None, "all", ["e-003", "e-004", "e-005"]),
    ],
)
async def test_a_supervisor_sees_of_figures_by_engineer_those_of_their_team(
    act_as: As, service: Service, who: str, team: str | None, people: str, engineers: list[str]
):
    await published_by_engineer(act_as, service)
    client, asked = act_as(who, team=team), {"after": "now"}
    shown = (await client.get("/reports/2024-05", params=asked)).json()
    assert shown["people"] == people
    assert [each["of"] for each in shown["figures"] if each["by"] == "engineer"] == engineers
    assert [each["value"] for each in shown["figures"] if each["measure"] == "resolution"] == [90.0]
    lines = (await client.get("/reports/2024-05", params={**asked, "format": "csv"})).text
    printed = pages((await client.get("/reports/2024-05", params={**asked, "format": "pdf"})).content)
    for number in ("e-003", "e-004", "e-005"):
        assert (number in lines) == (number in "".join(printed)) == (number in engineers), number
    assert ("people of your teams only" in printed[0]) == (people == "team")


async def test_whether_each_report_came_out_in_time_is_told_by_its_clock(
    act_as: As, manager: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    assert (await manager.get("/clocks/reports", params={"after": "now"})).json() == []
    said = {"channel": "phone", "kind": "fault", "summary": "无法启动"}
    assert (await act_as("c-001:clerk").post("/tickets", json=said)).status_code == 201
    assert (await manager.get("/clocks/reports", params={"after": "now"})).json() == []
    later = datetime.now(SHANGHAI) + timedelta(days=200)
    monkeypatch.setattr("api.clocks.reports.now", lambda service: later)
    periods = over(datetime.now(SHANGHAI).date(), later.date())
    found = (await manager.get("/clocks/reports", params={"limit": 100})).json()
    assert [each["number"] for each in found] == [period.name for period in reversed(periods)]
    [month] = [each["own"]["runs"][0] for each in found if each["number"] == periods[0].name]
    assert (month["clock"], month["state"], month["started"]["type"]) == ("monthly-analysis", "missed", "month-ended")
    quarters = (await manager.get("/clocks/reports", params={"span": "quarter", "limit": 1})).json()
    assert [each["own"]["runs"][0]["clock"] for each in quarters] == ["quarterly-report"]
    assert (await act_as("e-001:engineer").get("/clocks/reports")).status_code == 403
    assert (await act_as("customer-C1:customer").get("/clocks/reports")).status_code == 403
    assert (await manager.get("/clocks/reports", params={"span": "year"})).status_code == 422
