"""Personal values of a stored event for a replay: masked by the tables' masks or left out, or all of it in the clear.

It works on the stored JSON and on which fields are declared personal; a value that is left out is never deciphered.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from domain.catalogue import EVENTS
from domain.customer.finding import normalised
from domain.record.event import Event
from domain.record.personal import ERASED, Path, Personal, personal_fields
from domain.refusals import UnknownEventType
from projections.replaying.rows import Json, Row, row_of
from projections.replaying.source import Source, Stored
from projections.wording import masks

Mask = Callable[[str], str]

_MASKS: Final[dict[str, Mask]] = {"phone": masks.phone, "email": masks.email, "wechat": masks.handle}
_COMPANYS: Final = frozenset({("data", "customer_name"), ("data", "name")})
"""Names that are no person's where the event says that the customer is a company."""
_LATE: Final = Personal("text")
_OWN_SERIAL: Final = frozenset(
    {"product-verified", "return-requested", "care-planned", "replacement-shipped", "ticket-opened"}
)
"""Events whose own ``serial`` is the product's; of others it is a spare part's."""


@dataclass(frozen=True, slots=True)
class Field:
    """A personal field: where it stands, how it is masked (None: left out), and what it reads as without its key."""

    path: Path
    mark: Personal
    mask: Mask | None
    of_unit: bool
    of_company: bool


Held = tuple[tuple[Path, tuple[Field, ...]], ...]
"""Fields by the path of the object that holds them."""


class Masking:
    """Makes rows of stored events. ``hidden`` are customers whose values are left out whatever was asked for."""

    def __init__(self, source: Source, *, clear: bool, hidden: frozenset[str] = frozenset()) -> None:
        self._source, self._clear, self._hidden = source, clear, hidden

    def row(self, stored: Stored, body: Json) -> Row:
        """Raises Unreadable, UnknownEventType."""
        position, name = stored.sequence, body["type"]
        known, held = _declared(name, position)
        data: Json = body["data"]
        if not known.issuperset(data):
            body["data"] = {field: value for field, value in data.items() if field in known}
        hidden, unit = body.get("customer") in self._hidden, None
        for names, fields in held:
            holder = _at(body, names)
            if not holder:
                continue
            for field in fields:
                sealed = holder.get(field.path[-1])
                if sealed is None:
                    continue
                if hidden:
                    del holder[field.path[-1]]
                else:
                    unit = self._value(body, field, sealed, position, holder) or unit
        return row_of(position, body, unit)

    def _value(self, body: Json, field: Field, sealed: Json, position: int, holder: Json) -> str | None:
        """Puts what is shown in the value's place; the unit that it names, where it names one."""
        name = field.path[-1]
        if field.mask is None and not self._clear:
            del holder[name]
            return None
        value = self._source.opened(body, field.path, sealed, position)
        if value is None:
            gone = field.mark.gone()
            if gone is None:
                del holder[name]
            else:
                holder[name] = gone
            return None
        if self._clear or field.mask is None or (field.of_company and body["data"].get("company")):
            holder[name] = value
        else:
            holder[name] = field.mask(str(value))
        return self._unit(str(value)) if field.of_unit else None

    def _unit(self, serial: str) -> str | None:
        form = normalised("serial", serial)
        return self._source.pseudonym("replay-unit", form) if form and form != ERASED else None


def _at(body: Json, names: Path) -> Json | None:
    """The object there, if there is one."""
    holder: Any = body
    for name in names:
        holder = holder.get(name)
        if not holder:
            return None
    return holder


@cache
def _of_type(name: str) -> tuple[frozenset[str], Held] | None:
    """The fields that we know of a type, and those that are personal."""
    kind = EVENTS.get(name)
    if kind is None:
        return None
    by_holder: dict[Path, list[Field]] = {}
    for field in _fields(name, kind):
        by_holder.setdefault(field.path[:-1], []).append(field)
    return frozenset(kind.model_fields), tuple((path, tuple(fields)) for path, fields in by_holder.items())


def _declared(name: str, position: int) -> tuple[frozenset[str], Held]:
    found = _of_type(name)
    if found is None:
        raise UnknownEventType(name, position)
    return found


def _fields(name: str, kind: type[Event]) -> Iterator[Field]:
    yield Field(("late",), _LATE, None, of_unit=False, of_company=False)
    for path, mark in personal_fields(kind):
        whole = ("data", *path)
        of_unit = mark.kind == "device" and (
            path == ("product", "serial") or (path == ("serial",) and name in _OWN_SERIAL)
        )
        yield Field(whole, mark, mask_of(path, mark), of_unit, whole in _COMPANYS)


def mask_of(path: Path, mark: Personal) -> Mask | None:
    """How a value of a class is masked; None where it is left out: free text, places, addresses, raw rows."""
    match mark.kind:
        case "name":
            return masks.salutation if path[-1] == "salutation" else masks.name
        case "contact":
            return _MASKS.get(path[-1], masks.handle)
        case "device":
            return masks.serial
        case "text" | "place" | "network" | "source":
            return None
