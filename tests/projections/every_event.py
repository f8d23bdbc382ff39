"""One example of every event that can happen to a ticket, with the step and the remark that the progress table shows."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from domain.ticket import events as of_tickets
from domain.ticket.events import Contact, Option, Problem, Product, TicketEvent, TicketOpened
from domain.ticket.vocabulary import Channel, Kind, Stage
from tests.domain.aftercare import scores
from tests.projections.logs import at

DUE = at("14:00")
RUN = "5c2a7a6e-8d0b-5b0e-9b52-3f1c6f0a4d11"
SAID = TicketOpened(
    channel=Channel.PHONE,
    kind=Kind.FAULT,
    customer_name="王伟",
    company=None,
    contact=Contact(name="张伟", salutation="先生", phone="13812345678", email="zhangwei@example.com"),
    product=Product(name="智能空调", model="KFR-35", serial="202403A0001", purchased="2024-03"),
    summary="无法启动",
    problem=Problem(phenomenon="按键无反应"),
)

SHOWN: Final[tuple[tuple[TicketEvent, str, str, str], ...]] = (
    (SAID, "登记", "电话反馈,无法启动", "by phone, 无法启动"),
    (of_tickets.ReceiptAcknowledged(note="已告知"), "首次响应", "已告知", "已告知"),
    (of_tickets.InformationVerified(missing=()), "登记", "信息完整", "information complete"),
    (
        of_tickets.InformationVerified(missing=("serial", "voucher")),
        "登记",
        "信息核验,缺SN码、购买凭证",
        "information verified, missing: serial number, voucher",
    ),
    (of_tickets.TicketRouted(staff="e-003", team="north"), "登记", "分流至工号e-003,north", "routed to e-003, north"),
    (of_tickets.TicketAbsorbed(other="202405-00009"), "登记", "并入工单202405-00009", "took in ticket 202405-00009"),
    (of_tickets.TicketMerged(into="202405-00002"), "结案", "合并至工单202405-00002", "merged into ticket 202405-00002"),
    (
        of_tickets.WarrantyAssessed(warranty="in", ends=date(2025, 3, 31)),
        "登记",
        "保修期内,保修至2025-03-31",
        "in warranty, until 2025-03-31",
    ),
    (of_tickets.TicketGraded(severity="urgent", reason="停产"), "分级", "urgent,停产", "urgent, 停产"),
    (of_tickets.FaultDiagnosed(finding="制冷剂泄漏"), "初步诊断", "制冷剂泄漏", "制冷剂泄漏"),
    (
        of_tickets.RemoteAssistanceAuthorised(by="张伟", given="phone", scope="查看日志"),
        "远程处理",
        "客户张*同意远程协助(电话),查看日志",
        "remote assistance authorised by 张* (phone), 查看日志",
    ),
    (
        of_tickets.RemoteAssistanceRefused(reason="不便"),
        "远程处理",
        "客户不同意远程协助,不便",
        "remote assistance refused, 不便",
    ),
    (
        of_tickets.RemoteAssistanceGiven(actions="重置控制器", result="恢复"),
        "远程处理",
        "重置控制器,结果:恢复",
        "重置控制器, result: 恢复",
    ),
    (
        of_tickets.CollaborationRequested(request=1, department="product", text="请确认批次", due=DUE),
        "登记",
        "请产品部门协作,14:00前答复,请确认批次",
        "asked product, answer by 14:00, 请确认批次",
    ),
    (
        of_tickets.CollaborationAnswered(request=1, text="批次有缺陷"),
        "登记",
        "协作请求1已答复,批次有缺陷",
        "request 1 answered, 批次有缺陷",
    ),
    (
        of_tickets.MeetingCalled(departments=("technical", "service"), topic="停机"),
        "方案",
        "召集会议:技术部门、服务部门,停机",
        "meeting called: technical, service, 停机",
    ),
    (
        of_tickets.MeetingHeld(departments=("technical",), attendees=("e-003",), outcome="更换电源"),
        "方案",
        "会议(技术部门),更换电源",
        "meeting (technical), 更换电源",
    ),
    (
        of_tickets.TicketEscalated(to="line-2", reason="需研发"),
        "登记",
        "升级至line-2,需研发",
        "escalated to line-2, 需研发",
    ),
    (
        of_tickets.PlanProposed(
            plan=1,
            steps="更换电源",
            owner="e-003",
            deadline=DUE,
            options=(Option(name="甲", text="换新", cost=Decimal(100)), Option(name="乙", text="修理")),
        ),
        "方案",
        "方案1,负责人工号e-003,14:00前完成,更换电源",
        "plan 1, owner e-003, by 14:00, 更换电源",
    ),
    (of_tickets.PlanApproved(plan=1), "审批", "批准方案1", "plan 1 approved"),
    (of_tickets.PlanRejected(plan=1, reason="费用过高"), "审批", "驳回方案1,费用过高", "plan 1 rejected, 费用过高"),
    (
        of_tickets.PlanShared(plan=1, channel=Channel.EMAIL),
        "方案",
        "方案1已发送客户(邮件)",
        "plan 1 sent to the customer (e-mail)",
    ),
    (
        of_tickets.OptionChosen(plan=1, option="甲", by="张伟", given="phone"),
        "方案",
        "客户选择甲(电话)",
        "the customer chose 甲 (phone)",
    ),
    (
        of_tickets.EngineerDispatched(engineer="e-003", visit_expected=DUE, reason="就近"),
        "派单",
        "指派工号e-003,预计14:00上门,就近",
        "assigned to e-003, visit expected 14:00, 就近",
    ),
    (of_tickets.DispatchAccepted(engineer="e-003"), "接单", "工号e-003接单", "accepted by e-003"),
    (
        of_tickets.DispatchDeclined(engineer="e-003", stage=Stage.GRADED, reason="请假"),
        "接单",
        "工号e-003拒单,请假",
        "declined by e-003, 请假",
    ),
    (of_tickets.VisitPromised(at=DUE), "登记", "约定14:00上门", "visit promised for 14:00"),
    (
        of_tickets.VisitMoved(at=DUE + timedelta(days=1), by="张伟", given="phone", reason="客户出差"),
        "登记",
        "上门改约至2024-05-02 14:00,客户出差",
        "visit moved to 2024-05-02 14:00, 客户出差",
    ),
    (of_tickets.SendInAgreed(address="某路1号"), "送修", "约定送修", "to be sent in"),
    (of_tickets.EngineerArrived(), "上门维修", "到达现场", "arrived"),
    (of_tickets.HandlingStarted(where="send-in", note="已收件"), "送修", "已收件", "已收件"),
    (of_tickets.ProductVerified(matches=True), "远程处理", "产品核对相符", "the product is the one reported"),
    (of_tickets.ProductVerified(matches=False), "远程处理", "产品核对不符", "the product is not the one reported"),
    (
        of_tickets.RepairConsented(by="张伟", given="signature", repair="更换管路"),
        "远程处理",
        "客户张*同意维修(签字),更换管路",
        "张* consented to the repair (signature), 更换管路",
    ),
    (
        of_tickets.RepairRefused(reason="太贵"),
        "远程处理",
        "客户不同意维修,太贵",
        "the customer does not want the repair, 太贵",
    ),
    (of_tickets.WorkLogged(work="repair", steps="更换制冷剂"), "远程处理", "更换制冷剂", "更换制冷剂"),
    (
        of_tickets.WorkLogged(work="repair", steps="更换制冷剂", result="制冷正常"),
        "远程处理",
        "更换制冷剂,结果:制冷正常",
        "更换制冷剂, result: 制冷正常",
    ),
    (of_tickets.FunctionTested(passed=True), "测试", "测试通过", "test passed"),
    (of_tickets.FunctionTested(passed=False, note="异响"), "测试", "测试未通过,异响", "test failed, 异响"),
    (
        of_tickets.PartRequested(request=1, part="压缩机", quantity=1),
        "登记",
        "申请备件压缩机×1",
        "part requested: 压缩机×1",
    ),
    (of_tickets.PartConfirmed(request=1, available=True), "登记", "备件有货,已预留", "part in stock, reserved"),
    (
        of_tickets.PartConfirmed(request=1, available=False, expected=DUE),
        "登记",
        "备件缺货,预计14:00到货",
        "part out of stock, expected 14:00",
    ),
    (
        of_tickets.PartShipped(request=1, carrier="顺丰", waybill="SF 1234 567890"),
        "登记",
        "备件已发运:顺丰 SF1234*****",
        "part shipped: 顺丰 SF1234*****",
    ),
    (of_tickets.PartReceived(request=1), "登记", "备件申请1已签收", "part of request 1 received"),
    (of_tickets.PartUsed(part="压缩机", quantity=1), "远程处理", "使用备件压缩机×1", "part used: 压缩机×1"),
    (
        of_tickets.DefectivePartReturned(part="压缩机", quantity=1),
        "登记",
        "退回旧件压缩机×1",
        "defective part returned: 压缩机×1",
    ),
    (of_tickets.FeeQuoted(quote=1, amount=Decimal("80.50")), "方案", "报价80.50元", "quoted CNY 80.50"),
    (
        of_tickets.FeeAccepted(quote=1, by="张伟", given="message"),
        "方案",
        "客户张*同意付费(消息)",
        "张* accepted the fee (message)",
    ),
    (of_tickets.FeeDeclined(quote=1), "方案", "客户不同意付费", "the customer does not want to pay"),
    (of_tickets.FeeCharged(quote=1, amount=Decimal(80)), "登记", "收费80元", "charged CNY 80"),
    (
        of_tickets.CompensationProposed(compensation=1, what="延保一年", reason="两次上门", amount=Decimal(200)),
        "登记",
        "提出补偿(200元),延保一年",
        "compensation proposed (CNY 200), 延保一年",
    ),
    (of_tickets.CompensationApproved(compensation=1), "登记", "批准补偿", "compensation approved"),
    (
        of_tickets.CompensationRejected(compensation=1, reason="无依据"),
        "登记",
        "驳回补偿,无依据",
        "compensation rejected, 无依据",
    ),
    (
        of_tickets.CompensationAnnounced(compensation=1, channel=Channel.PHONE),
        "登记",
        "已告知客户补偿(电话)",
        "compensation announced (phone)",
    ),
    (of_tickets.CompensationGiven(compensation=1), "登记", "已给付补偿", "compensation given"),
    (
        of_tickets.CooperationRequested(request=1, what="提供进门许可", due=DUE),
        "登记",
        "请客户配合,14:00前,提供进门许可",
        "asked the customer, by 14:00, 提供进门许可",
    ),
    (of_tickets.CooperationProvided(request=1), "登记", "客户已配合", "the customer did what was asked"),
    (
        of_tickets.TicketPaused(waiting_for="part", reason="缺货"),
        "登记",
        "暂停,等待备件,缺货",
        "paused, waiting for a part, 缺货",
    ),
    (of_tickets.TicketResumed(), "登记", "恢复处理", "resumed"),
    (of_tickets.TicketResolved(handling="更换电源", cause="电源故障"), "远程处理", "更换电源", "更换电源"),
    (
        of_tickets.ResolutionConfirmed(signature="张伟"),
        "客户确认",
        "客户已确认,签字:张*",
        "confirmed by the customer, signed 张*",
    ),
    (
        of_tickets.ResolutionRejected(reason="异响"),
        "客户确认",
        "客户不认可,二次补救,异响",
        "rejected by the customer, second remedy, 异响",
    ),
    (
        of_tickets.ReminderSent(reminder=2, channel=Channel.SMS),
        "客户确认",
        "第2次提醒客户(短信)",
        "reminder 2 to the customer (text message)",
    ),
    (
        of_tickets.SurveySent(survey=1, channel=Channel.SMS, form="handbook@1"),
        "回访",
        "发送满意度调查(短信)",
        "survey sent (text message)",
    ),
    (
        of_tickets.SurveyAnswered(survey=1, scores=scores(5, 5, 4, 2), low=True, recommend=3, comment="仍有异响"),
        "回访",
        "客户评分5、5、4、2,推荐意愿3,有低分,须回电,仍有异响",
        "scored 5 5 4 2, would recommend 3, low: call back, 仍有异响",
    ),
    (
        of_tickets.SurveyAnswered(survey=1, scores=scores(5, 5, 4, 4), low=False),
        "回访",
        "客户评分5、5、4、4",
        "scored 5 5 4 4",
    ),
    (
        of_tickets.CallbackMade(survey=1, category="effect", reason="仍有异响", agreed="周五复查"),
        "回访",
        "低分回电,原因:解决效果,商定:周五复查,仍有异响",
        "called back after a low score, because of effect of the solution, agreed: 周五复查, 仍有异响",
    ),
    (
        of_tickets.FollowUpMade(channel=Channel.PHONE, solved=True, professional=True, satisfied=True),
        "回访",
        "电话回访:已解决、态度专业、满意",
        "follow-up by phone: solved, professional, satisfied",
    ),
    (
        of_tickets.FollowUpMade(
            channel=Channel.PHONE, solved=False, professional=True, satisfied=False, note="仍有异响"
        ),
        "回访",
        "电话回访:态度专业,未解决、不满意,仍有异响",
        "follow-up by phone: professional, not solved, not satisfied, 仍有异响",
    ),
    (
        of_tickets.ObjectionRaised(reason="收费不符"),
        "回访",
        "客户异议,重新处理,收费不符",
        "the customer objects, taken up again, 收费不符",
    ),
    (
        of_tickets.ClosingReportWritten(cause="主板受潮", handling="更换主板", lessons="检查密封"),
        "结案",
        "结案报告,经验:检查密封,主板受潮",
        "closing report, lessons: 检查密封, 主板受潮",
    ),
    (of_tickets.ServiceRecordCompleted(gaps=()), "结案", "服务记录完整", "service record complete"),
    (
        of_tickets.ServiceRecordCompleted(gaps=("serial", "feedback")),
        "结案",
        "服务记录,缺SN码、客户反馈",
        "service record, missing: serial number, customer feedback",
    ),
    (
        of_tickets.TicketArchived(customer_name="王伟", closed_as="satisfied", closed=DUE),
        "归档",
        "已归档(客户满意)",
        "archived (customer satisfied)",
    ),
    (of_tickets.TicketClosed(closed_as="satisfied"), "结案", "客户满意", "customer satisfied"),
    (of_tickets.TicketReopened(reason="复发"), "登记", "重新处理,复发", "reopened, 复发"),
    (
        of_tickets.TicketCancelled(cancelled_as="duplicate", duplicate_of="202405-00002"),
        "结案",
        "取消:重复(原工单202405-00002)",
        "cancelled: duplicate of 202405-00002",
    ),
)
"""Each as the first event after which nothing else was said: under which step, and the remark in both languages."""

UNSHOWN: Final[tuple[TicketEvent, ...]] = (
    of_tickets.AttachmentAdded(sha256="0" * 64, size=1, media_type="image/png"),
    of_tickets.CommunicationLogged(direction="from-customer", channel=Channel.WECHAT, text="何时上门"),
    of_tickets.EstimateGiven(due=DUE),
    of_tickets.TicketLinked(other="202405-00009", relation="repeat"),
    of_tickets.ArticleConsulted(article="a-017"),
    of_tickets.CustomerContacted(technical=True),
    of_tickets.ProgressShared(channel=Channel.PHONE, text="正在处理"),
    of_tickets.NoteAdded(text="备注"),
    of_tickets.CorrectionRecorded(version=1, field="contact.phone", right="13900005678", reason="听错"),
    of_tickets.PersonalDataUnmasked(reason="回电"),
    of_tickets.DeadlineWarned(clock="first-response", started=RUN, period=1, due=DUE, limit="1 h"),
    of_tickets.DeadlineMissed(clock="first-response", started=RUN, period=1, due=DUE, limit="1 h"),
    of_tickets.ProgressSyncMissed(clock="progress-sync", started=RUN, period=2, due=DUE, limit="2 h"),
)
"""Events that move no ticket on."""

EVERY: Final[tuple[TicketEvent, ...]] = (*(event for event, *_ in SHOWN), *UNSHOWN)
