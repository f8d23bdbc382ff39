"""Events as they may be shown to anyone who may read the ticket: personal values masked, free text readable."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from domain.record.personal import Held, Path, Personal, by_holder, personal_fields
from domain.ticket.events import EVENTS, CorrectionRecorded
from projections.wording import masks

Json = dict[str, Any]
PersonalValue = tuple[Path, Personal, Any]

_CONTACT: Final[dict[str, Callable[[str], str]]] = {"phone": masks.phone, "email": masks.email, "wechat": masks.handle}
_HIDDEN: Final = "****"


def masked(event: BaseModel, *, company: bool = False) -> Json:
    """The event's data without empty fields. A company's name is no person's and is shown."""
    data = event.model_dump(exclude_none=True)
    for path, mark, holder in _personal(data, type(event)):
        holder[path[-1]] = mask(path, mark, holder[path[-1]], company=company)
    if isinstance(event, CorrectionRecorded):
        _mask_as(event.field, data, company=company)
    return data


def mask(path: Path, mark: Personal, value: Any, *, company: bool = False) -> Any:
    """What stands for a personal value of a class; free text, also in a list of options, stays as it is."""
    if company and path in (("customer_name",), ("name",)):
        return value
    match mark.kind:
        case "text":
            return value
        case "name":
            return masks.salutation(value) if path[-1] == "salutation" else masks.name(value)
        case "contact":
            return _CONTACT.get(path[-1], masks.handle)(value)
        case "device":
            return masks.serial(value)
        case "place" | "network" | "source":
            return _HIDDEN


def in_the_clear(event: BaseModel) -> Iterator[PersonalValue]:
    """What masking hides of an event: where it stands, of which class it is, and what it says."""
    data = event.model_dump(exclude_none=True)
    yield from (
        (path, mark, holder[path[-1]]) for path, mark, holder in _personal(data, type(event)) if mark.kind != "text"
    )
    if isinstance(event, CorrectionRecorded) and event.right and (found := _MARKS.get(event.field)):
        yield *found, event.right


def _mask_as(field: str, data: Json, *, company: bool) -> None:
    """A correction says a value of another event's: it is masked as it is there."""
    if found := _MARKS.get(field):
        for name in ("right", "wrong"):
            if name in data:
                data[name] = mask(*found, data[name], company=company)


def _personal(data: Json, kind: type[BaseModel]) -> Iterator[tuple[Path, Personal, Json]]:
    """The personal values that an event's data hold, each with the object that holds it."""
    for names, fields in _by_holder(kind):
        holder: Any = data
        for name in names:
            holder = holder.get(name) or {}
        for path, mark in fields:
            if holder.get(path[-1]) is not None:
                yield path, mark, holder


@cache
def _by_holder(kind: type[BaseModel]) -> Held:
    return by_holder(personal_fields(kind))


def _marks() -> Iterator[tuple[str, tuple[Path, Personal]]]:
    for event in EVENTS.values():
        for path, mark in personal_fields(event):
            if mark.kind != "text":
                yield ".".join(path), (path, mark)


_MARKS: Final = dict(_marks())
"""Fields that are masked, in whatever event they stand, by their dotted names."""
