"""How long records are kept, and what is done to a customer's data until then (保存、保全、删除): R50."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from domain.customer.commands import (
    EndTerms,
    EraseCustomer,
    ExportCustomer,
    FetchExport,
    LiftHold,
    PlaceHold,
    RequestMeasure,
    UnrestrictCustomer,
)
from domain.customer.events import (
    CustomerErased,
    CustomerRestricted,
    CustomerUnrestricted,
    ErasurePostponed,
    ExportFetched,
    HoldLifted,
    HoldPlaced,
    TermsEnded,
)
from domain.policy.in_force import shipped_text
from gongdan.policies.files import BadRules, read_file
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import CUSTOMER, Seen
from tests.scenarios.people import administrator, agent, auditor, other_privacy_officer, privacy_officer, system
from tests.scenarios.told.improving.customers import ERASE, REGISTERED, WITHDRAWN
from tests.scenarios.told.tables.proved import WHOLE, proved_without_keys, what_is_left
from tests.scenarios.told.tables.registers import Told
from tests.scenarios.told.taking_in.intake import CALL, FIRST

TWO_YEARS: Final = (
    shipped_text("handbook", 1).replace('name = "handbook"', 'name = "our-desk"').replace("\nyears = 3", "\nyears = 2")
)
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


def two_years(seen: Seen) -> Told:
    """What is said of a pack that keeps records for two years."""
    del seen
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "our-desk.toml"
        file.write_text(TWO_YEARS, encoding="utf-8")
        with pytest.raises(BadRules) as refused:
            read_file(file)
    return [
        (mistake.key, f"{file.name}:{mistake.say('zh')}", f"{file.name}:{mistake.say('en')}")
        for _, mistake in refused.value.found
    ]


@scenario(
    "R50",
    zh="政策包规定的保存年限不得少于三年：少于三年的不予采用",
    en="No pack keeps records for less than three years: one that would is refused",
)
def no_pack_keeps_records_for_less_than_three_years() -> Story:
    return (
        given()
        .when(
            administrator.looks("检查一个只保存两年的政策包", "checks a policy pack that keeps records for two years")
        )
        .then_seen(two_years, "retention.years")
    )


@scenario(
    "R50",
    "R49",
    zh="保存期满、客户资料删除之后，工单记录仍在，个人信息无法读出，证明照样成立",
    en="Once the years are over and the customer is erased, the record stays, what is personal can't be read, and proofs hold",
)
def an_erased_customers_ticket_stays_and_is_proved() -> Story:
    return (
        given(*ENDED, privacy_officer(ERASE).on_record(CUSTOMER).at("2027-05-03 09:00"))
        .when(other_privacy_officer(EraseCustomer()).on_record(CUSTOMER))
        .then(CustomerErased(requested_by="v-001"))
        .when(auditor.looks("密钥销毁后查看该工单的全部事件", "looks at all events once the keys are destroyed"))
        .then_seen(what_is_left, "ticket-opened", "ticket-cancelled")
        .when(
            auditor.looks("取走该工单的证据包并离线核验", "takes the ticket's evidence bundle away, verifies offline")
        )
        .then_seen(proved_without_keys, WHOLE)
    )


@scenario(
    "R50",
    zh="保存期满的工单，由程序记录后使其中的个人信息不可读；期内、未结束或有保全的一律不行",
    en="Once a ticket's years are over the program notes it and makes what is personal in it unreadable; not before",
)
def at_its_end_a_ticket_says_nothing_personal() -> Story:
    ends = EndTerms(tickets=(FIRST,), data_keys=6)
    return (
        given(*ENDED)
        .when(system(ends).on_record(CUSTOMER).at("2027-05-02 09:00"))
        .then_refused("ticket-still-kept")
        .when(system(ends).on_record(CUSTOMER).at("2027-05-03 09:00"))
        .then(TermsEnded(tickets=(FIRST,), data_keys=6))
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
