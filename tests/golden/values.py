"""Anything that an event could ever hold, drawn from the class of it: for what must be true of every event."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final, get_type_hints

from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from domain.record.envelope import Actor, Envelope
from domain.record.event import Event
from domain.reports.period import PERIOD
from tests.golden.fields import Field, fields

Values = st.SearchStrategy[Any]

_MOST: Final = 2**53 - 1
"""The largest number that docs/formats.md allows."""
_TEXTS: Final = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60) | st.sampled_from(
    ["空调漏水", '引号"与\\反斜线', "第一行\n第二行", "𠮷野家", "e\u0301", "a" * 100, "[erased]"]
)
_CLOCKS: Final = st.times().map(lambda at: f"{at:%H:%M}")
_DAYS: Final = st.dates(date(1990, 1, 1), date(2199, 12, 31))
_FORMS: Final[dict[str, Values]] = {
    "": _TEXTS,
    "truth": st.booleans(),
    "number": st.integers(1, 600) | st.integers(0, _MOST),
    "amount": st.decimals(-999_999_999, 999_999_999, places=4, allow_nan=False),
    "yuan": st.decimals(0, 999_999_999, places=2, allow_nan=False),
    "time": st.builds(datetime.combine, _DAYS, st.times(), st.just(UTC)),
    "day": _DAYS,
    "day or month": _DAYS.map(lambda day: f"{day:%Y-%m-%d}") | _DAYS.map(lambda day: f"{day:%Y-%m}"),
    "period": st.from_regex(PERIOD, fullmatch=True),
    "clock": _CLOCKS,
    "hash": st.binary(min_size=32, max_size=32).map(bytes.hex),
    "object": st.dictionaries(_TEXTS, _TEXTS, max_size=5),
}


@cache
def events(kind: type[Event]) -> st.SearchStrategy[Event]:
    """Every event of a type, with and without each of its optional fields."""
    return _said(kind).map(kind.model_validate)


@cache
def envelopes(kind: type[Event], actors: tuple[str, ...]) -> st.SearchStrategy[Envelope]:
    """Every envelope that such an event could lie in, about one ticket and one customer, by one of these actors."""
    fixed = {
        "type": kind.stored_name,
        "schema": kind.schema_version,
        "aggregate": "ticket-1",
        "ticket": "ticket-1",
        "customer": "customer-1",
    }
    actor = st.builds(lambda said, who: said | {"id": who}, _said(Actor, "id"), st.sampled_from(actors))
    around = _said(Envelope, *fixed, "actor")
    return st.builds(lambda said, by: Envelope.model_validate({**said, **fixed, "actor": by}), around, actor)


@cache
def _said(model: type[BaseModel], *without: str) -> Values:
    """What a model is made of, by its fields' stored names."""
    hints = get_type_hints(model, include_extras=True)
    needed: dict[str, Values] = {}
    optional: dict[str, Values] = {}
    for field in fields(model):
        if field.name not in without:
            allowed = _value(field).filter(_fits(hints[field.name]))
            (needed if field.required else optional)[field.name] = allowed
    return st.fixed_dictionaries(needed, optional=optional)


def _value(field: Field) -> Values:
    if field.inside:
        one = _said(field.inside)
    elif field.words:
        one = st.sampled_from(field.words)
    else:
        one = _FORMS[field.form]
    return st.lists(one, max_size=4).map(tuple) if field.many else one


def _fits(hint: Any) -> Callable[[Any], bool]:
    """Whether the field takes it."""
    adapter = TypeAdapter[Any](hint)

    def fits(value: Any) -> bool:
        try:
            adapter.validate_python(value)
        except ValidationError:
            return False
        return True

    return fits
