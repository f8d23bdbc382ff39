"""Who exports, restricts and erases a customer's data, and who holds it."""

from domain.customer.commands import (
    ChangeContact,
    EraseCustomer,
    ExportCustomer,
    FetchExport,
    LiftHold,
    PlaceHold,
    RegisterCustomer,
    RequestMeasure,
    RestrictCustomer,
)
from domain.ticket.events import Contact
from tests.scenarios.grammar import Story, given, right
from tests.scenarios.parts import CUSTOMER
from tests.scenarios.people import agent, manager, other_privacy_officer, privacy_officer

LINE = "export, restrict, erase a customer; place, lift a hold"
REGISTERED = agent(RegisterCustomer(name="远山科技有限公司")).on_record(CUSTOMER)


@right(LINE, zh="限制使用客户资料须由一名个人信息保护人员申请，另一人批准；此后不能更改")
def to_restrict_a_customer_takes_two_privacy_officers() -> Story:
    ask = RequestMeasure(measure="restrict", ground="asked", reason="客户要求暂停使用")
    change = ChangeContact(contact=Contact(name="张伟", phone="13812345678"))
    return (
        given(REGISTERED)
        .when(manager(ask).on_record(CUSTOMER))
        .then_refused()
        .when(privacy_officer(ask).on_record(CUSTOMER))
        .then_recorded()
        .when(privacy_officer(RestrictCustomer()).on_record(CUSTOMER))
        .then_refused("second-person-needed")
        .when(other_privacy_officer(RestrictCustomer()).on_record(CUSTOMER))
        .then_recorded(requested_by="v-001")
        .when(agent(change).on_record(CUSTOMER))
        .then_refused("customer-restricted")
    )


@right(LINE, zh="删除客户资料同样须两人，无人申请不能批准")
def to_erase_a_customer_takes_two_as_well() -> Story:
    ask = RequestMeasure(measure="erase", ground="asked", reason="客户要求删除")
    return (
        given(REGISTERED)
        .when(other_privacy_officer(EraseCustomer()).on_record(CUSTOMER))
        .then_refused("measure-not-requested")
        .when(privacy_officer(ask).on_record(CUSTOMER))
        .then_recorded()
        .when(agent(EraseCustomer()).on_record(CUSTOMER))
        .then_refused()
        .when(other_privacy_officer(EraseCustomer()).on_record(CUSTOMER))
        .then_recorded(requested_by="v-001")
    )


@right(
    LINE,
    zh="导出、保全与解除保全，只有个人信息保护人员可办理，申请人本人不能批准",
    en="Only privacy officers export and hold, and who asked for it cannot approve it",
)
def only_privacy_officers_export_and_hold() -> Story:
    export = RequestMeasure(measure="export", ground="asked", reason="客户索取本人资料")
    hold = RequestMeasure(measure="hold", reason="涉诉")
    lift = RequestMeasure(measure="lift", hold=1, reason="案件已审结")
    return (
        given(REGISTERED)
        .when(manager(export).on_record(CUSTOMER))
        .then_refused()
        .when(privacy_officer(export).on_record(CUSTOMER))
        .then_recorded()
        .when(privacy_officer(ExportCustomer()).on_record(CUSTOMER))
        .then_refused("second-person-needed")
        .when(other_privacy_officer(ExportCustomer()).on_record(CUSTOMER))
        .then_recorded(requested_by="v-001")
        .when(agent(FetchExport()).on_record(CUSTOMER))
        .then_refused()
        .when(privacy_officer(hold).on_record(CUSTOMER))
        .then_recorded()
        .when(agent(PlaceHold()).on_record(CUSTOMER))
        .then_refused()
        .when(other_privacy_officer(PlaceHold()).on_record(CUSTOMER))
        .then_recorded(hold=1, requested_by="v-001")
        .when(privacy_officer(lift).on_record(CUSTOMER))
        .then_recorded()
        .when(privacy_officer(LiftHold()).on_record(CUSTOMER))
        .then_refused("second-person-needed")
        .when(other_privacy_officer(LiftHold()).on_record(CUSTOMER))
        .then_recorded(hold=1, requested_by="v-001")
    )
