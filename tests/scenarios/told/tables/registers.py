"""Work-order register, fault register and progress table, now and as of a moment (登记表、跟踪表): R38, R39, R40, R48."""

from collections.abc import Sequence
from typing import Final

from domain.staff.commands import GrantRole, JoinStaff
from domain.staff.vocabulary import Role
from domain.ticket.commands import (
    AcceptDispatch,
    AcknowledgeReceipt,
    ArriveOnSite,
    ConsentToRepair,
    DiagnoseFault,
    DispatchEngineer,
    GiveEstimate,
    GradeTicket,
    LogWork,
    OpenTicket,
)
from domain.ticket.events import Contact, Product
from domain.ticket.vocabulary import Channel, Kind
from projections import progress, register
from projections.sheets.sheet import Reader, Sheet
from projections.sql.rows import Row
from tests.domain.specification import SHANGHAI
from tests.scenarios.desk.tables import tables
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import Seen, Step, at
from tests.scenarios.people import administrator, agent, engineer, manager, supervisor

Told = list[tuple[str, str, str]]
SINCE: Final = at("2024-01-01 00:00").date()
REPORT: Final = OpenTicket(
    channel=Channel.PHONE,
    summary="设备无法启动,报警代码E-002",
    customer_name="科技有限公司",
    company=True,
    contact=Contact(name="张伟", phone="13812345678"),
)
COOLING: Final = OpenTicket(
    channel=Channel.PHONE,
    kind=Kind.FAULT,
    summary="制冷效果差,出风温度高于设定温度5℃",
    customer_name="陈强",
    contact=Contact(name="陈强", salutation="先生", phone="13900005678"),
    product=Product(name="智能空调", model="KFR-35", serial="202403A0001", purchased="2024-03"),
)


def the_register(seen: Seen) -> Told:
    with tables(seen) as connection:
        return _shown(register.SHEET, register.page(connection).rows, "status")


def the_faults(seen: Seen) -> Told:
    with tables(seen) as connection:
        return _shown(
            register.FAULTS, register.page(connection, register.RegisterFilter(kind=("fault",))).rows, "number"
        )


def the_progress(seen: Seen) -> Told:
    with tables(seen) as connection:
        return _shown(progress.SHEET, progress.page(connection, seen.numbers[-1]).rows, "step")


def _shown(sheet: Sheet, rows: Sequence[Row], code: str) -> Told:
    """Each row as it is printed in either language, under its headings."""
    chinese, english = (list(sheet.texts(rows, Reader(SHANGHAI, chinese=each))) for each in (True, False))
    return [
        (row[code], " ｜ ".join(text or "–" for text in zh), " ｜ ".join(text or "–" for text in en))
        for row, zh, en in zip(rows, chinese, english, strict=True)
    ]


def employed(number: str, name: str, office: str, role: Role) -> tuple[Step, ...]:
    commands = (JoinStaff(name=name, office=office, since=SINCE), GrantRole(role=role, since=SINCE))
    return tuple(administrator(command).on_record(f"staff-{number}") for command in commands)


AGENT: Final = employed("a-001", "刘芳", "客服", Role.AGENT)
PEOPLE: Final = (
    *AGENT,
    *employed("e-003", "张工匠", "张工", Role.ENGINEER),
    *employed("s-002", "王敏", "主管", Role.SUPERVISOR),
)


@scenario(
    "R38",
    "R48",
    zh="工单登记表随处理进展而变，也可查看过去任一时刻的样子",
    en="The work-order register follows the work, and shows how it stood at any past moment",
)
def the_work_order_register_follows_the_work() -> Story:
    looks = manager.looks("查看售后服务工单登记表", "looks at the work-order register")
    return (
        given(
            *AGENT,
            opens(agent, REPORT).at("09:30"),
            agent(AcknowledgeReceipt(channel=Channel.PHONE)).at("09:40"),
            agent(GradeTicket(severity="urgent", reason="核心业务受影响")).at("09:45"),
            agent(GiveEstimate(due=at("12:00"))),
            agent(DiagnoseFault(finding="电源板损坏", fault_type="hardware")).at("10:05"),
        )
        .when(looks)
        .then_seen(the_register, "in-progress")
        .when(manager.looks("查看 09:42 时的登记表", "looks at the register as of 09:42").on("09:42"))
        .then_seen(the_register, "responded")
        .when(manager.looks("查看 09:35 时的登记表", "looks at the register as of 09:35").on("09:35"))
        .then_seen(the_register, "registered")
    )


@scenario(
    "R39",
    zh="产品故障信息登记表：联系方式、SN 码遮盖，购买时间可只到月份",
    en="The product fault register: contact and serial number masked, the purchase known to the month",
)
def the_product_fault_register_shows_faults_alone() -> Story:
    question = OpenTicket(channel=Channel.PHONE, kind=Kind.CONSULTATION, summary="如何除霜")
    return (
        given(
            *AGENT,
            opens(agent, COOLING).at("2024-05-12 09:30"),
            agent(GradeTicket(severity="2", reason="主要功能下降")),
            opens(agent, question),
        )
        .under("appliance")
        .when(manager.looks("查看产品故障信息登记表", "looks at the product fault register"))
        .then_seen(the_faults, "202405120001")
    )


@scenario(
    "R40",
    zh="故障处理进度跟踪表：每个阶段一行，写明责任人、时间和结果",
    en="The progress table: a row a stage, with who, when and what came of it",
)
def the_progress_table_has_a_row_a_stage() -> Story:
    visit = at("2024-05-12 14:00")
    return (
        given(
            *PEOPLE,
            opens(agent, COOLING).at("2024-05-12 09:30"),
            agent(DiagnoseFault(finding="判断为制冷剂泄漏,需上门维修")).at("2024-05-12 10:00"),
            agent(GradeTicket(severity="2", reason="主要功能下降")),
            supervisor(DispatchEngineer(engineer="e-003", visit_expected=visit, reason="熟悉该产品")).at(
                "2024-05-12 11:00"
            ),
            engineer(AcceptDispatch()),
            engineer(ArriveOnSite()).at("2024-05-12 14:30"),
            engineer(ConsentToRepair(by="陈强", given="in-person")),
            engineer(LogWork(work="repair", steps="更换制冷剂")),
        )
        .under("appliance")
        .when(manager.looks("查看故障处理进度跟踪表", "looks at the progress table"))
        .then_seen(the_progress, "intake", "diagnosis", "grading", "dispatch", "acceptance", "visit", "visit", "visit")
    )
