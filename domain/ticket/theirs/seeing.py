"""Which events of a ticket its customer sees, and what of each."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

from domain.record.envelope import Recorded
from domain.ticket.events import CorrectionRecorded
from domain.ticket.theirs.listed import LIST, Listed

Json = dict[str, Any]
Seen = Mapping[int, frozenset[str]]
"""By the version of an event that they see: the names of its fields that they see."""


def seen_by_customer(history: Sequence[Recorded]) -> Seen:
    """Of a ticket's whole history, oldest first."""
    seen: dict[int, frozenset[str]] = {}
    for recorded in history:
        listed = LIST.events.get(recorded.event.stored_name)
        if listed and _is_seen(recorded, listed, history, seen):
            seen[recorded.envelope.version] = listed.fields
    return seen


def only(said: Mapping[str, Any], names: Collection[str], *, of: str = "") -> Json:
    """What is said under these names; lists and parts with what is said under the dotted ones."""
    kept: Json = {}
    for name, value in said.items():
        place = f"{of}{name}"
        if place in names:
            kept[name] = value
        elif any(each.startswith(f"{place}.") for each in names):
            kept[name] = _part(value, names, f"{place}.")
    return kept


def _part(value: Any, names: Collection[str], of: str) -> Any:
    if isinstance(value, dict):
        return only(cast("Json", value), names, of=of)
    if isinstance(value, list | tuple):
        return [_part(each, names, of) for each in cast("Sequence[Any]", value)]
    return None


def _is_seen(recorded: Recorded, listed: Listed, history: Sequence[Recorded], seen: Seen) -> bool:
    if isinstance(recorded.event, CorrectionRecorded):
        return recorded.event.field in seen.get(recorded.event.version, frozenset())
    if listed.by is not None and recorded.envelope.actor.role != listed.by:
        return False
    return not listed.once or any(_follows(each, recorded, listed) for each in history)


def _follows(each: Recorded, recorded: Recorded, listed: Listed) -> bool:
    event = each.event
    number = getattr(recorded.event, listed.same)
    return event.stored_name in listed.once and getattr(event, listed.same) == number
