"""What is handed over, exact in every format: headings and rows in JSON, CSV, Excel and on printed pages."""

import csv
from datetime import datetime, time
from io import BytesIO, StringIO
from typing import Any

import httpx
import pytest
from python_calamine import CalamineWorkbook

from tests.api.conftest import As
from tests.api.test_documents import printed
from tests.api.test_tickets import opened

DAY = "2024-05-12"
LATE = {"late": "补登"}


async def repaired(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> str:
    """The number of a ticket that was answered, graded and diagnosed on that day."""
    number = await opened(agent, **happened("09:30"), **LATE)
    for who, noun, clock, said in (
        (agent, "acknowledgement", "09:40", {"channel": "phone"}),
        (supervisor, "grade", "09:45", {"severity": "urgent", "reason": "核心生产线停机"}),
        (agent, "diagnosis", "10:05", {"finding": "电源板烧毁", "fault_type": "hardware"}),
    ):
        answer = await who.post(f"/tickets/{number}/{noun}", json={**said, **happened(clock), **LATE})
        assert answer.status_code == 200, answer.text
    return number


def happened(clock: str) -> dict[str, str]:
    return {"occurred": f"{DAY}T{clock}:00+08:00"}


async def files(who: httpx.AsyncClient, place: str, **asked: str) -> tuple[list[list[str]], list[list[Any]]]:
    """The CSV, and the first sheet of the workbook."""
    params = {**asked, "after": "now"}
    text = (await who.get(place, params={**params, "format": "csv"})).content.decode("utf-8-sig")
    book = (await who.get(place, params={**params, "format": "xlsx"})).content
    lines = [*csv.reader(StringIO(text, newline=""))]
    return lines, CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()


def moment(clock: str) -> datetime:
    return datetime.fromisoformat(f"{DAY} {clock}")


async def test_the_register(act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient):
    number, reader = await repaired(agent, supervisor), act_as("a-001:agent", language="zh")
    lines, cells = await files(reader, "/register")
    headings = "工单号,客户名称,联系人,联系方式,反馈时间,反馈渠道,问题描述(摘要),问题分级,受理人,首次响应时间,预计解决时间,处理状态"
    row = f"{number},远山科技有限公司,张*,138****5678,{DAY} 09:30,电话,设备无法启动，报警代码E-002,紧急,a-001,09:40,,处理中"
    assert lines == [headings.split(","), row.split(",")]
    assert cells[0] == headings.split(",")
    typed = {4: moment("09:30"), 9: time(9, 40)}
    assert cells[1] == [typed.get(place, text) for place, text in enumerate(row.split(","))]
    [said] = (await reader.get("/register")).json()["items"]
    assert {name: said[name] for name in ("number", "customer_name", "contact", "contact_detail", "summary")} == {
        "number": number,
        "customer_name": "远山科技有限公司",
        "contact": "张*",
        "contact_detail": "138****5678",
        "summary": "设备无法启动，报警代码E-002",
    }
    assert [said[name] for name in ("reported", "first_response", "estimate")] == [
        f"{DAY}T09:30:00+08:00",
        f"{DAY}T09:40:00+08:00",
        None,
    ]
    assert [said[name] for name in ("channel", "severity", "receiver", "status")] == [
        "phone",
        "urgent",
        "a-001",
        "in-progress",
    ]


async def test_the_fault_register(act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient):
    number = await repaired(agent, supervisor)
    lines, cells = await files(act_as("a-001:agent", language="zh"), "/faults")
    headings = "工单号,客户姓名,联系方式,产品名称,型号,SN码,故障描述,购买时间,故障等级,接收人,登记时间"
    row = f"{number},远山科技有限公司,138****5678,智能空调,KFR-35,202403*****,设备无法启动，报警代码E-002,2024年3月,紧急,a-001,{DAY} 09:30"
    assert lines == [headings.split(","), row.split(",")]
    assert cells == [headings.split(","), [*row.split(",")[:-1], moment("09:30")]]


async def test_the_progress_table(act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient):
    number = await repaired(agent, supervisor)
    reader = act_as("a-001:agent", language="zh")
    lines, cells = await files(reader, "/progress", ticket=number)
    rows = [
        ["登记", "a-001", "09:30", "电话反馈,设备无法启动，报警代码E-002"],
        ["首次响应", "a-001", "09:40", ""],
        ["分级", "s-001", "09:45", "紧急,核心生产线停机"],
        ["初步诊断", "a-001", "10:05", "电源板烧毁"],
    ]
    assert lines[0] == cells[0] == ["工单号", "处理阶段", "责任人", "时间节点", "处理结果/备注"]
    assert lines[1:] == [[number, step, who, f"{DAY} {clock}", remark] for step, who, clock, remark in rows]
    assert cells[1:] == [[number, step, who, moment(clock), remark] for step, who, clock, remark in rows]
    said = (await reader.get("/progress", params={"ticket": number})).json()["items"]
    assert [(each["step"], each["responsible"], each["at"], each["remark"] or "") for each in said] == [
        (step, who, f"{DAY}T{clock}:00+08:00", remark)
        for step, (_, who, clock, remark) in zip(
            ("intake", "first-response", "grading", "diagnosis"), rows, strict=True
        )
    ]


FIGURES = [
    ("tickets", None, None, 1, 1, None, ["工单数", "", "全部", "1", "件", "1", "", ""], "1"),
    ("first-response", None, None, 10, 1, None, ["平均首次响应时间", "", "全部", "10", "分钟", "1", "", ""], "10 分钟"),
    ("responded", None, None, 1, 1, 0.8, ["按时响应率", "", "全部", "1", "比例", "1", "0.8", "是"], "100.0%"),
    ("solved", None, None, 0, 1, 0.9, ["按时解决率", "", "全部", "0", "比例", "1", "0.9", "否"], "0.0%"),
    ("tickets", "severity", "urgent", 1, 1, None, ["工单数", "分级", "紧急", "1", "件", "1", "", ""], "1"),
]
"""As JSON has them, as the files have them, and as the page says them."""


async def test_a_monthly_report(act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient):
    await repaired(agent, supervisor)
    manager = act_as("m-001:manager", language="zh")
    assert (await manager.post("/reports", json={"period": "2024-05"})).status_code == 201
    lines, cells = await files(manager, "/reports/2024-05")
    said = (await manager.get("/reports/2024-05")).json()
    page = printed(await manager.get("/reports/2024-05", params={"format": "pdf"}))
    headings = ["期间", "指标", "分组", "项目", "数值", "单位", "基数", "目标", "达成"]
    assert lines[0] == cells[0] == headings
    assert len(lines) == len(cells) == len(said["figures"]) + 1
    for measure, by, of, value, base, target, row, shown in FIGURES:
        met = {"": None, "是": True, "否": False}[row[-1]]
        figure = {"measure": measure, "by": by, "of": of, "value": value, "base": base, "target": target, "met": met}
        place = said["figures"].index(figure) + 1
        assert lines[place] == ["2024-05", *row]
        assert cells[place] == ["2024-05", *(float(cell) if _is_number(cell) else cell for cell in row)]
        assert "".join(row[0].split()) in page
        assert "".join(shown.split()) in page
    for part in (
        "月度分析2024-05",
        "指标本期上期目标达成基数",
        "工单数1平均",
        "平均首次响应时间10分钟1平均",
        "按时响应率100.0%80.0%是1按时解决率0.0%90.0%否1",
    ):
        assert part in page, part


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).isdigit()


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_service_report(act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, language: str):
    """As JSON section by section; the page says all of it, in that order."""
    number = await repaired(agent, supervisor)
    reader = act_as("a-001:agent", language=language)
    place = f"/tickets/{number}/documents/service-report"
    said = (await reader.get(place, params={"format": "json"})).json()
    assert [section["key"] for section in said["sections"]] == [
        "customer",
        "product",
        "problem",
        "diagnosis",
        "visits",
        "work",
        "parts",
        "money",
        "feedback",
    ]
    assert [fact["value"] for fact in said["sections"][3]["facts"]] == [
        "电源板烧毁",
        "硬件" if language == "zh" else "hardware",
    ]
    page, at = printed(await reader.get(place)), 0
    for section in said["sections"]:
        for text in (section["title"], *(text for fact in section["facts"] for text in fact.values()), section["none"]):
            wanted = "".join(text.split())
            assert wanted in page[at:], text
            at = page.index(wanted, at)
