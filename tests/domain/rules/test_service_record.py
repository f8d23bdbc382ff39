"""The service record and what an archived ticket is found by again: read off the history, with its gaps (R33a, R34)."""

from datetime import timedelta

import pytest

from domain.record.personal import ERASED
from domain.ticket.commands import ArchiveTicket, CloseTicket
from domain.ticket.dossier import HEADING_OF, HEADINGS
from domain.ticket.events import (
    EVENTS,
    Contact,
    CorrectionRecorded,
    FaultDiagnosed,
    PartUsed,
    PlanProposed,
    Product,
    ProductVerified,
    ResolutionConfirmed,
    ServiceRecordCompleted,
    TicketArchived,
    TicketClosed,
    TicketEvent,
    TicketOpened,
    TicketResolved,
    WarrantyAssessed,
    WorkLogged,
)
from domain.ticket.service_record import ServiceRecord, service_record
from domain.ticket.vocabulary import Channel, Kind
from tests.domain.aftercare import CONTENT, OBJECTION, PRAISE, REPORT, SURVEY
from tests.domain.examples import ANOTHER_PLAN, PLAN, PLAN_REJECTED
from tests.domain.specification import (
    ACKNOWLEDGED,
    CLOSED,
    CONFIRMED,
    NOON,
    OPENED,
    REJECTED,
    REOPENED,
    given,
    recorded,
)

KNOWN = TicketOpened(
    channel=Channel.PHONE,
    kind=Kind.FAULT,
    customer_name="远山科技有限公司",
    contact=Contact(name="张伟", phone="13812345678"),
    product=Product(name="智能空调", model="KFR-35", serial="202403A0001", purchased="2024-03"),
)
DIAGNOSED = FaultDiagnosed(finding="主板受潮", fault_type="hardware")
REPAIRED = WorkLogged(work="repair", steps="烘干主板")
SOLVED = TicketResolved(cause="受潮", handling="烘干主板")
AGAIN = TicketResolved(cause="受潮", handling="更换主板")
BY_SUPERVISOR = TicketClosed(closed_as="supervisor", reason="客户不再来电")
WHOLE = (KNOWN, ACKNOWLEDGED, DIAGNOSED, PLAN, REPAIRED, SOLVED, CONFIRMED, CONTENT)


def record(*events: TicketEvent) -> ServiceRecord:
    return service_record([recorded(event, place) for place, event in enumerate(events, 1)])


def test_what_was_all_said_leaves_no_gap() -> None:
    assert record(*WHOLE).gaps == ()
    [_, completed] = given(*WHOLE).when(CloseTicket()).caused()
    assert completed == ServiceRecordCompleted(gaps=())


def test_of_a_bare_opening_everything_but_its_time_is_lacking() -> None:
    found = record(OPENED)
    assert found.requested == NOON
    assert found.gaps == (
        *("customer-name", "contact", "purchased", "serial", "model", "completed", "service-person"),
        *("diagnosis", "plan", "steps", "result", "feedback"),
    )


def test_something_replaced_without_saying_what_is_a_gap_and_nothing_replaced_is_none() -> None:
    replaced = WorkLogged(work="replacement", steps="更换主板")
    assert record(*WHOLE, replaced).gaps == ("parts",)
    assert record(*WHOLE, replaced, PartUsed(part="PSU-35", quantity=1)).gaps == ()


def test_what_was_seen_on_the_spot_fills_what_the_caller_did_not_know() -> None:
    unknown = KNOWN.model_copy(update={"product": Product(model="KFR-35")})
    assert record(unknown, *WHOLE[1:]).gaps == ("purchased", "serial")
    seen = (ProductVerified(matches=True, serial="202403A0001"), WarrantyAssessed(warranty="in", purchased="2024-03"))
    assert record(unknown, *WHOLE[1:], *seen).gaps == ()


