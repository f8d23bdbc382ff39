"""Every column and fact that differences tell has words in both languages, and codes are told by theirs."""

from collections.abc import Iterator

import pytest

from api.past.tables import KEPT_UP
from api.past.tickets import LEFT_OUT
from api.tickets.standing.ticket import TicketView
from gongdan.cli.past.words import WORDS
from projections.past.words import Of, Said, spelt_out
from projections.register.tables import REGISTER

_INSIDE = {"sources", "searched", "told"}
"""Columns that no reader is shown."""


def columns() -> Iterator[str]:
    yield from (f"register.{name}" for name in {*REGISTER.columns.keys()} - KEPT_UP - _INSIDE)
    yield from (f"progress.{name}" for name in ("step", "responsible", "at", "remark"))
    yield from (f"metrics.{name}" for name in ("value", "base", "met"))
    yield from (f"ticket.{name}" for name in TicketView.model_fields.keys() - LEFT_OUT - {"intake"})
    yield from ("ticket.intake.summary", "ticket.intake.contact.phone")


def test_a_column_has_words():
    for name in columns():
        chinese, english = WORDS.column(name, "zh"), WORDS.column(name, "en")
        assert not chinese.isascii(), chinese
        assert english.isascii(), english
        assert "_" not in english, english


@pytest.mark.parametrize(
    ("name", "said", "zh", "en"),
    [
        ("register.stage", "graded", "已分级", "graded"),
        ("register.channel", "phone", "电话", "phone"),
        ("register.asked", "1:product,2:research,", "产品部门、研发部门", "product, R&D"),
        ("register.acknowledged", True, "是", "yes"),
        ("progress.step", "grading", "分级", "grading"),
        ("ticket.estimate", "2024-05-01T09:30:00+08:00", "2024-05-01 09:30", "2024-05-01 09:30"),
    ],
)
def test_a_value_is_told_by_its_word(name: str, said: object, zh: str, en: str):
    assert (WORDS.value(name, said, "zh"), WORDS.value(name, said, "en")) == (zh, en)


def test_an_entry_of_a_list_is_told_by_its_place():
    assert WORDS.column("ticket.parts.2.quantity", "zh") == "备件 2：数量"
    assert WORDS.column("ticket.parts.2.quantity", "en") == "parts 2: quantity"


def told(of: Of, *cells: Said, chinese: bool = False) -> list[tuple[str, object, object]]:
    return [(cell.column, cell.before, cell.after) for cell in spelt_out(of, cells, chinese=chinese)]


def test_codes_give_way_to_the_words_that_stand_beside_them():
    cells = (
        Said("severity", None, "p1"),
        Said("severity_zh", None, "一级"),
        Said("severity_en", None, "first"),
        Said("receiver", None, "a-001"),
        Said("receiver_name", None, "李*"),
    )
    assert told("register", *cells) == [("severity", None, "first"), ("receiver", None, "李*")]
    assert told("register", *cells, chinese=True) == [("severity", None, "一级"), ("receiver", None, "李*")]


def test_of_progress_only_the_columns_that_are_shown_are_told():
    cells = (Said("step", None, "grading"), Said("code", None, "urgent"), Said("remark", None, "紧急"))
    assert told("progress", *cells) == [("step", None, "grading"), ("remark", None, "紧急")]
