"""Intake (受理, R1–R8a): each command's cases."""

from datetime import timedelta

from domain.ticket.commands import (
    AcknowledgeReceipt,
    AddAttachment,
    AssessWarranty,
    GiveEstimate,
    LinkTicket,
    LogCommunication,
    MergeTicket,
    OpenTicket,
    RouteTicket,
    VerifyInformation,
)
from domain.ticket.events import (
    CommunicationLogged,
    EstimateGiven,
    InformationVerified,
    Product,
    TicketLinked,
    TicketMerged,
    TicketRouted,
    WarrantyAssessed,
)
from domain.ticket.vocabulary import Channel
from tests.domain.case import Case, No
from tests.domain.examples import (
    AGREED_FEE,
    BOUGHT_IN_MARCH,
    GOODWILL,
    HASH,
    IN_WARRANTY,
    LATER,
    PAPER,
    PART,
    PROMISED,
    RESERVED,
    SHIPPED,
)
from tests.domain.specification import ACKNOWLEDGED, NOON, OPENED

OTHER = "202405-00122"

CALL = OpenTicket(channel=Channel.PHONE, summary="设备无法启动")
CASES = (
    Case(
        CALL,
        (),
        OPENED,
        twice="already-opened",
        refused=(
            No("already-opened", (OPENED,)),
            No("purchased-later", (), CALL.model_copy(update={"product": Product(purchased="2024-06")})),
            No("for-staff-to-say", (), CALL.model_copy(update={"tier": "key"}), role="customer"),
        ),
    ),
    Case(AcknowledgeReceipt(channel=Channel.PHONE), (OPENED,), ACKNOWLEDGED),
    Case(
        VerifyInformation(missing=("voucher",)),
        (OPENED,),
        InformationVerified(missing=("voucher",)),
        refused=(No("information-missing", (OPENED,), VerifyInformation()),),
    ),
    Case(
        AddAttachment(sha256=HASH, size=9, media_type="image/jpeg", name="签字单.jpg", purpose="consent"),
        (OPENED,),
        PAPER,
    ),
    Case(
        LogCommunication(direction="from-customer", channel=Channel.WECHAT, text="早上才出现"),
        (OPENED,),
        CommunicationLogged(direction="from-customer", channel=Channel.WECHAT, text="早上才出现"),
        twice="again",
        refused=(
            No(
                "for-staff-to-say",
                (OPENED,),
                LogCommunication(direction="to-customer", channel=Channel.WECHAT, text="免费"),
                role="customer",
            ),
        ),
    ),
    Case(
        GiveEstimate(due=LATER),
        (OPENED,),
        EstimateGiven(due=LATER),
        refused=(No("not-ahead", (OPENED,), GiveEstimate(due=NOON - timedelta(hours=1))),),
    ),
    Case(
        RouteTicket(team="north", reason="空调类由北区班组处理"),
        (OPENED,),
        TicketRouted(team="north", reason="空调类由北区班组处理"),
        refused=(
            No("nowhere-to-route", (OPENED,), RouteTicket(reason="忙")),
            No("rule-by-hand", (OPENED,), RouteTicket(team="north", rule="air-conditioners")),
            No("rule-by-hand", (OPENED,), RouteTicket(team="north", rules="desk@1")),
        ),
    ),
    Case(
        LinkTicket(other=OTHER, relation="repeat"),
        (OPENED,),
        TicketLinked(other=OTHER, relation="repeat"),
        refused=(No("linked-the-other-way", (OPENED, TicketLinked(other=OTHER, relation="repeated"))),),
    ),
    Case(
        MergeTicket(into=OTHER, reason="重复报修"),
        (OPENED,),
        TicketMerged(into=OTHER, reason="重复报修"),
        refused=(
            No("merged-owing-fee", AGREED_FEE),
            No("merged-owing-goodwill", (OPENED, GOODWILL)),
            No("merged-owing-goodwill", PROMISED),
            No("merged-awaiting-part", (OPENED, PART)),
            No("merged-awaiting-part", (OPENED, PART, RESERVED, SHIPPED)),
        ),
    ),
    Case(
        AssessWarranty(purchased="2024-03", reason="凭证"),
        (OPENED,),
        WarrantyAssessed(warranty="in", purchased="2024-03", months=12, ends="2025-03-31", reason="凭证"),
        refused=(
            No("warranty-reason-needed", (OPENED, IN_WARRANTY), AssessWarranty(purchased="2020-03")),
            No("warranty-reason-needed", (BOUGHT_IN_MARCH,), AssessWarranty(months=0)),
            No("purchased-later", (OPENED,), AssessWarranty(purchased="2024-05-02")),
        ),
    ),
)
