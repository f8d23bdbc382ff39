"""PROCESS section 12: the sample rows, entered as commands at their times, come out exactly so wherever one looks."""

import asyncio
import csv
from datetime import datetime, time
from io import BytesIO, StringIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from projections.progress import SHEET as PROGRESS
from projections.register import FAULTS
from projections.register import SHEET as REGISTER
from tests.golden.conftest import Department

pytestmark = pytest.mark.golden

ORDER = (
    "202405-00123|科技有限公司|张*|138****5678|2024-05-01 09:30|电话|设备无法启动,报警代码E-002|紧急|刘*|09:40|"
    "2024-05-01 12:00|处理中"
)
FAULT_ROWS = [
    "202405120001|*先生|139****5678|智能空调|KFR-35|202403*****|制冷效果差,出风温度高于设定温度5℃|2024年3月|二级|*客服|"
    "2024-05-12 09:30",
    "202405120002|*女士|139****0139|智能手机|P50|202404*****|屏幕偶尔失灵,触碰无反应|2024年4月|一级|*客服|2024-05-12 10:15",
]
STEPS = [
    "202405120001|初步诊断|*技术员|2024-05-12 10:00|判断为制冷剂泄漏,需上门维修",
    "202405120001|派单|*主管|2024-05-12 11:00|指派*张工(工号003),预计14:00上门",
    "202405120001|上门维修|*张工|2024-05-12 14:30|更换制冷剂",
]
STAFF = {
    "001": ("刘洋", "客服"),
    "002": ("孙丽", "主管"),
    "003": ("张建国", "张工"),
    "008": ("何明", "技术员"),
}


async def staffed(department: Department) -> None:
    for number, (name, office) in STAFF.items():
        said = {"number": number, "name": name, "office": office, "since": "2024-01-01"}
        await department.at("2024-04-30T08:00", "admin:administrator", "/staff", **said)
    engineer = {"role": "engineer", "since": "2024-01-01"}
    await department.at("2024-04-30T08:10", "admin:administrator", "/staff/003/role", **engineer)


async def the_123rd_ticket_of_may(department: Department) -> None:
    said = {"channel": "web", "kind": "consultation", "summary": "如何保养"}
    await asyncio.gather(*(department.at("2024-05-01T09:00", "004:agent", "/tickets", **said) for _ in range(122)))
    opened = await department.at(
        "2024-05-01T09:30",
        "001:agent",
        "/tickets",
        channel="phone",
        customer_name="科技有限公司",
        company=True,
        contact={"name": "张伟", "phone": "13812345678"},
        summary="设备无法启动,报警代码E-002",
        error_code="E-002",
    )
    ticket = f"/tickets/{opened['number']}"
    await department.at("2024-05-01T09:40", "001:agent", f"{ticket}/acknowledgement")
    await department.at("2024-05-01T09:45", "001:agent", f"{ticket}/grade", severity="urgent", reason="核心业务停顿")
    await department.at("2024-05-01T09:50", "001:agent", f"{ticket}/estimate", due="2024-05-01T12:00:00+08:00")
    await department.at("2024-05-01T10:05", "001:agent", f"{ticket}/diagnosis", finding="电源模块故障")


async def two_faults(department: Department) -> None:
    first = await department.at(
        "2024-05-12T09:30",
        "001:agent",
        "/tickets",
        channel="phone",
        customer_name="王强",
        contact={"salutation": "先生", "phone": "13900005678"},
        product={"name": "智能空调", "model": "KFR-35", "serial": "202403A0001", "purchased": "2024-03"},
        summary="制冷效果差,出风温度高于设定温度5℃",
    )
    ticket = f"/tickets/{first['number']}"
    await department.at("2024-05-12T09:40", "001:agent", f"{ticket}/grade", severity="2", reason="主要功能下降")
    await department.at("2024-05-12T09:45", "001:agent", f"{ticket}/routing", staff="008")
    finding = "判断为制冷剂泄漏,需上门维修"
    await department.at("2024-05-12T10:00", "008:engineer", f"{ticket}/diagnosis", finding=finding)
    second = await department.at(
        "2024-05-12T10:15",
        "001:agent",
        "/tickets",
        channel="app",
        customer_name="李娜",
        contact={"salutation": "女士", "phone": "13900000139"},
        product={"name": "智能手机", "model": "P50", "serial": "202404B0002", "purchased": "2024-04"},
        summary="屏幕偶尔失灵,触碰无反应",
    )
    graded = f"/tickets/{second['number']}/grade"
    await department.at("2024-05-12T10:20", "001:agent", graded, severity="1", reason="客户以此手机报警求助")
    due = "2024-05-12T14:00:00+08:00"
    await department.at("2024-05-12T11:00", "002:supervisor", f"{ticket}/dispatch", engineer="003", visit_expected=due)
    await department.at("2024-05-12T11:05", "003:engineer", f"{ticket}/acceptance")
    await department.at("2024-05-12T11:20", "003:engineer", f"{ticket}/visit", at=due, place="某路1号")
    await department.at("2024-05-12T14:30", "003:engineer", f"{ticket}/arrival")
    await department.at("2024-05-12T14:30", "003:engineer", f"{ticket}/repair-consent", by="王强", given="in-person")
    await department.at("2024-05-12T14:30", "003:engineer", f"{ticket}/work", work="repair", steps="更换制冷剂")


