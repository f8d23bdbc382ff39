"""By what members of staff are called on pages: their masked names, read once for all pages of a few seconds."""

import time
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any, Final, cast

from api.service import Service
from api.tables.reading import fetch
from domain.record.identity import is_customer_key
from domain.refusals import Language
from domain.wording import ROLES, actor
from gongdan.cli.showing import labels
from projections.errors import NotReadable, StoreAway
from projections.staff.asking import called

_FRESH: Final = 5.0
"""Seconds after which names are read again: so long may somebody new be shown by number."""
_NOBODY: Final[Mapping[str, str]] = {}
_STAFF: Final = frozenset(
    {
        "engineer",
        "handler",
        "staff",
        "owner",
        "author",
        "to",
        "absent",
        "about",
        "attendees",
        "opened_by",
        "dedicated_staff",
    }
)
"""Fields that hold staff numbers."""
NAMES: Final[ContextVar[Mapping[str, str]]] = ContextVar("names", default=_NOBODY)
"""Those of the page that is being made, by staff number."""


class Names:
    """Of everybody on record, who left included."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._read: float | None = None
        self._names = _NOBODY

    async def now(self) -> Mapping[str, str]:
        """As they were a moment ago; where the table of staff can't be read, those that were read last."""
        if self._read is None or time.monotonic() - self._read > _FRESH:
            self._read = time.monotonic()
            try:
                await self._service.runner.require("staff")
                self._names = await fetch(self._service.read, called)
            except (NotReadable, StoreAway):
                self._read = None
        return self._names


def who(number: str, language: Language) -> str:
    """By name, else by number; a customer by that word alone: their key tells nobody anything."""
    chinese = language == "zh"
    if is_customer_key(number):
        return ROLES["customer"][0 if chinese else 1]
    return NAMES.get().get(number) or actor(number, chinese=chinese)


def named(number: str, language: Language) -> str:
    """Name and number, where several may have the name."""
    name = who(number, language)
    return number if name == number else f"{name} {number}"


def value(field: str, said: Any, language: Language) -> str:
    """As :func:`labels.value`, and members of staff by name."""
    if field.rpartition(".")[2] not in _STAFF:
        return labels.value(field, said, language)
    if isinstance(said, list | tuple):
        return ("、" if language == "zh" else ", ").join(
            value(field, each, language) for each in cast("list[Any]", said)
        )
    return who(said, language) if isinstance(said, str) else labels.value(field, said, language)
