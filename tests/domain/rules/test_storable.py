"""What may stand in a text: looked for in whatever holds it, and found as by looking at each sign."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from domain.record.command import storable, without_unstorable


class Held(BaseModel):
    said: str | None = None
    parts: list["Held"] = []
    more: dict[str, str] = {}


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_a_text_is_storable_where_nothing_of_it_would_be_left_out(text: str):
    assert storable(text) == (without_unstorable(text) == text)


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x7f", "\x9f", "\u202e", "\u2066", "\ud800"])
@pytest.mark.parametrize(
    "holding",
    [
        lambda text: [text],
        lambda text: ("漏水", text),
        lambda text: {"said": {"deep": text}},
        lambda text: Held.model_construct(said=text),
        lambda text: [Held(parts=[Held.model_construct(more={"a": text})])],
    ],
)
def test_it_is_looked_for_in_all_that_holds_it(holding: Any, sign: str):
    assert not storable(holding(f"漏水{sign}"))
    assert storable(holding("漏水\n\t，昨晚开始。"))


@pytest.mark.parametrize("value", [None, True, 7, 1.5, b"\0", [], {}, Held()])
def test_what_is_no_text_is_storable(value: Any):
    assert storable(value)
