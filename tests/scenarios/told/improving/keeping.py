"""How long records are kept, and what is done to a customer's data until then (保存、保全、删除): R50."""

from datetime import date

from domain.customer.commands import (
    EraseCustomer,
    ExportCustomer,
    FetchExport,
    LiftHold,
    PlaceHold,
    RequestMeasure,
    UnrestrictCustomer,
)
from domain.customer.events import (
    CustomerRestricted,
    CustomerUnrestricted,
    ErasurePostponed,
    ExportFetched,
    HoldLifted,
    HoldPlaced,
)
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import CUSTOMER
from tests.scenarios.people import agent, other_privacy_officer, privacy_officer
from tests.scenarios.told.improving.customers import ERASE, REGISTERED, WITHDRAWN
from tests.scenarios.told.taking_in.intake import CALL, FIRST

ENDED = (REGISTERED, opens(agent, CALL), agent(WITHDRAWN).at("2024-05-02 10:00"))
LAST_DAY = date(2027, 5, 2)
POSTPONED = (
    CustomerRestricted(requested_by="v-001"),
    ErasurePostponed(because="term", until=LAST_DAY, requested_by="v-001"),
)


@scenario(
    "R50",
    zh="结案后三年内删除客户资料，只是限制使用；解除限制须两人并说明理由",
    en="Inside the three years after closing, erasing a customer restricts; to unlock takes two people and a reason",
)
def inside_the_three_years_erasing_restricts() -> Story:
    unlock = RequestMeasure(measure="unrestrict", reason="客户再次报修，须核对以往记录")
    return (
        given(*ENDED, privacy_officer(ERASE).on_record(CUSTOMER))
        .when(other_privacy_officer(EraseCustomer()).on_record(CUSTOMER).at("2027-05-02 09:00"))
        .then(*POSTPONED)
        .when(privacy_officer(unlock).on_record(CUSTOMER))
        .then_recorded()
        .when(privacy_officer(UnrestrictCustomer()).on_record(CUSTOMER))
        .then_refused("second-person-needed")
        .when(other_privacy_officer(UnrestrictCustomer()).on_record(CUSTOMER))
        .then(CustomerUnrestricted(requested_by="v-001"))
    )


@scenario(
    "R50",
    zh="法定保全期间不删除；保全与解除保全各须两人，理由记录在案",
    en="Under legal hold nothing is erased; to place and to lift one takes two people each, and says why",
)
def under_legal_hold_nothing_is_erased() -> Story:
    hold = RequestMeasure(measure="hold", ticket=FIRST, reason="该工单涉诉")
    lift = RequestMeasure(measure="lift", hold=1, reason="案件已审结")
    return (
        given(*ENDED, privacy_officer(hold).on_record(CUSTOMER))
        .when(privacy_officer(PlaceHold()).on_record(CUSTOMER))
        .then_refused("second-person-needed")
        .when(other_privacy_officer(PlaceHold()).on_record(CUSTOMER))
        .then(HoldPlaced(hold=1, ticket=FIRST, requested_by="v-001"))
        .when(privacy_officer(ERASE).on_record(CUSTOMER).at("2027-05-03 09:00"))
        .then_recorded()
        .when(other_privacy_officer(EraseCustomer()).on_record(CUSTOMER))
        .then(
            CustomerRestricted(requested_by="v-001"),
            ErasurePostponed(because="hold", until=LAST_DAY, requested_by="v-001"),
        )
        .when(privacy_officer(lift).on_record(CUSTOMER))
        .then_recorded()
        .when(other_privacy_officer(LiftHold()).on_record(CUSTOMER))
        .then(HoldLifted(hold=1, requested_by="v-001"))
    )


@scenario(
    "R46",
    zh="客户索取本人资料的，经两人批准后七日内领取，每次领取记录在案",
    en="What a customer asks to have of their own data is approved by two, fetched within seven days, and each time is "
    "on record",
)
def what_is_theirs_is_exported_for_them() -> Story:
    ask = RequestMeasure(measure="export", ground="asked", reason="客户索取本人资料")
    return (
        given(REGISTERED, opens(agent, CALL), privacy_officer(ask).on_record(CUSTOMER))
        .when(privacy_officer(FetchExport()).on_record(CUSTOMER))
        .then_refused("export-not-approved")
        .when(other_privacy_officer(ExportCustomer()).on_record(CUSTOMER))
        .then_recorded(requested_by="v-001")
        .when(privacy_officer(FetchExport()).on_record(CUSTOMER))
        .then(ExportFetched())
        .when(privacy_officer(FetchExport()).on_record(CUSTOMER).at("2024-06-01 09:00"))
        .then_refused("export-not-approved")
    )
