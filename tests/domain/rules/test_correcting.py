"""What a correction may change: descriptive facts; what rules go by is said anew (R47)."""

from dataclasses import replace

import pytest

from domain.refusals import NotAllowed
from domain.ticket.commands import COMMANDS, OpenTicket, RecordCorrection
from domain.ticket.decide import decide
from domain.ticket.decide.recording.correctable import corrected, fields
from domain.ticket.decide.recording.facts import FACTS, facts, instead
from domain.ticket.events import EVENTS, Contact, CorrectionRecorded, TicketCancelled, TicketClosed, TicketEvent
from tests.domain.examples import (
    APPROVED,
    ARRIVED,
    AT_WORK,
    CHARGED,
    CHOICE,
    CONSENTED,
    FEE_ACCEPTED,
    GOODWILL,
    IN_WARRANTY,
    MET,
    PLAN,
    QUOTED,
    VISIT,
)
from tests.domain.specification import CLOSED, DISPATCHED, GRADED, LIVE, OPENED, given, recorded, state

REPEATING = TicketCancelled(cancelled_as="duplicate", duplicate_of="202405-00002", reason="同一故障")


def test_every_event_says_what_of_it_can_be_corrected() -> None:
    assert set(FACTS) == set(EVENTS.values()) - {CorrectionRecorded}


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.stored_name)
def test_what_can_be_corrected_is_there_and_what_cannot_names_an_action(kind: type[TicketEvent]) -> None:
    assert set(FACTS[kind]) <= {field.partition(".")[0] for field in fields(kind)}
    assert {instead(kind, field) for field in set(fields(kind)) - set(facts(kind))} <= set(COMMANDS)


@pytest.mark.parametrize(
    ("event", "field", "right", "action"),
    [
        (OPENED, "severity", "general", "grade"),
        (OPENED, "engineer", "004", "dispatch"),
        (OPENED, "stage", "planned", "note"),
        (GRADED, "severity", "general", "grade"),
        (MET, "departments", '["technical"]', "meet"),
        (MET, "attendees", '["003"]', "meet"),
        (REPEATING, "duplicate_of", "202405-00009", "note"),
        (PLAN, "steps", "更换整机", "propose-plan"),
        (CHOICE, "options", "[]", "propose-plan"),
        (APPROVED, "plan", "2", "reject-plan"),
        (DISPATCHED, "engineer", "004", "dispatch"),
        (VISIT, "at", "2024-05-02T06:00:00Z", "move-visit"),
        (CONSENTED, "given", "phone", "consent"),
        (CONSENTED, "plan", "2", "consent"),
        (IN_WARRANTY, "warranty", "out", "warranty"),
        (QUOTED, "amount", "60.00", "quote"),
        (QUOTED, "items", "电源板", "quote"),
        (FEE_ACCEPTED, "given", "phone", "quote"),
        (FEE_ACCEPTED, "quote", "2", "quote"),
        (CHARGED, "amount", "60.00", "propose-compensation"),
        (GOODWILL, "what", "延长保修一年", "propose-compensation"),
        (CLOSED, "closed_as", "supervisor", "reopen"),
    ],
    ids=lambda part: getattr(part, "stored_name", part),
)
def test_what_rules_go_by_is_not_corrected(event: TicketEvent, field: str, right: str, action: str) -> None:
    command = RecordCorrection(version=1, field=field, right=right, reason="记错")
    with pytest.raises(NotAllowed) as refusal:
        decide(state(OPENED, event), command, replace(LIVE, history=(recorded(event),)))
    assert (refusal.value.code, refusal.value.details["action"]) == ("bound-by-rules", action)


@pytest.mark.parametrize(
    ("event", "field", "right"),
    [
        (OPENED, "kind", "consultation"),
        (OPENED, "contact.phone", "13900005678"),
        (GRADED, "reason", "一条生产线停机"),
        (CONSENTED, "by", "张玮"),
        (ARRIVED, "note", "由侧门进入"),
        (CHARGED, "receipt", "R-2"),
        (TicketClosed(closed_as="satisfied"), "report", "更换后运行正常"),
    ],
    ids=lambda part: getattr(part, "stored_name", part),
)
def test_a_descriptive_fact_is_corrected(event: TicketEvent, field: str, right: str) -> None:
    given(*AT_WORK, event).when(
        RecordCorrection(version=len(AT_WORK) + 1, field=field, right=right, reason="记错")
    ).then(
        CorrectionRecorded(version=len(AT_WORK) + 1, field=field, right=right, reason="记错", wrong=_said(event, field))
    )


def test_a_fault_that_is_worked_on_may_still_turn_out_another_kind_that_needs_a_plan() -> None:
    correct = RecordCorrection(version=1, field="kind", right="maintenance", reason="记错")
    corrected = CorrectionRecorded(version=1, field="kind", right="maintenance", reason="记错", wrong="fault")
    given(*AT_WORK, ARRIVED).when(correct).then(corrected)


def _said(event: TicketEvent, field: str) -> str | None:
    said = event.model_dump(mode="json", exclude_none=True)
    for part in field.split("."):
        said = said.get(part, {})
    return said or None


@pytest.mark.parametrize(
    ("field", "right"),
    [
        ("product.model", "13812340000"),
        ("product.purchased", "2024-02-30"),
        ("contact.phone", "abc"),
        ("contact.email", "nope"),
        ("channel", "sms"),
        ("error_code", "x" * 5_000),
        ("summary", "两行\n文字"),
        ("problem.tried", "x" * 301),
    ],
)
def test_what_an_opening_refuses_does_not_come_in_by_a_correction(field: str, right: str) -> None:
    command = RecordCorrection(version=1, field=field, right=right, reason="记错")
    given(OPENED).when(command).then_refused("not-such-a-value")


def test_what_is_corrected_is_judged_by_itself_though_the_event_holds_what_is_refused_by_now() -> None:
    old = OPENED.model_copy(update={"contact": Contact(phone="abc", name="张伟"), "error_code": "x" * 41})
    command = RecordCorrection(version=1, field="contact.name", right="张玮", reason="记错")
    given(old).when(command).then(CorrectionRecorded(**command.model_dump(), wrong="张伟"))


def test_an_event_that_no_command_causes_is_corrected_by_what_it_can_hold() -> None:
    assert corrected(OPENED, None, "error_code", "x" * 41) == OPENED.model_copy(update={"error_code": "x" * 41})
    assert corrected(OPENED, OpenTicket, "error_code", "x" * 41) is None
