"""A case from its solution to the archive: rejected, scored low, called back about, objected to, never answered."""

from datetime import UTC, datetime, timedelta
from typing import Final

from domain.record.envelope import Actor
from domain.record.identity import source_command_id
from domain.ticket.events import (
    AttachmentAdded,
    CallbackMade,
    ClosingReportWritten,
    Contact,
    FaultDiagnosed,
    FollowUpMade,
    ObjectionRaised,
    Product,
    ReceiptAcknowledged,
    ReminderSent,
    ResolutionConfirmed,
    ResolutionRejected,
    Score,
    ServiceRecordCompleted,
    SurveyAnswered,
    SurveySent,
    TicketArchived,
    TicketClosed,
    TicketOpened,
    TicketReopened,
    TicketResolved,
)
from domain.ticket.vocabulary import Channel, Kind
from tests.golden_events.stories.story import Happened, Story

KEY, CUSTOMER = "ticket-202602-00307", "customer-0307"
BEGINS: Final = datetime(2026, 2, 3, 1, 20, tzinfo=UTC)
AGENT: Final = Actor(id="001", role="agent", channel="api", address="198.51.100.41")
SUPERVISOR: Final = Actor(id="002", role="supervisor", channel="api")
CLERK: Final = Actor(id="011", role="clerk", channel="cli", entered_by="operator")
HERSELF: Final = Actor(id=CUSTOMER, role="customer", channel="api", address="2001:db8::307")
SCAN: Final = "5c1d9e7f3a2b4c6d8e0f1a3b5c7d9e0f2a4b6c8d1e3f5a7b9c0d2e4f6a8b1c3d"
DAY: Final = timedelta(days=1)


def _scores(timeliness: int, skill: int, attitude: int, effect: int) -> tuple[Score, ...]:
    given = {"timeliness": timeliness, "skill": skill, "attitude": attitude, "effect": effect}
    return tuple(Score(question=question, score=score) for question, score in given.items())


_FIRST: Final = (
    Happened(
        TicketOpened(
            channel=Channel.PHONE,
            kind=Kind.CONSULTATION,
            customer_name="宋婉清",
            contact=Contact(name="宋婉清", salutation="女士", phone="13611112222"),
            product=Product(name="净水器", model="RO-600", serial="JS2211D0307"),
            summary="滤芯指示灯一直闪",
        )
    ),
    Happened(ReceiptAcknowledged(channel=Channel.PHONE)),
    Happened(FaultDiagnosed(finding="滤芯寿命计数未清零", fault_type="operation", category="usage")),
    Happened(TicketResolved(cause="更换滤芯后未复位", handling="电话指导长按复位键五秒")),
    Happened(
        AttachmentAdded(
            sha256=SCAN, size=120_344, media_type="application/pdf", name="问题确认单.pdf", purpose="confirmation"
        )
    ),
    Happened(ResolutionRejected(reason="过夜后又闪", given="message", evidence=SCAN), after=DAY),
)
_SECOND: Final = (
    Happened(TicketResolved(cause="按键板接触不良", handling="寄送按键板并指导更换", precautions="断电后操作")),
    Happened(SurveySent(survey=1, channel=Channel.SMS, form="handbook@1", note="回复数字即可")),
    Happened(
        SurveyAnswered(
            survey=1,
            scores=_scores(3, 4, 5, 4),
            low=True,
            recommend=6,
            comment="两次才修好",
            given="phone",
            evidence=SCAN,
        )
    ),
    Happened(
        CallbackMade(survey=1, category="timeliness", reason="快递耽误一天", agreed="赠送一支滤芯"), by=SUPERVISOR
    ),
    Happened(ResolutionConfirmed(signature="宋婉清", note="已恢复正常", given="signature", evidence=SCAN), after=DAY),
    Happened(ClosingReportWritten(cause="按键板接触不良", handling="更换按键板", lessons="指示灯类问题先查按键板批次")),
    Happened(TicketClosed(closed_as="satisfied"), by=SUPERVISOR),
    Happened(ServiceRecordCompleted(gaps=()), by=SUPERVISOR, after=timedelta(0)),
)
_THIRD: Final = (
    Happened(ObjectionRaised(reason="承诺的滤芯未收到", given="portal", evidence=SCAN), by=HERSELF, after=2 * DAY),
    Happened(TicketResolved(handling="补寄滤芯")),
    Happened(
        FollowUpMade(
            channel=Channel.PHONE, solved=True, professional=False, satisfied=False, note="客户称客服语气生硬"
        ),
        by=SUPERVISOR,
    ),
    Happened(TicketResolved(handling="主管致歉并补寄滤芯")),
    *(
        Happened(ReminderSent(reminder=count, channel=Channel.SMS, note="请确认是否收到滤芯"), after=3 * DAY)
        for count in (1, 2, 3)
    ),
    Happened(TicketClosed(closed_as="unanswered"), by=SUPERVISOR, after=3 * DAY),
    Happened(ServiceRecordCompleted(gaps=("purchased", "plan", "steps", "parts")), by=SUPERVISOR, after=timedelta(0)),
    Happened(TicketReopened(reason="客户来电称仍未收到"), after=DAY),
    Happened(TicketResolved(handling="当面送达")),
    Happened(TicketClosed(closed_as="supervisor", reason="客户当面签收，不再填写"), by=SUPERVISOR),
    Happened(ServiceRecordCompleted(gaps=("purchased",)), by=SUPERVISOR, after=timedelta(0)),
    Happened(
        TicketArchived(
            customer_name="宋婉清",
            product="净水器",
            model="RO-600",
            fault_type="operation",
            category="usage",
            cause="按键板接触不良",
            closed_as="supervisor",
            closed=datetime(2026, 2, 20, 2, 40, tzinfo=UTC),
            note="纸质确认单存档于二号柜",
        ),
        by=CLERK,
        after=10 * DAY,
    ),
)


def _in_one(happened: tuple[Happened, ...]) -> tuple[Happened, ...]:
    """The service record is of the command that closed the case before it."""
    told: list[Happened] = []
    for version, each in enumerate(happened, 1):
        if isinstance(each.event, ServiceRecordCompleted):
            closed = source_command_id("golden", KEY, version - 1)
            each = Happened(each.event, each.by, each.after, each.besides, command=closed, index=1)
        told.append(each)
    return tuple(told)


STORY: Final = Story(
    KEY,
    BEGINS,
    AGENT,
    _in_one((*_FIRST, *_SECOND, *_THIRD)),
    besides={"ticket": KEY, "customer": CUSTOMER, "policy": "handbook@1"},
)
