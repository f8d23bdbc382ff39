"""The list of what customers see: whatever event or field is not on it is hidden, also one that comes tomorrow."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final, TypeGuard

import pytest
from pydantic import BaseModel

from api.tickets.standing.record import ServiceRecordView
from api.tickets.standing.ticket import TicketView
from api.tickets.views import EventView
from domain.record.event import Event
from domain.ticket.events import (
    EVENTS,
    CompensationAnnounced,
    CompensationProposed,
    CorrectionRecorded,
    NoteAdded,
    PlanApproved,
    PlanProposed,
    ReceiptAcknowledged,
    TicketGraded,
)
from domain.ticket.theirs.listed import LIST, read
from domain.ticket.theirs.seeing import only, seen_by_customer
from domain.ticket.vocabulary import Channel
from tests.domain.specification import NOON, recorded
from tests.golden.fields import fields, held, paths

_VALUES: Final[dict[str, Any]] = {
    "": "文字",
    "truth": True,
    "number": 1,
    "yuan": Decimal("1.00"),
    "time": datetime(2024, 5, 1, tzinfo=UTC),
    "day": date(2024, 5, 1),
    "day or month": "2024-05",
    "clock": "09:00",
    "hash": "0" * 64,
    "object": {"a": "b"},
}


def whole(model: type[BaseModel]) -> dict[str, Any]:
    """A value for every field that there is."""
    return {field.name: (one(field),) if field.many else one(field) for field in fields(model)}


def one(field: Any) -> Any:
    if field.inside:
        return whole(field.inside)
    return field.words[0] if field.words else _VALUES[field.form]


def plain(names: Iterator[str]) -> set[str]:
    return {name.replace("[]", "") for name in names}


def shown(*events: Any, role: str = "agent") -> dict[int, set[str]]:
    """The fields of each event that a customer is shown, by its version."""
    history = [recorded(event, version) for version, event in enumerate(events, 1)]
    history = [by(each, role) for each in history]
    return {
        version: plain(held(_listed(only(history[version - 1].event.model_dump(exclude_none=True), names))))
        for version, names in seen_by_customer(history).items()
    }


def by(each: Any, role: str) -> Any:
    actor = each.envelope.actor.model_copy(update={"role": role})
    return type(each)(each.envelope.model_copy(update={"actor": actor}), each.event, each.sequence)


def _listed(said: Any) -> Any:
    """Tuples as lists, as in JSON."""
    if isinstance(said, dict):
        return {name: _listed(each) for name, each in said.items()}
    return [_listed(each) for each in said] if isinstance(said, list | tuple) else said


@pytest.mark.parametrize("name", EVENTS)
def test_of_every_event_and_field_a_customer_sees_those_on_the_list(name: str):
    event = EVENTS[name].model_validate(whole(EVENTS[name]))
    listed = LIST.events.get(name)
    if listed is None or listed.by or listed.once or name == CorrectionRecorded.stored_name:
        assert shown(event) == {}
        return
    holders = {field.rpartition(".")[0] for field in listed.fields if "." in field}
    assert shown(event) == {1: set(listed.fields) | holders}


def test_an_event_and_a_field_that_come_tomorrow_are_hidden():
    class TomorrowsGrade(TicketGraded):
        hint: str

    class Tomorrow(Event):
        stored_name = "tomorrow"
        text: str

    assert shown(TomorrowsGrade(severity="urgent", hint="内部"), Tomorrow(text="内部")) == {1: {"severity"}}


def test_every_name_on_the_list_is_a_field_that_there_is():
    for name, listed in LIST.events.items():
        assert listed.fields - plain(path for path, _ in paths(EVENTS[name])) == set(), name
    for names, view in (
        (LIST.surrounding.fields, EventView),
        (LIST.ticket.fields, TicketView),
        (LIST.service_record.fields, ServiceRecordView),
    ):
        assert names - {*of_view(view)} == set(), view


def of_view(view: type[BaseModel], before: str = "") -> Iterator[str]:
    """The names of a view's fields, dotted."""
    for name, field in view.model_fields.items():
        yield f"{before}{name}"
        inside = [part for part in (field.annotation, *getattr(field.annotation, "__args__", ())) if is_view(part)]
        for part in inside:
            yield from of_view(part, f"{before}{name}.")
        if field.annotation is Any:  # the options of a plan, as their event has them
            yield from (f"{before}{name}.{path.partition('.')[2]}" for path in OPTIONS)


def is_view(part: Any) -> TypeGuard[type[BaseModel]]:
    return isinstance(part, type) and issubclass(part, BaseModel)


OPTIONS: Final = [path.replace("[]", "") for path, _ in paths(PlanProposed) if path.startswith("options")]


def test_a_plan_and_a_compensation_are_seen_once_the_customer_was_to_know_of_them():
    plans = [PlanProposed(plan=number, steps="更换电源板", owner="e-003", deadline=NOON) for number in (1, 2)]
    assert shown(*plans, PlanApproved(plan=2)).keys() == {2, 3}
    proposed = CompensationProposed(compensation=1, what="延长保修", reason="久等")
    assert shown(proposed) == {}
    told = shown(proposed, CompensationAnnounced(compensation=1, channel=Channel.PHONE))
    assert told[1] == {"compensation", "what"}


def test_a_remark_is_seen_where_the_customer_made_it():
    assert shown(NoteAdded(text="请尽快"), role="agent") == {}
    assert shown(NoteAdded(text="请尽快"), role="customer") == {1: {"text"}}


def test_a_correction_is_seen_where_what_it_corrects_is():
    said = ReceiptAcknowledged(channel=Channel.PHONE, note="客户急躁")
    of_note = CorrectionRecorded(version=1, field="note", right="客户着急", wrong="客户急躁", reason="措辞")
    of_channel = CorrectionRecorded(version=1, field="channel", right="chat", wrong="phone", reason="看错")
    assert shown(said, of_note, of_channel) == {1: {"channel"}, 3: {"version", "field", "right", "wrong"}}


@pytest.mark.parametrize(
    "text",
    [
        '[events.no-such-event]\nzh = "甲"\nen = "A"\nfields = []',
        '[events.note-added]\nzh = "甲"\nen = "A"\nfields = ["x"]',
    ],
)
def test_a_list_that_names_what_there_is_not_is_refused(text: str):
    rest = "\n".join(f"[{name}]\nfields = []" for name in ("surrounding", "ticket", "service-record"))
    with pytest.raises(ValueError, match="unknown"):
        read(f"{text}\n{rest}")
