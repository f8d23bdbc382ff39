"""A repair from the call to the closing, as events: what the documents of the tests are written from."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from domain.ticket import events as e
from domain.ticket.events import TicketEvent
from domain.ticket.vocabulary import Channel, Kind, Stage
from tests.projections.logs import ListLog, at

NUMBER = "202405-00123"
SIGNED = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
HOSTILE = '#panic("x") $x$ *粗* _斜_ `码` @引用 <标签> "引号" \\ // 注释 =1+1'
NEXT_DAY = "2024-05-02"

Step = tuple[datetime, str, TicketEvent]


def opened(**said: Any) -> e.TicketOpened:
    contact = e.Contact(name="张伟", salutation="先生", phone="13812345678")
    product = e.Product(name="智能空调", model="KFR-35", serial="202403A0001", purchased="2024-03")
    told = {"customer_name": "李娜", "contact": contact, "product": product, "summary": "设备无法启动"} | said
    return e.TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, error_code="E-002", **told)


def beginning(summary: str = "设备无法启动", **said: Any) -> list[Step]:
    return [
        (at("09:30"), "a-001:agent", opened(summary=summary, **said)),
        (at("09:40"), "a-001:agent", e.ReceiptAcknowledged(channel=Channel.PHONE)),
        (at("09:45"), "s-001:supervisor", e.TicketGraded(severity="urgent", reason="核心生产线停机")),
        (at("10:05"), "e-003:engineer", e.FaultDiagnosed(finding="电源板烧毁", fault_type="hardware")),
    ]


def planned() -> list[Step]:
    options = (
        e.Option(name="A", text="更换电源板", pros="彻底", cons="等备件一天", cost=Decimal("480.00"), minutes=120),
        e.Option(name="B", text="现场维修", pros="当天完成", cons="寿命较短", cost=Decimal("120.00"), minutes=180),
    )
    due = at("18:00", NEXT_DAY)
    first = e.PlanProposed(plan=1, steps="维修电源板", owner="e-003", deadline=due)
    second = e.PlanProposed(plan=2, steps="更换电源板，整机测试", owner="e-003", deadline=due, options=options)
    return [
        (at("10:30"), "e-003:engineer", first),
        (at("10:40"), "s-001:supervisor", e.PlanRejected(plan=1, reason="备件费用须先报价")),
        (at("11:00"), "e-003:engineer", second),
        (at("11:10"), "s-001:supervisor", e.PlanApproved(plan=2, reason="同意")),
        (at("11:15"), "a-001:agent", e.PlanShared(plan=2, channel=Channel.EMAIL)),
        (at("11:30"), "a-001:agent", e.OptionChosen(plan=2, option="A", by="张伟", given="message")),
    ]


def worked() -> list[Step]:
    visit = at("14:00", NEXT_DAY)
    return [
        (at("11:40"), "s-001:supervisor", e.EngineerDispatched(engineer="e-003", visit_expected=visit)),
        (at("11:45"), "e-003:engineer", e.DispatchAccepted(engineer="e-003")),
        (at("11:50"), "e-003:engineer", e.VisitPromised(at=visit, place="南京西路100号")),
        (at("12:00"), "a-001:agent", e.FeeQuoted(quote=1, amount=Decimal("480.00"), items="电源板")),
        (at("12:10"), "a-001:agent", e.FeeAccepted(quote=1, by="张伟", given="message")),
        (at("14:30", NEXT_DAY), "e-003:engineer", e.EngineerArrived()),
        (at("14:31", NEXT_DAY), "e-003:engineer", e.HandlingStarted(where="on-site")),
        (
            at("15:00", NEXT_DAY),
            "e-003:engineer",
            e.WorkLogged(
                work="replacement", steps="断电，更换电源板", minutes=45, materials="导热硅脂", result="启动正常"
            ),
        ),
        (at("15:05", NEXT_DAY), "e-003:engineer", e.PartUsed(part="PSU-KFR35", quantity=1, serial="P202404B0009")),
        (at("15:08", NEXT_DAY), "e-003:engineer", e.FunctionTested(passed=True)),
    ]


def solved() -> list[Step]:
    told = e.TicketResolved(cause="电源板受潮", handling="更换电源板", precautions="雨季前检查密封")
    return [(at("15:10", NEXT_DAY), "e-003:engineer", told)]


def confirmed() -> list[Step]:
    picture = e.AttachmentAdded(
        sha256=SIGNED, size=900, media_type="image/png", name="签字.png", purpose="confirmation"
    )
    word = e.ResolutionConfirmed(signature="张伟", given="signature", evidence=SIGNED, note="机器已正常")
    return [
        (at("15:20", NEXT_DAY), "e-003:engineer", picture),
        (at("15:30", NEXT_DAY), "e-003:engineer", word),
    ]


def surveyed() -> list[Step]:
    scores = (
        e.Score(question="timeliness", score=5),
        e.Score(question="skill", score=4),
        e.Score(question="attitude", score=5),
        e.Score(question="effect", score=3),
    )
    answer = e.SurveyAnswered(survey=1, scores=scores, low=True, recommend=8, comment="来得有点晚")
    return [
        (at("16:00", NEXT_DAY), "gongdan:system", e.SurveySent(survey=1, channel=Channel.SMS, form="handbook@1")),
        (at("17:00", NEXT_DAY), "customer-1:customer", answer),
        (
            at("17:30", NEXT_DAY),
            "s-001:supervisor",
            e.CallbackMade(survey=1, category="timeliness", reason="晚到半小时", agreed="下次提前告知"),
        ),
    ]


def closed() -> list[Step]:
    report = e.ClosingReportWritten(cause="电源板受潮", handling="更换电源板", lessons="备件应随车带一块电源板")
    return [
        (at("18:00", NEXT_DAY), "e-003:engineer", report),
        (at("18:10", NEXT_DAY), "e-003:engineer", e.NoteAdded(text="客户单位门卫须登记")),
        (at("18:20", NEXT_DAY), "s-001:supervisor", e.TicketClosed(closed_as="satisfied")),
        (at("18:20", NEXT_DAY), "s-001:supervisor", e.ServiceRecordCompleted(gaps=())),
    ]


def whole() -> list[Step]:
    return [*beginning(), *planned(), *worked(), *solved(), *confirmed(), *surveyed(), *closed()]


def imported() -> list[Step]:
    """One that came from elsewhere: nothing is known but that it was solved."""
    return [
        (at("09:30"), "a-001:agent", e.TicketOpened(channel=Channel.UNKNOWN, kind=Kind.FAULT, stage=Stage.RESOLVED))
    ]


def logged(steps: list[Step]) -> ListLog:
    log = ListLog()
    for moment, who, event in steps:
        by, _, role = who.partition(":")
        log.happen(NUMBER, event, moment, by=by, role=role, policy="handbook@1")
    return log
