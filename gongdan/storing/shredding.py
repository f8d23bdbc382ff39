"""How keys end: destroyed for ever, and noted until no copy is left of what they opened."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from gongdan.storing.key_database import ASKED, KeyDatabase, now

_LIVING: Final = "SELECT aggregate, count(*) FROM data_keys WHERE wrapped IS NOT NULL"
_ALL_OF: Final = "SELECT id FROM subject_keys WHERE subject = ?"
_LIVE_OF: Final = f"{_ALL_OF} AND wrapped IS NOT NULL"
_SHREDDED_UNDER: Final = (
    "SELECT count(*) FROM data_keys d JOIN subject_keys s ON s.id = d.subject_key "
    "WHERE s.subject = ? AND d.shredded IS NOT NULL"
)
_UNSWEPT_OF: Final = "unswept "
"""Begins the name of a note; the subject follows."""


@dataclass(frozen=True, slots=True)
class Shredded:
    """What was destroyed of a subject: the ids of its keys, and how many data keys were under them."""

    subject_keys: tuple[str, ...]
    data_keys: int


class Shredding(KeyDatabase, ABC):
    """Shredding one subject's key makes that person unreadable everywhere; one data key, one ticket's data of a class.

    What was shredded keeps its row without the key, so that it is told from a key that is lost.
    """

    @abstractmethod
    def forget(self) -> None:
        """Hold no key open any more: another process may have shredded some."""

    def shred(self, subject: str) -> Shredded:
        """Destroy all keys of a subject, for ever: overwritten, emptied, and gone from the journal. Harmless twice.

        That copies are there still is noted with it. Raises StoreUnavailable, also where all but the journal is done.
        """
        with self._transaction():
            keys = [row[0] for row in self._writer.execute(_LIVE_OF, (subject,))]
            count = sum(self._emptied("data_keys", "subject_key = ?", key) for key in keys)
            for key in keys:
                self._emptied("subject_keys", "id = ?", key)
            if keys:
                self._writer.execute("INSERT OR IGNORE INTO meta VALUES (?, x'01')", (f"{_UNSWEPT_OF}{subject}",))
        self.settle()
        self.forget()
        return Shredded(tuple(keys), count)

    def shredded(self, subject: str) -> Shredded:
        """What was shredded of a subject so far."""
        keys = self._rows(f"{_ALL_OF} AND shredded IS NOT NULL", subject)
        [[count]] = self._rows(_SHREDDED_UNDER, subject)
        return Shredded(tuple(str(key) for [key] in keys), int(count or 0))

    def lives(self, subject: str) -> bool:
        """Whether a key of the subject is there that opens anything."""
        return self._row(_LIVE_OF, subject) is not None

    def living(self, aggregates: Sequence[str]) -> dict[str, int]:
        """How many keys open anything of these, where there are any."""
        found = dict[str, int]()
        for start in range(0, len(aggregates), ASKED):
            some = aggregates[start : start + ASKED]
            marks = ",".join("?" * len(some))
            rows = self._rows(f"{_LIVING} AND aggregate IN ({marks}) GROUP BY aggregate", *some)
            found |= {str(aggregate): int(count or 0) for aggregate, count in rows}
        return found

    def end(self, aggregates: Iterable[str]) -> None:
        """Destroy the data keys of these for ever, whoever they are about, and note that copies are there still."""
        with self._transaction():
            for aggregate in aggregates:
                self._emptied("data_keys", "aggregate = ?", aggregate)
            self._writer.execute("INSERT OR IGNORE INTO meta VALUES ('unswept', x'01')")
        self.settle()
        self.forget()

    def is_unswept(self) -> bool:
        """Whether what ended keys opened may be there still."""
        return self._row("SELECT 1 FROM meta WHERE name = 'unswept'") is not None

    def swept(self) -> None:
        with self._transaction():
            self._writer.execute("DELETE FROM meta WHERE name = 'unswept'")

    def unswept_subjects(self) -> tuple[str, ...]:
        """Whose keys were shredded while copies of what they opened may be there still."""
        rows = self._rows("SELECT name FROM meta WHERE name LIKE ? ORDER BY name", f"{_UNSWEPT_OF}%")
        return tuple(str(name).removeprefix(_UNSWEPT_OF) for [name] in rows)

    def swept_subjects(self, subjects: Iterable[str]) -> None:
        with self._transaction():
            names = [(f"{_UNSWEPT_OF}{subject}",) for subject in subjects]
            self._writer.executemany("DELETE FROM meta WHERE name = ?", names)

    def _emptied(self, table: str, where: str, value: str) -> int:
        """Zeros first, so that not even the page that is freed holds the key."""
        live = f"{where} AND wrapped IS NOT NULL"
        self._writer.execute(f"UPDATE {table} SET wrapped = zeroblob(length(wrapped)) WHERE {live}", (value,))  # noqa: S608
        emptied = self._writer.execute(
            f"UPDATE {table} SET wrapped = NULL, shredded = ? WHERE {live}",  # noqa: S608
            (now(), value),
        )
        return emptied.rowcount
