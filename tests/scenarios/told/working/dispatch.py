"""Accepting and being there (接单、上门): R20, R21."""

from domain.ticket.commands import (
    AcceptDispatch,
    AcknowledgeReceipt,
    AgreeSendIn,
    ArriveOnSite,
    AssistRemotely,
    AuthoriseRemoteAssistance,
    ConsentToRepair,
    ContactCustomer,
    DeclineDispatch,
    DispatchEngineer,
    GradeTicket,
    LogWork,
    MoveVisit,
    PromiseVisit,
    ResolveTicket,
    TestFunction,
    VerifyProduct,
)
from domain.ticket.events import (
    CustomerContacted,
    DispatchAccepted,
    DispatchDeclined,
    EngineerArrived,
    EngineerDispatched,
    FunctionTested,
    ProductVerified,
    RepairConsented,
    SendInAgreed,
    TicketResolved,
    VisitMoved,
    VisitPromised,
    WorkLogged,
)
from domain.ticket.vocabulary import Channel, Stage
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import DAY, at
from tests.scenarios.people import agent, engineer, other_engineer, supervisor
from tests.scenarios.told.taking_in.intake import CALL

GRADED = (
    opens(agent, CALL).at("09:30"),
    agent(AcknowledgeReceipt(channel=Channel.PHONE)),
    agent(GradeTicket(severity="1", reason="核心功能失效")),
)
"""Under the pack of appliances, which explains the repair on site and asks for no plan before."""
DISPATCHED = (*GRADED, supervisor(DispatchEngineer(engineer="e-003")).at("11:00"), engineer(AcceptDispatch()))


@scenario(
    "R20",
    zh="工程师接单，一小时内联系客户，约定上门",
    en="The engineer accepts, speaks with the customer within the hour and agrees a visit",
)
def the_engineer_accepts_speaks_with_the_customer_within_the_hour_and_agrees_a_visit() -> Story:
    return (
        given(*GRADED, supervisor(DispatchEngineer(engineer="e-003")).at("11:00"))
        .under("appliance")
        .when(other_engineer(AcceptDispatch()))
        .then_refused("forbidden")
        .when(engineer(AcceptDispatch(note="带压缩机和氮气")))
        .then(DispatchAccepted(note="带压缩机和氮气"))
        .when(engineer(ContactCustomer(channel=Channel.PHONE)).at("12:00"))
        .then(CustomerContacted(channel=Channel.PHONE))
        .then_clock("engineers-contact", limit="1 h", took="1 h")
        .when(engineer(PromiseVisit(at=at("14:00"), place="中关村")))
        .then(VisitPromised(at=at("14:00"), place="中关村"))
    )


@scenario("R20", zh="拒单须说明原因，改派他人", en="Who declines says why, and another is dispatched")
def who_declines_says_why_and_another_is_dispatched() -> Story:
    return (
        given(*GRADED, supervisor(DispatchEngineer(engineer="e-003")))
        .under("appliance")
        .when(engineer(DeclineDispatch(reason="已有两个上门")))
        .then(DispatchDeclined(engineer="e-003", stage=Stage.GRADED, reason="已有两个上门"))
        .when(supervisor(DispatchEngineer(engineer="e-004")))
        .then(EngineerDispatched(engineer="e-004"))
    )


@scenario("R20", zh="也可由客户送修", en="Or the customer sends the product in")
def or_the_customer_sends_it_in() -> Story:
    return (
        given(*DISPATCHED)
        .under("appliance")
        .when(engineer(AgreeSendIn(address="南京西路100号维修中心", note="附凭证")))
        .then(SendInAgreed(address="南京西路100号维修中心", note="附凭证"))
    )


@scenario("R20", zh="规定先远程处理的，尝试远程之后才能上门", en="Where remote help comes first, a visit waits for it")
def where_remote_help_comes_first_a_visit_waits_for_it() -> Story:
    return (
        given(
            opens(agent, CALL),
            agent(GradeTicket(severity="general", reason="不影响使用")),
            supervisor(DispatchEngineer(engineer="e-003")),
        )
        .under("software-support")
        .when(engineer(PromiseVisit(at=at("14:00"))))
        .then_refused("remote-first")
        .when(engineer(AuthoriseRemoteAssistance(by="张伟", given="message")))
        .then(AuthoriseRemoteAssistance.causes(by="张伟", given="message"))
        .when(engineer(AssistRemotely(actions="查看日志", result="须现场更换网卡")))
        .then(AssistRemotely.causes(actions="查看日志", result="须现场更换网卡"))
        .when(engineer(PromiseVisit(at=at("14:00"))))
        .then(VisitPromised(at=at("14:00")))
    )


