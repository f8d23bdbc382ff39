"""Facts: what is kept of an event is all that clocks look at, reads back from JSON the same, and is nobody's."""

import json
from dataclasses import replace

from domain.clocks.fact import Fact, fact_of, facts_of
from domain.matters.complaints.events import EVENTS as OF_COMPLAINTS
from domain.policy.timing.occasions import EVENTS as NAMED
from domain.record.personal import personal_fields
from domain.ticket.events import EVENTS, CorrectionRecorded, NoteAdded
from projections.clocks.facts import read, written
from tests.projections.every_event import EVERY
from tests.projections.logs import ListLog


def recorded(*events: object) -> ListLog:
    log = ListLog()
    for event in events:
        log.happen("202405-00001", event)  # type: ignore[arg-type]
    return log


FACTS = [fact for event in EVERY for fact in facts_of(recorded(event).events)]


def test_a_fact_reads_back_from_json_as_it_was():
    for fact in FACTS:
        assert Fact.of_json(json.loads(json.dumps(fact.as_json()))) == fact


def test_a_fact_is_kept_as_the_encoder_would_write_it():
    for fact in FACTS:
        for each in (fact, replace(fact, by=""), replace(fact, id='"\\ 工单')):
            assert written(each) == json.dumps(each.as_json(), ensure_ascii=False, separators=(",", ":"))
            assert read(f"{written(each)}\n") == (each,)


def test_no_personal_value_is_in_a_fact():
    for event in EVERY:
        said = event.model_dump(mode="json", exclude_none=True)
        texts = {str(said[path[0]]) for path, _ in personal_fields(type(event)) if path[0] in said}
        kept = [*json.loads(json.dumps([fact.as_json() for fact in facts_of(recorded(event).events)]))]
        assert not texts & {str(value) for fact in kept for value in fact.values()}, event.stored_name


def test_a_correction_of_what_no_clock_looks_at_is_no_fact():
    log = recorded(
        CorrectionRecorded(version=1, field="contact.phone", right="13812345678", reason="听错"), NoteAdded()
    )
    assert facts_of(log.events) == ()


def test_every_event_that_a_pack_may_name_is_a_fact_where_it_is_stored():
    stored = {**EVENTS, **OF_COMPLAINTS}
    example = {type(event): event for event in EVERY}
    for name in NAMED.keys() & stored.keys():
        if (event := example.get(stored[name])) is not None:  # type: ignore[call-overload]
            [one] = recorded(event).events
            assert fact_of(one) is not None, name
