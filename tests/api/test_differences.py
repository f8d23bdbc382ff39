"""The difference of two moments over HTTP: which rows and columns, which events made it, and for whom."""

import csv
from typing import Any

import httpx
import pytest

from tests.api.conftest import As
from tests.api.test_customers import registered

CALL = {"channel": "phone", "kind": "fault", "summary": "设备无法启动", "late": "补录"}


def at(clock: str) -> str:
    return f"2024-05-01T{clock}:00+08:00"


async def opened(agent: httpx.AsyncClient, clock: str) -> str:
    answer = await agent.post("/tickets", json={**CALL, "occurred": at(clock)})
    assert answer.status_code == 201, answer.text
    return answer.json()["number"]


async def act(client: httpx.AsyncClient, number: str, place: str, clock: str, **said: Any) -> str:
    answer = await client.post(f"/tickets/{number}/{place}", json={**said, "occurred": at(clock), "late": "补录"})
    assert answer.is_success, answer.text
    return answer.json()["events"][0]["id"]


async def asked(client: httpx.AsyncClient, first: str, last: str, **said: Any) -> Any:
    answer = await client.get("/differences", params={"from": at(first), "to": at(last), "after": "now", **said})
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
def manager(act_as: As) -> httpx.AsyncClient:
    return act_as("m-001:manager")