@scenario(
    "R21",
    zh="上门：核对产品，客户同意，维修后测试",
    en="On site the product is checked, the customer agrees, and the repair is tested",
)
def on_site_the_product_is_checked_the_customer_agrees_and_the_repair_is_tested() -> Story:
    agreed = {"by": "张伟", "given": "in-person", "repair": "更换制冷剂"}
    repair = {"work": "repair", "steps": "更换制冷剂", "minutes": 50}
    return (
        given(*DISPATCHED, engineer(PromiseVisit(at=at("14:00"))))
        .under("appliance")
        .when(engineer(ArriveOnSite()).at("14:30"))
        .then(EngineerArrived())
        .then_clock("promised-visit", limit="as agreed", state="missed")
        .when(engineer(VerifyProduct(matches=True, serial="202403A0001", voucher_seen=True)))
        .then(ProductVerified(matches=True, serial="202403A0001", voucher_seen=True))
        .when(engineer(LogWork.model_validate(repair)))
        .then_refused("no-repair-consent")
        .when(engineer(ConsentToRepair.model_validate(agreed)))
        .then(RepairConsented.model_validate(agreed))
        .when(engineer(LogWork.model_validate(repair)))
        .then(WorkLogged.model_validate(repair))
        .when(engineer(TestFunction(passed=False, note="仍不制冷")))
        .then(FunctionTested(passed=False, note="仍不制冷"))
        .when(engineer(ResolveTicket(handling="更换制冷剂")))
        .then_refused("test-failed")
        .when(engineer(TestFunction(passed=True)))
        .then(FunctionTested(passed=True))
        .when(engineer(ResolveTicket(handling="更换制冷剂", precautions="半年后检查压力")))
        .then(TicketResolved(handling="更换制冷剂", precautions="半年后检查压力"))
    )


@scenario("R21", zh="改约上门须经客户同意", en="A promised visit is moved with the customer's consent alone")
def a_promised_visit_is_moved_with_the_customers_consent_alone() -> Story:
    moved = {"at": at("16:00"), "by": "张伟", "given": "phone", "reason": "客户下午不在"}
    return (
        given(*DISPATCHED, engineer(PromiseVisit(at=at("14:00"))))
        .under("appliance")
        .when(engineer(PromiseVisit(at=at("16:00"))))
        .then_refused("visit-promised")
        .when(engineer(MoveVisit.model_validate(moved)))
        .then(VisitMoved.model_validate(moved))
        .then_clock("promised-visit", limit="as agreed", state="ended")
        .when(engineer(ArriveOnSite()).at("16:00"))
        .then(EngineerArrived())
        .then_clock("promised-visit", limit="as agreed", nth=2)
    )


@scenario("R21", zh="事后补登的步骤保留各自的时间和先后")
def steps_recorded_from_the_road_keep_their_own_times_in_order() -> Story:
    late = "地下室没有信号"
    return (
        given(*DISPATCHED)
        .under("appliance")
        .when(engineer(ArriveOnSite()).at("18:00").happened_at("14:30"))
        .then_refused("back-dating-reason-needed")
        .when(engineer(ArriveOnSite()).at("18:00").happened_at("14:30", late))
        .then(EngineerArrived())
        .when(engineer(ConsentToRepair(by="张伟", given="in-person")).happened_at("14:50", late))
        .then(RepairConsented(by="张伟", given="in-person"))
        .when(engineer(LogWork(work="repair", steps="更换制冷剂")).happened_at("14:40", late))
        .then_refused("allowed-only-later")
        .when(engineer(LogWork(work="repair", steps="更换制冷剂")).happened_at("15:10", late))
        .then(WorkLogged(work="repair", steps="更换制冷剂"))
        .when(engineer(TestFunction(passed=True)).happened_at(f"{DAY} 09:00", late))
        .then_refused("before-opening")
    )
