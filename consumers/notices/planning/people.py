"""The members of staff as they are now, and how they want to be told: kept in memory, since every event asks."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from domain.record.envelope import Recorded
from domain.staff.state import Staff, fold


class Desk(Protocol):
    async def staff(self) -> list[Staff]: ...

    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...


class People:
    """``known`` by staff number. An address that was erased is none."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.known: dict[str, Staff] = {}

    async def load(self) -> None:
        """Everybody, once."""
        self.known = {each.number: replace(each, shifts=()) for each in await self._desk.staff()}

    async def note(self, events: Sequence[Recorded]) -> None:
        """Whose record changed is read again."""
        for key in {recorded.envelope.aggregate for recorded in events}:
            if key.startswith("staff-"):
                found = fold(await self._desk.events_of(key))
                if found is not None:
                    self.known[found.number] = replace(found, shifts=())

    @property
    def all(self) -> tuple[Staff, ...]:
        return tuple(self.known.values())
