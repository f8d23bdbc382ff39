"""Facts as the read model keeps them: a line of JSON each."""

import json
from collections.abc import Iterable
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from typing import Any, Final

from domain.clocks.fact import Fact, said_besides
from domain.record.moment import stored_form

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def written(fact: Fact) -> str:
    """As the encoder has it, put together by hand: what facts say besides is mostly one of few things."""
    named = f'"id":{_quoted(fact.id)},"name":{_quoted(fact.name)}'
    return f'{{{named},"occurred":"{stored_form(fact.occurred)}","version":{fact.version}{_besides(fact.besides)}'


@lru_cache(4_096)
def _besides(values: tuple[Any, ...]) -> str:
    said = _ENCODER.encode(said_besides(values))
    return said[1:] if said == "{}" else f",{said[1:]}"


def read(lines: str) -> tuple[Fact, ...]:
    """What was kept, in the order of the log."""
    return tuple(_read(line) for line in lines.split("\n") if line)


@lru_cache(16_384)
def _read(line: str) -> Fact:
    return Fact.of_json(json.loads(line))


def waits_in(facts: Iterable[Fact]) -> bool:
    """Whether the ticket ever waited."""
    return any(fact.waits not in (None, "nobody") for fact in facts)
