"""A made-up complaint, return, incident, report and subscription."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Final

from domain.matters.complaints import events as complaint
from domain.matters.incidents import events as incident
from domain.matters.incidents.vocabulary import Member
from domain.matters.returns import events as returns
from domain.record.event import Event
from domain.reports.events import ReportPublished
from domain.subscriptions.events import SubscriptionDisabled, SubscriptionOpened
from domain.subscriptions.grant import Grant
from domain.subscriptions.terms import Terms
from domain.ticket.vocabulary import Channel
from gongdan.notices.samples.ticket import BEGAN

EVENTS: Final[Mapping[str, tuple[Event, ...]]] = {
    "complaint-TS202405-00001": (
        complaint.ComplaintRaised(categories=("timeliness",), words="报修两天没有人联系我。"),
        complaint.ComplaintGiven(staff="h-001", note="客户希望电话沟通"),
        complaint.ComplaintAnswered(
            channel=Channel.EMAIL,
            apology="让您久等，我们深表歉意。",
            facts="您的工单在 5 月 1 日登记后未及时派单，现已安排工程师。",
        ),
        complaint.ComplaintHandled(
            cause="process", words="派单规则遗漏", measures="已安排当天上门，并修改派单规则", remedy="免收上门费"
        ),
    ),
    "return-TH202405-00001": (
        returns.ReturnRequested(
            wanted="refund",
            product="智能空调",
            model="KFR-35",
            voucher="invoice",
            condition="opened",
            reason="同一故障两次维修未解决",
        ),
        returns.ReturnAssigned(staff="001"),
        returns.RefundApprovalAsked(amount=Decimal("6800.00"), note="按发票全额"),
        returns.ReturnApproved(ground="defect", packing="请保留原包装，附上发票复印件和本编号。"),
    ),
    "incident-YJ202405-00001": (
        incident.AlarmRaised(
            signal="ticket-spike",
            product="净水器",
            region="石家庄",
            observed=37,
            usual=4,
            minutes=60,
            words="滤芯灯故障一小时三十七单",
        ),
        incident.AlarmConfirmed(reason="集中于 D03 批次，属实"),
        incident.ResponseTeamCalled(
            team=(Member(staff="x", duty="lead"), Member(staff="006", duty="technical")), note="15:00 电话会议"
        ),
        incident.CustomersInformed(
            channel=Channel.EMAIL,
            words="部分净水器指示灯误报，请勿更换滤芯，我们将上门处理。",
            tickets=("202405-00123",),
        ),
        incident.ServiceRestored(at=BEGAN + timedelta(hours=9), words="远程更新固件后指示正常"),
    ),
    "report-2024-05": (ReportPublished.model_construct(period="2024-05", edition=1, flagged=("KFR-35",)),),
    "subscription-erp": (
        SubscriptionOpened(
            way="webhook",
            terms=Terms(owner="m-900", purpose="ERP 结算", grant=Grant(), endpoint="https://erp.example.com/events"),
        ),
        SubscriptionDisabled(why="failing"),
    ),
}
