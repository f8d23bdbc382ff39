"""The register and the progress table over HTTP: own writes, pages, filters, files, the past."""

from io import BytesIO
from urllib.parse import unquote

import httpx
import pytest
import python_calamine

from api.tickets.examples import EXAMPLES
from projections.registry import PROJECTIONS
from projections.wording.words import TITLES
from tests.api.conftest import SIGNER, As
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened
from tests.documents.printing import pages


async def test_a_read_given_the_position_of_a_write_shows_it(agent: httpx.AsyncClient):
    for _ in range(5):
        said = (await agent.post("/tickets", json=EXAMPLES["open"])).json()
        rows = (await agent.get("/register", params={"after": said["position"]})).json()["items"]
        assert said["number"] in {row["number"] for row in rows}


async def test_a_register_row_is_masked_and_says_its_times_with_offset(agent: httpx.AsyncClient):
    number = await opened(agent, occurred="2024-05-01T09:30:00+08:00", late="补登")
    [row] = (await agent.get("/register", params={"after": "now"})).json()["items"]
    assert (row["number"], row["contact"], row["contact_detail"]) == (number, "张*", "138****5678")
    assert (row["reported"], row["status"]) == ("2024-05-01T09:30:00+08:00", "registered")


async def test_pages_follow_each_other_without_overlap(agent: httpx.AsyncClient):
    numbers = [await opened(agent) for _ in range(5)]
    answer = await agent.get("/register", params={"after": "now", "limit": 2, "sort": "number"})
    seen = [row["number"] for row in answer.json()["items"]]
    while "next" in answer.links:
        answer = await agent.get(answer.links["next"]["url"])
        seen += [row["number"] for row in answer.json()["items"]]
    assert seen == numbers
    assert answer.json()["count"] == 5


async def test_filters_narrow_the_register(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient):
    urgent, _ = await opened(agent), await opened(agent, summary="屏幕失灵")
    await supervisor.post(f"/tickets/{urgent}/grade", json=EXAMPLES["grade"])
    for params in ({"severity": "urgent"}, {"status": "responded"}, {"text": "E-002"}):
        found = (await agent.get("/register", params={**params, "after": "now"})).json()["items"]
        assert [row["number"] for row in found] == [urgent], params


