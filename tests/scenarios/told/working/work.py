"""Work, parts and money (施工、备件、费用): R22 to R24."""

import asyncio
from decimal import Decimal

from domain.ticket.commands import (
    AcceptFee,
    AddAttachment,
    AnnounceCompensation,
    ApproveCompensation,
    AssessWarranty,
    ChargeFee,
    ConfirmPart,
    DeclineFee,
    GiveCompensation,
    LogWork,
    ProposeCompensation,
    QuoteFee,
    ReceivePart,
    RefuseRepair,
    RequestPart,
    ResolveTicket,
    ReturnDefectivePart,
    ShipPart,
    UsePart,
)
from domain.ticket.events import (
    CompensationAnnounced,
    CompensationApproved,
    CompensationGiven,
    CompensationProposed,
    DefectivePartReturned,
    FeeAccepted,
    FeeCharged,
    FeeDeclined,
    FeeQuoted,
    PartConfirmed,
    PartReceived,
    PartRequested,
    PartShipped,
    PartUsed,
    RepairRefused,
    TicketResolved,
    WorkLogged,
)
from domain.ticket.lead_times import lead_times
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, scenario
from tests.scenarios.parts import Seen, at
from tests.scenarios.people import agent, customer, engineer, supervisor, warehouse
from tests.scenarios.told.planning.plans import AT_WORK, PLANNED, REPAIR
from tests.scenarios.told.taking_in.intake import HASH

QUOTE = QuoteFee(amount=Decimal(480), items="主板 380 元,上门 100 元")
QUOTED = FeeQuoted(quote=1, amount=Decimal(480), items="主板 380 元,上门 100 元")
GOODWILL = ProposeCompensation(what="延长保修三个月", reason="久等备件")


@scenario(
    "R22",
    zh="工作记录写明步骤、时长、材料、备件和结果",
    en="Work is logged with steps, time, materials, parts and result",
)
def work_is_logged_with_steps_time_materials_parts_and_result() -> Story:
    work = {"work": "replacement", "steps": "断电,更换主板", "minutes": 50, "materials": "导热硅脂", "result": "正常"}
    part = {"part": "PSU-35", "quantity": 1, "serial": "P20240501"}
    return (
        given(*PLANNED)
        .when(engineer(LogWork.model_validate(work)))
        .then(WorkLogged.model_validate(work))
        .when(engineer(UsePart.model_validate(part)))
        .then(PartUsed.model_validate(part))
    )


def _lead_times(seen: Seen) -> list[tuple[str, str, str]]:
    found = lead_times(asyncio.run(seen.desk.history(seen.numbers[0])))
    return [
        (f"{number} {took}", f"第 {number} 项备件的供货时长：{took}", f"the lead time of part request {number}: {took}")
        for number, took in found.items()
    ]


@scenario(
    "R23",
    zh="备件依次申请、预留、发运、签收、使用，供货时长可查",
    en="A part is asked for, reserved, shipped, received and used, in this order, and its lead time is told",
)
def a_part_is_asked_for_reserved_shipped_received_and_used_in_this_order() -> Story:
    return (
        given(*PLANNED)
        .when(engineer(RequestPart(part="PSU-35", reason="主板烧毁")).at("10:00"))
        .then(PartRequested(request=1, part="PSU-35", quantity=1, reason="主板烧毁"))
        .when(engineer(ConfirmPart(request=1, available=True)))
        .then_refused("forbidden")
        .when(warehouse(ConfirmPart(request=1, available=False, expected=at("15:00"))).at("10:30"))
        .then(PartConfirmed(request=1, available=False, expected=at("15:00")))
        .when(warehouse(ShipPart(request=1, carrier="顺丰", waybill="SF123")))
        .then_refused("part-not-reserved")
        .when(warehouse(ConfirmPart(request=1, available=True)))
        .then(PartConfirmed(request=1, available=True))
        .when(warehouse(ShipPart(request=1, carrier="顺丰", waybill="SF123")))
        .then(PartShipped(request=1, carrier="顺丰", waybill="SF123"))
        .when(engineer(UsePart(part="PSU-35", request=1)))
        .then_refused("part-not-received")
        .when(warehouse(ReceivePart(request=1)).at("2024-05-02 12:00"))
        .then(PartReceived(request=1))
        .then_seen(_lead_times, "1 1 day, 2:00:00")
        .when(engineer(UsePart(part="PSU-35", request=1)))
        .then(PartUsed(part="PSU-35", quantity=1, request=1))
        .when(engineer(UsePart(part="PSU-35", request=1)))
        .then_refused("more-than-received")
        .when(engineer(ReturnDefectivePart(part="PSU-35", request=1, waybill="SF124")))
        .then(DefectivePartReturned(part="PSU-35", quantity=1, request=1, waybill="SF124"))
    )


@scenario(
    "R23a",
    zh="补偿：提出，由他人批准，告知，给付",
    en="Goodwill is proposed, approved by another, made known and given",
)
def goodwill_is_proposed_approved_by_another_made_known_and_given() -> Story:
    return (
        given(*AT_WORK)
        .when(agent(GOODWILL))
        .then(CompensationProposed(compensation=1, what="延长保修三个月", reason="久等备件"))
        .when(agent(GiveCompensation(compensation=1)))
        .then_refused("compensation-not-approved")
        .when(supervisor(ApproveCompensation(compensation=1)))
        .then(CompensationApproved(compensation=1))
        .when(agent(AnnounceCompensation(compensation=1, channel=Channel.PHONE)))
        .then(CompensationAnnounced(compensation=1, channel=Channel.PHONE))
        .when(agent(GiveCompensation(compensation=1)))
        .then(CompensationGiven(compensation=1))
    )


