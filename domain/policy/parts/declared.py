"""What a pack declares in one place for the others to name: so a name is checked where it stands, and all are told."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final, cast


@dataclass(frozen=True, slots=True)
class Declared:
    """Of the pack that is being read."""

    severities: frozenset[str]
    working_time: bool


_DECLARED: Final[ContextVar[Declared | None]] = ContextVar("what the pack declares", default=None)


@contextmanager
def declared_by(pack: object) -> Generator[None]:
    """While the pack, as its file says it, is being read."""
    said = cast("dict[str, Any]", pack) if isinstance(pack, dict) else {}
    token = _DECLARED.set(Declared(frozenset(_codes(said.get("severities"))), "working_time" in said))
    try:
        yield
    finally:
        _DECLARED.reset(token)


def declared() -> Declared | None:
    """None outside a pack, where nothing can be checked."""
    return _DECLARED.get()


def _codes(listed: object) -> Generator[str]:
    for each in cast("list[Any]", listed) if isinstance(listed, list) else ():
        if isinstance(each, dict):
            yield str(cast("dict[str, Any]", each).get("code"))