async def test_an_engineer_sees_only_their_own_tickets(
    act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    mine, other = await opened(agent), await opened(agent)
    for number, engineer in ((mine, "e-003"), (other, "e-004")):
        await supervisor.post(f"/tickets/{number}/grade", json=EXAMPLES["grade"])
        await supervisor.post(f"/tickets/{number}/dispatch", json={"engineer": engineer})
    me = act_as(token=SIGNER.mint("e-003", ["engineer"], 60))
    for params, seen in (({}, [mine]), ({"engineer": "e-003"}, [mine]), ({"engineer": "e-004"}, [])):
        rows = (await me.get("/register", params={**params, "after": "now"})).json()["items"]
        assert [row["number"] for row in rows] == seen
    steps = (await me.get("/progress", params={"after": "now"})).json()
    assert ({row["number"] for row in steps["items"]}, steps["count"]) == ({mine}, len(steps["items"]))
    is_problem(await me.get("/progress", params={"ticket": other}), 403, "forbidden")
    assert (await me.get("/progress", params={"ticket": mine})).status_code == 200


async def test_a_customer_reads_no_lists(act_as: As):
    customer = act_as(token=SIGNER.mint("customer-1", ["customer"], 60))
    for table in ("/register", "/progress"):
        is_problem(await customer.get(table), 403, "own-list-only")
    is_problem(await act_as("w-001:warehouse").get("/register"), 403, "own-list-only")


async def test_progress_shows_the_steps_with_their_remarks(act_as: As, agent: httpx.AsyncClient):
    number = await opened(agent)
    await agent.post(f"/tickets/{number}/acknowledgement", json=EXAMPLES["acknowledge"])
    chinese = act_as("a-001:agent", language="zh")
    rows = (await chinese.get("/progress", params={"ticket": number, "after": "now"})).json()["items"]
    assert [(row["step"], row["remark"]) for row in rows][1] == ("first-response", "已电话告知客户，十分钟内派人处理")


async def test_the_steps_of_a_ticket_that_does_not_exist_are_no_empty_table(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    await opened(agent)
    unknown = {"ticket": "202405-99999"}
    is_problem(await agent.get("/progress", params=unknown), 404, "ticket-not-found")
    then = {**unknown, "as_of": "2024-05-01T10:00:00+08:00"}
    assert (await supervisor.get("/progress", params=then)).json()["count"] == 0


async def test_files_carry_the_departments_headings_and_all_rows(agent: httpx.AsyncClient):
    number = await opened(agent)
    text = (await agent.get("/register", params={"format": "csv", "after": "now"})).content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("工单号,客户名称,联系人,联系方式,反馈时间")
    assert text.splitlines()[1].startswith(number)
    book = (await agent.get("/progress", params={"format": "xlsx"})).content
    [heading, row] = python_calamine.CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert (heading[0], row[0]) == ("工单号", number)


@pytest.mark.parametrize("path", ["register", "faults", "progress", "visits", "workload", "dossiers"])
async def test_every_table_is_printed_under_its_title_and_headings(agent: httpx.AsyncClient, act_as: As, path: str):
    number, manager = await opened(agent), act_as("m-001:manager", language="zh")
    answer = await manager.get(f"/{path}", params={"format": "pdf", "after": "now"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf"), answer.text
    [page] = pages(answer.content)
    assert TITLES[path][0] in page
    assert "截至" in page
    assert (number in page) == (path in ("register", "faults", "progress"))
    assert unquote(answer.headers["content-disposition"]).endswith(f"''{TITLES[path][0]}-{path}.pdf")


async def test_a_table_of_the_past_is_printed_as_of_then(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient):
    number = await opened(agent, occurred="2024-05-01T09:30:00+08:00", late="补登")
    asked = {"as_of": "2024-05-01T02:00:00Z", "format": "pdf"}
    [page] = pages((await supervisor.get("/register", params=asked)).content)
    assert "as of 2024-05-01 10:00" in page
    assert number in page


async def test_more_rows_than_a_file_holds_are_counted_first_and_refused(
    agent: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    await opened(agent)
    monkeypatch.setattr("projections.sheets.files.LAST_ROW", 0)
    monkeypatch.setattr("api.documents.tables.MOST", 0)
    monkeypatch.setattr("api.tables.answering.Asked._rows", None)
    for path in ("register", "progress"):
        asked = {"format": "xlsx", "after": "now"}
        is_problem(await agent.get(f"/{path}", params=asked), 422, "too-many-rows")
        is_problem(await agent.get(f"/{path}", params=asked | {"format": "pdf"}), 413, "document-too-long")


async def test_the_past_is_asked_as_it_was_and_as_it_was_known(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient):
    number = await opened(agent, occurred="2024-05-01T09:30:00+08:00", late="补登")
    then = {"as_of": "2024-05-01T10:00:00+08:00"}
    was = (await supervisor.get("/register", params=then)).json()["items"]
    known = (await supervisor.get("/register", params={**then, "known": "true"})).json()["items"]
    assert [row["number"] for row in was] == [number]
    assert known == []


async def test_positions_that_mean_nothing_here_are_refused(agent: httpx.AsyncClient):
    await opened(agent)
    is_problem(await agent.get("/register", params={"after": "tomorrow"}), 400, "bad-position")
    is_problem(await agent.get("/register", params={"after": f"{'0' * 32}:1"}), 410, "other-log")


async def test_a_position_that_is_never_reached_is_503_in_the_time_asked_for(agent: httpx.AsyncClient):
    position = (await agent.post("/tickets", json=EXAMPLES["open"])).json()["position"]
    beyond = f"{position.partition(':')[0]}:99"
    answer = await agent.get("/register", params={"after": beyond}, headers={"Prefer": "wait=0"})
    is_problem(answer, 503, "not-caught-up")


async def test_wrong_parameters_are_named(agent: httpx.AsyncClient):
    said = is_problem(await agent.get("/register", params={"limit": 0}), 422, "not-valid")
    assert said["errors"][0]["field"] == "limit"
    is_problem(await agent.get("/register", params={"sort": "luck"}), 422, "unknown-sort")
    is_problem(await agent.get("/register", params={"page": "x"}), 422, "bad-cursor")


async def test_lag_is_for_administrators(act_as: As, agent: httpx.AsyncClient):
    await opened(agent)
    await agent.get("/register", params={"after": "now"})
    shown = (await act_as().get("/projections")).json()
    assert [(each["name"], each["position"], each["lag_events"]) for each in shown] == [
        (projection.name, 1, 0) for projection in PROJECTIONS
    ]
    is_problem(await agent.get("/projections"), 403, "forbidden")


async def test_known_without_a_moment_is_refused(agent: httpx.AsyncClient):
    for table in ("/register", "/progress"):
        answer = await agent.get(table, params={"known": "true"})
        assert (answer.status_code, answer.json()["code"]) == (422, "as-of-needed")
