"""Documents over HTTP: who gets which, masked or in the clear, and what is answered where there is none."""

from datetime import datetime
from io import BytesIO
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import httpx
import pypdfium2
import pytest

from api.documents.paper import FOR_CUSTOMERS, TICKET_DOCUMENTS
from tests.api.conftest import SIGNER, As
from tests.api.test_problems import is_problem
from tests.api.test_staff import joined
from tests.api.test_theirs import SECRET, me, number  # noqa: F401 -- fixtures
from tests.api.test_tickets import opened

PHONE = "13812345678"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c636060600000000400"
    "01f61738550000000049454e44ae426082"
)


def printed(answer: httpx.Response) -> str:
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf"), answer.text
    with pypdfium2.PdfDocument(BytesIO(answer.content)) as document:
        return "".join("".join(page.get_textpage().get_text_bounded() for page in document).split())


async def solved(agent: httpx.AsyncClient, customer: str = "customer-C10023") -> str:
    made = await opened(agent, customer=customer, kind="consultation")
    for noun, said in (
        ("acknowledgement", {}),
        ("resolution", {"cause": "不熟悉菜单", "handling": "说明定时设置的方法"}),
    ):
        answer = await agent.post(f"/tickets/{made}/{noun}", json=said)
        assert answer.status_code == 200, answer.text
    return made


async def test_a_service_report_comes_as_pdf_under_its_title_and_as_json(act_as: As, agent: httpx.AsyncClient):
    made = await solved(agent)
    place = f"/tickets/{made}/documents/service-report"
    for language, title in (("zh", "售后服务报告"), ("en", "Service report")):
        who = act_as("a-001:agent", language=language)
        answer = await who.get(place)
        assert title.replace(" ", "") in printed(answer)
        assert unquote(answer.headers["content-disposition"]).endswith(f"''{title}-{made}.pdf")
        assert (answer.headers["content-language"], answer.headers["etag"]) == (language, '"3"')
        assert answer.headers["cache-control"] == "private, no-store"
        said = (await who.get(place, params={"format": "json"})).json()
        assert (said["title"], said["number"], said["draft"]) == (title, f"SR-{made}-3", False)


async def test_it_is_masked_until_who_may_unmask_says_why_which_is_recorded(agent: httpx.AsyncClient):
    made = await solved(agent)
    place = f"/tickets/{made}/documents/service-report"
    assert PHONE not in printed(await agent.get(place))
    assert PHONE in printed(await agent.get(place, params={"reason": "客户要纸质报告"}))
    last = (await agent.get(f"/tickets/{made}/history")).json()["events"][-1]
    assert (last["type"], last["data"]) == (
        "personal-data-unmasked",
        {"reason": "客户要纸质报告 [document:service-report]"},
    )


async def test_who_may_not_unmask_gets_nothing_in_the_clear_and_nothing_is_recorded(
    act_as: As, agent: httpx.AsyncClient
):
    made = await solved(agent)
    place = f"/tickets/{made}/documents/service-report"
    for who in ("q-001:quality", "m-001:manager", "customer-C10023:customer"):
        is_problem(await act_as(who).get(place, params={"reason": "看看"}), 403, "forbidden")
    assert (await agent.get(f"/tickets/{made}")).json()["version"] == 3


@pytest.mark.parametrize("kind", TICKET_DOCUMENTS)
async def test_who_may_not_read_the_ticket_gets_no_document(act_as: As, agent: httpx.AsyncClient, kind: str):
    made = await solved(agent)
    for who in ("customer-C99:customer", "d-001:administrator", "p-001:privacy-officer"):
        is_problem(await act_as(who).get(f"/tickets/{made}/documents/{kind}"), 403, "forbidden")


async def test_a_customer_gets_what_is_handed_to_customers(act_as: As, agent: httpx.AsyncClient):
    made, customer = await solved(agent), act_as("customer-C10023:customer")
    for kind in TICKET_DOCUMENTS:
        answer = await customer.get(f"/tickets/{made}/documents/{kind}")
        if kind not in FOR_CUSTOMERS:
            is_problem(answer, 403, "document-for-staff")
        elif kind == "plan":
            is_problem(answer, 409, "document-not-yet")
        else:
            assert PHONE not in printed(answer)


async def test_nothing_that_staff_say_among_themselves_is_printed_for_the_customer(
    me: httpx.AsyncClient,  # noqa: F811
    agent: httpx.AsyncClient,
    number: str,  # noqa: F811
):
    for kind in ("service-report", "plan", "survey"):
        assert SECRET not in printed(await me.get(f"/tickets/{number}/documents/{kind}")), kind
    assert SECRET in printed(await agent.get(f"/tickets/{number}/documents/dossier"))


async def test_what_there_is_not_yet_says_what_is_missing(act_as: As, agent: httpx.AsyncClient):
    made = await opened(agent)
    for kind, missing in (("plan", "propose-plan"), ("confirmation", "resolve"), ("closing-report", "write-report")):
        for language in ("zh", "en"):
            answer = await act_as("a-001:agent", language=language).get(f"/tickets/{made}/documents/{kind}")
            is_problem(answer, 409, "document-not-yet")
            assert missing in answer.json()["detail"]


async def test_no_document_of_no_ticket_and_no_unknown_document(agent: httpx.AsyncClient):
    is_problem(await agent.get("/tickets/202405-99999/documents/plan"), 404, "ticket-not-found")
    made = await opened(agent)
    is_problem(await agent.get(f"/tickets/{made}/documents/invoice"), 422, "not-valid")
    is_problem(await agent.get(f"/tickets/{made}/documents/survey", params={"form": "pdf"}), 422, "not-valid")