@scenario("R24", zh="客户书面同意之前不得收费", en="Nothing is charged before the customer's written word")
def nothing_is_charged_before_the_customers_written_word() -> Story:
    paper = {"sha256": HASH, "size": 9, "media_type": "image/jpeg", "name": "签字单.jpg", "purpose": "consent"}
    word = {"quote": 1, "by": "张伟", "given": "signature", "evidence": HASH}
    return (
        given(*AT_WORK)
        .when(engineer(QUOTE))
        .then(QUOTED)
        .when(engineer(ChargeFee(quote=1, amount=Decimal(480))))
        .then_refused("fee-not-accepted")
        .when(agent(AcceptFee(quote=1, by="张伟", given="phone")))
        .then_refused("consent-not-written")
        .when(agent(AcceptFee(quote=1, by="张伟", given="message")))
        .then_refused("evidence-needed")
        .when(agent(AcceptFee(quote=1, by="张伟", given="portal")))
        .then_refused("portal-by-another")
        .when(engineer(AcceptFee.model_validate(word)))
        .then_refused("no-such-attachment")
        .when(engineer(AddAttachment.model_validate(paper)))
        .then(AddAttachment.causes.model_validate(paper))
        .when(engineer(AcceptFee.model_validate(word)))
        .then(FeeAccepted.model_validate(word))
        .when(engineer(ChargeFee(quote=1, amount=Decimal(500))))
        .then_refused("more-than-agreed")
        .when(engineer(ChargeFee(quote=1, amount=Decimal(480), receipt="R-1")))
        .then(FeeCharged(quote=1, amount=Decimal(480), receipt="R-1"))
    )


@scenario("R24", zh="客户的同意只对那一次报价有效", en="The customer's word is for that quote alone")
def the_customers_word_is_for_that_quote_alone() -> Story:
    return (
        given(*AT_WORK, engineer(QUOTE), customer(AcceptFee(quote=1, by="张伟", given="portal")))
        .when(engineer(QuoteFee(amount=Decimal(600))))
        .then(FeeQuoted(quote=2, amount=Decimal(600)))
        .when(engineer(ChargeFee(quote=1, amount=Decimal(480))))
        .then_refused("not-newest-quote")
        .when(engineer(ChargeFee(quote=2, amount=Decimal(600))))
        .then_refused("fee-not-accepted")
    )


@scenario(
    "R24",
    zh="旧签字单不能证明新的同意，转述也不能推翻客户本人的拒绝",
    en="No older paper shows a new consent, and no hearsay undoes the customer's own refusal",
)
def an_older_paper_shows_no_new_consent() -> Story:
    paper = {"sha256": HASH, "size": 9, "media_type": "image/jpeg", "name": "签字单.jpg", "purpose": "consent"}
    word = {"quote": 1, "by": "张伟", "given": "signature", "evidence": HASH}
    signed = AcceptFee.model_validate(word)
    return (
        given(*AT_WORK, engineer(QUOTE), engineer(AddAttachment.model_validate(paper)), engineer(signed))
        .when(engineer(QuoteFee(amount=Decimal(9000))))
        .then(FeeQuoted(quote=2, amount=Decimal(9000)))
        .when(engineer(signed.model_copy(update={"quote": 2})))
        .then_refused("evidence-older")
        .when(customer(DeclineFee(quote=2, by="张伟", given="portal")))
        .then(FeeDeclined(quote=2, by="张伟", given="portal"))
        .when(engineer(QuoteFee(amount=Decimal(0))))
        .then(FeeQuoted(quote=3, amount=Decimal(0)))
        .when(customer(DeclineFee(quote=3, by="张伟", given="portal")))
        .then(FeeDeclined(quote=3, by="张伟", given="portal"))
        .when(engineer(AcceptFee(quote=3, by="张伟", given="phone")))
        .then_refused("own-word-stands")
    )


@scenario("R24", zh="客户不同意，工单也可以正常结束")
def to_refuse_is_a_lawful_end() -> Story:
    return (
        given(*PLANNED, engineer(QUOTE))
        .when(customer(DeclineFee(quote=1, reason="太贵", by="张伟", given="portal")))
        .then(FeeDeclined(quote=1, reason="太贵", by="张伟", given="portal"))
        .when(engineer(RefuseRepair(plan=1, reason="换新机", by="张伟", given="phone")))
        .then(RepairRefused(plan=1, reason="换新机", by="张伟", given="phone"))
        .when(engineer(REPAIR))
        .then_refused("repair-refused")
        .when(engineer(ResolveTicket(handling="客户不修,已取回产品")))
        .then(TicketResolved(handling="客户不修,已取回产品"))
    )


@scenario("R24", "R4", zh="保修期内免费维修")
def inside_the_warranty_the_repair_is_free() -> Story:
    return (
        given(*AT_WORK, agent(AssessWarranty(purchased="2024-03"))).when(engineer(QUOTE)).then_refused("under-warranty")
    )