async def exported(department: Department, path: str, **asked: str) -> tuple[list[str], list[str]]:
    """The rows of the CSV and of the Excel file, as printed."""
    text = (await department.read(path, format="csv", **asked)).content.decode("utf-8-sig")
    book = (await department.read(path, format="xlsx", **asked)).content
    sheet = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    return ["|".join(row) for row in csv.reader(StringIO(text))], ["|".join(map(printed, row)) for row in sheet]


def printed(cell: Any) -> str:
    """What Excel shows of a cell by the formats it was written with."""
    match cell:
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case time():
            return f"{cell:%H:%M}"
        case _:
            return str(cell)


async def printed_by_the_command_line(department: Department, *words: str) -> tuple[list[str], str]:
    """The rows of ``--format csv``, and the table on a wide screen."""
    rows = csv.reader(StringIO((await department.command(*words, "--format", "csv")).removeprefix("\ufeff")))
    return ["|".join(row) for row in rows], await department.command(*words)


def on_screen(row: str, screen: str) -> bool:
    """Whether the cells stand beside each other in one line of the screen."""
    return any(line.split() == row.replace("|", " ").split() for line in screen.splitlines())


async def test_the_work_order_register_of_the_handbook(department: Department) -> None:
    await staffed(department)
    await the_123rd_ticket_of_may(department)
    [row] = (await department.read("/register", text="E-002")).json()["items"]
    assert {name: row[name] for name in ("number", "customer_name", "contact", "contact_detail", "receiver_name")} == {
        "number": "202405-00123",
        "customer_name": "科技有限公司",
        "contact": "张*",
        "contact_detail": "138****5678",
        "receiver_name": "刘*",
    }
    assert (row["reported"], row["first_response"]) == ("2024-05-01T09:30:00+08:00", "2024-05-01T09:40:00+08:00")
    assert (row["estimate"], row["severity_zh"]) == ("2024-05-01T12:00:00+08:00", "紧急")
    assert (row["channel"], row["summary"], row["status"]) == ("phone", "设备无法启动,报警代码E-002", "in-progress")
    heading = "|".join(REGISTER.headings)
    for rows in await exported(department, "/register", text="E-002"):
        assert rows == [heading, ORDER]
    rows, screen = await printed_by_the_command_line(department, "register", "--text", "E-002")
    assert rows == [heading, ORDER]
    assert on_screen(ORDER, screen)


async def test_the_fault_register_and_the_progress_table_of_appliances(department: Department) -> None:
    await staffed(department)
    await two_faults(department)
    items = (await department.read("/faults", sort="number")).json()["items"]
    assert [(row["number"], row["fault_customer"], row["fault_contact_detail"], row["serial"]) for row in items] == [
        ("202405120001", "*先生", "139****5678", "202403*****"),
        ("202405120002", "*女士", "139****0139", "202404*****"),
    ]
    assert [(row["severity_zh"], row["purchased"], row["fault_receiver_name"]) for row in items] == [
        ("二级", "2024-03", "*客服"),
        ("一级", "2024-04", "*客服"),
    ]
    heading = "|".join(FAULTS.headings)
    for rows in await exported(department, "/faults", sort="number"):
        assert rows == [heading, *FAULT_ROWS]
    rows, screen = await printed_by_the_command_line(department, "faults", "--sort", "number")
    assert rows == [heading, *FAULT_ROWS]
    assert all(on_screen(row, screen) for row in FAULT_ROWS)
    await the_steps_are_shown(department)


async def the_steps_are_shown(department: Department) -> None:
    """The three rows among those of the ticket, in their order."""
    ticket = "202405120001"
    items = (await department.read("/progress", ticket=ticket)).json()["items"]
    said = [(row["responsible_name"], row["at"], row["remark"]) for row in items]
    for step in STEPS:
        _, _, who, when, remark = step.split("|")
        assert (who, f"{when.replace(' ', 'T')}:00+08:00", remark) in said
    heading = "|".join(PROGRESS.headings)
    for rows in await exported(department, "/progress", ticket=ticket):
        assert rows[0] == heading
        assert [row for row in rows if row in STEPS] == STEPS
    rows, screen = await printed_by_the_command_line(department, "progress", "--ticket", ticket)
    assert [row for row in rows if row in STEPS] == STEPS
    assert all(on_screen(step, screen) for step in STEPS)
    assert [row.split("|")[1] for row in rows[1:]] == [
        "登记",
        "分级",
        "分级",
        "初步诊断",
        "派单",
        "接单",
        "接单",
        "上门维修",
        "上门维修",
        "上门维修",
    ]
