"""Named example events of diagnosis, plan, work, parts and money, and how far a ticket has come with them."""

from datetime import timedelta
from decimal import Decimal

from domain.ticket.events import (
    AttachmentAdded,
    CollaborationRequested,
    CompensationApproved,
    CompensationProposed,
    CooperationRequested,
    EngineerArrived,
    FeeAccepted,
    FeeCharged,
    FeeQuoted,
    MeetingHeld,
    Option,
    PartConfirmed,
    PartReceived,
    PartRequested,
    PartShipped,
    PlanApproved,
    PlanProposed,
    PlanRejected,
    PlanShared,
    Product,
    RemoteAssistanceAuthorised,
    RepairConsented,
    TicketGraded,
    VisitPromised,
    WarrantyAssessed,
    WorkLogged,
)
from domain.ticket.vocabulary import Channel
from tests.domain.specification import ACCEPTED, ACKNOWLEDGED, DISPATCHED, NOON, OPENED, WORKING

LATER = NOON + timedelta(hours=3)
HASH = "0" * 63 + "1"

GENERAL = TicketGraded(severity="general", reason="不影响使用")
AT_WORK = (OPENED, ACKNOWLEDGED, GENERAL, DISPATCHED, ACCEPTED)
"""A general fault, accepted by engineer 003: its plan needs no meeting."""

MET = MeetingHeld(departments=("technical", "product", "service"), attendees=("003", "p-001"), outcome="更换主板")
PLAN = PlanProposed(plan=1, steps="更换主板", owner="003", deadline=LATER)
ANOTHER_PLAN = PlanProposed(plan=2, steps="更换整机", owner="003", deadline=LATER)
OPTIONS = (
    Option(name="A", text="更换主板", pros="彻底", cons="等备件一天", cost=Decimal(480), minutes=120),
    Option(name="B", text="维修主板", pros="当天完成", cons="寿命较短", cost=Decimal(120), minutes=180),
)
CHOICE = PLAN.model_copy(update={"options": OPTIONS})
APPROVED = PlanApproved(plan=1, reason="同意")
SHARED = PlanShared(plan=1, channel=Channel.EMAIL)
PLAN_REJECTED = PlanRejected(plan=1, reason="先报价")
SETTLED = (*WORKING, MET)
"""An urgent fault whose departments have met."""
PLANNED = (*AT_WORK, PLAN, APPROVED)

ARRIVED = EngineerArrived()
CONSENTED = RepairConsented(by="张伟", given="signature", plan=1)
ON_SITE = (*PLANNED, ARRIVED)
READY = (*ON_SITE, CONSENTED)
"""Planned, approved, on site and agreed to: the repair may be done."""

INSPECTED = WorkLogged(work="inspection", steps="检测")
GUIDED = WorkLogged(work="guidance", steps="讲解用法")

VISIT = VisitPromised(at=LATER, place="中关村")
AUTHORISED = RemoteAssistanceAuthorised(by="张伟", given="message", until=LATER)
ASKED = CollaborationRequested(request=1, department="product", text="E-002 与该批次的关系")
COOPERATION = CooperationRequested(request=1, what="请安排人员开门", due=LATER)

PART = PartRequested(request=1, part="PSU-35", quantity=1)
RESERVED = PartConfirmed(request=1, available=True)
SHIPPED = PartShipped(request=1, carrier="顺丰", waybill="SF123")
RECEIVED = PartReceived(request=1)

BOUGHT_IN_MARCH = OPENED.model_copy(update={"product": Product(purchased="2024-03")})
"""In warranty, though nobody assessed it."""
IN_WARRANTY = WarrantyAssessed(warranty="in", purchased="2024-03", months=12, ends="2025-03-31")
OUT_OF_WARRANTY = WarrantyAssessed(warranty="out", purchased="2020-03", months=12, ends="2021-03-31")
PAPER = AttachmentAdded(sha256=HASH, size=9, media_type="image/jpeg", name="签字单.jpg", purpose="consent")
QUOTED = FeeQuoted(quote=1, amount=Decimal(480), items="主板")
FEE_ACCEPTED = FeeAccepted(quote=1, by="张伟", given="signature")
CHARGED = FeeCharged(quote=1, amount=Decimal(480))
AGREED_FEE = (*AT_WORK, QUOTED, FEE_ACCEPTED)

GOODWILL = CompensationProposed(compensation=1, what="延长保修三个月", reason="久等备件")
GOODWILL_APPROVED = CompensationApproved(compensation=1)
PROMISED = (*AT_WORK, GOODWILL, GOODWILL_APPROVED)
