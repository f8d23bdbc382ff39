"""The made-up ticket: everything that anybody is told of happens to it, in the order of a life."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from domain.record.event import Event
from domain.ticket import events as ticket
from domain.ticket.events.deadlines import DeadlineMissed, DeadlineWarned, ProgressSyncMissed
from domain.ticket.vocabulary import Channel, Kind, Stage

BEGAN: Final = datetime(2024, 5, 1, 1, 30, tzinfo=UTC)
_STARTED: Final = "00000000-0000-5000-8000-000000000001"


def _at(hours: float) -> datetime:
    return BEGAN + timedelta(hours=hours)


def _run(
    kind: type[DeadlineWarned | DeadlineMissed | ProgressSyncMissed], clock: str, hours: float, limit: str
) -> Event:
    return kind(clock=clock, started=_STARTED, period=1, due=_at(hours), limit=limit)


_OPTIONS: Final = (
    ticket.Option(name="A", text="更换电源板", pros="当天完成", cons="费用较高", cost=Decimal(260), minutes=60),
    ticket.Option(name="B", text="返厂维修", pros="费用低", cons="约需五天", cost=Decimal(120)),
)

EVENTS: Final[tuple[Event, ...]] = (
    ticket.TicketOpened(
        channel=Channel.PHONE,
        kind=Kind.FAULT,
        customer_name="张伟",
        contact=ticket.Contact(name="张伟", salutation="先生", phone="13812345678", email="zhangwei@example.com"),
        product=ticket.Product(name="智能空调", model="KFR-35", serial="202403A0001", purchased="2024-03"),
        summary="设备无法启动，报警代码 E-002",
        region="石家庄",
    ),
    ticket.ReceiptAcknowledged(channel=Channel.PHONE),
    ticket.TicketGraded(severity="urgent", reason="营业场所停机，影响营业"),
    ticket.TicketRouted(staff="001", team="north", reason="空调类"),
    ticket.TicketEscalated(to="s-001", reason="现场两次更换保险仍跳闸"),
    ticket.CollaborationRequested(
        request=1, department="product", text="请确认 B7 批次电源板是否有已知缺陷。", due=_at(4)
    ),
    ticket.CollaborationAnswered(request=1, text="B7 批次电源板电容耐温不足，请更换 C1 版。"),
    ticket.CommunicationLogged(direction="from-customer", channel=Channel.WEB, text="明天上午家里有人，请带上备件。"),
    ticket.MeetingCalled(departments=("technical", "product", "service"), topic="确定电源板更换方案"),
    ticket.PlanProposed(
        plan=1, steps="1. 断电检测\n2. 更换电源板\n3. 通电试机一小时", owner="003", deadline=_at(8), options=_OPTIONS
    ),
    ticket.PlanRejected(plan=1, reason="请写明备件到货时间"),
    ticket.PlanApproved(plan=1, reason="同意"),
    ticket.PlanShared(plan=1, channel=Channel.EMAIL),
    ticket.DispatchDeclined(engineer="004", stage=Stage.PLANNED, reason="当日已排满"),
    ticket.EngineerDispatched(engineer="003", team="north", reason="持制冷维修证，距离最近", visit_expected=_at(4.5)),
    _run(DeadlineWarned, "engineers-contact", 3, "1 h"),
    _run(DeadlineWarned, "first-response", 1, "10 min"),
    ticket.VisitPromised(at=_at(4.5), until=_at(6.5), place="石家庄市中山路 8 号"),
    ticket.EstimateGiven(due=_at(8)),
    ticket.FeeQuoted(quote=1, amount=Decimal(260), items="电源板 200 元，人工 60 元"),
    ticket.CooperationRequested(request=1, what="请在上门当天留人，并准备购机凭证", due=_at(4)),
    ticket.CooperationRequested(request=2, what="请提前关闭总电源十分钟"),
    _run(DeadlineWarned, "cooperation", 4, "as agreed"),
    _run(DeadlineMissed, "cooperation", 4, "as agreed"),
    _run(DeadlineWarned, "progress-sync", 6, "2 h"),
    _run(ProgressSyncMissed, "progress-sync", 6, "2 h"),
    _run(DeadlineMissed, "handling-start", 2, "2 h"),
    ticket.ProgressShared(channel=Channel.EMAIL, text="电源板已到货，工程师按约定 14:00 上门更换，预计一小时完成。"),
    ticket.TicketResolved(
        cause="电源板电容失效", handling="更换 C1 版电源板，通电试机一小时正常", precautions="请勿与大功率电器共用插座"
    ),
    ticket.ResolutionRejected(reason="晚上又自动停机一次"),
    ticket.ReminderSent(reminder=1, channel=Channel.EMAIL),
    ticket.SurveySent(survey=1, channel=Channel.EMAIL, form="handbook@1"),
    ticket.SurveyAnswered(
        survey=1,
        scores=(
            ticket.Score(question="timeliness", score=2),
            ticket.Score(question="skill", score=4),
            ticket.Score(question="attitude", score=5),
            ticket.Score(question="effect", score=3),
        ),
        low=True,
        recommend=6,
        comment="等了太久才有人联系。",
    ),
    ticket.TicketClosed(closed_as="unanswered"),
    ticket.TicketClosed(closed_as="satisfied"),
)
