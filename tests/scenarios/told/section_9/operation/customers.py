"""Who exports, restricts and erases a customer's data, and who holds it."""

from domain.customer.commands import (
    ChangeContact,
    EraseCustomer,
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
    zh="导出、保全与解除保全，只有个人信息保护人员可办理；尚无此类命令，第二人在有命令时同样要求，如限制使用：申请人本人不能批准",
    en="Only privacy officers export and hold; there is no such command yet, and when there is, it takes the second "
    "person as restricting does: who asked for it cannot approve it",
)
def only_privacy_officers_export_and_hold() -> Story:
    ask = RequestMeasure(measure="restrict", ground="asked", reason="客户要求暂停使用")
    return (
        given(REGISTERED)
        .when(manager.asks("export-customer", ticket=None))
        .then_refused()
        .when(privacy_officer.asks("export-customer", ticket=None))
        .then_allowed()
        .when(agent.asks("place-hold", ticket=None))
        .then_refused()
        .when(privacy_officer.asks("place-hold", ticket=None))
        .then_allowed()
        .when(privacy_officer.asks("lift-hold", ticket=None))
        .then_allowed()
        .when(privacy_officer(ask).on_record(CUSTOMER))
        .then_recorded()
        .when(privacy_officer(RestrictCustomer()).on_record(CUSTOMER))
        .then_refused("second-person-needed")
        .when(other_privacy_officer(RestrictCustomer()).on_record(CUSTOMER))
        .then_recorded(requested_by="v-001")
    )
