"""Intake beyond the four cases: warranty as of the report, corrections that rules go by."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from domain.customer.state import Customer
from domain.record.envelope import Recorded
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    AssessWarranty,
    CancelTicket,
    OpenTicket,
    RecordCorrection,
    RouteTicket,
    VerifyInformation,
)
from domain.ticket.decide import decide, judge
from domain.ticket.decide.taking_in.complete import Absent
from domain.ticket.events import (
    AttachmentAdded,
    Contact,
    CorrectionRecorded,
    InformationVerified,
    Product,
    TicketCancelled,
    TicketEvent,
    TicketOpened,
    TicketRouted,
    WarrantyAssessed,
)
from domain.ticket.known import NOTHING, Known
from domain.ticket.state import fold
from domain.ticket.vocabulary import Kind
from tests.domain.specification import ELSEWHERE, HANDBOOK, LIVE, OPENED, SHANGHAI, given, recorded, state

LAST_DAY = datetime(2024, 5, 31, 15, 59, tzinfo=UTC)
"""23:59 of 31 May in Shanghai."""
BOUGHT = OPENED.model_copy(update={"product": Product(model="KFR-35", purchased="2023-05", warranty_months=12)})


def assessed(*history: Recorded, at: datetime) -> list[TicketEvent]:
    under = Circumstances("001", at.astimezone(SHANGHAI), HANDBOOK, history)
    return decide(fold(history), AssessWarranty(), under)


def test_what_counts_for_the_warranty_is_the_day_of_the_report() -> None:
    [event] = assessed(recorded(BOUGHT, at=LAST_DAY), at=datetime(2024, 6, 3, tzinfo=UTC))
    assert event == WarrantyAssessed(warranty="in", purchased="2023-05", months=12, ends="2024-05-31")


def test_a_report_a_minute_after_the_last_day_is_out_of_warranty() -> None:
    june = datetime(2024, 5, 31, 16, 0, tzinfo=UTC)
    [event] = assessed(recorded(BOUGHT, at=june), at=june)
    assert isinstance(event, WarrantyAssessed)
    assert event.warranty == "out"


def test_without_a_purchase_date_the_warranty_is_unknown() -> None:
    given(OPENED).when(AssessWarranty()).then(WarrantyAssessed(warranty="unknown", months=12))


def test_the_months_of_the_product_go_before_the_policys() -> None:
    opened = BOUGHT.model_copy(update={"product": Product(purchased="2023-05", warranty_months=6)})
    given(opened).when(AssessWarranty()).then(
        WarrantyAssessed(warranty="out", purchased="2023-05", months=6, ends="2023-11-30")
    )


def test_a_corrected_purchase_date_is_what_the_warranty_goes_by() -> None:
    corrected = CorrectionRecorded(version=1, field="product.purchased", right="2020-05", reason="凭证")
    given(BOUGHT, corrected).when(AssessWarranty()).then(
        WarrantyAssessed(warranty="out", purchased="2020-05", months=12, ends="2021-05-31")
    )


def test_a_corrected_kind_is_what_the_plan_goes_by() -> None:
    ticket = state(OPENED, CorrectionRecorded(version=1, field="kind", right="consultation", reason="听错"))
    assert ticket is not None
    assert ticket.kind is Kind.CONSULTATION


def test_a_stored_correction_that_no_product_can_hold_changes_nothing() -> None:
    ticket = state(BOUGHT, CorrectionRecorded(version=1, field="product.purchased", right="yesterday", reason="x"))
    assert ticket is not None
    assert ticket.product == BOUGHT.product


def test_a_second_correction_says_what_the_first_had_made_of_it() -> None:
    first = CorrectionRecorded(version=1, field="summary", right="设备无法关机", reason="听错", wrong="设备无法启动")
    back = RecordCorrection(version=1, field="summary", right="设备无法启动", reason="没听错")
    given(OPENED, first).when(back).then(
        CorrectionRecorded(version=1, field="summary", right="设备无法启动", reason="没听错", wrong="设备无法关机")
    )


def test_a_correction_names_what_stood_there_inside_the_product_too() -> None:
    correct = RecordCorrection(version=1, field="product.model", right="KFR-36", reason="看错")
    given(BOUGHT).when(correct).then(
        CorrectionRecorded(version=1, field="product.model", right="KFR-36", reason="看错", wrong="KFR-35")
    )
    given(BOUGHT).when(RecordCorrection(version=1, field="product.model", right="KFR-35", reason="x")).then_nothing()


def test_what_the_event_never_said_can_be_added_as_right() -> None:
    add = RecordCorrection(version=1, field="product.warranty_months", right="24", reason="延保")
    given(OPENED).when(add).then(
        CorrectionRecorded(version=1, field="product.warranty_months", right="24", reason="延保")
    )


CALLED = OPENED.model_copy(
    update={"customer_name": "远山科技", "contact": Contact(phone="13812345678"), "product": Product(name="智能空调")}
)
MISSING = InformationVerified(missing=("voucher", "serial"))
COMPLETE = InformationVerified(missing=())
VOUCHER = AttachmentAdded(sha256="7f" * 32, size=9, media_type="image/jpeg", name="发票.jpg", purpose="voucher")
SERIAL = CorrectionRecorded(version=1, field="product.serial", right="202403A0001", reason="客户补报")


def missing(*history: TicketEvent, known: Known = NOTHING) -> object:
    asked = given(*history).knowing(known).when(VerifyInformation())
    with pytest.raises(NotAllowed) as refusal:
        asked.caused()
    assert refusal.value.code == "information-missing"
    absent = refusal.value.details["missing"]
    assert isinstance(absent, Absent)
    return absent.names


def test_information_is_complete_where_customer_contact_and_product_or_order_are_known() -> None:
    given(CALLED).when(VerifyInformation()).then(COMPLETE)
    order = CALLED.model_copy(update={"product": None, "order_number": "D-7"})
    given(order).when(VerifyInformation()).then(COMPLETE)


def test_it_is_not_complete_without_them_and_the_refusal_names_what_is_missing() -> None:
    assert missing(OPENED) == ("customer-name", "contact", "product")
    assert missing(CALLED.model_copy(update={"contact": Contact(name="张伟")})) == ("contact",)
    with pytest.raises(NotAllowed) as refusal:
        given(CALLED, MISSING).when(VerifyInformation()).caused()
    assert "购买凭证、SN码" in refusal.value.say("zh")
    assert "voucher, serial number" in refusal.value.say("en")


def test_a_consultation_needs_no_product() -> None:
    asked = CALLED.model_copy(update={"product": None, "kind": Kind.CONSULTATION})
    given(asked).when(VerifyInformation()).then(COMPLETE)


def test_what_the_customers_record_says_need_not_be_said_again() -> None:
    record = Customer(name="远山科技", contacts={1: Contact(phone="13812345678")})
    told = OPENED.model_copy(update={"product": Product(model="KFR-35")})
    given(told).knowing(Known(customer=record)).when(VerifyInformation()).then(COMPLETE)
    gone = Customer(name="远山科技", contacts={1: None})
    assert missing(told, known=Known(customer=gone)) == ("contact",)


def test_what_was_missing_is_verified_as_complete_once_it_has_come() -> None:
    assert missing(CALLED, MISSING) == ("voucher", "serial")
    assert missing(CALLED, MISSING, VOUCHER) == ("serial",)
    given(CALLED, MISSING, VOUCHER, SERIAL).when(VerifyInformation()).then(COMPLETE)


def test_what_another_system_verified_is_taken_as_it_is() -> None:
    assert judge(state(OPENED), COMPLETE, ELSEWHERE) is None


def test_a_duplicate_names_its_original() -> None:
    cancel = CancelTicket(cancelled_as="duplicate", duplicate_of="202405-00001", reason="同一故障")
    given(OPENED).when(cancel).then(
        TicketCancelled(cancelled_as="duplicate", duplicate_of="202405-00001", reason="同一故障")
    )


@pytest.mark.parametrize("under", [replace(LIVE, role="system"), ELSEWHERE], ids=["the system", "another system"])
def test_the_rule_is_named_by_the_system_that_routes_by_it(under: Circumstances) -> None:
    by_rule = RouteTicket(team="north", rule="air-conditioners", rules="desk@1")
    assert decide(state(OPENED), by_rule, under) == [
        TicketRouted(team="north", rule="air-conditioners", rules="desk@1")
    ]


@pytest.mark.parametrize("field", ["description", "contact.phone", "product.serial"])
def test_any_word_of_the_opening_can_be_corrected(field: str) -> None:
    correct = RecordCorrection(version=1, field=field, right="13812345678", reason="x")
    given(TicketOpened(channel="phone", kind="fault")).when(correct).then(
        CorrectionRecorded(version=1, field=field, right="13812345678", reason="x")
    )


@pytest.mark.parametrize("unseen", ["\u200b", "\u200b\u200d\ufeff", "\u3164", "\u2800 \u00ad"])
def test_what_cannot_be_seen_is_no_summary_and_no_reason(unseen: str) -> None:
    with pytest.raises(ValidationError, match="can be seen"):
        OpenTicket(channel="phone", summary=unseen)
    with pytest.raises(ValidationError, match="can be seen"):
        RouteTicket(team="north", reason=unseen)


def test_unseen_signs_between_letters_are_part_of_the_text() -> None:
    assert OpenTicket(channel="phone", summary="क्\u200dष").summary == "क्\u200dष"
