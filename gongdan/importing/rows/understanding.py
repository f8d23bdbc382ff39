"""What a row says: which action, of whom, when, and which event that makes of the ticket as it stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from pydantic import ValidationError

from domain.record.envelope import Source
from domain.ticket.commands import COMMANDS
from domain.ticket.events import TicketOpened
from domain.ticket.imports import ImportedRow, imported_event
from domain.ticket.numbering import ticket_key
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import Stage
from gongdan.importing.files.table import Row
from gongdan.importing.maps.mapping import ActivityRule, Mapping
from gongdan.importing.quarantine import Rejected, shape
from gongdan.importing.rows.values import Pseudonym, RowRejected, Values, key_of
from gongdan.toml.form import limit

_NOTE: Final = ActivityRule(action="note")
_OPENING: Final = frozenset(TicketOpened.model_fields)

Content = tuple[str, ...]


class Understanding:
    """Reads the rows of one file by one map; the same row always says the same."""

    def __init__(self, mapping: Mapping, columns: Sequence[str], pseudonym: Pseudonym, *, also_iso: bool) -> None:
        self._mapping, self._columns, self._pseudonym = mapping, columns, pseudonym
        self._values = Values(mapping, columns, pseudonym, also_iso=also_iso)
        derived = frozenset(mapping.derived)
        self._compared = [(place, name) for place, name in enumerate(columns) if name not in derived]

    @property
    def source_name(self) -> str:
        return self._mapping.name

    @property
    def case_column(self) -> str:
        return " + ".join(self._mapping.columns_of("case"))

    def key(self, case: str) -> str:
        return ticket_key(self._mapping.number_of(case) or "")

    def content(self, cells: Sequence[str]) -> Content:
        """What a row says in the columns that are compared."""
        return tuple(cells[place] if place < len(cells) else "" for place, _ in self._compared)

    def folded(self, state: dict[str, str]) -> Content:
        """The same of a stored row, from its columns by name."""
        return tuple(state.get(name, "") for _, name in self._compared)

    def differs(self, cells: Sequence[str], stored: Content) -> str:
        """The first column in which a row is not what was stored."""
        both = zip(self._compared, self.content(cells), stored, strict=True)
        return next((name for (_, name), now, before in both if now != before), "")

    def trace(self, cells: Sequence[str]) -> tuple[datetime, str | None] | None:
        """What is stored of a row in the clear, so also after an erasure: when, and the activity that the map names."""
        said = self._values.activity(cells).strip()
        try:
            return self._values.time("timestamp", 0, cells), said if said in self._mapping.activities else None
        except RowRejected:
            return None

    def changed(self, cells: Sequence[str], state: dict[str, str]) -> dict[str, str]:
        """The columns in which a row differs from the one stored before it; one that became empty is ``""``."""
        padded = (*cells, *[""] * (len(self._columns) - len(cells)))
        return {name: cell for name, cell in zip(self._columns, padded, strict=True) if state.get(name, "") != cell}

    def check_readable(self, row: Row, now: datetime) -> datetime:
        """When it happened; raises RowRejected where the row names no time, or no activity that the map knows."""
        occurred = self._values.occurred(row.number, row.cells, now)
        said = self._values.activity(row.cells)
        if said.strip() not in self._mapping.activities and self._mapping.unmapped == "quarantine":
            raise self._values.rejection(row.number, "activity", "unknown-activity", said)
        return occurred

    def understood(self, row: Row, source: Source, ticket: Ticket | None, now: datetime) -> ImportedRow:
        """Raises RowRejected."""
        number, cells = row.number, row.cells
        occurred = self.check_readable(row, now)
        rule = self._mapping.activities[source.activity] if source.activity is not None else _NOTE
        action = self._action(rule, ticket, number, cells)
        needed = _OPENING | set(COMMANDS[action].causes.model_fields) if ticket is None else _fields(action)
        facts = {**self._values.facts(number, cells, needed), **rule.fixed}
        if "text" in needed:
            facts.setdefault("text", source.activity or source.said)
        try:
            event = imported_event(ticket, action, facts)
        except ValidationError as error:
            raise self._unfit(number, cells, error) from None
        return ImportedRow(source, event, occurred, self._values.word("engineer", number, cells) or "unknown")

    def _action(self, rule: ActivityRule, ticket: Ticket | None, row: int, cells: Sequence[str]) -> str:
        if ticket is None:
            return rule.action
        if ticket.stage in rule.after:
            return rule.after[ticket.stage]
        in_hands = ticket.accepted or ticket.stage is Stage.DISPATCHED
        if rule.transfer and in_hands and self._names_another(ticket, row, cells):
            return rule.transfer
        return rule.action

    def _names_another(self, ticket: Ticket, row: int, cells: Sequence[str]) -> bool:
        said = (self._values.word("engineer", row, cells), self._values.word("team", row, cells))
        return any(now and now != before for now, before in zip(said, (ticket.engineer, ticket.team), strict=True))

    def _unfit(self, row: int, cells: Sequence[str], error: ValidationError) -> RowRejected:
        first = error.errors(include_url=False)[0]
        name = key_of(first["loc"])
        code = "missing-value" if first["type"] == "missing" else "bad-value"
        value = self._values.raw(name, cells) if name and code == "bad-value" else ""
        column = " + ".join(self._mapping.columns_of(name)) or name
        detail = limit(first)
        return RowRejected(Rejected(row, column, code, detail or "", shape(value), "bad-shape" if detail else ""))

    def customer(self, case: str, row: Row) -> str:
        """The customer's key; a case that names none has one of its own."""
        named = self._values.word("customer", row.number, row.cells)
        return f"customer-{named or self._pseudonym('customer', f'{self._mapping.name}/{case}')}"

    def source(self, case: str, ordinal: int, row: Row, state: dict[str, str]) -> Source:
        """A word that the map names stands in the clear; any other may be personal and is sealed."""
        said = self._values.activity(row.cells)
        named = said.strip() in self._mapping.activities
        return Source(
            name=self._mapping.name,
            case=case,
            ordinal=ordinal,
            activity=said.strip() if named else None,
            said=None if named else said,
            changed=self.changed(row.cells, state) or None,
        )


def _fields(action: str) -> frozenset[str]:
    return frozenset({"text"} if action == "open" else COMMANDS[action].causes.model_fields)
