"""An import from end to end: read the whole file, then store what is new, and say what became of every row."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from domain.record.envelope import Actor
from domain.refusals import Language
from domain.rights import Person, check
from domain.store import AlreadyStored, EventStore
from domain.ticket.numbering import number_of
from gongdan.importing import quarantine
from gongdan.importing.files import readers
from gongdan.importing.files.table import Progress, Table, read_table
from gongdan.importing.maps.mapping import Mapping
from gongdan.importing.rows.planning import Planner
from gongdan.importing.rows.understanding import Understanding
from gongdan.importing.rows.values import Pseudonym
from gongdan.importing.sources import Sources
from gongdan.importing.storing import Storing, Tally
from gongdan.importing.texts import BadInput

LARGEST_EVENT: Final = 1_000_000
"""Bytes, a little under what a nats-server takes unless told otherwise."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of every row: imported + quarantined + already = read. ``quarantine`` is the file, if any."""

    read: int
    imported: int
    quarantined: int
    already: int
    tickets: int
    quarantine: Path | None = None

    def as_json(self) -> dict[str, int | str]:
        counts: dict[str, int | str] = {
            "read": self.read,
            "imported": self.imported,
            "quarantined": self.quarantined,
            "already": self.already,
        }
        return counts | ({"quarantine": str(self.quarantine)} if self.quarantine else {})


class StrictRefusal(BadInput):
    """--strict: some rows can't be imported, so none was; ``result`` says how many."""

    def __init__(self, result: ImportResult, listed: Path) -> None:
        super().__init__("strict", count=result.quarantined, read=result.read, file=listed)
        self.result = result


def utc_now() -> datetime:
    return datetime.now(UTC)


def no_progress(phase: str, done: int, total: int | None) -> None:
    """For callers that show none."""


async def import_file(
    path: Path,
    mapping: Mapping,
    *,
    store: EventStore,
    operator: Actor,
    pseudonym: Pseudonym,
    roles: Collection[str] = (),
    mapping_name: str = "",
    quarantine_path: Path | None = None,
    progress: Progress = no_progress,
    strict: bool = False,
    dry_run: bool = False,
    language: Language = "en",
    largest_event: int = LARGEST_EVENT,
    sources: Sources | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> ImportResult:
    """Bring a file in. Raises BadInput (nothing was stored), Forbidden, StoreUnavailable (run it again to go on)."""
    check(Person(operator.id, frozenset(roles or {operator.role})), "import")
    if sources:
        sources.check(mapping)
    table = read_file(path, mapping, mapping_name, progress)
    target = quarantine.place(quarantine_path, path)
    understanding = Understanding(mapping, table.columns, pseudonym, also_iso=".xlsx" in path.name.lower())

    async def brought_in(*, dry: bool) -> Tally:
        tally = Tally(rejected=list(table.homeless))
        phase = "checking" if dry else "importing"
        planner = Planner(understanding, operator, largest_event if dry else None)
        storing = Storing(store, planner, clock, tally, lambda now: progress(phase, now.done, table.read), dry=dry)
        try:
            await storing.all(table.cases.items())
        except AlreadyStored as error:
            number = number_of(error.history.events[0].envelope.aggregate)
            raise BadInput("renumbered", file=path, number=number) from None
        finally:
            quarantine.write(target, tally.rejected, language)
        return tally

    if strict and (found := await brought_in(dry=True)).rejected:
        raise StrictRefusal(replace(_result(table, found, target), imported=0), target)
    if sources and not dry_run:
        sources.claim(mapping)
    tally = await brought_in(dry=dry_run)
    return _result(table, tally, target)


def read_file(path: Path, mapping: Mapping, mapping_name: str, progress: Progress = no_progress) -> Table:
    """All rows of a file by case; raises BadInput."""
    with readers.opened(path, mapping.file) as reader:
        return read_table(path, reader, mapping, mapping_name or mapping.name, progress)


def _result(table: Table, tally: Tally, target: Path) -> ImportResult:
    return ImportResult(
        table.read,
        tally.imported,
        len(tally.rejected),
        tally.already,
        len(table.cases),
        target if tally.rejected else None,
    )
