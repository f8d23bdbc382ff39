"""The sample rows of the written process come out of the tables exactly so (PROCESS section 12)."""

from domain.ticket.events import (
    Contact,
    EngineerDispatched,
    EstimateGiven,
    FaultDiagnosed,
    NoteAdded,
    ReceiptAcknowledged,
    TicketGraded,
    TicketOpened,
    TicketResolved,
)
from domain.ticket.vocabulary import Channel, Kind
from projections import progress, register
from projections.sheets.sheet import Reader
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.logs import ListLog, at


async def test_the_handbooks_register_row(log: ListLog, store: ReadStore, running: Running, reader: Reader):
    number = "202405-00123"
    opened = TicketOpened(
        channel=Channel.PHONE,
        kind=Kind.FAULT,
        customer_name="科技有限公司",
        company=True,
        contact=Contact(name="张伟", phone="13812345678"),
        summary="设备无法启动,报警代码E-002",
    )
    log.happen(number, opened, at("09:30"), by="刘")
    log.happen(number, ReceiptAcknowledged(), at("09:40"))
    log.happen(number, TicketGraded(severity="urgent", reason="停产"), at("09:45"))
    log.happen(number, EstimateGiven(due=at("12:00")), at("09:50"))
    log.happen(number, FaultDiagnosed(), at("10:05"))
    async with running(log, store) as runner:
        assert await runner.wait_for(5, 5)
    with store.read() as connection:
        rows = register.page(connection).rows
    assert register.SHEET.title == "售后服务工单登记表"
    assert register.SHEET.headings == [
        "工单号",
        "客户名称",
        "联系人",
        "联系方式",
        "反馈时间",
        "反馈渠道",
        "问题描述(摘要)",
        "问题分级",
        "受理人",
        "首次响应时间",
        "预计解决时间",
        "处理状态",
    ]
    assert ["|".join(texts) for texts in register.SHEET.texts(rows, reader)] == [
        "202405-00123|科技有限公司|张*|138****5678|2024-05-01 09:30|电话|设备无法启动,报警代码E-002|紧急|刘|"
        "09:40|2024-05-01 12:00|处理中"
    ]


async def test_the_appliance_tickets_progress_rows(log: ListLog, store: ReadStore, running: Running, reader: Reader):
    number, day = "202405120001", "2024-05-12"
    log.happen(number, TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT), at("09:30", day))
    log.happen(number, FaultDiagnosed(finding="判断为制冷剂泄漏,需上门维修"), at("10:00", day), by="008")
    dispatched = EngineerDispatched(engineer="003", visit_expected=at("14:00", day))
    log.happen(number, dispatched, at("11:00", day), by="002", role="supervisor")
    log.happen(number, NoteAdded(text="内部备注"), at("11:30", day))
    log.happen(number, TicketResolved(handling="更换制冷剂"), at("14:30", day), by="003", role="engineer")
    async with running(log, store) as runner:
        assert await runner.wait_for(5, 5)
    with store.read() as connection:
        rows = progress.page(connection, number).rows
    assert progress.SHEET.headings == ["工单号", "处理阶段", "责任人", "时间节点", "处理结果/备注"]
    assert list(progress.SHEET.texts(rows, reader)) == [
        [number, "登记", "s-001", "2024-05-12 09:30", "电话反馈"],
        [number, "初步诊断", "008", "2024-05-12 10:00", "判断为制冷剂泄漏,需上门维修"],
        [number, "派单", "002", "2024-05-12 11:00", "指派工号003,预计14:00上门"],
        [number, "上门维修", "003", "2024-05-12 14:30", "更换制冷剂"],
    ]
