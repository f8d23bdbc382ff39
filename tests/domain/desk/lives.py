"""Whole lives of a ticket: every command at least once, in an order in which each is possible, and by whom."""

from datetime import UTC, datetime
from decimal import Decimal

from domain.ticket import commands as c
from domain.ticket.events import Option, Score
from domain.ticket.vocabulary import Channel

MAY = datetime(2024, 5, 1, 1, 30, tzinfo=UTC)
ENGINEER, SUPERVISOR = "003", "002"
OTHER = "202405-00001"
"""The number of a ticket that was opened before."""
Step = tuple[c.TicketCommand, str]

_DEPARTMENTS = ("technical", "product", "service")
_SAID = {"pros": "当日可用", "cons": "较贵", "cost": "199.00", "minutes": 60}
_OPTIONS = tuple(
    Option.model_validate({"name": name, "text": text, **_SAID})
    for name, text in (("A", "更换主板"), ("B", "维修主板"))
)
_PLAN = c.ProposePlan(steps="更换主板", owner=ENGINEER, deadline=MAY, options=_OPTIONS)
_QUOTE = c.QuoteFee(amount=Decimal(480))
_GOODWILL = c.ProposeCompensation(what="延长保修", reason="久等备件")
_REPAIR = c.LogWork(work="repair", steps="更换主板", minutes=50)


def _by(staff: str, *commands: c.TicketCommand) -> tuple[Step, ...]:
    return tuple((command, staff) for command in commands)


def _paper(digit: str) -> c.AddAttachment:
    """Signed for what was offered just now."""
    return c.AddAttachment(sha256=digit * 64, size=9, media_type="image/jpeg", name="签字单.jpg", purpose="consent")