async def test_what_changed_stands_beside_the_events_that_made_it(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    number = await opened(agent, "09:00")
    graded = await act(supervisor, number, "grade", "10:00", severity="urgent", reason="停机")
    [item] = (await asked(manager, "09:30", "11:00"))["items"]
    [row] = item["rows"]
    assert (item["number"], row["change"], [event["id"] for event in item["events"]]) == (number, "changed", [graded])
    cells = {cell["column"]: (cell["before"], cell["after"]) for cell in row["cells"]}
    assert cells["severity"] == (None, "urgent")
    assert (await asked(manager, "10:30", "11:00"))["items"] == []


async def test_a_new_ticket_is_a_row_added(agent: httpx.AsyncClient, manager: httpx.AsyncClient):
    await opened(agent, "08:00")
    number = await opened(agent, "10:00")
    found = await asked(manager, "09:30", "11:00")
    assert [(item["number"], item["rows"][0]["change"]) for item in found["items"]] == [(number, "added")]
    assert found["count"] == 1


async def test_as_it_was_known_nothing_happened_then(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    await opened(agent, "09:00")
    assert (await asked(manager, "08:00", "11:00", known=True))["items"] == []
    found = await manager.get("/differences", params={"from": at("08:00"), "to": "2999-01-01T00:00:00Z", "known": True})
    assert [item["rows"][0]["change"] for item in found.json()["items"]] == ["added"]


async def test_progress_is_told_step_by_step(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    number = await opened(agent, "09:00")
    await act(supervisor, number, "grade", "10:00", severity="urgent", reason="停机")
    [item] = (await asked(manager, "09:30", "11:00", of="progress"))["items"]
    assert [(row["version"], row["change"]) for row in item["rows"]] == [(2, "added")]


async def test_a_ticket_is_told_fact_by_fact(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    number = await opened(agent, "09:00")
    await act(supervisor, number, "grade", "10:00", severity="urgent", reason="停机")
    [item] = (await asked(manager, "09:30", "11:00", of="ticket", ticket=number))["items"]
    cells = {cell["column"]: (cell["before"], cell["after"]) for cell in item["rows"][0]["cells"]}
    assert cells["severity"] == (None, "urgent")
    assert cells["stage"] == ("opened", "graded")


async def test_it_goes_on_page_by_page(agent: httpx.AsyncClient, manager: httpx.AsyncClient):
    numbers = sorted([await opened(agent, "10:00") for _ in range(3)])
    first = await asked(manager, "09:30", "11:00", limit=2)
    rest = await asked(manager, "09:30", "11:00", limit=2, page=first["next"])
    assert [item["number"] for page in (first, rest) for item in page["items"]] == numbers
    assert (first["next"], rest["next"], rest["count"]) == (numbers[1], None, 3)


async def test_a_file_holds_a_line_for_each_column(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    number = await opened(agent, "09:00")
    await act(supervisor, number, "grade", "10:00", severity="urgent", reason="停机")
    said = {"from": at("09:30"), "to": at("11:00"), "after": "now"}
    written = await manager.get("/differences", params={**said, "format": "csv"})
    lines = written.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "工单号,步骤,变化,栏目,之前,之后,事件,事件编号,责任人,发生时间"
    [severity] = [line for line in lines if ",severity," in line]
    assert severity == f"{number},,changed,severity,,urgent,,,,"
    [event] = [line for line in lines if ",ticket graded," in line]
    assert event.startswith(f"{number},,event,,,,ticket graded,")
    assert event.endswith(",s-001,2024-05-01 10:00")
    assert (await manager.get("/differences", params={**said, "format": "xlsx"})).content.startswith(b"PK")


async def test_a_file_is_in_the_words_of_its_reader(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, act_as: As
):
    number = await opened(agent, "09:00")
    await act(supervisor, number, "grade", "10:00", severity="urgent", reason="停机")
    reader = act_as("m-001:manager", language="zh")
    lines = await printed(reader, "09:30", "11:00")
    assert f"{number},,改变,问题分级,,紧急,,,," in lines
    assert f"{number},,改变,阶段,已登记,已分级,,,," in lines
    assert any(line.startswith(f"{number},,事件,,,,分级,") for line in lines)
    facts = await printed(reader, "09:30", "11:00", of="ticket", ticket=number)
    assert f"{number},,改变,问题分级,,紧急,,,," in facts
    figures = await printed(reader, "08:30", "11:00", of="metrics")
    assert figures[0].startswith("指标,")
    assert "工单数,,改变,数值,0,1,,,,," in figures


async def test_a_step_of_a_file_has_its_own_event_beside_it(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    number = await opened(agent, "09:00")
    graded = await act(supervisor, number, "grade", "10:00", severity="urgent", reason="停机")
    await act(agent, number, "note", "10:30", text="客户来电催问")
    rows = list(csv.reader(await printed(manager, "08:30", "11:00", of="progress")))
    assert all(row[7] for row in rows[1:])
    assert [(row[3], row[5]) for row in rows if row[7] == graded] == [
        ("step", "grading"),
        ("responsible", "s-001"),
        ("time", "2024-05-01 10:00"),
        ("result, remarks", "urgent, 停机"),
    ]
    assert {row[1] for row in rows if row[7] == graded} == {"2"}


async def printed(client: httpx.AsyncClient, first: str, last: str, **said: Any) -> list[str]:
    params = {"from": at(first), "to": at(last), "after": "now", "format": "csv", **said}
    answer = await client.get("/differences", params=params)
    assert answer.status_code == 200, answer.text
    return answer.content.decode("utf-8-sig").splitlines()


async def test_a_ticket_to_which_nothing_happened_is_not_listed(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    number = await opened(agent, "08:00")
    await act(supervisor, number, "grade", "12:00", severity="urgent", reason="停机")
    for of in ("register", "progress"):
        found = await asked(manager, "09:30", "11:00", of=of)
        assert (found["items"], found["count"]) == ([], 0)


async def test_a_complaint_of_no_ticket_is_no_ticket(agent: httpx.AsyncClient, manager: httpx.AsyncClient):
    customer = "customer-" + (await registered(agent)).rpartition("/")[2]
    said = {"customer": customer, "categories": ["fee"], "words": "多收费", "occurred": at("10:00"), "late": "补录"}
    raised = await agent.post("/complaints", json=said)
    assert raised.status_code == 201, raised.text
    for table in ("register", "progress"):
        found = await asked(manager, "09:30", "11:00", of=table)
        assert (found["items"], found["count"]) == ([], 0)


async def test_each_period_of_a_repeating_clock_is_a_case_of_its_own(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    number = await opened(agent, "09:00")
    await act(supervisor, number, "grade", "09:10", severity="urgent", reason="停机")
    await act(agent, number, "diagnosis", "10:00", finding="电源板", fault_type="hardware")
    await act(agent, number, "note", "13:00", text="无进展")
    again = await act(agent, number, "diagnosis", "16:30", finding="主板", fault_type="hardware")
    [item] = (await asked(manager, "13:30", "16:45", of="metrics", metric="compliance"))["items"]
    assert item["cases"] == 1
    assert [event["id"] for event in item["events"]] == [again]


async def test_metrics_are_told_by_figure_and_by_the_events_of_the_cases_that_differ(
    agent: httpx.AsyncClient, manager: httpx.AsyncClient
):
    await opened(agent, "08:00")
    number = await opened(agent, "09:00")
    answered = await act(agent, number, "acknowledgement", "10:00")
    found = {item["metric"]: item for item in (await asked(manager, "09:30", "11:00", of="metrics"))["items"]}
    assert "tickets" not in found
    cells = {cell["column"]: (cell["before"], cell["after"]) for cell in found["first-response"]["rows"][0]["cells"]}
    assert cells == {"value": (None, 60.0), "base": (0, 1)}
    assert found["first-response"]["events"] == []
    [item] = (await asked(manager, "09:30", "11:00", of="metrics", metric="first-response"))["items"]
    assert [event["id"] for event in item["events"]] == [answered]
    assert (await asked(manager, "09:30", "09:30", of="metrics"))["items"] == []
    april = await asked(manager, "09:30", "11:00", of="metrics", period="2024-04", metric="tickets")
    assert april["items"] == []


async def test_a_rate_that_changed_by_what_it_is_of_names_those_events(
    agent: httpx.AsyncClient, manager: httpx.AsyncClient
):
    number = await opened(agent, "10:00")
    [item] = (await asked(manager, "09:30", "11:00", of="metrics", metric="complaints"))["items"]
    assert item["rows"][0]["cells"][-1] == {"column": "base", "before": 0, "after": 1}
    history = (await agent.get(f"/tickets/{number}/history")).json()["events"]
    assert (item["cases"], [event["id"] for event in item["events"]]) == (1, [history[0]["id"]])


async def test_only_events_that_a_figure_was_counted_from_made_it_and_each_says_what_it_is_of(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    numbers = [await opened(agent, clock) for clock in ("10:00", "10:10")]
    for number in numbers:
        await act(agent, number, "acknowledgement", "10:20")
        await act(supervisor, number, "grade", "10:30", severity="urgent", reason="停机")
    [item] = (await asked(manager, "09:30", "11:00", of="metrics", metric="tickets"))["items"]
    found = [(event["type"], event["aggregate"]) for event in item["events"]]
    assert found == [("ticket-opened", f"ticket-{number}") for number in numbers]
    rows = [*csv.DictReader(await printed(manager, "09:30", "11:00", of="metrics", metric="tickets"))]
    assert [row["编号"] for row in rows if row["事件"]] == numbers


async def test_of_a_case_that_is_no_longer_counted_all_that_happened_is_told(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    number = await opened(agent, "08:00")
    noted = await act(agent, number, "note", "10:00", text="客户来电催问")
    ended = await act(supervisor, number, "cancellation", "10:30", cancelled_as="invalid", reason="误报")
    [item] = (await asked(manager, "09:30", "11:00", of="metrics", metric="tickets"))["items"]
    assert [event["id"] for event in item["events"]] == [noted, ended]


@pytest.mark.parametrize("metric", ["failure", "repair-return"])
async def test_units_sold_in_months_before_the_period_are_told_where_a_rate_is_of_them(
    act_as: As, manager: httpx.AsyncClient, metric: str
):
    clerk = act_as("c-001:clerk")
    sold = {"sold": [{"model": "KFR-35", "units": 1200}]}
    counted = [(await clerk.post("/sales", json={"month": month, **sold})).json() for month in ("2024-02", "2024-05")]
    await clerk.post("/sales", json={"month": "2024-06", **sold})
    whole = {"from": at("09:30"), "to": "2999-01-01T00:00:00Z", "after": "now", "of": "metrics", "metric": metric}
    [item] = (await manager.get("/differences", params={**whole, "period": "2024-05"})).json()["items"]
    assert (item["cases"], [event["id"] for event in item["events"]]) == (
        2,
        [each["events"][0]["id"] for each in counted],
    )
    assert [event["aggregate"] for event in item["events"]] == ["sales-2024-02", "sales-2024-05"]


async def test_a_ticket_that_a_rate_counts_since_units_are_on_record_was_not_made_so_by_its_own_events(
    act_as: As, agent: httpx.AsyncClient, manager: httpx.AsyncClient
):
    call = {**CALL, "product": {"model": "KFR-35"}, "occurred": at("09:00")}
    number = (await agent.post("/tickets", json=call)).json()["number"]
    await act(agent, number, "diagnosis", "09:10", finding="电源板", fault_type="hardware")
    await act(agent, number, "note", "10:00", text="客户来电催问")
    said = {"month": "2024-05", "sold": [{"model": "KFR-35", "units": 1200}]}
    sold = (await act_as("c-001:clerk").post("/sales", json=said)).json()["events"][0]["id"]
    whole = {"from": at("09:30"), "to": "2999-01-01T00:00:00Z", "after": "now", "of": "metrics", "metric": "failure"}
    [item] = (await manager.get("/differences", params={**whole, "period": "2024-05"})).json()["items"]
    assert (item["cases"], [event["id"] for event in item["events"]]) == (2, [sold])


async def test_it_is_for_who_may_read_the_audit(act_as: As, agent: httpx.AsyncClient):
    number = await opened(agent, "10:00")
    for staff, seen in (("x-001:auditor", [number]), ("s-001:supervisor", [number])):
        assert [each["number"] for each in (await asked(act_as(staff), "09:30", "11:00"))["items"]] == seen
    for staff in ("a-001:agent", "q-001:quality", "e-003:engineer"):
        refused = await act_as(staff).get("/differences", params={"from": at("09:30"), "to": at("11:00")})
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


async def test_moments_in_the_wrong_order_and_no_ticket_are_refused(manager: httpx.AsyncClient):
    reversed_ = await manager.get("/differences", params={"from": at("11:00"), "to": at("09:30")})
    assert (reversed_.status_code, reversed_.json()["code"]) == (422, "moments-reversed")
    which = await manager.get("/differences", params={"from": at("09:30"), "to": at("11:00"), "of": "ticket"})
    assert (which.status_code, which.json()["code"]) == (422, "ticket-needed")


async def test_what_would_be_passed_over_is_refused(agent: httpx.AsyncClient, manager: httpx.AsyncClient):
    number = await opened(agent, "09:00")
    for said in (
        {"of": "metrics", "ticket": number},
        {"of": "register", "metric": "tickets"},
        {"of": "progress", "period": "2024-05"},
        {"of": "ticket", "ticket": number, "metric": "tickets"},
    ):
        refused = await manager.get("/differences", params={"from": at("09:30"), "to": at("11:00"), **said})
        assert (refused.status_code, refused.json()["code"]) == (422, "not-of-this"), said


async def test_a_ticket_that_is_none_is_not_found(manager: httpx.AsyncClient):
    for of in ("register", "progress", "ticket"):
        params = {"from": at("09:30"), "to": at("11:00"), "of": of, "ticket": "202405-99999"}
        refused = await manager.get("/differences", params=params)
        assert (refused.status_code, refused.json()["code"]) == (404, "ticket-not-found")


async def test_a_month_that_no_metric_has_is_refused(manager: httpx.AsyncClient):
    for last in ("2999-01-01T00:00:00Z", "2199-12-31T23:00:00Z"):
        refused = await manager.get("/differences", params={"from": at("09:30"), "to": last, "of": "metrics"})
        assert (refused.status_code, refused.json()["code"]) == (422, "period-needed")
        named = {"from": at("09:30"), "to": last, "of": "metrics", "period": "2024-05"}
        assert (await manager.get("/differences", params=named)).status_code == 200


async def test_a_page_that_none_can_be_is_refused(manager: httpx.AsyncClient):
    for place, params in (
        ("/differences", {"from": at("09:30"), "to": at("11:00")}),
        ("/what-if", {"period": "2024-05", "policy": "service-plan"}),
    ):
        refused = await manager.get(place, params={**params, "page": "\0"})
        assert (refused.status_code, refused.json()["code"]) == (422, "not-valid")


async def test_a_customer_is_told_the_steps_in_between_of_their_own_ticket(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, act_as: As
):
    answer = await agent.post("/tickets", json={**CALL, "customer": "customer-C10023", "occurred": at("09:00")})
    number = answer.json()["number"]
    await act(agent, number, "acknowledgement", "09:30")
    await act(agent, number, "note", "09:40", text="客户着急")
    customer = act_as("customer-C10023:customer")
    found = await asked(customer, "09:10", "10:00", of="ticket", ticket=number)
    assert (found["number"], [step["code"] for step in found["steps"]]) == (number, ["receipt-acknowledged"])
    assert "items" not in found
    other = act_as("customer-C10024:customer")
    params = {"from": at("09:10"), "to": at("10:00"), "of": "ticket", "ticket": number}
    assert (await other.get("/differences", params=params)).status_code == 403
    for of in ("register", "metrics"):
        assert (await customer.get("/differences", params={**params, "of": of} | {})).status_code in (403, 422)