def test_a_correction_of_the_opening_fills_and_empties() -> None:
    def corrected(field: str, right: str | None) -> CorrectionRecorded:
        return CorrectionRecorded(version=1, field=field, right=right, reason="听错")

    bare = OPENED.model_copy(update={"customer_name": "张伟"})
    assert "contact" not in record(bare, corrected("contact.phone", "13812345678")).gaps
    assert record(bare, corrected("customer_name", "张玮")).customer_name == "张玮"
    assert "serial" in record(KNOWN, corrected("product.serial", None)).gaps


def test_who_is_known_by_a_contact_alone_is_the_customer() -> None:
    person = KNOWN.model_copy(update={"customer_name": None})
    assert record(person).customer_name == "张伟"


def test_the_plan_is_the_newest_that_was_not_rejected() -> None:
    found = record(
        KNOWN, PLAN, ANOTHER_PLAN.model_copy(update={"plan": 2}), PLAN_REJECTED.model_copy(update={"plan": 2})
    )
    assert isinstance(found.plan, PlanProposed)
    assert found.plan.plan == 1


def test_a_signature_alone_is_no_feedback_and_a_word_with_it_or_a_survey_is() -> None:
    assert "feedback" in record(*WHOLE[:-1]).gaps
    praise = ResolutionConfirmed(signature="张三", note="师傅很专业")
    assert "feedback" not in record(*WHOLE[:-2], praise).gaps
    assert "feedback" not in record(*WHOLE[:-1], SURVEY, PRAISE).gaps


@pytest.mark.parametrize("undone", [REJECTED, OBJECTION, REOPENED], ids=lambda event: event.stored_name)
def test_a_solution_that_did_not_hold_is_no_result(undone: TicketEvent) -> None:
    found = record(*WHOLE, undone, BY_SUPERVISOR)
    assert (found.result, found.completed, found.service_person) == (None, None, None)
    assert {"result", "completed", "service-person"} <= {*found.gaps}


def test_the_solution_after_it_is_the_result() -> None:
    found = record(*WHOLE, REJECTED, AGAIN)
    assert (found.result, found.completed) == (AGAIN, NOON)


def test_the_archive_names_what_the_dossier_is_found_by() -> None:
    archived = TicketArchived(
        customer_name="远山科技有限公司",
        product="智能空调",
        model="KFR-35",
        fault_type="hardware",
        cause="受潮",
        closed_as="satisfied",
        closed=NOON,
    )
    given(*WHOLE, CLOSED).when(ArchiveTicket(), at=NOON + timedelta(days=9)).then(archived)
    reported = archived.model_copy(update={"cause": REPORT.cause})
    given(*WHOLE, REPORT, CLOSED).when(ArchiveTicket(), at=NOON + timedelta(days=1)).then(reported)


def test_the_archive_names_the_cause_as_it_was_corrected() -> None:
    def correction(version: int) -> CorrectionRecorded:
        return CorrectionRecorded(version=version, field="cause", right="进水", reason="写错")

    solved, reported = len(WHOLE) - [*reversed(WHOLE)].index(SOLVED), len(WHOLE) + 1
    for told, cause in (((CLOSED, correction(solved)), "进水"), ((REPORT, CLOSED, correction(reported)), "进水")):
        [archived] = given(*WHOLE, *told).when(ArchiveTicket(), at=NOON + timedelta(days=9)).caused()
        assert isinstance(archived, TicketArchived)
        assert archived.cause == cause


def test_what_was_erased_is_not_named_again() -> None:
    gone = KNOWN.model_copy(update={"customer_name": ERASED})
    solved = SOLVED.model_copy(update={"cause": ERASED})
    ended = given(gone, ACKNOWLEDGED, solved, CONFIRMED, CLOSED)
    [archived] = ended.when(ArchiveTicket(), at=NOON + timedelta(days=1)).caused()
    assert isinstance(archived, TicketArchived)
    assert (archived.customer_name, archived.cause, archived.model) == (None, None, "KFR-35")


def test_every_event_stands_under_a_heading_of_the_dossier() -> None:
    assert set(HEADING_OF) == set(EVENTS.values())
    assert set(HEADING_OF.values()) == set(HEADINGS)