INTAKE = _by(
    ENGINEER,
    c.AcknowledgeReceipt(channel=Channel.PHONE),
    c.VerifyInformation(missing=("voucher",)),
    c.AddAttachment(sha256="0" * 64, size=9, media_type="image/jpeg", name="签字单.jpg"),
    c.LogCommunication(direction="from-customer", channel=Channel.WECHAT, text="早上才出现"),
    c.GiveEstimate(due=MAY),
    c.RouteTicket(staff="001", team="north"),
    c.LinkTicket(other=OTHER, relation="repeat"),
    c.AssessWarranty(purchased="2020-03"),
)
DIAGNOSIS = _by(
    ENGINEER,
    c.GradeTicket(severity="urgent", reason="核心业务受影响"),
    c.ConsultArticle(article="a-017"),
    c.AuthoriseRemoteAssistance(by="张伟", given="message"),
    c.AssistRemotely(actions="查看日志"),
    c.DiagnoseFault(finding="主板损坏", fault_type="hardware", found_by="remote"),
    c.RefuseRemoteAssistance(reason="不再允许"),
    c.RequestCollaboration(department="product", text="该批次是否有缺陷"),
    c.AnswerCollaboration(request=1, text="有"),
    c.CallMeeting(departments=_DEPARTMENTS),
    c.HoldMeeting(departments=_DEPARTMENTS, attendees=(ENGINEER, "p-001"), outcome="更换主板"),
    c.EscalateTicket(to="line-2", reason="疑难"),
)
PLAN = (
    *_by(ENGINEER, _PLAN),
    *_by(SUPERVISOR, c.RejectPlan(plan=1, reason="先报价")),
    *_by(ENGINEER, _PLAN),
    *_by(SUPERVISOR, c.ApprovePlan(plan=2)),
    *_by(
        ENGINEER,
        c.SharePlan(plan=2, channel=Channel.EMAIL),
        c.ChooseOption(plan=2, option="A", by="张伟", given="message"),
    ),
)
DISPATCH = _by(
    ENGINEER,
    c.DispatchEngineer(engineer=ENGINEER),
    c.DeclineDispatch(reason="休假"),
    c.DispatchEngineer(engineer=ENGINEER),
    c.AcceptDispatch(),
    c.ContactCustomer(channel=Channel.PHONE),
    c.PromiseVisit(at=MAY),
    c.MoveVisit(at=datetime(2024, 5, 2, 1, tzinfo=UTC), by="张伟", given="phone", reason="客户不在"),
    c.AgreeSendIn(address="维修中心"),
)
PARTS = _by(
    ENGINEER,
    c.RequestPart(part="PSU-35"),
    c.ConfirmPart(request=1, available=True),
    c.PauseTicket(waiting_for="part", reason="等主板"),
    c.ShipPart(request=1, carrier="顺丰", waybill="SF123"),
    c.ReceivePart(request=1),
    c.ResumeTicket(reason="主板已到"),
)
WORK = _by(
    ENGINEER,
    c.ArriveOnSite(),
    c.StartHandling(where="send-in"),
    c.VerifyProduct(matches=True),
    c.RefuseRepair(plan=2, reason="太贵"),
    _paper("1"),
    c.ConsentToRepair(plan=2, by="张伟", given="signature", evidence="1" * 64),
    _REPAIR,
    c.UsePart(part="PSU-35", request=1),
    c.ReturnDefectivePart(part="PSU-35", request=1),
    c.TestFunction(passed=True),
)
MONEY = (
    *_by(ENGINEER, _QUOTE, c.DeclineFee(quote=1, reason="太贵"), _QUOTE),
    *_by(
        ENGINEER,
        _paper("2"),
        c.AcceptFee(quote=2, by="张伟", given="signature", evidence="2" * 64),
        c.ChargeFee(quote=2, amount=Decimal(480)),
    ),
    *_by(ENGINEER, _GOODWILL),
    *_by(SUPERVISOR, c.RejectCompensation(compensation=1, reason="未超期")),
    *_by(ENGINEER, _GOODWILL),
    *_by(SUPERVISOR, c.ApproveCompensation(compensation=2)),
    *_by(ENGINEER, c.AnnounceCompensation(compensation=2, channel=Channel.PHONE), c.GiveCompensation(compensation=2)),
)
PROGRESS = _by(
    ENGINEER,
    c.ShareProgress(channel=Channel.WECHAT, text="已更换"),
    c.RequestCooperation(what="请安排人员开门", due=MAY),
    c.ProvideCooperation(request=1),
    c.AddNote(text="带梯子"),
    c.RecordCorrection(version=1, field="summary", right="设备无法关机", reason="听错"),
    c.UnmaskPersonalData(reason="电话确认"),
)
_SHOWN = {"given": "signature", "evidence": "0" * 64}
"""By the paper that was attached at intake."""
_LOW = tuple(Score(question=key, score=3) for key in ("timeliness", "skill", "attitude", "effect"))
ENDING = _by(
    ENGINEER,
    c.ResolveTicket(handling="更换主板"),
    c.RejectResolution.model_validate({"reason": "仍有异响", **_SHOWN}),
    c.StartHandling(where="remote"),
    c.ResolveTicket(handling="紧固风扇"),
    c.RemindCustomer(channel=Channel.SMS),
    c.ConfirmResolution.model_validate({"signature": "张伟", **_SHOWN}),
    c.SendSurvey(channel=Channel.SMS),
    c.AnswerSurvey.model_validate({"survey": 1, "scores": _LOW, **_SHOWN}),
    c.CallBack(survey=1, category="effect", reason="修了两次", agreed="赠送清洗"),
    c.WriteClosingReport(cause="主板受潮", handling="更换主板", lessons="检查密封"),
    c.CloseTicket(),
    c.RaiseObjection.model_validate({"reason": "费用不符", **_SHOWN}),
    c.StartHandling(where="remote"),
    c.ResolveTicket(handling="退还差额"),
    c.FollowUp(channel=Channel.PHONE, solved=True, professional=True, satisfied=True),
    c.CloseTicket(),
    c.ReopenTicket(reason="再次报警"),
    c.CloseTicket(closed_as="supervisor", reason="客户已换新机"),
    c.ArchiveTicket(),
)

LIFE: tuple[Step, ...] = INTAKE + DIAGNOSIS + PLAN + DISPATCH + PARTS + WORK + MONEY + PROGRESS + ENDING
MERGED: tuple[Step, ...] = _by(ENGINEER, c.MergeTicket(into=OTHER, reason="重复"))
CANCELLED: tuple[Step, ...] = _by(ENGINEER, c.CancelTicket(cancelled_as="withdrawn", reason="客户撤回"))