async def test_a_signature_that_came_as_a_picture_is_for_the_customer_and_for_prints_in_the_clear(
    act_as: As, agent: httpx.AsyncClient
):
    made, customer = await solved(agent), act_as("customer-C10023:customer")
    stored = await agent.post(f"/tickets/{made}/attachments", params={"name": "签字.png"}, content=PNG)
    sha256 = stored.json()["events"][0]["data"]["sha256"]
    said = {"signature": "张伟", "given": "signature", "evidence": sha256}
    assert (await agent.post(f"/tickets/{made}/confirmation", json=said)).status_code == 200
    place = f"/tickets/{made}/documents/confirmation"
    for who, asked, shown in (
        (agent, {}, None),
        (customer, {}, sha256),
        (agent, {"reason": "客户要纸质确认单"}, sha256),
    ):
        paper = (await who.get(place, params={**asked, "format": "json"})).json()
        assert paper["signatures"][-1]["image"] == shown
        printed(await who.get(place, params=asked))


async def test_an_appraisal_is_for_oneself_ones_supervisor_and_who_reads_all_figures(act_as: As):
    await joined(act_as("d-001:administrator"), "e-003")
    await act_as("s-001:supervisor").post("/staff/e-003/team", json={"team": "north", "since": "2020-01-01"})
    asked = {"period": "2024-05", "after": "now"}
    for who, team, status in (
        ("e-003:engineer", None, 200),
        ("e-004:engineer", None, 403),
        ("s-001:supervisor", "north", 200),
        ("s-002:supervisor", "south", 403),
        ("m-001:manager", None, 200),
        ("d-001:administrator", None, 403),
    ):
        answer = await act_as(who, team=team).get("/staff/e-003/appraisal", params=asked)
        assert answer.status_code == status, (who, team, answer.text[:200])


async def test_an_appraisal_of_a_period_that_goes_on_is_a_draft_and_of_nobody_is_not_found(act_as: As):
    await joined(act_as("d-001:administrator"), "e-003")
    manager = act_as("m-001:manager")
    drafts = {}
    for period in ("2024-05", "2199-01"):
        asked = {"period": period, "format": "json", "after": "now"}
        drafts[period] = (await manager.get("/staff/e-003/appraisal", params=asked)).json()["draft"]
    assert drafts == {"2024-05": False, "2199-01": True}
    is_problem(await manager.get("/staff/e-999/appraisal", params={"period": "2024-05"}), 404, "staff-not-found")
    is_problem(await manager.get("/staff/e-003/appraisal", params={"period": "2024"}), 422, "not-valid")


async def test_an_appraisal_counts_what_the_person_solved(act_as: As, agent: httpx.AsyncClient):
    engineer = act_as("e-003:engineer")
    await joined(act_as("d-001:administrator"), "e-003")
    await act_as("d-001:administrator").post("/staff/e-003/role", json={"role": "engineer", "since": "2020-01-01"})
    made = await opened(agent, kind="consultation")
    for who, noun, said in (
        (agent, "acknowledgement", {}),
        (act_as("s-001:supervisor"), "grade", {"severity": "general", "reason": "不影响使用"}),
        (act_as("s-001:supervisor"), "dispatch", {"engineer": "e-003"}),
        (engineer, "acceptance", {}),
        (engineer, "resolution", {"handling": "说明定时设置的方法"}),
    ):
        answer = await who.post(f"/tickets/{made}/{noun}", json=said)
        assert answer.status_code == 200, (noun, answer.text)
    month = f"{datetime.now(ZoneInfo('Asia/Shanghai')):%Y-%m}"
    asked = {"period": month, "after": "now"}
    paper = (await engineer.get("/staff/e-003/appraisal", params={**asked, "format": "json"})).json()
    parts = {part["key"]: part["rows"] for part in paper["sections"]}
    assert [row[0] for row in parts["cases"]] == [made]
    fixed = next(row for row in parts["figures"] if row[0] == "first-time fix")
    assert (fixed[1], fixed[3], fixed[-1]) == ("100.0%", "100.0%", "1")
    assert made in printed(await engineer.get("/staff/e-003/appraisal", params=asked))
    lines = (await engineer.get("/staff/e-003/appraisal", params={**asked, "format": "csv"})).text.splitlines()
    assert lines[0] == "\ufeff指标,本人,基数,班组,部门,单位,目标,达成"
    assert any(line.startswith("first-time fix,1,1,,1,share,") for line in lines), lines


async def test_a_report_comes_as_a_file_for_who_reads_figures(act_as: As):
    manager = act_as("m-001:manager")
    assert (await manager.post("/reports", json={"period": "2024-05"})).status_code == 201
    for form, media, start in (
        ("pdf", "application/pdf", b"%PDF-"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
        ("json", "application/json", b"{"),
    ):
        asked = {"format": form, "after": "now"}
        answer = await manager.get("/reports/2024-05", params=asked)
        assert (answer.status_code, answer.headers["content-type"]) == (200, media), answer.text[:200]
        assert answer.content.startswith(start)
        is_problem(await act_as("a-001:agent").get("/reports/2024-05", params=asked), 403, "forbidden")
    is_problem(await manager.get("/reports/2024-05", params={"form": "pdf"}), 422, "not-valid")


async def test_a_token_of_no_operator_prints_as_well(act_as: As, agent: httpx.AsyncClient):
    made = await solved(agent)
    clerk = act_as(token=SIGNER.mint("c-001", ["clerk"], 60))
    assert "c-001" in printed(await clerk.get(f"/tickets/{made}/documents/service-report"))
