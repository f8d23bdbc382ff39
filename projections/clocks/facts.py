"""Facts as the read model keeps them: a line of JSON each."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from domain.clocks.fact import Fact

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def written(fact: Fact) -> str:
    return _ENCODER.encode(fact.as_json())


def read(lines: str) -> tuple[Fact, ...]:
    """What was kept, in the order of the log."""
    return tuple(_read(line) for line in lines.split("\n") if line)


@lru_cache(16_384)
def _read(line: str) -> Fact:
    return Fact.of_json(json.loads(line))


def waits_in(facts: Iterable[Fact]) -> bool:
    """Whether the ticket ever waited."""
    return any(fact.waits not in (None, "nobody") for fact in facts)
