"""What the oracle sees of a history: what happened in which minute, as it reads after all corrections."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.record.envelope import Recorded
from tests.oracle.clocks.slow.days import minute_of
from tests.oracle.clocks.slow.table import Sign


@dataclass(frozen=True)
class Happened:
    """An event in the words of the stored formats, and the minute in which it happened."""

    minute: int
    version: int
    id: str
    name: str
    role: str
    said: Mapping[str, Any]

    @property
    def place(self) -> tuple[int, int]:
        """What happened earlier comes first; within a minute what was recorded earlier."""
        return self.minute, self.version

    def is_one(self, sign: Sign) -> bool:
        return (
            self.name == sign.event
            and sign.severity in (None, self.said.get("severity"))
            and sign.role in (None, self.role)
            and (not sign.technical or self.said.get("technical") is True)
            and (not sign.low or self.said.get("low") is True)
            and (not sign.in_vain or not (self.said["solved"] and self.said["satisfied"]))
        )

    def is_any(self, signs: Iterable[Sign]) -> bool:
        return any(self.is_one(sign) for sign in signs)

    def agreed(self) -> int | None:
        """The minute that this event promises, an end of its span before the beginning."""
        told = self.said.get("due") or self.said.get("until") or self.said.get("at")
        return None if told is None else minute_of(datetime.fromisoformat(told))


def read(history: Iterable[Recorded]) -> tuple[Happened, ...]:
    """In the order in which it happened, whenever it was recorded; of a complaint and of what its ticket waits for alike."""
    events = list(history)
    said = {_key(each): each.event.model_dump(mode="json", exclude_none=True) for each in events}
    for each in events:
        if each.envelope.type == "correction-recorded":
            correction = said[_key(each)]
            _correct(said[each.envelope.aggregate, correction["version"]], correction)
    return tuple(sorted((_happened(each, said[_key(each)]) for each in events), key=lambda it: it.place))


def _key(each: Recorded) -> tuple[str, int]:
    return each.envelope.aggregate, each.envelope.version


def _happened(each: Recorded, said: Mapping[str, Any]) -> Happened:
    envelope = each.envelope
    role = envelope.actor.role
    return Happened(minute_of(envelope.occurred), envelope.version, envelope.id, envelope.type, role, said)


def _correct(wrong: dict[str, Any], correction: Mapping[str, Any]) -> None:
    """A text is right as it stands, any other value as its JSON; nothing where it is left out."""
    *path, last = correction["field"].split(".")
    for name in path:
        wrong = wrong.setdefault(name, {})
    right = correction.get("right")
    if right is None:
        wrong.pop(last, None)
    else:
        wrong[last] = json.loads(right) if isinstance(wrong.get(last), bool | int) else right
