"""A repair out of warranty, first part: taken in, verified, routed, graded, looked into, planned."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from domain.record.identity import event_id, request_command_id, source_command_id
from domain.ticket.events import (
    ArticleConsulted,
    AttachmentAdded,
    CollaborationAnswered,
    CollaborationRequested,
    CommunicationLogged,
    Contact,
    CustomerContacted,
    FaultDiagnosed,
    InformationVerified,
    MeetingCalled,
    MeetingHeld,
    Option,
    OptionChosen,
    PlanApproved,
    PlanProposed,
    PlanRejected,
    PlanShared,
    Problem,
    Product,
    ReceiptAcknowledged,
    TicketAbsorbed,
    TicketGraded,
    TicketLinked,
    TicketOpened,
    TicketRouted,
    WarrantyAssessed,
)
from domain.ticket.vocabulary import Channel, Kind
from tests.golden_events.stories.second.people import (
    CLERK,
    ENGINEER,
    HERSELF,
    PRODUCT_CONTACT,
    PROGRAM,
    STAND_IN,
    SUPERVISOR,
)
from tests.golden_events.stories.story import Happened

BEGINS: Final = datetime(2025, 7, 14, 1, 5, tzinfo=UTC)
KEY, OTHER_KEY = "ticket-202507-00201", "ticket-202507-00202"
NUMBER, OTHER_NUMBER = "202507-00201", "202507-00202"
OPENS: Final = source_command_id("golden", KEY, 1)
OPENED: Final = event_id(OPENS, 0)
LINKS: Final = source_command_id("golden", OTHER_KEY, 2)
MERGES: Final = source_command_id("golden", OTHER_KEY, 13)
VOUCHER_SCAN: Final = "1f8b3c5d7e9a0b2c4d6e8f0a1b3c5d7e9f0a2b4c6d8e0f1a3b5c7d9e0f2a4b6c"
CONSENT_SCAN: Final = "9a7c5e3b1d0f2e4c6a8b0d9f7e5c3a1b2d4f6e8a0c9b7d5f3e1a2c4b6d8f0e9a"
CONSENT_ON_PAPER: Final = "4d2b0f9e7c5a3b1d8f6e4c2a0b9d7f5e3c1a4b6d8e0f2c9a7b5d3e1f0a8c6b4d"

PROBLEM: Final = Problem(
    phenomenon="开机十分钟后室内机滴水，出风口结霜",
    noticed="七月十二日晚上九点左右",
    frequency="每次开机都会出现",
    environment="卧室，窗户朝西，室外机挂在阳台外墙",
    tried="清洗过滤网，断电重启两次",
    reported_before=False,
)
INTAKE: Final = (
    Happened(
        TicketOpened(
            channel=Channel.WECHAT,
            kind=Kind.FAULT,
            customer_name="王丽华",
            company=False,
            contact=Contact(
                name="陈建国", salutation="陈女婿", phone="13900000139", email="wlh@example.org", wechat="wanglihua88"
            ),
            order_number="JD-2025-778812",
            product=Product(
                name="智能空调",
                model="KFR-50",
                serial="202301C0457",
                batch="C4",
                purchased="2023-06-18",
                purchase_channel="网上商城",
                voucher="发票 0440032",
                warranty_months=24,
            ),
            summary="空调漏水，制冷效果差",
            description="用户反映室内机漏水，地板已泡湿一块。",
            error_code="E-07",
            tier="standard",
            region="河北省石家庄市",
            problem=PROBLEM,
        ),
        by=HERSELF,
    ),
    Happened(ReceiptAcknowledged(channel=Channel.WECHAT, note="已回复受理，请先关机断电")),
    Happened(InformationVerified(missing=("voucher", "purchased"), note="请用户补拍购机凭证")),
    Happened(
        AttachmentAdded(
            sha256=VOUCHER_SCAN, size=482_113, media_type="image/jpeg", name="购机发票.jpg", purpose="voucher"
        ),
        by=HERSELF,
    ),
    Happened(InformationVerified(missing=())),
    Happened(
        CommunicationLogged(
            direction="from-customer", channel=Channel.PHONE, text="用户来电催问，家中有老人，希望尽快上门"
        )
    ),
    Happened(
        TicketRouted(team="north", rule="air-conditioners", rules="desk@3"),
        by=PROGRAM,
        command=request_command_id("gongdan", "route", OPENED),
        besides={"causation": OPENED, "correlation": OPENS},
    ),
    Happened(TicketRouted(staff="001", reason="用户点名由小刘跟进"), by=SUPERVISOR),
    Happened(
        WarrantyAssessed(
            warranty="out",
            purchased="2023-06-18",
            months=24,
            ends=date(2025, 6, 18),
            reason="以发票日期为准，已过保一个月",
        )
    ),
    Happened(TicketGraded(severity="important", reason="漏水影响使用，有触电风险但已断电")),
    Happened(
        TicketLinked(other=OTHER_NUMBER, relation="duplicated"),
        command=LINKS,
        index=1,
    ),
    Happened(TicketAbsorbed(other=OTHER_NUMBER), command=MERGES, index=1),
)
DIAGNOSIS: Final = (
    Happened(
        CustomerContacted(channel=Channel.PHONE, note="电话指导排查排水管，未见堵塞", technical=True),
        by=ENGINEER,
    ),
    Happened(ArticleConsulted(article="kb-0031", article_version=4, helped=False), by=ENGINEER),
    Happened(
        CollaborationRequested(
            request=1,
            department="product",
            text="同批次是否有蒸发器结霜的已知缺陷？附诊断数据",
            due=BEGINS + timedelta(hours=6),
        ),
        by=ENGINEER,
    ),
    Happened(CollaborationAnswered(request=1, text="C4 批次四通阀有偏差记录，建议更换"), by=PRODUCT_CONTACT),
    Happened(
        FaultDiagnosed(
            finding="制冷剂不足且四通阀动作不到位",
            fault_type="hardware",
            found_by="remote",
        ),
        by=ENGINEER,
    ),
)
PLAN: Final = (
    Happened(MeetingCalled(departments=("technical", "product", "service"), topic="过保机型漏水的处理口径")),
    Happened(
        MeetingHeld(
            departments=("technical", "product", "service"),
            attendees=("001", "003", "041"),
            outcome="同意更换四通阀，人工费减半",
        )
    ),
    Happened(
        PlanProposed(plan=1, steps="先补氟观察三天", owner="003", deadline=BEGINS + timedelta(days=3)), by=ENGINEER
    ),
    Happened(PlanRejected(plan=1, reason="只补氟治标不治本"), by=SUPERVISOR),
    Happened(
        PlanProposed(
            plan=2,
            steps="上门更换四通阀，检漏，抽真空，加注制冷剂，试机两小时",
            owner="003",
            deadline=BEGINS + timedelta(days=2),
            options=(
                Option(
                    name="更换四通阀",
                    text="更换原厂四通阀并重新加注制冷剂",
                    pros="一次解决，质保九十天",
                    cons="等件约一天",
                    cost=Decimal("685.00"),
                    minutes=150,
                ),
                Option(name="以旧换新", text="旧机折价后换购新机", cost=Decimal("2899.50")),
            ),
        ),
        by=ENGINEER,
    ),
    Happened(PlanApproved(plan=2, reason="方案完整，费用已按会议口径减免"), by=STAND_IN),
    Happened(PlanShared(plan=2, channel=Channel.WECHAT, note="方案表已发给用户")),
    Happened(OptionChosen(plan=2, option="更换四通阀", by="王丽华", given="message"), by=CLERK),
)
