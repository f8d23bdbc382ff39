"""Every fact of every event has a word in Chinese and English, every code a word of its own."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from api.tickets.standing.parts import AttachmentView, CollaborationView, CooperationView, QuoteView
from api.tickets.standing.record import ServiceRecordView
from api.tickets.standing.ticket import TicketView
from domain.catalogue import EVENTS
from domain.record.event import Event
from domain.wording import CHANNELS
from gongdan.cli.showing.fields import FIELDS
from gongdan.cli.showing.labels import CODES, facts, happening, label, value
from gongdan.cli.showing.meanings import MEANINGS, meant
from tests.projections.every_event import EVERY

Field = tuple[str, Any]


def fields(model: type[BaseModel], before: str = "") -> Iterator[Field]:
    """Every field by its dotted name, those of the models in lists by their own."""
    for name, field in model.model_fields.items():
        parts = [part for part in _inside(field.annotation) if isinstance(part, type) and issubclass(part, BaseModel)]
        listed = any(part is tuple for part in _origins(field.annotation))
        if not parts:
            yield f"{before}{name}", field.annotation
        elif listed:
            yield f"{before}{name}", None
            yield from fields(parts[0])
        else:
            yield from fields(parts[0], f"{before}{name}.")


def _inside(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _inside(part)


def _origins(annotation: Any) -> Iterator[Any]:
    return (getattr(part, "__origin__", None) for part in _inside(annotation))


def codes(annotation: Any) -> set[str]:
    """The closed list of a field, if it has one."""
    found: set[str] = set()
    for part in _inside(annotation):
        if isinstance(part, str):
            found.add(part)
        elif isinstance(part, type) and issubclass(part, StrEnum):
            found.update(part)
    return found


ALL = sorted({f"{event}.{name}" for event, model in EVENTS.items() for name, _ in fields(model)})
CODED = sorted(
    {
        (f"{event}.{name}", code)
        for event, model in EVENTS.items()
        for name, said in fields(model)
        for code in codes(said)
    }
)
LEAVE = {"since": "2024-05-01", "until": "2024-05-03", "kind": "annual"}


def test_every_fact_of_an_event_has_a_word():
    assert [name for name in ALL if name in (label(name, "zh"), label(name, "en"))] == []


def test_every_code_has_a_word():
    assert [(name, code) for name, code in CODED if code not in (meant(CODES, name) or ())] == []


def test_every_channel_has_a_word():
    assert {code for name, code in CODED if name == "ticket-opened.channel"} == set(CHANNELS)


def test_every_event_is_called_something_in_chinese():
    assert [name for name in EVENTS if happening(name, "zh").isascii()] == []


@pytest.mark.parametrize("event", EVERY, ids=lambda event: event.stored_name)
def test_no_code_and_no_english_name_is_left_in_a_chinese_history(event: Event):
    said = facts(event.model_dump(mode="json", exclude_none=True), "zh", of=event.stored_name)
    assert not {name for name in said.replace("：", "；").replace("[", "；").split("；") if name in FIELDS}
    assert not {code for words in CODES.values() for code in words if f"：{code}；" in f"{said}；"} - {"1", "2", "3"}


def test_lists_and_their_parts_are_readable():
    options = [{"name": "甲", "text": "换新", "cost": "100.00"}, {"name": "乙", "text": "修理"}]
    assert (
        facts({"options": options}, "zh")
        == "可选方案：[名称：甲；内容：换新；费用（元）：100.00]、[名称：乙；内容：修理]"
    )
    assert facts({"missing": ["serial", "voucher"]}, "en") == "missing: serial number, voucher"


def test_a_correction_names_the_field_and_reads_its_values():
    said = {"version": 3, "field": "severity", "right": "urgent", "wrong": "general"}
    assert facts(said, "zh") == "更正第几项：3；更正字段：问题分级；正确：紧急；原记录：一般"


def test_times_are_local_and_days_stay_days():
    assert value("due", "2024-05-01T09:30:00+08:00", "zh") == "2024-05-01 09:30"
    assert value("until", "2024-05-01", "zh") == "2024-05-01"


def test_a_leave_is_told_as_one():
    assert facts(LEAVE, "zh", of="leave-taken") == "起：2024-05-01；截止：2024-05-03；请假类别：年假"


@pytest.mark.parametrize(
    ("event", "called"),
    [
        ("estimate-given", "预计解决时间"),
        ("collaboration-requested", "答复期限"),
        ("cooperation-requested", "提供期限"),
    ],
)
def test_a_due_time_is_called_by_what_is_due(event: str, called: str):
    assert facts({"due": "2024-05-01T09:30:00+08:00"}, "zh", of=event) == f"{called}：2024-05-01 09:30"


def test_how_a_ticket_stands_has_words_of_its_own():
    assert label("ticket.handling", "zh") == "处理方式"
    assert value("ticket.handling", "on-site", "zh") == "上门维修"
    assert value("ticket-resolved.handling", "remote", "zh") == "remote"
    assert label("ticket.accepted", "zh") != label("ticket.quote.accepted", "zh")


@pytest.mark.parametrize("name", MEANINGS)
def test_what_has_a_meaning_of_its_own_is_there(name: str):
    whole, _, field = name.partition(".")
    shown: dict[str, type[BaseModel]] = {
        "ticket": TicketView,
        "collaborations": CollaborationView,
        "cooperation": CooperationView,
    }
    shown["service-record"] = ServiceRecordView
    held = EVENTS.get(whole) or {**shown, "quote": QuoteView, "attachments": AttachmentView}[whole]
    assert field in held.model_fields


def test_teams_and_tiers_are_named_where_they_are_known_and_else_stand_for_themselves():
    assert value("teams", ["north", "logistics", "d-7"], "zh") == "北区、物流部门、d-7"
    assert value("engineer-dispatched.team", "east", "zh") == "东区"
    assert (value("tier", "key", "zh"), value("tier", "contract", "zh"), value("tier", "gold", "zh")) == (
        "重要客户",
        "签约客户",
        "gold",
    )
