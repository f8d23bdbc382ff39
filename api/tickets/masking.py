"""Events as they may be shown to anyone who may read the ticket: personal values masked, free text readable."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from pydantic import BaseModel

from domain.record.personal import Path, Personal, personal_fields
from projections.wording import masks

Json = dict[str, Any]

_CONTACT: Final[dict[str, Callable[[str], str]]] = {"phone": masks.phone, "email": masks.email, "wechat": masks.handle}
_HIDDEN: Final = "****"


def masked(event: BaseModel, *, company: bool = False) -> Json:
    """The event's data without empty fields. A company's name is no person's and is shown."""
    data = event.model_dump(exclude_none=True)
    for path, mark in personal_fields(type(event)):
        if company and path == ("customer_name",):
            continue
        for holder in _holders(data, path):
            holder[path[-1]] = mask(path, mark, holder[path[-1]])
    return data


def mask(path: Path, mark: Personal, value: Any) -> Any:
    """What stands for a personal value of a class; free text stays as it is."""
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


def _holders(data: Json, path: Path) -> Iterator[Json]:
    holder: Any = data
    for name in path[:-1]:
        holder = holder.get(name) or {}
    if holder.get(path[-1]) is not None:
        yield holder
