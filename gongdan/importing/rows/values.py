"""From the cells of a row to what they mean in our words: times, ids, severities, texts."""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from gongdan.importing.maps.keys import CONTACT, PRODUCT, TIMES
from gongdan.importing.maps.mapping import Mapping, ValueRule
from gongdan.importing.maps.plain import IDS, MEANT, may_be_plain
from gongdan.importing.maps.times import ISO, read_time, shown
from gongdan.importing.quarantine import Rejected, shape
from gongdan.language import Both

Pseudonym = Callable[[str, str], str]
"""From a kind and a personal value to a stable id that does not tell it (KeyStore.pseudonym)."""

_KINDS: Final = {"engineer": "staff", "to": "team"}
_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "note": ("note", "text"),
    "visit": ("at", "visit_expected"),
    **dict.fromkeys(CONTACT, ("contact",)),
    **dict.fromkeys(PRODUCT, ("product",)),
}
_CACHED: Final = 100_000
_AHEAD: Final = timedelta(days=1)
"""What a clock or a time zone may be wrong by."""
_MIDNIGHT: Final = " 00:00:00"
"""What a date in an Excel cell ends with."""


def key_of(location: tuple[int | str, ...]) -> str:
    """The map's key of a place in an event: ("product", "name") is ``product``, ("visit_expected",) is ``visit``."""
    first, *rest = [str(part) for part in location] or [""]
    inside = {"contact": CONTACT, "product": PRODUCT}.get(first)
    if inside:
        return next((key for key, field in inside.items() if [field] == rest[:1]), first)
    return next((key for key, fields in _FIELDS.items() if first in fields), first)


class RowRejected(Exception):
    """The row can't be imported; ``rejected`` says why."""

    def __init__(self, rejected: Rejected) -> None:
        super().__init__(rejected.code)
        self.rejected = rejected


class Values:
    """Reads a row's cells by the map's keys."""

    def __init__(self, mapping: Mapping, columns: Sequence[str], pseudonym: Pseudonym, *, also_iso: bool) -> None:
        self._mapping, self._pseudonym = mapping, pseudonym
        self._places = {key: [columns.index(name) for name in names] for key, names in mapping.columns.items()}
        self._keys = [key for key in {**mapping.columns, **mapping.constants} if key not in _NO_FACTS]
        formats = mapping.timestamp.format
        self._formats = [*formats, ISO] if also_iso else formats
        self._zone = mapping.timestamp.info
        self._known: dict[tuple[str, str], str] = {}

    def raw(self, key: str, cells: Sequence[str]) -> str:
        """The cell of a key as it stands; several columns are joined by a space."""
        places = self._places.get(key, ())
        if len(places) == 1:
            return cells[places[0]] if places[0] < len(cells) else ""
        return " ".join(cells[place] for place in places if place < len(cells) and cells[place].strip())

    def activity(self, cells: Sequence[str]) -> str:
        return self.raw("activity", cells) or self._mapping.constants.get("activity", "")

    def time(self, key: str, row: int, cells: Sequence[str]) -> datetime:
        """Raises RowRejected where there is no time, or none in the map's format."""
        value = self.raw(key, cells).strip()
        if not value:
            raise self.rejection(row, key, "no-timestamp")
        for form in self._formats:
            try:
                at = read_time(value, form)
                return (at if at.tzinfo else at.replace(tzinfo=self._zone)).astimezone(UTC)
            except (ValueError, OverflowError):
                continue
        raise self.rejection(row, key, "bad-timestamp", value, detail=" / ".join(map(shown, self._formats)))

    def occurred(self, row: int, cells: Sequence[str], now: datetime) -> datetime:
        """When the row says that it happened; raises RowRejected, also where that is yet to come."""
        at = self.time("timestamp", row, cells)
        if at > now + _AHEAD:
            raise self.rejection(
                row, "timestamp", "bad-timestamp", self.raw("timestamp", cells), reason="future-timestamp"
            )
        return at

    def word(self, key: str, row: int, cells: Sequence[str]) -> str | None:
        """What a cell says in our words, None where it says nothing; raises RowRejected where the map has no answer."""
        value = self.raw(key, cells).strip()
        if not value:
            return self._mapping.constants.get(key)
        known = self._known.get((key, value))
        if known is None:
            known = self._word(key, row, value)
            if len(self._known) < _CACHED:
                self._known[key, value] = known
        return known

    def _word(self, key: str, row: int, value: str) -> str:
        rule = self._mapping.values.get(key, _NO_RULE)
        found = rule.applied(value)
        if found is None:
            otherwise = rule.otherwise or self._otherwise(key, rule)
            if otherwise == "quarantine":
                raise self.rejection(row, key, "unknown-value", value)
            found = self._pseudonym(_KINDS.get(key, key), value) if otherwise == "pseudonym" else value
        if key == "purchased":
            found = found.removesuffix(_MIDNIGHT)
        if not may_be_plain(key, found):
            code = "bad-id" if key in IDS else "bad-value"
            raise self.rejection(row, key, code, value, MEANT[key], "bad-shape")
        return found

    def _otherwise(self, key: str, rule: ValueRule) -> str:
        if key in IDS:
            return "pseudonym"
        return "keep" if rule is _NO_RULE else "quarantine"

    def facts(self, row: int, cells: Sequence[str], needed: Collection[str]) -> dict[str, Any]:
        """What the row says for the fields of an event that are ``needed``."""
        facts: dict[str, Any] = {}
        for key in self._keys:
            for field in _FIELDS.get(key, (key,)):
                if field in needed:
                    self._add(facts, field, key, row, cells)
        return facts

    def _add(self, facts: dict[str, Any], field: str, key: str, row: int, cells: Sequence[str]) -> None:
        if key in TIMES:
            value: Any = self.time(key, row, cells) if self.raw(key, cells).strip() else None
        else:
            value = self.word(key, row, cells)
        if value is None:
            return
        if field in ("contact", "product"):
            facts.setdefault(field, {})[(CONTACT | PRODUCT)[key]] = value
        else:
            facts[field] = value

    def rejection(
        self, row: int, key: str, code: str, value: str = "", detail: str | Both = "", reason: str = ""
    ) -> RowRejected:
        column = " + ".join(self._mapping.columns_of(key))
        return RowRejected(Rejected(row, column, code, detail, shape(value), reason))


_NO_RULE: Final = ValueRule()
_NO_FACTS: Final = frozenset({"case", "activity", "timestamp", "customer"})
