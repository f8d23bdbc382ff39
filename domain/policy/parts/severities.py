"""The severities (问题分级, R9) that a pack declares; every other place of the pack may name only these."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any, Final, cast

from pydantic import AfterValidator, Field

from domain.rulebook.mistakes import mistake
from domain.rulebook.part import Code, Part, Said, Text

_DECLARED: Final[ContextVar[frozenset[str] | None]] = ContextVar("declared severities", default=None)
"""Of the pack that is being read: so a name is checked where it stands, and every wrong one is told."""


class Severity(Part):
    """``rank`` 1 is the most urgent; ``code`` is what is stored, ``zh`` and ``en`` are what people read."""

    code: Code
    rank: int = Field(ge=1, le=99)
    zh: Text
    en: Text
    criteria: Said

    def say(self, *, chinese: bool) -> str:
        return self.zh if chinese else self.en


@contextmanager
def declared_by(pack: object) -> Generator[None]:
    """While the pack, as its file says it, is being read."""
    listed: object = cast("dict[str, Any]", pack).get("severities") if isinstance(pack, dict) else None
    entries = cast("list[Any]", listed) if isinstance(listed, list) else []
    codes = {str(cast("dict[str, Any]", each).get("code")) for each in entries if isinstance(each, dict)}
    token = _DECLARED.set(frozenset(codes))
    try:
        yield
    finally:
        _DECLARED.reset(token)


def _known(code: str) -> str:
    declared = _DECLARED.get()
    if declared is not None and code not in declared:
        raise mistake("unknown-severity", given=code, allowed=sorted(declared))
    return code


SeverityCode = Annotated[str, AfterValidator(_known)]
"""One of the pack's own severities."""
