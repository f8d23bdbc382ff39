"""What subscribers are told of our events: nothing, one thing or several, and nobody's personal data."""

from collections import defaultdict

import pytest

from domain.catalogue import EVENTS
from domain.published.event import PublicEvent
from domain.published.schemas import schemas
from domain.published.telling import PUBLISHED, Teller
from domain.published.tickets import TicketOpened as OpenedAsTold
from domain.record.envelope import Recorded
from domain.record.personal import personal_fields
from domain.ticket.events import (
    CorrectionRecorded,
    FeeQuoted,
    NoteAdded,
    ReceiptAcknowledged,
    TicketEvent,
    TicketGraded,
    TicketOpened,
    TicketPaused,
    TicketResumed,
)
from domain.ticket.vocabulary import Channel, Kind
from tests.demo.making import in_order
from tests.projections.every_event import SAID
from tests.projections.logs import ListLog

NUMBER = "202405-00123"
FAULT = TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT)


def told(*events: TicketEvent) -> list[PublicEvent]:
    """Of the last of these events of one ticket."""
    log, teller, found = ListLog(), Teller(), list[PublicEvent]()
    for event in events:
        found = [*teller.tell(log.happen(NUMBER, event))]
    return found


def names(found: list[PublicEvent]) -> list[str]:
    return [each.name for each in found]


def test_an_opening_is_told_without_who_called_or_what_they_said():
    [opened] = told(SAID)
    assert isinstance(opened, OpenedAsTold)
    assert opened.model_dump(exclude_none=True) == {
        "number": NUMBER,
        "stage": "opened",
        "kind": "fault",
        "channel": "phone",
        "product": "智能空调",
        "model": "KFR-35",
    }


def test_an_opening_with_a_severity_is_told_as_two_events():
    graded = FAULT.model_copy(update={"severity": "urgent"})
    assert names(told(graded)) == ["ticket-opened", "ticket-graded"]


def test_what_changes_the_stage_is_told_beside_what_it_was():
    first, moved = told(FAULT, ReceiptAcknowledged())
    assert (first.name, moved.name) == ("ticket-acknowledged", "ticket-moved")
    assert moved.model_dump()["stage_before"] == "opened"
    assert moved.model_dump()["stage"] == "acknowledged"


def test_a_note_is_nobodys_business_outside():
    assert told(FAULT, NoteAdded(text="客户很着急")) == []


def test_a_correction_is_told_without_what_is_right():
    [corrected] = told(SAID, CorrectionRecorded(version=1, field="contact.phone", reason="听错", right="13912345678"))
    said = corrected.model_dump_json()
    assert corrected.name == "ticket-corrected"
    assert "contact.phone" in said
    assert "139" not in said


def test_every_event_of_a_ticket_says_how_it_stands():
    waits = TicketPaused(waiting_for="customer")
    found = told(FAULT, TicketGraded(severity="important"), waits, TicketResumed())
    assert {each.model_dump()["severity"] for each in found} == {"important"}


def test_an_amount_has_two_digits_after_the_point():
    [quoted] = told(FAULT, FeeQuoted(quote=1, amount="80"))  # type: ignore[arg-type]
    assert quoted.model_dump()["amount"] == "80.00"


@pytest.mark.parametrize("public", PUBLISHED, ids=lambda public: public.name)
def test_no_field_is_taken_from_what_is_personal(public: type[PublicEvent]):
    for name in public.tells:
        personal = {path[0] for path, _ in personal_fields(EVENTS[name]) if len(path) == 1}
        taken = {public.said_as.get(field, field) for field in public.model_fields}
        assert not personal & taken


def test_all_that_is_told_of_a_made_up_month_is_as_its_schema_says():
    from jsonschema import Draft202012Validator  # takes 1.6 s, which is not for every run

    checks = {name: Draft202012Validator(schema) for name, schema in schemas().items()}
    tellers, kinds = defaultdict[str, Teller](Teller), set[str]()
    for place, (envelope, event) in enumerate((each.envelope, each.event) for each in in_order()):
        for public in tellers[envelope.aggregate].tell(Recorded(envelope, event, place + 1)):
            checks[public.type_name()].validate(public.model_dump(mode="json", exclude_none=True))
            kinds.add(public.name)
    assert len(kinds) > 40
